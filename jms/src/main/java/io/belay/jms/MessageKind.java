package io.belay.jms;

import io.belay.amqp.type.Symbol;
import org.jspecify.annotations.Nullable;

/** The six kinds of message, in the order of the annotation {@code x-opt-jms-msg-type} (AMQP JMS mapping §3.3.3). */
enum MessageKind {
    MESSAGE(null),
    OBJECT("application/x-java-serialized-object"),
    MAP(null),
    BYTES("application/octet-stream"),
    STREAM(null),
    TEXT(null);

    private static final MessageKind[] ALL = values();

    private final @Nullable Symbol contentType;

    MessageKind(@Nullable String contentType) {
        this.contentType = contentType == null ? null : Symbol.of(contentType);
    }

    /** The content-type of a body of ours; null if it says itself what it is. */
    @Nullable
    Symbol contentType() {
        return contentType;
    }

    boolean isContentType(String type) {
        return contentType != null && contentType.text().equals(type);
    }

    byte code() {
        return (byte) ordinal();
    }

    /** The kind that an annotation tells, whatever whole number it is; null if it tells none. */
    static @Nullable MessageKind of(@Nullable Object code) {
        if (!(code instanceof Byte || code instanceof Short || code instanceof Integer || code instanceof Long))
            return null;
        long ordinal = ((Number) code).longValue();
        return ordinal >= 0 && ordinal < ALL.length ? ALL[(int) ordinal] : null;
    }
}
