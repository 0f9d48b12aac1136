package io.belay.amqp.sasl;

import io.belay.amqp.type.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways of saying who one is, the strongest last. */
public enum SaslMechanism {
    /** Nobody in particular (RFC 4505). */
    ANONYMOUS("ANONYMOUS"),
    /** Name and password as they are (RFC 4616). */
    PLAIN("PLAIN"),
    /** A token of somebody who knows the user (RFC 7628). */
    OAUTHBEARER("OAUTHBEARER"),
    /** A proof of the password that tells nobody what it is (RFC 7677). */
    SCRAM_SHA_256("SCRAM-SHA-256"),
    /** The same with the longer hash. */
    SCRAM_SHA_512("SCRAM-SHA-512"),
    /** What the transport knows already, such as a certificate (RFC 4422, appendix A). */
    EXTERNAL("EXTERNAL");

    /** Bytes of the longest frame of SASL: the 512 that §5.3.1 has in mind have no room for the longest name of a user. */
    public static final int FRAME_SIZE_MAX = 4_096;

    /** The same where tokens are taken, which are longer still. */
    public static final int TOKEN_FRAME_SIZE_MAX = 20_480;

    private final Symbol symbol;

    SaslMechanism(String text) {
        symbol = Symbol.of(text);
    }

    /** Its word on the wire. */
    public Symbol symbol() {
        return symbol;
    }

    /** The mechanism of that word, null if we do not know it. */
    public static @Nullable SaslMechanism of(Symbol symbol) {
        for (SaslMechanism one : values()) {
            if (one.symbol.equals(symbol)) return one;
        }
        return null;
    }

    /** The strongest that both sides know, null if there is none. */
    public static @Nullable SaslMechanism strongest(List<Symbol> offered, List<SaslMechanism> ours) {
        SaslMechanism best = null;
        for (Symbol symbol : offered) {
            SaslMechanism one = of(symbol);
            boolean isBetter = one != null && ours.contains(one) && (best == null || one.compareTo(best) > 0);
            if (isBetter) best = one;
        }
        return best;
    }
}
