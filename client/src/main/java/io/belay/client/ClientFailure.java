package io.belay.client;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not granted, and what is known of its effect.
 *
 * @param known whether it had or may have an effect
 * @param condition one of {@link io.belay.amqp.type.ErrorCondition} if the broker said so, otherwise one of the
 *     constants here
 * @param words for people
 * @param error what the broker said; null if it was not the broker who refused
 */
public record ClientFailure(
        Known known,
        Symbol condition,
        String words,
        @Nullable AmqpError error) {
    /** Its time was up. */
    public static final Symbol DEADLINE = Symbol.of("belay:deadline");

    /** The broker does not know the session, or not any more. */
    public static final Symbol SESSION_LOST = Symbol.of("belay:session-lost");

    /** The broker knows the session, but as it was when a backup was taken. */
    public static final Symbol RESTORED = Symbol.of("belay:restored");

    /** The session is closed, or the thing that was called. */
    public static final Symbol CLOSED = Symbol.of("belay:closed");

    /** Another client has taken this one's name. */
    public static final Symbol DISPLACED = Symbol.of("belay:displaced");

    /** No address could be reached, or none let us in. */
    public static final Symbol UNREACHABLE = Symbol.of("belay:unreachable");

    /** The temporary queue or topic is gone that it was about. */
    public static final Symbol DESTINATION_LOST = Symbol.of("belay:destination-lost");

    /** {@link ClientSession#hasRoom} was not heeded. */
    public static final Symbol NO_ROOM = Symbol.of("belay:no-room");

    /** The line was lost, and this broker does not let sessions come back. */
    public static final Symbol LINE_LOST = Symbol.of("belay:line-lost");

    /** The receiver gave the message back instead of taking it (released or modified). */
    public static final Symbol NOT_TAKEN = Symbol.of("belay:not-taken");

    /** What is known of the effect of a request that failed. */
    public enum Known {
        /** It had no effect and will have none: asking again is safe. */
        NOT_DONE,
        /** It is remembered and may still take effect; asking again may do it twice. */
        PENDING,
        /** Nobody will ever say whether it took effect. */
        UNKNOWN
    }

    /** A failure of which the broker said nothing. */
    public ClientFailure(Known known, Symbol condition, String words) {
        this(known, condition, words, null);
    }

    /** The broker refused. */
    static ClientFailure refused(AmqpError error) {
        String words = error.description() == null ? error.condition().text() : error.description();
        return new ClientFailure(Known.NOT_DONE, error.condition(), words, error);
    }
}
