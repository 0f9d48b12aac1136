package io.belay.node;

import io.belay.core.Refusal;

/** What became of a {@link QueueOrder}. */
public sealed interface QueueAnswer {
    /**
     * It is as ordered, and on disk.
     *
     * @param changed false if it was so before
     * @param messages that are gone because of it, 0 or more
     */
    record Done(boolean changed, long messages) implements QueueAnswer {}

    /** A queue of that name stands that is not as ordered; nothing has changed. */
    record Differs(QueueStatus standing) implements QueueAnswer {}

    /** It cannot be done, and nothing has changed: {@link Refusal.Reason#NO_QUEUE} above all. */
    record Refused(Refusal refusal) implements QueueAnswer {}

    /** The node has failed for good; whether it is done shows when it is started anew. */
    record Failed(String why) implements QueueAnswer {}
}
