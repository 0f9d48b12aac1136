package io.belay.core;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import io.belay.base.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * All durable state as bytes. What follows from the rest is not written: counts of references, timers, the topic tree.
 *
 * <pre>
 *   version 5, nowMs, lastMessage, lastSession, lastGroup
 *   messages   count; for each: number as distance from the one before, length, expiresAtMs
 *   groups     count; for each: number, topic
 *   sessions   count; each as SessionRecord draws it, oldest first
 *   members    for each group: count, session numbers in the order of their turns; backlog
 *   retained   count; for each: topic, number, guarantee
 *   due wills  count; for each: session, message
 *   ended      count; for each: client id, timeline
 *   delayed    count; for each: number, publisher, topic, guarantee, retain, atMs, delivered; not in version 1
 *   queues     lastQueue, count; each as QueueRecord draws it, oldest first; not in version 1
 *   links      for each session: tags of links, count of watched queues, their numbers; not in versions 1 and 2
 *   stories    for each session, then for each ended client: its timeline explained, as StoryCodec draws it; since version 4
 * </pre>
 */
final class Checkpoint {
    private static final int VERSION = 5;
    private static final int WITHOUT_STORIES = 3;
    private static final int WITHOUT_LINKS = 2;
    private static final int WITHOUT_QUEUES = 1;

    private Checkpoint() {}

    static void write(State state, ByteWriter out) {
        out.writeByte(VERSION).writeVarint(state.nowMs).writeVarint(state.lastMessage);
        out.writeVarint(state.sessions.lastNumber()).writeVarint(state.subscriptions.lastGroup());
        writeMessages(state, out);
        out.writeVarint(state.subscriptions.groupCount());
        for (Group group : state.subscriptions.groups()) {
            Records.writeTopic(group.topic, out.writeVarint(group.number));
        }
        out.writeVarint(state.sessions.count());
        for (Session session : state.sessions.all()) SessionRecord.write(session, out);
        for (Group group : state.subscriptions.groups()) writeMembers(group, out);
        out.writeVarint(state.retained.count());
        state.retained.forEach(entry -> out.writeString(entry.topic())
                .writeVarint(entry.number())
                .writeByte(entry.guarantee().ordinal()));
        out.writeVarint(state.dueWills.size());
        for (State.DueWill due : state.dueWills) Records.writeMessage(due.message(), out.writeVarint(due.session()));
        out.writeVarint(state.sessions.ended().size());
        state.sessions
                .ended()
                .forEach((clientId, timeline) -> SessionRecord.writeTimeline(timeline, out.writeString(clientId)));
        writeDelayed(state.delayed, out);
        out.writeVarint(state.queues.lastNumber()).writeVarint(state.queues.count());
        for (Queue queue : state.queues.all()) QueueRecord.write(queue, out);
        for (Session session : state.sessions.all()) writeLinks(session, state.watches, out);
        state.sessions.timelines().forEach(timeline -> StoryCodec.writeExplained(timeline, out));
    }

    static State read(ByteReader in, Filters filters) {
        int version = in.readByte();
        boolean known = version >= WITHOUT_QUEUES && version <= VERSION;
        if (!known) throw Records.malformed("a checkpoint of version " + WITHOUT_QUEUES + " to " + VERSION, version);
        State state = new State(filters);
        state.nowMs = in.readVarint();
        state.lastMessage = in.readVarint();
        long lastSession = in.readVarint();
        state.subscriptions.restoreLastGroup(in.readVarint());
        long[] messages = readMessages(in, state);
        List<Group> groups = readGroups(in, state);
        for (long left = in.readVarint(); left > 0; left--) SessionRecord.read(in, state);
        for (Group group : groups) readMembers(in, state, group);
        readRetained(in, state);
        for (long left = in.readVarint(); left > 0; left--) {
            state.dueWills.add(new State.DueWill(in.readVarint(), Records.readMessage(in)));
        }
        for (long left = in.readVarint(); left > 0; left--) {
            state.sessions.remember(in.readString(), SessionRecord.readTimeline(in));
        }
        state.sessions.restoreLastNumber(lastSession);
        if (version != WITHOUT_QUEUES) {
            readDelayed(in, state);
            readQueues(in, state);
        }
        if (version > WITHOUT_LINKS) for (Session session : state.sessions.all()) readLinks(in, session, state);
        if (version > WITHOUT_STORIES)
            state.sessions.timelines().forEach(timeline -> StoryCodec.readExplained(in, timeline));
        for (long number : messages) {
            if (state.messages.release(number)) throw Records.malformed("a message that is referred to", number);
        }
        remind(state);
        return state;
    }

