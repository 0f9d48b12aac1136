package io.belay.selector;

import org.jspecify.annotations.Nullable;

/** What a selector may know of one message: its header fields and properties, by name. */
@FunctionalInterface
public interface Fields {
    /**
     * The value of a header field or property. Called on the thread that evaluates, once for each time that the name is met.
     *
     * @param name an identifier of the selector, see {@link Selector#names}; case counts
     * @return a Boolean, Byte, Short, Integer, Long, Float, Double or String; null if the message has none. Anything else
     *     counts as null
     */
    @Nullable
    Object value(String name);
}
