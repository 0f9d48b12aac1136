package io.belay.access;

import io.belay.base.Check;

/**
 * How those who fail to prove who they are are slowed.
 *
 * @param freeFailures that cost nothing, 0 or more
 * @param delayFirstMs for the first failure beyond, which doubles with each further one, 1 or more
 * @param delayMaxMs between two attempts for one user from one address, at most
 * @param addressDelayMaxMs between two attempts for any users from one address, at most
 * @param userDelayMaxMs for an attempt for a user that somebody has failed for, from wherever, at most
 * @param keptMaxMs an attempt that would have to wait longer is refused at once, 1 or more
 * @param forgottenMs after which a failure is forgotten unless another one has come, 1 or more
 * @param rememberedMax users, addresses, and pairs of them of which failures are remembered, 1 or more; beyond it the
 *     oldest are forgotten
 */
public record SlowdownOptions(
        int freeFailures,
        long delayFirstMs,
        long delayMaxMs,
        long addressDelayMaxMs,
        long userDelayMaxMs,
        long keptMaxMs,
        long forgottenMs,
        int rememberedMax) {
    /** Three failures, then 250 ms up to 30 s, 20 ms and 1 s; 10 s kept, ten minutes, 10,000 each. */
    public static final SlowdownOptions DEFAULTS =
            new SlowdownOptions(3, 250, 30_000, 20, 1_000, 10_000, 600_000, 10_000);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not kept
     */
    public SlowdownOptions {
        Check.argument(freeFailures >= 0, "0 or more", freeFailures);
        Check.argument(delayFirstMs >= 1, "1 or more", delayFirstMs);
        Check.argument(delayMaxMs >= 0, "0 or more", delayMaxMs);
        Check.argument(addressDelayMaxMs >= 0, "0 or more", addressDelayMaxMs);
        Check.argument(userDelayMaxMs >= 0, "0 or more", userDelayMaxMs);
        Check.argument(keptMaxMs >= 1, "1 or more", keptMaxMs);
        Check.argument(forgottenMs >= 1, "1 or more", forgottenMs);
        Check.argument(rememberedMax >= 1, "1 or more", rememberedMax);
    }
}
