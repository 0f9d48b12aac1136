package io.belay.core;

import io.belay.base.ByteReader;
import io.belay.base.ByteWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of a queue in a checkpoint.
 *
 * <pre>
 *   number, spec, paused, lastSequence, handedUpTo, suspectUpTo
 *   entries      count; for each: flags, sequence less the one before, zigzag of number less the one before,
 *                priority if flag 1, deliverAtMs if flag 2, deliveries if flag 4, group (4 bytes) if flag 8,
 *                dead letter if flag 16, session and link that it is entrusted to if flag 32
 *   dead letter  atMs, cause; a cause that was not named before is followed by origin and reason
 * </pre>
 *
 * Causes count from 0 in the order in which they are named.
 */
final class QueueRecord {
    private static final int PRIORITY = 1;
    private static final int DELAYED = 2;
    private static final int FAILED = 4;
    private static final int GROUP = 8;
    private static final int DEAD_LETTER = 16;
    private static final int ENTRUSTED = 32;

    private record Cause(String origin, String reason) {}

    private QueueRecord() {}

    static void write(Queue queue, ByteWriter out) {
        QueueCodec.writeSpec(queue.spec, out.writeVarint(queue.number));
        out.writeBoolean(queue.paused).writeVarint(queue.lastSequence());
        out.writeVarint(queue.handedUpTo).writeVarint(queue.suspectUpTo).writeVarint(queue.count());
        Map<Cause, Integer> causes = new LinkedHashMap<>();
        long[] before = {0, 0};
        queue.forEach((sequence, number, priority, deliverAtMs, counted, group) -> {
            int deliveries = queue.failedAt(sequence);
            DeadLetter letter = queue.deadLetter(sequence);
            Keeper keeper = queue.entrustedTo(sequence);
            int flags = (priority != Scheduling.PRIORITY_NORMAL ? PRIORITY : 0)
                    | (deliverAtMs != 0 ? DELAYED : 0)
                    | (deliveries != 0 ? FAILED : 0)
                    | (group != 0 ? GROUP : 0)
                    | (letter != null ? DEAD_LETTER : 0)
                    | (keeper != null ? ENTRUSTED : 0);
            long step = number - before[1];
            out.writeByte(flags).writeVarint(sequence - before[0]).writeVarint(step << 1 ^ step >> 63);
            before[0] = sequence;
            before[1] = number;
            if (priority != Scheduling.PRIORITY_NORMAL) out.writeByte(priority);
            if (deliverAtMs != 0) out.writeVarint(deliverAtMs);
            if (deliveries != 0) out.writeVarint(deliveries);
            if (group != 0) out.writeInt(group);
            if (letter != null) writeDeadLetter(letter, causes, out);
            if (keeper != null) QueueCodec.writeKeeper(keeper, out);
        });
    }

    /** Reads a queue, which is not bound to its topics yet. */
    static Queue read(ByteReader in, State state) {
        long number = in.readVarint();
        QueueSpec spec = QueueCodec.readSpec(in);
        boolean known = state.queues.of(spec.name()) != null || state.queues.at(number) != null;
        if (known || number <= 0) throw Records.malformed("a queue that was not named before", number);
        Queue queue = state.queues.open(spec, number);
        queue.paused = in.readBoolean();
        long lastSequence = in.readVarint();
        queue.handedUpTo = in.readVarint();
        long suspectUpTo = in.readVarint();
        List<Cause> causes = new ArrayList<>();
        long sequence = 0;
        long message = 0;
        for (long left = in.readVarint(); left > 0; left--) {
            int flags = in.readByte();
            sequence = sequenceAfter(sequence, in.readVarint(), lastSequence);
            long zigzag = in.readVarint();
            message += zigzag >>> 1 ^ -(zigzag & 1);
            Checkpoint.hold(state.messages, message);
            readEntry(in, flags, queue, sequence, message);
            if ((flags & DEAD_LETTER) != 0) queue.bury(sequence, readDeadLetter(in, causes));
            if ((flags & ENTRUSTED) != 0) queue.entrust(sequence, QueueCodec.readKeeper(in));
        }
        queue.restoreLastSequence(lastSequence);
        queue.suspectUpTo = suspectUpTo;
        return queue;
    }

    private static long sequenceAfter(long before, long step, long lastSequence) {
        boolean grows = step > 0 && step <= lastSequence - before;
        if (!grows) throw Records.malformed("a sequence that grows up to " + lastSequence, step);
        return before + step;
    }

    private static void readEntry(ByteReader in, int flags, Queue queue, long sequence, long message) {
        boolean prior = (flags & PRIORITY) != 0;
        int priority = prior ? in.readVarint(Scheduling.PRIORITY_MAX) : Scheduling.PRIORITY_NORMAL;
        long deliverAtMs = (flags & DELAYED) != 0 ? in.readVarint() : 0;
        if (deliverAtMs < 0) throw Records.malformed("a time of delivery of 0 or more", deliverAtMs);
        int deliveries = (flags & FAILED) != 0 ? in.readVarint(Integer.MAX_VALUE) : 0;
        int group = (flags & GROUP) != 0 ? in.readInt() : 0;
        queue.restore(sequence, message, new Scheduling(priority, deliverAtMs, group), deliveries);
    }

    private static void writeDeadLetter(DeadLetter letter, Map<Cause, Integer> causes, ByteWriter out) {
        Cause cause = new Cause(letter.origin(), letter.reason());
        Integer named = causes.putIfAbsent(cause, causes.size());
        out.writeVarint(letter.atMs()).writeVarint(named == null ? causes.size() - 1 : named);
        if (named == null) out.writeString(cause.origin()).writeString(cause.reason());
    }

    private static DeadLetter readDeadLetter(ByteReader in, List<Cause> causes) {
        long atMs = in.readVarint();
        int index = in.readVarint(causes.size());
        if (index == causes.size()) causes.add(new Cause(in.readString(), in.readString()));
        Cause cause = causes.get(index);
        return new DeadLetter(cause.origin(), cause.reason(), atMs);
    }
}
