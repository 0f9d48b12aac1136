package io.belay.node.login;

import io.belay.amqp.sasl.BearerMessage;
import io.belay.amqp.type.Binary;
import io.belay.node.Authenticator;

/**
 * OAUTHBEARER (RFC 7628): one message with a token. Whoever's is not good is told so in JSON, says one byte, and is
 * refused.
 */
final class BearerMechanism implements Authenticator.Mechanism {
    private static final String HOW = "OAUTHBEARER";

    private final LineTokens tokens;
    private boolean isOver; // whatever comes now is the byte

    BearerMechanism(LineTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Authenticator.Verdict next(byte[] data, long nowMs) {
        if (isOver) return Authenticator.Verdict.wrong();
        isOver = true;
        BearerMessage message = BearerMessage.parse(Binary.of(data));
        if (message == null) {
            tokens.refuse("", HOW, "no message of it");
            return new Authenticator.Verdict.Continue(BearerMessage.INVALID_REQUEST.bytes());
        }
        return tokens.check(message.authorizationId(), message.token(), HOW, nowMs, BearerMechanism::told);
    }

    /** Who is to come back later hears that at once. */
    private static Authenticator.Verdict told(Authenticator.Verdict refusal) {
        boolean isFinal = refusal instanceof Authenticator.Verdict.Refused refused
                && refused.reason() != Authenticator.Reason.CREDENTIALS;
        return isFinal ? refusal : new Authenticator.Verdict.Continue(BearerMessage.INVALID_TOKEN.bytes());
    }
}
