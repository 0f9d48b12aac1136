package io.belay.jms;

import io.belay.base.Check;
import io.belay.client.ClientOptions;
import io.belay.client.ReturnOptions;
import io.belay.net.LineOptions;

/**
 * What a connection runs by; {@code ConnectionSettings} are what users say, this is what follows from it.
 *
 * @param client of the session; its container-id is replaced by the client id
 * @param returning where to connect, and how often
 * @param dial opens lines
 * @param line limits of lines
 * @param timeouts of calls that wait
 * @param prefetch messages that a consumer holds before they are asked for, 0 and up
 * @param browsePrefetch likewise of a browser, 1 and up
 * @param waits for what sends and acknowledgements wait
 * @param redelivery what follows when a listener throws
 * @param mayNotSetClientId whether the client id is the administrator's business ({@code imqDisableSetClientID})
 */
record ConnectionOptions(
        ClientOptions client,
        ReturnOptions returning,
        Dial dial,
        LineOptions line,
        Timeouts timeouts,
        int prefetch,
        int browsePrefetch,
        Waits waits,
        Redelivery redelivery,
        boolean mayNotSetClientId) {

    /** What waits for the broker's word before the call returns. */
    enum Wait {
        /** Persistent messages only. */
        PERSISTENT,
        /** All. */
        ALWAYS,
        /** None: what goes wrong is told as an event. */
        NEVER
    }

    /**
     * For what calls wait.
     *
     * @param send how a synchronous send waits ({@code imqAckOnProduce})
     * @param acknowledge how an automatic acknowledgement waits ({@code imqAckOnAcknowledge})
     */
    record Waits(Wait send, Wait acknowledge) {
        /** Sends of persistent messages wait, automatic acknowledgements do not: the session remembers them. */
        static final Waits DEFAULT = new Waits(Wait.PERSISTENT, Wait.NEVER);
    }

    /**
     * How long calls wait, milliseconds, 1 and up.
     *
     * @param connectMs for the first connection
     * @param sendMs for room, and for the answer to a synchronous send
     * @param asyncSendMs for the answer to an asynchronous send
     * @param commitMs for the answer to a commit or rollback
     * @param acknowledgeMs for the record of an acknowledgement
     * @param closeMs for an orderly end
     * @param requestMs for all else
     */
    record Timeouts(
            long connectMs,
            long sendMs,
            long asyncSendMs,
            long commitMs,
            long acknowledgeMs,
            long closeMs,
            long requestMs) {
        /** A minute for each; three for an asynchronous send. */
        static final Timeouts DEFAULT = new Timeouts(60_000, 60_000, 180_000, 60_000, 60_000, 60_000, 60_000);
    }

    /**
     * What follows when a listener of an AUTO or DUPS_OK session throws a RuntimeException.
     *
     * @param attempts how often it gets the message again before that counts as a failed delivery, 0 and up
     * @param intervalMs the pause before each, 0 and up
     */
    record Redelivery(int attempts, long intervalMs) {
        /** Once, after half a second (OMQ-30). */
        static final Redelivery DEFAULT = new Redelivery(1, 500);
    }

    /** Checks the ranges. */
    ConnectionOptions {
        Check.argument(prefetch >= 0, "prefetch from 0", prefetch);
        Check.argument(browsePrefetch >= 1, "browsePrefetch from 1", browsePrefetch);
    }

    /** The same as another client. */
    ConnectionOptions as(String containerId) {
        ClientOptions other = new ClientOptions(
                containerId,
                client.hostname(),
                client.user(),
                client.password(),
                client.isExternal(),
                client.wantsSession(),
                client.expiryS(),
                client.displaces(),
                client.pingIntervalMs(),
                client.dialTimeoutMs(),
                client.stepTimeoutMs(),
                client.unsettledCountMax(),
                client.unsettledLengthMax(),
                client.messageLengthMax(),
                client.properties());
        return new ConnectionOptions(
                other, returning, dial, line, timeouts, prefetch, browsePrefetch, waits, redelivery, mayNotSetClientId);
    }
}
