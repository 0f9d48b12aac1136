package io.belay.server.tokens;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import io.belay.access.Account;
import io.belay.access.TokenCheck;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Checks signed JWTs (RFC 7519) of one issuer, as RFC 8725 wants it. Any thread that may wait for some seconds. */
public final class Tokens implements TokenCheck {
    private final IssuerKeys keys;
    private final TokenRules rules;
    private final Clock clock;

    /** @param source has the keys of the issuer */
    public Tokens(KeySource source, TokenRules rules) {
        this(source, rules, Clock.systemUTC(), () -> System.nanoTime() / 1_000_000);
    }

    /**
     * The same on other clocks.
     *
     * @param clock of the wall, which tokens speak of
     * @param steady milliseconds from any origin, never falling
     */
    Tokens(KeySource source, TokenRules rules, Clock clock, LongSupplier steady) {
        this.keys = new IssuerKeys(source, steady);
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Reads the keys for the first time. Without this the first token has them read.
     *
     * @throws IOException if they cannot be read; tokens are refused until they can
     */
    public void begin() throws IOException {
        keys.begin();
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Answer check(String token) {
        if (token.length() > LENGTH_MAX) return new Refused("it is longer than " + LENGTH_MAX + " characters");
        try {
            SignedJWT parsed = SignedJWT.parse(token);
            String objection = objection(parsed);
            if (objection != null) return new Refused(objection);
            return judged(new TokenClaims(parsed.getJWTClaimsSet(), rules));
        } catch (ParseException | RuntimeException none) { // of the library, which reads what anybody may have written
            return new Refused("it is no signed JWT");
        }
    }

    /** What is wrong with the header and the signature; null if nothing is. */
    private @Nullable String objection(SignedJWT token) {
        JWSHeader header = token.getHeader();
        if (!TokenSignature.isTaken(header.getAlgorithm()))
            return "its algorithm " + header.getAlgorithm() + " is not taken";
        boolean wantsMore = header.getCriticalParams() != null || !header.isBase64URLEncodePayload();
        if (wantsMore) return "it wants something to be understood that is not (crit)";
        JWK key = keys.find(header);
        if (key == null) return "no key " + header.getKeyID() + " for " + header.getAlgorithm() + " is known";
        return TokenSignature.isRight(token, key) ? null : "its signature is wrong";
    }

    private Answer judged(TokenClaims claims) throws ParseException {
        long nowMs = clock.millis();
        String objection = claims.objection(nowMs);
        if (objection != null) return new Refused(objection);
        Account account = new Account(claims.user(), null, null, "", List.of(), claims.roles());
        return new Granted(account, claims.remainsMs(nowMs));
    }
}
