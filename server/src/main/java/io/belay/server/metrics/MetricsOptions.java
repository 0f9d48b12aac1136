package io.belay.server.metrics;

import io.belay.base.Check;

/**
 * What is measured.
 *
 * @param queuesMax how many queues are measured one by one, the longest; all others are one row. 0 to 10 000
 */
public record MetricsOptions(int queuesMax) {
    /** The most that {@link #queuesMax} can be: each is three rows at each look. */
    public static final int QUEUES_MOST = 10_000;

    /** As it is if nothing is set. */
    public static final MetricsOptions DEFAULTS = new MetricsOptions(20);

    /** Holds the range. */
    public MetricsOptions {
        Check.argument(queuesMax >= 0 && queuesMax <= QUEUES_MOST, "0 to " + QUEUES_MOST + " queues", queuesMax);
    }
}
