package io.belay.node;

import io.belay.core.DeadLetter;
import io.belay.core.Entry;
import io.belay.core.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message in a queue, as an operator sees it.
 *
 * @param entry its place in the queue
 * @param state what it waits for
 * @param dead why it is a dead letter; null if it is none
 * @param message itself
 */
public record QueueItem(Entry entry, State state, @Nullable DeadLetter dead, Message message) {
    /** What an entry of a queue waits for. */
    public enum State {
        /** A consumer. */
        READY,
        /** The answer of the consumer that has it, or may have it. */
        TAKEN,
        /** The time of its delivery. */
        DELAYED,
        /** What becomes of an earlier one of its group. */
        GROUP
    }
}
