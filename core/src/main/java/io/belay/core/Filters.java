package io.belay.core;

import org.jspecify.annotations.Nullable;

/**
 * The language of selectors, which the core does not know. The same selector on the same message always gives the same
 * answer, in every version that reads the same log.
 */
@FunctionalInterface
public interface Filters {
    /** For those without selectors: whatever is asked, nothing matches. */
    Filters NONE = selector -> message -> false;

    /**
     * Makes a filter of a selector, once for each queue.
     *
     * @param selector not empty; it was found to be right before its queue was created
     * @return a filter; it must not throw, whatever the message
     */
    Filter compile(String selector);

    /** One selector, ready to be asked. */
    @FunctionalInterface
    interface Filter {
        /** Whether the selector selects {@code message}. */
        boolean matches(Message message);

        /** As {@link #matches(Message)}, of a message that is a dead letter if {@code dead} is not null. */
        default boolean matches(Message message, @Nullable DeadLetter dead) {
            return matches(message);
        }
    }
}
