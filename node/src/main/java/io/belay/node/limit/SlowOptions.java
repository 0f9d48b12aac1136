package io.belay.node.limit;

import io.belay.base.Check;

/**
 * When a peer is too slow, so that its line ends; its session stays. 0 stands for never.
 *
 * @param stalledAfterMs how long it may take nothing while bytes wait for it
 * @param unansweredAfterMs how long it may have deliveries and answer none of them
 */
public record SlowOptions(long stalledAfterMs, long unansweredAfterMs) {
    /** 20 s without taking a byte; any time without an answer. */
    public static final SlowOptions DEFAULTS = new SlowOptions(20_000, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not kept
     */
    public SlowOptions {
        Check.argument(stalledAfterMs >= 0, "0 or more", stalledAfterMs);
        Check.argument(unansweredAfterMs >= 0, "0 or more", unansweredAfterMs);
    }
}
