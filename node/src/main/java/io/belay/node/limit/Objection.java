package io.belay.node.limit;

import io.belay.base.Break;
import io.belay.base.Cause;

/**
 * Why a client is not served now.
 *
 * @param how its line ends with it
 * @param why for people
 * @param retryAfterMs when there will be a place for it, or it may ask again, from now; 0 if nobody knows
 */
public record Objection(Break how, String why, long retryAfterMs) {
    /** A limit was reached. */
    public Objection(Limit limit, String why, long retryAfterMs) {
        this(Break.limit(limit.key(), why), why, retryAfterMs);
    }

    /** Nobody is served now, however few there are. */
    public Objection(Break how, long retryAfterMs) {
        this(how, how.words(), retryAfterMs);
    }

    /** Whether there are too many, or they come too fast. */
    public boolean isOfLimit() {
        return how.cause() == Cause.LIMIT;
    }
}
