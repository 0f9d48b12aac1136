package io.belay.node;

import io.belay.base.Check;
import io.belay.core.Limits;

/**
 * How much one broker holds.
 *
 * @param limits of sessions, queues, subscriptions and retained messages
 * @param bodyBytesMax message bodies kept in memory besides those on their way to a socket, bytes; 0 or more
 * @param lineBytesMax deliveries handed to one line and not yet taken by its socket, bytes; the rest waits as
 *     references; {@link #LINE_BYTES_MIN} or more
 * @param loadBytesMax bodies that are being read back for all lines together, bytes, 1 or more; lines wait their turn
 * @param unassuredBytesMax AT_MOST_ONCE messages that wait for one slow line, bytes; beyond it the oldest is dropped
 * @param queues how their consumers are served
 * @param returns how their clients come back
 * @param budgetBytesMax what grows with the load, of all lines together, bytes; see {@link
 *     io.belay.node.limit.MemoryBudget}; 0 for as much as the lines come to, or what the driver thinks right
 */
public record NodeOptions(
        Limits limits,
        long bodyBytesMax,
        long lineBytesMax,
        long loadBytesMax,
        long unassuredBytesMax,
        QueueOptions queues,
        ReturnOptions returns,
        long budgetBytesMax) {
    /** The least that a line is handed at a time, bytes. */
    public static final long LINE_BYTES_MIN = 64 << 10;

    /** 64 MiB of bodies, 512 KiB handed to a line, 32 MiB being read back, 16 MiB of waiting AT_MOST_ONCE messages. */
    public static final NodeOptions DEFAULTS =
            new NodeOptions(Limits.DEFAULTS, 64L << 20, 512L << 10, 32L << 20, 16L << 20);

    /** Those, and queues and returns as they are by default. */
    public NodeOptions(Limits limits, long bodyBytesMax, long lineBytesMax, long loadBytesMax, long unassuredBytesMax) {
        this(limits, bodyBytesMax, lineBytesMax, loadBytesMax, unassuredBytesMax, QueueOptions.DEFAULTS);
    }

    /** Those, and returns as they are by default. */
    public NodeOptions(
            Limits limits,
            long bodyBytesMax,
            long lineBytesMax,
            long loadBytesMax,
            long unassuredBytesMax,
            QueueOptions queues) {
        this(limits, bodyBytesMax, lineBytesMax, loadBytesMax, unassuredBytesMax, queues, ReturnOptions.DEFAULTS);
    }

    /** Those, and as much memory in all as the lines come to. */
    public NodeOptions(
            Limits limits,
            long bodyBytesMax,
            long lineBytesMax,
            long loadBytesMax,
            long unassuredBytesMax,
            QueueOptions queues,
            ReturnOptions returns) {
        this(limits, bodyBytesMax, lineBytesMax, loadBytesMax, unassuredBytesMax, queues, returns, 0);
    }

    /** Checks the ranges. */
    public NodeOptions {
        Check.argument(bodyBytesMax >= 0, "body bytes of 0 or more", bodyBytesMax);
        Check.argument(lineBytesMax >= LINE_BYTES_MIN, "line bytes of 64 KiB or more", lineBytesMax);
        Check.argument(loadBytesMax >= 1, "load bytes of 1 or more", loadBytesMax);
        Check.argument(unassuredBytesMax >= 0, "unassured bytes of 0 or more", unassuredBytesMax);
        Check.argument(budgetBytesMax >= 0, "budget bytes of 0 or more", budgetBytesMax);
    }

    /** What grows with the load takes no more memory than this, bytes; {@link Long#MAX_VALUE} if nothing is set. */
    long memoryMax() {
        return budgetBytesMax > 0 ? budgetBytesMax : Long.MAX_VALUE;
    }

    /** The same with this budget, if none is set. */
    public NodeOptions withinBudget(long bytesMax) {
        if (budgetBytesMax > 0) return this;
        return new NodeOptions(
                limits, bodyBytesMax, lineBytesMax, loadBytesMax, unassuredBytesMax, queues, returns, bytesMax);
    }
}
