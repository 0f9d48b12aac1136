package io.belay.node.limit;

import io.belay.base.Check;

/**
 * How many clients may come. 0 stands for any number.
 *
 * @param perSecondMax that come to the broker in a second, after twice as many at once; the others are told when to return
 * @param perAddressMax connections from one address
 * @param perAddressPerSecondMax connections from one address in a second, after twice as many at once
 * @param perUserMax connections of one user; those who need no name are not counted
 * @param perUserPerSecondMax connections of one user in a second, likewise, after twice as many at once
 * @param rememberedMax addresses and users whose pace is remembered, 1 or more; the longest unseen are forgotten
 */
public record ConnectOptions(
        int perSecondMax,
        int perAddressMax,
        int perAddressPerSecondMax,
        int perUserMax,
        int perUserPerSecondMax,
        int rememberedMax) {
    /** 2,000 in a second, and nothing else; 10,000 remembered. */
    public static final ConnectOptions DEFAULTS = new ConnectOptions(2_000, 0, 0, 0, 0, 10_000);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not kept
     */
    public ConnectOptions {
        Check.argument(perSecondMax >= 0, "0 or more", perSecondMax);
        Check.argument(perAddressMax >= 0, "0 or more", perAddressMax);
        Check.argument(perAddressPerSecondMax >= 0, "0 or more", perAddressPerSecondMax);
        Check.argument(perUserMax >= 0, "0 or more", perUserMax);
        Check.argument(perUserPerSecondMax >= 0, "0 or more", perUserPerSecondMax);
        Check.argument(rememberedMax >= 1, "1 or more", rememberedMax);
    }
}
