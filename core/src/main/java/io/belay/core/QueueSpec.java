package io.belay.core;

import org.jspecify.annotations.Nullable;

/**
 * What a queue is. A queue with a binding is a topic subscription, whose messages wait in it.
 *
 * @param name by which it is found, never given to two at a time, not empty
 * @param lifetime how long it lives
 * @param owner the number of the session with which it ends, if its lifetime is {@link Lifetime#SESSION} or
 *     {@link Lifetime#WHILE_USED}; 0 none
 * @param policy how much it holds
 * @param binding what of the topics goes into it; null if messages are only sent to it by name
 */
public record QueueSpec(
        String name,
        Lifetime lifetime,
        long owner,
        QueuePolicy policy,
        @Nullable Binding binding) {
    /** Whether it ends when the session {@code owner} ends. */
    boolean endsWithOwner() {
        return owner != 0 && passes();
    }

    /** Whether nobody can be using it after a restart, unless a session watches it. */
    boolean endsAtRestart() {
        return owner == 0 && passes();
    }

    private boolean passes() {
        return lifetime == Lifetime.SESSION || lifetime == Lifetime.WHILE_USED;
    }
}
