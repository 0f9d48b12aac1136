package io.belay.node;

import io.belay.core.QueuePolicy;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operator wants done with a queue; see {@link Operators#carryOut}. */
public sealed interface QueueOrder {
    /** Of the queue. */
    String name();

    /**
     * Makes a queue that lives until it is deleted. One that stands just so is left as it is.
     *
     * @param name not empty, at most {@link Node#QUEUE_NAME_LENGTH_MAX} bytes of UTF-8, without control characters, not
     *     beginning with {@code $}, which is for queues that no client names
     * @param policy how much it holds; the name of its dead letter queue is empty, or as {@code name}
     */
    record Create(String name, QueuePolicy policy) implements QueueOrder {}

    /** Ends a queue of whatever kind, with all that is in it; who uses it is told. */
    record Delete(String name) implements QueueOrder {}

    /**
     * Drops what is in a queue now, oldest first, also what consumers have and have not settled.
     *
     * @param name of the queue
     * @param upTo the sequence of the last that is meant, so that an order in several goes ends; {@link Long#MAX_VALUE} for all
     * @param most messages, 1 or more
     */
    record Purge(String name, long upTo, long most) implements QueueOrder {
        /** Of all that is in a queue. */
        public Purge(String name) {
            this(name, Long.MAX_VALUE, Long.MAX_VALUE);
        }
    }

    /**
     * Moves messages to the end of another queue, each exactly once, in their order, as far as that has room. What a consumer
     * has stays.
     *
     * @param name of the queue
     * @param to of a queue that is there
     * @param sequences of the entries, in the order in which they are to come; null for all in {@code range}. Nobody
     *     writes to it
     * @param range which are meant if they are not named
     * @param most messages, 1 or more
     */
    record Move(String name, String to, long @Nullable [] sequences, Range range, long most) implements QueueOrder {
        /** Of all that are there now, or of those that are named. */
        public Move(String name, String to, long @Nullable [] sequences, long most) {
            this(name, to, sequences, Range.ALL, most);
        }
    }

    /**
     * Moves dead letters back to the queues that they come from, as {@link Move} does.
     *
     * @param name of the queue
     * @param sequences as in {@link Move}
     * @param range likewise
     * @param most messages, 1 or more
     */
    record Retry(String name, long @Nullable [] sequences, Range range, long most) implements QueueOrder {
        /** Of all that are there now, or of those that are named. */
        public Retry(String name, long @Nullable [] sequences, long most) {
            this(name, sequences, Range.ALL, most);
        }
    }

    /**
     * A part of a queue, so that an order in several goes ends, looks at nothing twice and keeps the order of what it moves.
     *
     * @param after a sequence: entries up to it are not meant, 0 or more
     * @param upTo the sequence of the last that is meant
     * @param full numbers of the queues that were full in a go before: nothing goes there, as it would overtake what stayed
     */
    record Range(long after, long upTo, Set<Long> full) {
        /** All that there is. */
        public static final Range ALL = new Range(0, Long.MAX_VALUE);

        /** Of a first go. */
        public Range(long after, long upTo) {
            this(after, upTo, Collections.emptySet());
        }

        /** Keeps a copy. */
        public Range {
            full = Collections.unmodifiableSet(new LinkedHashSet<>(full));
        }
    }

    /**
     * Stops the deliveries of a queue, or lets them go on; it takes messages all the time.
     *
     * @param name of the queue
     * @param paused whether they are to stop
     */
    record Pause(String name, boolean paused) implements QueueOrder {}
}
