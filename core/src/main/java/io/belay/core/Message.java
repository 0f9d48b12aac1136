package io.belay.core;

/**
 * A message as the broker holds it.
 *
 * @param topic where it was published: a topic name without wildcards, or the name of the queue it was sent to
 * @param guarantee what the publisher asked for
 * @param retain whether it becomes the topic's retained message
 * @param expiresAtMs broker time from which it is not delivered any more, milliseconds since 1970; 0 never
 * @param format the protocol whose encoding {@code content} is in, 0 to 255; only gateways read it
 * @param hasBody whether there is a body; a retained message without one clears the topic
 * @param content properties and body, opaque to the core; nobody writes to it
 * @param scheduling when its turn comes in a queue
 */
public record Message(
        String topic,
        Guarantee guarantee,
        boolean retain,
        long expiresAtMs,
        int format,
        boolean hasBody,
        byte[] content,
        Scheduling scheduling) {
    /** A message of normal {@linkplain Scheduling#NORMAL scheduling}. */
    public Message(
            String topic,
            Guarantee guarantee,
            boolean retain,
            long expiresAtMs,
            int format,
            boolean hasBody,
            byte[] content) {
        this(topic, guarantee, retain, expiresAtMs, format, hasBody, content, Scheduling.NORMAL);
    }

    /** The same message with another expiry; 0 never. */
    public Message expiringAt(long atMs) {
        if (atMs == expiresAtMs) return this;
        return new Message(topic, guarantee, retain, atMs, format, hasBody, content, scheduling);
    }

    /** How much it counts against limits: bytes of content and topic. */
    public int length() {
        return content.length + topic.length();
    }
}
