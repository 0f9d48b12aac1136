package io.belay.core;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import io.belay.core.Command.Outcome;
import io.belay.core.Command.Unsubscribe.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands as bytes of the log: a byte for the kind and its version, then its fields in order. A kind whose fields
 * change gets a new byte, and the old one is read for as long as there are logs that have it.
 *
 * <pre>
 *    1 Tick         nowMs
 *    2 Restart
 *    3 Attach       clientId, owner, cleanStart, expiryS, windowMax, will, from
 *    4 Detach       session, epoch, why, withWill, expiryS + 1
 *    5 Subscribe    session, count, subscriptions
 *    6 Unsubscribe  session, count, topics
 *    7 Publish      session, tag, message
 *    8 Retain       message
 *    9 Release      session, tag
 *   10 Settle       session, sequence            (SETTLED)
 *   11 Settle       session, sequence            (RECEIVED)
 *   12 FireWill     session, message
 *   13 DropWill     session, why
 *   14 End          session, why
 *   15 to 25        about queues, see QueueCodec
 *   36 and 39       about queues too
 *   38 Give         session, owner
 *   40 Settle       session, sequence            (DECLINED)
 *   26 to 31        with tags of links, and about those who come back, see LinkCodec
 *   32 to 34        Detach, Attach and Restart that say more, see StoryCodec
 * </pre>
 *
 * Numbers are varints, booleans one byte; {@code Records} draws the rest. A publish of 100 bytes takes 7 bytes and its
 * topic on top, as long as session, tag and topic are short, and 6 more with an expiry.
 */
public final class CommandCodec {
    private static final int TICK = 1;
    private static final int RESTART = 2;
    private static final int ATTACH = 3;
    private static final int DETACH = 4;
    private static final int SUBSCRIBE = 5;
    private static final int UNSUBSCRIBE = 6;
    private static final int PUBLISH = 7;
    private static final int RETAIN = 8;
    private static final int RELEASE = 9;
    private static final int SETTLE = 10;
    private static final int RECEIVE = 11;
    private static final int FIRE_WILL = 12;
    private static final int DROP_WILL = 13;
    private static final int END = 14;
    private static final int GIVE = 38; // Others have the numbers before and behind.
    private static final int DECLINE = 40;

    private CommandCodec() {}

    /** Appends {@code command} to {@code out}. */
    public static void write(Command command, ByteWriter out) {
        if (command instanceof Command.Publish it && it.linkTag() == null) writePublish(it, out);
        else if (command instanceof Command.Settle it) writeSettle(it, out);
        else if (command instanceof Command.Release it)
            start(RELEASE, it.session(), out).writeVarint(it.tag());
        else if (command instanceof Command.Tick it) out.writeByte(TICK).writeVarint(it.nowMs());
        else if (StoryCodec.write(command, out)) return; // Detach, Attach and Restart, if there is more to say of them.
        else if (command instanceof Command.Restart) out.writeByte(RESTART);
        else if (command instanceof Command.Attach it) writeAttach(it, out.writeByte(ATTACH));
        else if (command instanceof Command.Detach it) writeDetach(it, out);
        else if (command instanceof Command.Subscribe it) writeSubscribe(it, out);
        else if (command instanceof Command.Unsubscribe it) writeUnsubscribe(it, out);
        else if (command instanceof Command.Retain it) Records.writeMessage(it.message(), out.writeByte(RETAIN));
        else if (command instanceof Command.FireWill it)
            Records.writeMessage(it.message(), start(FIRE_WILL, it.session(), out));
        else if (command instanceof Command.DropWill it)
            start(DROP_WILL, it.session(), out).writeString(it.why());
        else if (command instanceof Command.End it)
            start(END, it.session(), out).writeString(it.why());
        else if (command instanceof Command.Give it)
            start(GIVE, it.session(), out).writeString(it.owner());
        else if (!LinkCodec.write(command, out) && !QueueCodec.write(command, out))
            throw new AssertionError("no branch for " + command); // CommandCodecTest holds this unreachable
    }

