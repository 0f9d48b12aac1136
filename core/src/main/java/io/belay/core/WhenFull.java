package io.belay.core;

/** What happens to a message for which its queue has no room. */
public enum WhenFull {
    /** {@link Broker#refusal} objects to it. */
    REFUSE,
    /** It is taken, and the oldest go. */
    DROP_OLDEST,
    /** As {@link #REFUSE}, but the node slows senders down before it comes to that. */
    BLOCK
}
