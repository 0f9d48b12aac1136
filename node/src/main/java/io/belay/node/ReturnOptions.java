package io.belay.node;

import io.belay.base.Check;

/**
 * How clients of consumers and producers come back to their sessions.
 *
 * @param expiryMaxS how long a session outlives its line at most, seconds, 0 or more; a client that asks for more gets this,
 *     and hears so
 * @param graceMs how long a client that is back may take to open its consumers again, and how long after a start nobody else
 *     gets what clients may have had before, milliseconds, 0 or more
 * @param perSecondMax clients that come back in one second, 1 or more; the others are told to come later
 * @param leisureMs how long word that tags need not be held any more may wait for company on its way to the disk,
 *     milliseconds, 0 or more
 */
public record ReturnOptions(long expiryMaxS, long graceMs, int perSecondMax, long leisureMs) {
    /** A day, 5 s, 2,000, 1 s. */
    public static final ReturnOptions DEFAULTS = new ReturnOptions(86_400, 5_000, 2_000, 1_000);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not kept
     */
    public ReturnOptions {
        Check.argument(expiryMaxS >= 0, "an expiry of 0 or more", expiryMaxS);
        Check.argument(graceMs >= 0, "a grace of 0 or more", graceMs);
        Check.argument(perSecondMax >= 1, "1 a second or more", perSecondMax);
        Check.argument(leisureMs >= 0, "a leisure of 0 or more", leisureMs);
    }
}
