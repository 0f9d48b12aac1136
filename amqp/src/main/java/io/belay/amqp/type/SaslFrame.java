package io.belay.amqp.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A frame of the SASL layer (§5.3.3). */
public sealed interface SaslFrame {
    /**
     * The server's offer.
     *
     * @param mechanisms at least one; the codec refuses none
     */
    record SaslMechanisms(List<Symbol> mechanisms) implements SaslFrame {}

    /**
     * The client's choice.
     *
     * @param mechanism one of those offered
     * @param initialResponse the first word of the mechanism; may hold a secret
     * @param hostname the virtual host that it wants
     */
    record SaslInit(
            Symbol mechanism,
            @Nullable Binary initialResponse,
            @Nullable String hostname) implements SaslFrame {
        /** Without the response, which may be a password. */
        @Override
        public String toString() {
            return "SaslInit[mechanism=" + mechanism + ", hostname=" + hostname + "]";
        }
    }

    /** The server asks. */
    record SaslChallenge(Binary challenge) implements SaslFrame {}

    /** The client answers. */
    record SaslResponse(Binary response) implements SaslFrame {
        /** Without the response, which may be a password. */
        @Override
        public String toString() {
            return "SaslResponse[]";
        }
    }

    /**
     * How it ended.
     *
     * @param code the verdict
     * @param additionalData the last word of the mechanism
     */
    record SaslOutcome(SaslCode code, @Nullable Binary additionalData) implements SaslFrame {}
}
