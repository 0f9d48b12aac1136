package io.belay.admin;

import java.util.List;
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
     * @param oldestMs how long ago the oldest message came that is ready in a queue or waits for a session; 0 if none does
     * @param passed what has passed since it started
     * @param disk where its log lies
     * @param memory what grows with the load
     * @param limits that were reached since it started
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
            long retained,
            long oldestMs,
            Passed passed,
            Disk disk,
            Memory memory,
            List<LimitHits> limits) {
        /** Keeps a copy. */
        public Overview {
            limits = List.copyOf(limits);
        }
    }

    /**
     * What has passed over lines since the start: whoever asks twice has rates.
     *
     * @param protocols each by itself
     * @param bytesIn that came, without TLS and WebSocket
     * @param bytesOut that were sent, likewise
     */
    record Passed(List<Protocol> protocols, long bytesIn, long bytesOut) {
        /** Keeps a copy. */
        public Passed {
            protocols = List.copyOf(protocols);
        }
    }

    /**
     * What has passed by one protocol.
     *
     * @param name {@code mqtt} or {@code amqp}
     * @param messagesIn of clients
     * @param messagesOut to clients
     * @param refused of those that came
     */
    record Protocol(String name, long messagesIn, long messagesOut, long refused) {}

    /** Whether the log can be written. */
    enum DiskState {
        /** Everything can. */
        OK,
        /** What makes it grow cannot: there is too little room. */
        NEARLY_FULL,
        /** Nothing can, for good. */
        FAILED
    }

    /**
     * The log on its disk.
     *
     * @param state whether it can be written
     * @param segments files of the log
     * @param usedBytes of them and of checkpoints
     * @param freeBytes of the device; less than 0 if that is not known, as before the first look
     * @param reserveBytes with less that is free publishing is refused
     * @param resumeBytes with so much that is free it goes on
     */
    record Disk(DiskState state, long segments, long usedBytes, long freeBytes, long reserveBytes, long resumeBytes) {}

    /**
     * The memory that grows with the load, of all lines together.
     *
     * @param usedBytes of all shares
     * @param budgetBytes that may be used
     * @param shares each by itself
     * @param heapUsedBytes of the whole program, garbage included
     * @param heapMaxBytes that it may grow to
     */
    record Memory(long usedBytes, long budgetBytes, List<Share> shares, long heapUsedBytes, long heapMaxBytes) {
        /** Keeps a copy. */
        public Memory {
            shares = List.copyOf(shares);
        }
    }

    /**
     * A part of the budget.
     *
     * @param name what it is for
     * @param usedBytes of it
     * @param maxBytes that may be used
     */
    record Share(String name, long usedBytes, long maxBytes) {}

    /**
     * A limit that was reached.
     *
     * @param name its setting, or as docs/LIMITS.md calls it
     * @param hits how often
     * @param lastMs when last, broker time, to a second or so
     * @param who by whom last, as they call themselves
     */
    record LimitHits(String name, long hits, long lastMs, String who) {}

    /** The broker now. */
    CompletableFuture<Overview> overview();
}