    private static void writeMessages(State state, ByteWriter out) {
        out.writeVarint(state.messages.count());
        long[] before = {0};
        state.messages.forEach((number, length, expiresAtMs) -> {
            Check.invariant(number > before[0], "messages in the order of their numbers", number);
            out.writeVarint(number - before[0]).writeVarint(length).writeVarint(expiresAtMs);
            before[0] = number;
        });
    }

    /** Enters the messages, each with one reference, to be given up when all that refers to them has been read. */
    private static long[] readMessages(ByteReader in, State state) {
        int count = in.readVarint(in.remaining());
        long[] numbers = new long[count];
        long number = 0;
        for (int index = 0; index < count; index++) {
            long step = in.readVarint();
            if (step <= 0) throw Records.malformed("a message number that grows", step);
            number += step;
            state.messages.begin(number, in.readVarint(Integer.MAX_VALUE), in.readVarint());
            numbers[index] = number;
        }
        return numbers;
    }

    private static List<Group> readGroups(ByteReader in, State state) {
        List<Group> groups = new ArrayList<>();
        for (long left = in.readVarint(); left > 0; left--) {
            long number = in.readVarint();
            groups.add(state.subscriptions.open(Records.readTopic(in), number));
        }
        return groups;
    }

    private static void writeMembers(Group group, ByteWriter out) {
        out.writeVarint(group.members.size());
        for (long session : group.members.keySet()) out.writeVarint(session);
        SessionRecord.writeBacklog(group.backlog, out);
    }

    private static void readMembers(ByteReader in, State state, Group group) {
        for (long left = in.readVarint(); left > 0; left--) {
            long number = in.readVarint();
            Session session = state.sessions.at(number);
            Subscription subscription = session == null ? null : session.subscriptions.get(group.topic);
            if (session == null || subscription == null) throw Records.malformed("a member that subscribes", number);
            group.join(session, subscription);
        }
        SessionRecord.readBacklog(in, group.backlog, state.messages);
    }

    private static void writeDelayed(Delayed delayed, ByteWriter out) {
        out.writeVarint(delayed.count());
        for (Delayed.Held held : delayed.all()) {
            out.writeVarint(held.number()).writeVarint(held.publisher()).writeString(held.topic());
            out.writeByte(held.guarantee().ordinal()).writeBoolean(held.retain());
            out.writeVarint(held.atMs()).writeBoolean(held.delivered());
        }
    }

    private static void readDelayed(ByteReader in, State state) {
        for (long left = in.readVarint(); left > 0; left--) {
            long number = in.readVarint();
            hold(state.messages, number);
            state.delayed.put(new Delayed.Held(
                    number,
                    in.readVarint(),
                    in.readString(),
                    Records.guarantee(in.readByte()),
                    in.readBoolean(),
                    in.readVarint(),
                    in.readBoolean()));
        }
    }

    private static void readQueues(ByteReader in, State state) {
        long lastQueue = in.readVarint();
        for (long left = in.readVarint(); left > 0; left--) state.subscriptions.bind(QueueRecord.read(in, state));
        state.queues.restoreLastNumber(lastQueue);
    }

    private static void writeLinks(Session session, Watches watches, ByteWriter out) {
        session.linkTags.write(out);
        List<Long> watched = watches.queuesOf(session.number);
        out.writeVarint(watched.size());
        for (long queue : watched) out.writeVarint(queue);
    }

    private static void readLinks(ByteReader in, Session session, State state) {
        session.linkTags.read(in);
        for (long left = in.readVarint(); left > 0; left--) {
            long queue = in.readVarint();
            if (state.queues.at(queue) == null) throw Records.malformed("a queue of this checkpoint", queue);
            state.watches.add(session.number, queue);
        }
    }

    private static void readRetained(ByteReader in, State state) {
        for (long left = in.readVarint(); left > 0; left--) {
            String topic = in.readString();
            long number = in.readVarint();
            hold(state.messages, number);
            state.retained.put(new Retained.Entry(topic, number, Records.guarantee(in.readByte())));
        }
    }

    /** Refers to a message that the checkpoint has named before. */
    static void hold(Messages messages, long number) {
        if (!messages.holds(number)) throw Records.malformed("a message of this checkpoint", number);
        messages.hold(number);
    }

    private static void remind(State state) {
        Delivering delivering = new Delivering(state);
        for (Session session : state.sessions.all()) delivering.remind(session);
        for (Group group : state.subscriptions.groups()) delivering.remind(group);
        Queueing queueing = new Queueing(state);
        for (Queue queue : state.queues.all()) queueing.remind(queue);
    }
}
