package io.belay.core;

/**
 * Why a command must not be logged. Nothing has changed; the peer is told.
 *
 * @param reason for the gateway to translate
 * @param message for people: what is full, how full, whose
 */
public record Refusal(Reason reason, String message) {
    /** What stands in the way. */
    public enum Reason {
        /** A queue that must take the message, of a session, a group or a name, is at a limit. */
        QUEUE_FULL,
        /** There is no queue of that name or number. */
        NO_QUEUE,
        /** As many queues as allowed exist, and this would be one more. */
        QUEUES_FULL,
        /** As many topics as allowed have a retained message, and this would be one more. */
        RETAINED_FULL,
        /** As many sessions as allowed exist, and this would be one more. */
        SESSIONS_FULL,
        /** The owner has as many sessions as allowed, and this would be one more. */
        OWNER_SESSIONS_FULL,
        /** The session would have more subscriptions than allowed. */
        SUBSCRIPTIONS_FULL,
        /** The publisher has more exchanges open than allowed. */
        TAGS_FULL,
        /** The session belongs to somebody else, who alone may resume or end it. */
        NOT_OWNER,
        /** Somebody else uses it, and it cannot be shared. */
        IN_USE,
        /** It is not for clients to do. */
        NOT_ALLOWED,
        /** The message is longer than the log can hold; said by the node, which alone knows the log. */
        TOO_LONG,
        /** The memory of the broker is nearly full; said by the node, likewise. */
        MEMORY_FULL,
        /** The disk is nearly full; said by the node, the core knows no disk. */
        DISK_FULL
    }
}
