package io.belay.core;

/** How long a queue lives. */
public enum Lifetime {
    /** Until {@link Command.DeleteQueue}. */
    FOR_EVER,
    /**
     * As long as somebody uses it, which only the node knows: until {@link Command.DeleteQueue}, until its owner ends, or
     * until {@link Command.Restart} if it has no owner and no session watches it.
     */
    WHILE_USED,
    /** As long as the session that owns it; one that none owns or watches ends at {@link Command.Restart}. */
    SESSION,
    /** Created because it was named; the node deletes it when it is empty and unused. */
    AUTO
}
