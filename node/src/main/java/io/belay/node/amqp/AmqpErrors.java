package io.belay.node.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.base.Break;
import io.belay.core.Refusal;
import io.belay.node.Reply;
import io.belay.node.limit.Limit;
import io.belay.node.limit.Objection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What AMQP calls the broker's answers. */
final class AmqpErrors {
    private static final Symbol INVALID_FIELD = Symbol.of("invalid-field");

    private AmqpErrors() {}

    /** Why a message, a link or a transaction is refused. */
    static AmqpError of(Refusal refusal) {
        return new AmqpError(condition(refusal.reason()), refusal.message());
    }

    static @Nullable AmqpError ofNullable(@Nullable Refusal refusal) {
        return refusal == null ? null : of(refusal);
    }

    /**
     * The limit that a peer has reached; null if it is another fault.
     *
     * @param resource what is meant where the condition says only that it is too much
     */
    static @Nullable Limit limit(Symbol condition, Limit resource) {
        if (condition.equals(ErrorCondition.RESOURCE_LIMIT_EXCEEDED)) return resource;
        if (condition.equals(ErrorCondition.CONNECTION_FRAMING_ERROR)) return Limit.AMQP_FRAMING;
        if (condition.equals(ErrorCondition.SESSION_WINDOW_VIOLATION)) return Limit.AMQP_WINDOW;
        if (condition.equals(ErrorCondition.LINK_MESSAGE_SIZE_EXCEEDED)) return Limit.AMQP_MESSAGE;
        return condition.equals(ErrorCondition.LINK_TRANSFER_LIMIT_EXCEEDED) ? Limit.AMQP_CREDIT : null;
    }

    /** Why a client is not served; ours come back when they are told. */
    static AmqpError of(Objection objection) {
        Symbol condition =
                objection.isOfLimit() ? ErrorCondition.RESOURCE_LIMIT_EXCEEDED : ErrorCondition.CONNECTION_FORCED;
        return new AmqpError(condition, objection.why(), retryAfter(objection.retryAfterMs()));
    }

    private static Map<Symbol, @Nullable Object> retryAfter(long ms) {
        Map<Symbol, @Nullable Object> info = new LinkedHashMap<>();
        if (ms > 0) info.put(AmqpWish.RETRY_AFTER, new UnsignedInteger((int) ms));
        return info;
    }

    /** A field that is not what it should be; Qpid JMS wants to read its name (reference D.1). */
    static AmqpError invalidField(String field, String why) {
        Map<Symbol, @Nullable Object> info = new LinkedHashMap<>();
        info.put(INVALID_FIELD, Symbol.of(field));
        return new AmqpError(ErrorCondition.INVALID_FIELD, why, info);
    }

    /** Why an open line ends. */
    static AmqpError closed(Reply.Closed closed) {
        Symbol condition = switch (closed.cause()) {
            case DISPLACED, ENDED, STOPPING, UNAVAILABLE, BUSY -> ErrorCondition.CONNECTION_FORCED;
            case QUOTA -> ErrorCondition.RESOURCE_LIMIT_EXCEEDED;
            case NOT_OWNER, IN_USE -> ErrorCondition.NOT_ALLOWED;
        };
        return new AmqpError(condition, closed.why(), info(closed));
    }

    /** Why a line ends that neither protocol nor node had anything against. */
    static AmqpError ended(Break why) {
        Symbol condition = switch (why.cause()) {
            case LIMIT, SLOW -> ErrorCondition.RESOURCE_LIMIT_EXCEEDED;
            case LOGIN, DENIED -> ErrorCondition.UNAUTHORIZED_ACCESS;
            default -> ErrorCondition.CONNECTION_FORCED;
        };
        return new AmqpError(condition, why.words());
    }

    /** What a client of ours reads: that it should not come back by itself, or not before some time. */
    private static Map<Symbol, @Nullable Object> info(Reply.Closed closed) {
        Map<Symbol, @Nullable Object> info = retryAfter(closed.retryAfterMs());
        if (closed.cause() == Reply.Closed.Cause.DISPLACED) info.put(AmqpWish.DISPLACED, true);
        return info;
    }

    /** Why a line is not opened. */
    static AmqpError refused(Reply.Closed closed) {
        return switch (closed.cause()) {
            case DISPLACED, NOT_OWNER, IN_USE -> invalidField("container-id", closed.why());
            case ENDED, STOPPING, UNAVAILABLE, QUOTA, BUSY -> closed(closed);
        };
    }

    private static Symbol condition(Refusal.Reason reason) {
        return switch (reason) {
            case NO_QUEUE -> ErrorCondition.NOT_FOUND;
            case NOT_OWNER, NOT_ALLOWED -> ErrorCondition.NOT_ALLOWED;
            case IN_USE -> ErrorCondition.RESOURCE_LOCKED;
            case TOO_LONG -> ErrorCondition.LINK_MESSAGE_SIZE_EXCEEDED;
            case QUEUE_FULL,
                    QUEUES_FULL,
                    RETAINED_FULL,
                    SESSIONS_FULL,
                    OWNER_SESSIONS_FULL,
                    SUBSCRIPTIONS_FULL,
                    TAGS_FULL,
                    MEMORY_FULL,
                    DISK_FULL -> ErrorCondition.RESOURCE_LIMIT_EXCEEDED;
        };
    }
}
