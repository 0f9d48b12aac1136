package io.belay.core;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import io.belay.core.Timers.Kind;
import java.util.Arrays;

/**
 * The bytes of a session in a checkpoint.
 *
 * <pre>
 *   number, clientId, owner, timeline, epoch, attached, expiryS, windowMax, will, endsAtMs + 1, willAtMs + 1
 *   tags           count, tags
 *   subscriptions  count, subscriptions
 *   backlog        count; for each: flags, number, ids if flag 4
 *                  flags: 1 EXACTLY_ONCE, 2 retain, 4 has ids
 *   window         first, next − first, count; for each: flags, and unless it is settled number, ids, origin
 *                  flags: 1, 2, 4 as above, 8 received, 16 settled, 32 has an origin
 *   timeline       count; for each: atMs, epoch, what, detail
 * </pre>
 *
 * Times that are none, {@link Long#MAX_VALUE}, are 0; the others are one more than they are.
 */
final class SessionRecord {
    private static final int EXACTLY_ONCE = 1;
    private static final int RETAIN = 2;
    private static final int HAS_IDS = 4;
    private static final int RECEIVED = 8;
    private static final int SETTLED = 16;
    private static final int HAS_ORIGIN = 32;

    private SessionRecord() {}

    static void write(Session session, ByteWriter out) {
        out.writeVarint(session.number).writeString(session.clientId).writeString(session.owner);
        writeTimeline(session.timeline, out);
        out.writeVarint(session.epoch).writeBoolean(session.attached);
        out.writeVarint(session.expiryS).writeVarint(session.windowMax);
        Records.writeWill(session.will, out);
        writeTime(session.endsAtMs, out);
        writeTime(session.willAtMs, out);
        out.writeVarint(session.tags.size());
        for (int tag : session.tags) out.writeVarint(tag);
        out.writeVarint(session.subscriptions.size());
        for (Subscription subscription : session.subscriptions.values()) Records.writeSubscription(subscription, out);
        writeBacklog(session.backlog, out);
        writeWindow(session.window, out);
    }

    static void read(ByteReader in, State state) {
        long number = in.readVarint();
        String clientId = in.readString();
        String owner = in.readString();
        Session session = state.sessions.enter(number, clientId, owner, readTimeline(in));
        session.epoch = in.readVarint();
        session.attached = in.readBoolean();
        if (session.attached) state.attached++;
        session.expiryS = in.readVarint();
        session.windowMax = in.readVarint(Window.SPAN);
        session.will = Records.readWill(in);
        session.endsAtMs = state.timers.move(Kind.SESSION_ENDS, number, Long.MAX_VALUE, readTime(in));
        session.willAtMs = state.timers.move(Kind.WILL_DUE, number, Long.MAX_VALUE, readTime(in));
        for (long left = in.readVarint(); left > 0; left--) session.tags.add(in.readVarint(Integer.MAX_VALUE));
        for (long left = in.readVarint(); left > 0; left--) {
            Subscription subscription = Records.readSubscription(in);
            var topic = new Command.Unsubscribe.Topic(subscription.filter(), subscription.group());
            state.subscriptions.enter(session, topic, subscription);
        }
        readBacklog(in, session.backlog, state.messages);
        readWindow(in, session, state.messages);
    }

    static void writeTimeline(Timeline timeline, ByteWriter out) {
        out.writeVarint(timeline.entries().size());
        for (TimelineEntry entry : timeline.entries()) {
            out.writeVarint(entry.atMs())
                    .writeVarint(entry.epoch())
                    .writeByte(entry.what().ordinal());
            out.writeString(entry.detail());
        }
    }

    static Timeline readTimeline(ByteReader in) {
        TimelineEntry.What[] whats = TimelineEntry.What.values();
        Timeline timeline = new Timeline();
        for (int left = in.readVarint(Timeline.ENTRIES_MAX); left > 0; left--) {
            timeline.add(new TimelineEntry(
                    in.readVarint(), in.readVarint(), whats[in.readVarint(whats.length - 1)], in.readString()));
        }
        return timeline;
    }

