package io.belay.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * What silence means on one line. A server closes after one and a half keep alives (MQTT-3.1.2-24, 5.0 MQTT-3.1.2-22).
 * A client looks twice in a keep alive: if it said nothing or heard nothing since the last look it asks PINGREQ; so it is
 * never silent for longer than the keep alive, and knows of a dead line after keep alive + ping time-out.
 *
 * <p>Any byte is a sign of life, not only a whole packet: a large one on a slow line must not cost the line.
 */
final class LineClock {
    static final long NEVER = Long.MAX_VALUE;

    private final boolean isServer;
    private final int connectTimeoutMs;
    private final int pingTimeoutMs;
    private long nowMs; // of the latest call from outside
    private long heardMs;
    private long stepDueMs = NEVER; // when the peer's next step towards an open line is overdue
    private long keepAliveMs; // 0 is off, and so until the line is open
    private long lookMs = NEVER; // client: when to see whether a PINGREQ is needed
    private long lookedMs; // client: the last time it did
    private long pongDueMs = NEVER; // client: when silence after PINGREQ has lasted too long

    LineClock(boolean isServer, MqttLimits limits, long nowMs) {
        this.isServer = isServer;
        this.connectTimeoutMs = limits.connectTimeoutMs();
        this.pingTimeoutMs = limits.pingTimeoutMs();
        this.nowMs = nowMs;
        this.heardMs = nowMs;
    }

    void now(long nowMs) {
        this.nowMs = nowMs;
    }

    /** The peer is there. */
    void heard(long nowMs) {
        this.nowMs = nowMs;
        heardMs = nowMs;
        pongDueMs = NEVER;
    }

    /** The peer could not be heard, through no fault of its own: its times start anew. */
    void excuse() {
        heard(nowMs);
        if (stepDueMs != NEVER) awaitPeer();
    }

    /** The line is not open, and the next step is the peer's. */
    void awaitPeer() {
        stepDueMs = nowMs + connectTimeoutMs;
    }

    /** The line is not open, and the next step is ours. */
    void awaitUs() {
        stepDueMs = NEVER;
    }

    /** The line is open; 0 switches keep alive off. */
    void open(int keepAliveS) {
        stepDueMs = NEVER;
        keepAliveMs = 1_000L * keepAliveS;
        if (!isServer) look();
    }

    private void look() {
        lookedMs = nowMs;
        lookMs = keepAliveMs == 0 ? NEVER : nowMs + keepAliveMs / 2;
    }

    /** When something is due next if nothing is heard until then. */
    long dueMs() {
        return Math.min(failureDueMs(), lookMs);
    }

    private long failureDueMs() {
        if (!isServer) return Math.min(stepDueMs, pongDueMs);
        return keepAliveMs == 0 ? stepDueMs : heardMs + keepAliveMs * 3 / 2;
    }

    /** What the peer failed to do in time, null if nothing. */
    @Nullable
    String overdue() {
        if (nowMs < failureDueMs()) return null;
        if (nowMs >= stepDueMs)
            return "expected the peer's next step to an open line within " + connectTimeoutMs + " ms";
        long silentMs = nowMs - heardMs;
        return isServer
                ? "nothing heard for " + silentMs + " ms, the keep alive is " + keepAliveMs + " ms"
                : "nothing heard for " + silentMs + " ms, and not after PINGREQ for " + pingTimeoutMs + " ms";
    }

    /** Client: whether it is time to see if a PINGREQ is needed. */
    boolean isLookDue() {
        return nowMs >= lookMs;
    }

    /** Client: whether a PINGREQ is needed; {@code spoke} tells whether anything was said since the last look. */
    boolean isPingNeeded(boolean spoke) {
        boolean isNeeded = !spoke || heardMs <= lookedMs;
        look();
        return isNeeded;
    }

    /** Client: a PINGREQ was said. */
    void pinged() {
        if (pongDueMs == NEVER) pongDueMs = nowMs + pingTimeoutMs;
    }
}
