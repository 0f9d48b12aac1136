package io.belay.node;

import io.belay.base.Check;

/**
 * How consumers are served.
 *
 * @param unsettledMax deliveries that one consumer may have without settling them, 1 or more; then it gets no more
 * @param aheadMax deliveries that wait for one line, whatever its credit, 1 or more; the rest stays in the queue
 * @param lookAheadMax entries that a consumer with a selector, or a browser, looks at ahead, 1 or more
 * @param fetchBytesMax of messages that are being read back to be looked at, bytes, 1 or more
 * @param autoDeleteAfterMs how long an auto-created queue stands empty and unused before it ends, milliseconds, 1 or more
 */
public record QueueOptions(
        int unsettledMax, int aheadMax, int lookAheadMax, long fetchBytesMax, long autoDeleteAfterMs) {
    /** 100,000 unsettled, 4,096 ahead, 256 looked at, 8 MiB being read, ten minutes. */
    public static final QueueOptions DEFAULTS = new QueueOptions(100_000, 4_096, 256, 8L << 20, 600_000);

    /** Checks the ranges. */
    public QueueOptions {
        Check.argument(unsettledMax >= 1, "1 unsettled or more", unsettledMax);
        Check.argument(aheadMax >= 1, "1 ahead or more", aheadMax);
        Check.argument(lookAheadMax >= 1, "1 looked at or more", lookAheadMax);
        Check.argument(fetchBytesMax >= 1, "1 byte being read or more", fetchBytesMax);
        Check.argument(autoDeleteAfterMs >= 1, "1 ms or more", autoDeleteAfterMs);
    }
}