    static void writeBacklog(Backlog backlog, ByteWriter out) {
        out.writeVarint(backlog.count());
        backlog.forEach((number, guarantee, retain, ids) -> {
            out.writeByte(flags(guarantee, retain, ids)).writeVarint(number);
            writeIds(ids, out);
        });
    }

    static void readBacklog(ByteReader in, Backlog backlog, Messages messages) {
        int[] idsBefore = Ring.NO_IDS;
        for (long left = in.readVarint(); left > 0; left--) {
            int flags = in.readByte();
            long number = in.readVarint();
            idsBefore = readIds(in, flags, idsBefore);
            Checkpoint.hold(messages, number);
            backlog.addLast(number, guarantee(flags), (flags & RETAIN) != 0, ids(flags, idsBefore));
        }
    }

    private static void writeWindow(Window window, ByteWriter out) {
        window.owes(); // Moves next past what needs no repetition: a question may have done so before.
        out.writeVarint(window.first()).writeVarint(window.next() - window.first());
        out.writeVarint(window.end() - window.first());
        for (long sequence = window.first(); sequence < window.end(); sequence++) {
            if (!window.isUnsettled(sequence)) {
                out.writeByte(SETTLED);
                continue;
            }
            long origin = window.origin(sequence);
            int[] ids = window.ids(sequence);
            int flags = flags(window.guarantee(sequence), window.retain(sequence), ids)
                    | (window.isReceived(sequence) ? RECEIVED : 0)
                    | (origin != 0 ? HAS_ORIGIN : 0);
            out.writeByte(flags).writeVarint(window.number(sequence));
            writeIds(ids, out);
            if (origin != 0) out.writeVarint(origin);
        }
    }

    private static void readWindow(ByteReader in, Session session, Messages messages) {
        Window window = session.window;
        window.startAt(in.readVarint());
        long next = window.first() + in.readVarint(Window.SPAN);
        int[] idsBefore = Ring.NO_IDS;
        for (int left = in.readVarint(Window.SPAN); left > 0; left--) {
            int flags = in.readByte();
            if ((flags & SETTLED) != 0) {
                window.restoreSettled();
                continue;
            }
            long number = in.readVarint();
            idsBefore = readIds(in, flags, idsBefore);
            long origin = (flags & HAS_ORIGIN) != 0 ? in.readVarint() : 0;
            Checkpoint.hold(messages, number);
            long sequence =
                    window.restore(number, guarantee(flags), (flags & RETAIN) != 0, ids(flags, idsBefore), origin);
            if ((flags & RECEIVED) != 0) window.receive(sequence);
        }
        window.restore(session.windowMax, next);
    }

    private static int flags(Guarantee guarantee, boolean retain, int[] ids) {
        return (guarantee == Guarantee.EXACTLY_ONCE ? EXACTLY_ONCE : 0)
                | (retain ? RETAIN : 0)
                | (ids.length > 0 ? HAS_IDS : 0);
    }

    private static Guarantee guarantee(int flags) {
        return (flags & EXACTLY_ONCE) != 0 ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE;
    }

    private static void writeIds(int[] ids, ByteWriter out) {
        if (ids.length == 0) return;
        out.writeVarint(ids.length);
        for (int id : ids) out.writeVarint(id);
    }

    private static int[] ids(int flags, int[] read) {
        return (flags & HAS_IDS) != 0 ? read : Ring.NO_IDS;
    }

    /** The ids of this entry if it has any, else {@code before}. Neighbours mostly have the same, and share them. */
    private static int[] readIds(ByteReader in, int flags, int[] before) {
        if ((flags & HAS_IDS) == 0) return before;
        int[] ids = new int[in.readVarint(in.remaining())];
        for (int index = 0; index < ids.length; index++) ids[index] = in.readVarint(Integer.MAX_VALUE);
        return Arrays.equals(ids, before) ? before : ids;
    }

    private static void writeTime(long atMs, ByteWriter out) {
        out.writeVarint(atMs == Long.MAX_VALUE ? 0 : atMs + 1);
    }

    private static long readTime(ByteReader in) {
        long value = in.readVarint();
        return value == 0 ? Long.MAX_VALUE : value - 1;
    }
}
