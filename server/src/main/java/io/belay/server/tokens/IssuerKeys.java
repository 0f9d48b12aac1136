package io.belay.server.tokens;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer, kept and read again from time to time: whatever is asked, a source that answers is read no more
 * often than it stays fresh or, for a key that is not known, once in a minute. While it cannot be read, or says nothing of
 * use, what was read before counts, for a day. Any thread that may wait.
 */
final class IssuerKeys {
    /** Between two readings for the sake of keys that are not known, or after a failure. */
    static final long AGAIN_MS = 60_000;

    /** For how long keys count that cannot be read again. */
    static final long KEPT_MS = 86_400_000;

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    private final KeySource source;
    private final LongSupplier clock; // milliseconds, from any origin, never falling
    private @Nullable KeySet keys; // null until they could be read
    private long readAtMs; // meaningful once there are keys
    private long triedAtMs; // likewise, or after a failure
    private boolean hasTried;
    private String lastFailure = ""; // so that it is told once

    IssuerKeys(KeySource source, LongSupplier clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * Reads them for the first time.
     *
     * @throws IOException if they cannot be read; a later look may find them
     */
    synchronized void begin() throws IOException {
        hasTried = true;
        triedAtMs = clock.getAsLong();
        take(source.read());
    }

    /** The key of a header; null if there is none. */
    synchronized @Nullable JWK find(JWSHeader header) {
        long nowMs = clock.getAsLong();
        long againMs = Math.min(AGAIN_MS, source.freshForMs());
        boolean isStale = keys == null || nowMs - readAtMs >= source.freshForMs();
        if (isStale && mayTry(nowMs, againMs)) refresh(nowMs);
        JWK key = known(header, nowMs);
        if (key != null || !mayTry(nowMs, againMs)) return key;
        refresh(nowMs);
        return known(header, clock.getAsLong());
    }

    private @Nullable JWK known(JWSHeader header, long nowMs) {
        return keys == null || nowMs - readAtMs >= KEPT_MS ? null : keys.find(header);
    }

    private boolean mayTry(long nowMs, long againMs) {
        return !hasTried || nowMs - triedAtMs >= againMs;
    }

    private void refresh(long nowMs) {
        hasTried = true;
        triedAtMs = nowMs;
        try {
            take(source.read());
            if (!lastFailure.isEmpty()) LOG.info("the keys of tokens could be read again from {}", source.name());
            lastFailure = "";
        } catch (IOException failure) {
            String why = String.valueOf(failure.getMessage());
            if (!why.equals(lastFailure)) LOG.warn("{}; the keys of before count on", why);
            lastFailure = why;
        }
    }

    private void take(byte[] json) throws IOException {
        try {
            keys = KeySet.parse(json);
            readAtMs = clock.getAsLong();
        } catch (IOException useless) {
            throw new IOException("cannot use the keys in " + source.name() + ": " + useless.getMessage(), useless);
        }
    }
}
