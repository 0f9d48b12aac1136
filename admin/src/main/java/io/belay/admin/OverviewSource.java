package io.belay.admin;

import java.util.concurrent.CompletableFuture;

/** What the broker is, in numbers. Any thread. */
public interface OverviewSource {
    /**
     * The broker at one moment.
     *
     * @param sinceMs when it started, broker time, milliseconds since 1970
     * @param nowMs broker time
     * @param isDraining whether it takes no connections, and asks those that stand to leave
     * @param connections that stand, of all protocols
     * @param attached sessions whose client is on the line
     * @param away sessions whose client is not
     * @param queues with subscriptions and temporary ones
     * @param backlog messages that wait, in queues and for sessions
     * @param unsettled deliveries to sessions that were started and are not settled; those of queues are in the backlog
     * @param retained topics that have a retained message
     */
    record Overview(
            long sinceMs,
            long nowMs,
            boolean isDraining,
            long connections,
            long attached,
            long away,
            long queues,
            long backlog,
            long unsettled,
            long retained) {}

    /** The broker now. */
    CompletableFuture<Overview> overview();
}
