package io.belay.node;

import io.belay.core.Refusal;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What became of a {@link QueueOrder}. */
public sealed interface QueueAnswer {
    /**
     * It is as ordered, and on disk.
     *
     * @param changed false if it was so before
     * @param messages that are gone because of it, 0 or more
     */
    record Done(boolean changed, long messages) implements QueueAnswer {}

    /**
     * So much was moved, and is on disk.
     *
     * @param messages that were moved
     * @param left of those that were to be moved and were not, the first {@link #LEFT_MAX}
     * @param leftCount how many were not
     * @param lookedUpTo the sequence behind which the order is to go on, as it had its {@code most} messages and there may
     *     be more; 0 if it is done with all that was meant, or there is no room
     * @param full numbers of the queues that had no room, to be said to the next go; empty if there is none
     */
    record Moved(long messages, List<Left> left, long leftCount, long lookedUpTo, Set<Long> full)
            implements QueueAnswer {
        /** Of so many it is said why they stayed. */
        public static final int LEFT_MAX = 100;

        /** So many queues may be full, and the order still goes on. */
        public static final int FULL_MAX = 1_000;

        /** Of an order that is done with all that was meant. */
        public Moved(long messages, List<Left> left, long leftCount) {
            this(messages, left, leftCount, 0, Collections.emptySet());
        }

        /** Keeps a copy. */
        public Moved {
            left = List.copyOf(left);
            full = Collections.unmodifiableSet(new LinkedHashSet<>(full));
        }

        /** An entry that stayed, and why. */
        public record Left(long sequence, String why) {}
    }

    /** There is no other queue of this name, which the order speaks of; nothing has changed. */
    record Unknown(String name) implements QueueAnswer {}

    /** A queue of that name stands that is not as ordered; nothing has changed. */
    record Differs(QueueStatus standing) implements QueueAnswer {}

    /** It cannot be done, and nothing has changed: {@link Refusal.Reason#NO_QUEUE} above all. */
    record Refused(Refusal refusal) implements QueueAnswer {}

    /** The node has failed for good; whether it is done shows when it is started anew. */
    record Failed(String why) implements QueueAnswer {}
}
