package io.belay.amqp.type;

import org.jspecify.annotations.Nullable;

/**
 * A value with a word in front that says what it means (§1.1.2), kept as it came.
 *
 * @param descriptor usually a {@link Symbol} or an {@link UnsignedLong}, but any value is legal
 * @param value what it describes
 */
public record Described(
        @Nullable Object descriptor, @Nullable Object value) {}