    /**
     * Reads one command and moves past it.
     *
     * @throws io.belay.base.MalformedException if the bytes are not a command of a version that we know
     */
    public static Command read(ByteReader in) {
        int kind = in.readByte();
        return switch (kind) {
            case TICK -> new Command.Tick(in.readVarint());
            case RESTART -> new Command.Restart();
            case ATTACH -> readAttach(in);
            case DETACH ->
                new Command.Detach(
                        in.readVarint(), in.readVarint(), in.readString(), in.readBoolean(), in.readVarint() - 1);
            case SUBSCRIBE -> readSubscribe(in);
            case UNSUBSCRIBE -> readUnsubscribe(in);
            case PUBLISH ->
                new Command.Publish(in.readVarint(), in.readVarint(Integer.MAX_VALUE), Records.readMessage(in));
            case RETAIN -> new Command.Retain(Records.readMessage(in));
            case RELEASE -> new Command.Release(in.readVarint(), in.readVarint(Integer.MAX_VALUE));
            case SETTLE -> new Command.Settle(in.readVarint(), in.readVarint(), Outcome.SETTLED);
            case DECLINE -> new Command.Settle(in.readVarint(), in.readVarint(), Outcome.DECLINED);
            case RECEIVE -> new Command.Settle(in.readVarint(), in.readVarint(), Outcome.RECEIVED);
            case FIRE_WILL -> new Command.FireWill(in.readVarint(), Records.readMessage(in));
            case DROP_WILL -> new Command.DropWill(in.readVarint(), in.readString());
            case END -> new Command.End(in.readVarint(), in.readString());
            case GIVE -> new Command.Give(in.readVarint(), in.readString());
            case QueueCodec.MOVE, QueueCodec.ENTRUST -> QueueCodec.read(kind, in);
            default -> readOther(kind, in);
        };
    }

    private static Command readOther(int kind, ByteReader in) {
        if (kind < LinkCodec.FIRST) return QueueCodec.read(kind, in);
        return kind < StoryCodec.FIRST ? LinkCodec.read(kind, in) : StoryCodec.read(kind, in);
    }

    /** The message that {@code command} carries, to which an {@link Effect.Keep} of it refers; null if it has none. */
    public static @Nullable Message messageOf(Command command) {
        if (command instanceof Command.Publish publish) return publish.message();
        if (command instanceof Command.Send send) return send.message();
        if (command instanceof Command.Stage stage) return stage.message();
        if (command instanceof Command.FireWill fire) return fire.message();
        if (command instanceof Command.Retain retain) return retain.message();
        return null;
    }

    private static ByteWriter start(int kind, long session, ByteWriter out) {
        return out.writeByte(kind).writeVarint(session);
    }

    private static void writePublish(Command.Publish publish, ByteWriter out) {
        start(PUBLISH, publish.session(), out).writeVarint(publish.tag());
        Records.writeMessage(publish.message(), out);
    }

    private static void writeSettle(Command.Settle settle, ByteWriter out) {
        int kind = switch (settle.outcome()) {
            case SETTLED -> SETTLE;
            case RECEIVED -> RECEIVE;
            case DECLINED -> DECLINE;
        };
        start(kind, settle.session(), out).writeVarint(settle.sequence());
    }

    static void writeAttach(Command.Attach attach, ByteWriter out) {
        out.writeString(attach.clientId()).writeString(attach.owner());
        out.writeBoolean(attach.cleanStart()).writeVarint(attach.expiryS()).writeVarint(attach.windowMax());
        Records.writeWill(attach.will(), out);
        out.writeString(attach.from());
    }

    static Command.Attach readAttach(ByteReader in) {
        return new Command.Attach(
                in.readString(),
                in.readString(),
                in.readBoolean(),
                in.readVarint(),
                in.readVarint(Window.SPAN),
                Records.readWill(in),
                in.readString());
    }

    private static void writeDetach(Command.Detach detach, ByteWriter out) {
        start(DETACH, detach.session(), out)
                .writeVarint(detach.epoch())
                .writeString(detach.why().words());
        out.writeBoolean(detach.withWill()).writeVarint(detach.expiryS() + 1);
    }

    private static void writeSubscribe(Command.Subscribe subscribe, ByteWriter out) {
        List<Subscription> all = subscribe.subscriptions();
        start(SUBSCRIBE, subscribe.session(), out).writeVarint(all.size());
        for (Subscription subscription : all) Records.writeSubscription(subscription, out);
    }

    private static Command readSubscribe(ByteReader in) {
        long session = in.readVarint();
        int count = in.readVarint(in.remaining());
        List<Subscription> subscriptions = new ArrayList<>();
        for (int index = 0; index < count; index++) subscriptions.add(Records.readSubscription(in));
        return new Command.Subscribe(session, subscriptions);
    }

    private static void writeUnsubscribe(Command.Unsubscribe unsubscribe, ByteWriter out) {
        List<Topic> all = unsubscribe.topics();
        start(UNSUBSCRIBE, unsubscribe.session(), out).writeVarint(all.size());
        for (Topic topic : all) Records.writeTopic(topic, out);
    }

    private static Command readUnsubscribe(ByteReader in) {
        long session = in.readVarint();
        int count = in.readVarint(in.remaining());
        List<Topic> topics = new ArrayList<>();
        for (int index = 0; index < count; index++) topics.add(Records.readTopic(in));
        return new Command.Unsubscribe(session, topics);
    }
}
