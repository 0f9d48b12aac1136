package io.belay.client;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.client.ClientFailure.Known;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a line ended, and what follows.
 *
 * @param cause for people
 * @param isMute whether the line broke or fell silent, and the broker has not said why
 * @param refusal why there is no coming back; null if there is
 * @param isNameTaken whether the refusal may be due to an earlier line of our own that the broker still takes for alive
 * @param retryAfterMs not earlier, 0 to 600,000
 * @param redirect where to go instead, null if nowhere
 */
record LineEnd(
        String cause,
        boolean isMute,
        @Nullable ClientFailure refusal,
        boolean isNameTaken,
        long retryAfterMs,
        @Nullable AmqpError redirect) {
    private static final Symbol DISPLACED = Symbol.of("belay:displaced");
    private static final Symbol RETRY_AFTER = Symbol.of("belay:retry-after");
    private static final Symbol INVALID_FIELD = Symbol.of("invalid-field");
    private static final Symbol CONTAINER_ID = Symbol.of("container-id");
    private static final List<Symbol> FINAL_WHEN_OPENING = List.of(
            ErrorCondition.UNAUTHORIZED_ACCESS,
            ErrorCondition.NOT_FOUND,
            ErrorCondition.INVALID_FIELD,
            ErrorCondition.NOT_ALLOWED,
            ErrorCondition.NOT_IMPLEMENTED);
    private static final long RETRY_AFTER_MS_MAX = 600_000; // Whoever says more may have changed his mind since.

    /** Of a line that is simply gone. */
    static LineEnd of(String cause) {
        return new LineEnd(cause, true, null, false, 0, null);
    }

    /**
     * Of a line that the engine has closed.
     *
     * @param event why, null if we wanted so
     * @param isOpening the broker had not let us in yet
     */
    static LineEnd of(@Nullable AmqpEvent event, boolean isOpening) {
        if (event instanceof AmqpEvent.Closed closed) return of(closed.error(), isOpening);
        if (event instanceof AmqpEvent.Failed failed) return of(failed.condition() + ": " + failed.why());
        if (event instanceof AmqpEvent.SaslEnded ended) return of(ended.code());
        return of("closed");
    }

    private static LineEnd of(@Nullable AmqpError error, boolean isOpening) {
        if (error == null) return new LineEnd("the broker closed the connection", false, null, false, 0, null);
        ClientFailure refusal = ClientFailure.refused(error);
        String cause = error.condition() + ": " + refusal.words();
        long retryAfterMs = error.info().get(RETRY_AFTER) instanceof UnsignedInteger ms
                ? Math.min(ms.value(), RETRY_AFTER_MS_MAX)
                : 0;
        if (Boolean.TRUE.equals(error.info().get(DISPLACED))) {
            String words = "another client has taken the name";
            var displaced = new ClientFailure(Known.UNKNOWN, ClientFailure.DISPLACED, words, error);
            return new LineEnd(cause, false, displaced, false, 0, null);
        }
        if (error.condition().equals(ErrorCondition.CONNECTION_REDIRECT)) {
            return new LineEnd(cause, false, null, false, retryAfterMs, error);
        }
        boolean isNameTaken = CONTAINER_ID.equals(error.info().get(INVALID_FIELD));
        boolean isFinal = isOpening && retryAfterMs == 0 && FINAL_WHEN_OPENING.contains(error.condition());
        return new LineEnd(cause, false, isFinal ? refusal : null, isNameTaken, retryAfterMs, null);
    }

    private static LineEnd of(SaslCode code) {
        String cause = "the broker does not accept who we are (SASL " + code + ")";
        if (code != SaslCode.AUTH && code != SaslCode.SYS_PERM) return new LineEnd(cause, false, null, false, 0, null);
        return refused(ErrorCondition.UNAUTHORIZED_ACCESS, cause);
    }

    /** There is no use in coming back. */
    static LineEnd refused(Symbol condition, String cause) {
        return new LineEnd(cause, false, new ClientFailure(Known.NOT_DONE, condition, cause), false, 0, null);
    }
}
