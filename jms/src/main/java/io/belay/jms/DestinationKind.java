package io.belay.jms;

import org.jspecify.annotations.Nullable;

/** The four kinds of destination, with the words that AMQP has for them (AMQP JMS mapping §3.2.4, §5.2). */
enum DestinationKind {
    QUEUE("queue"),
    TOPIC("topic"),
    TEMPORARY_QUEUE("temporary-queue"),
    TEMPORARY_TOPIC("temporary-topic");

    private static final DestinationKind[] ALL = values();

    private final String capability;

    DestinationKind(String capability) {
        this.capability = capability;
    }

    /** The capability of a source or target that says it. */
    String capability() {
        return capability;
    }

    /** The value of the message annotations {@code x-opt-jms-dest} and {@code x-opt-jms-reply-to} that says it. */
    byte code() {
        return (byte) ordinal();
    }

    boolean isTopic() {
        return this == TOPIC || this == TEMPORARY_TOPIC;
    }

    boolean isTemporary() {
        return this == TEMPORARY_QUEUE || this == TEMPORARY_TOPIC;
    }

    /** A destination of this kind. */
    BelayDestination named(String name) {
        return switch (this) {
            case QUEUE -> new BelayQueue(name);
            case TOPIC -> new BelayTopic(name);
            case TEMPORARY_QUEUE -> new BelayTemporaryQueue(name);
            case TEMPORARY_TOPIC -> new BelayTemporaryTopic(name);
        };
    }

    /** The kind that an annotation tells, whatever whole number it is; null if it tells none. */
    static @Nullable DestinationKind of(@Nullable Object code) {
        if (!(code instanceof Byte || code instanceof Short || code instanceof Integer || code instanceof Long))
            return null;
        long ordinal = ((Number) code).longValue();
        return ordinal >= 0 && ordinal < ALL.length ? ALL[(int) ordinal] : null;
    }

    /** The kind that older clients told as words, such as {@code topic,temporary}; null if they are not known. */
    static @Nullable DestinationKind ofWords(@Nullable Object words) {
        if (!(words instanceof String text)) return null;
        boolean isTopic = false;
        boolean isQueue = false;
        boolean isTemporary = false;
        for (String word : text.split(",")) {
            isTopic |= word.strip().equals("topic");
            isQueue |= word.strip().equals("queue");
            isTemporary |= word.strip().equals("temporary");
        }
        if (isTopic == isQueue) return null;
        if (isTopic) return isTemporary ? TEMPORARY_TOPIC : TOPIC;
        return isTemporary ? TEMPORARY_QUEUE : QUEUE;
    }
}
