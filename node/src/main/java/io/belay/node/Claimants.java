package io.belay.node;

import io.belay.core.Broker;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Sessions that may claim something of a queue that they had before: those that everybody waits for, and those that are late.
 *
 * <pre>
 *   awaited ──its grace has passed──▶ late ──has all back, or is no more──▶ none
 *      └──has all back, or is no more──▶ none
 * </pre>
 */
final class Claimants {
    private final Broker broker;
    private final long queue;
    private final Set<Long> awaited = new LinkedHashSet<>(0);
    private final Set<Long> late = new LinkedHashSet<>(0);
    private long lateUpTo; // a sequence: none later was with one of those when it was given up

    private boolean isUneasy; // some were late, or have been before the restart

    Claimants(Broker broker, long queue) {
        this.broker = broker;
        this.queue = queue;
        this.isUneasy = broker.hasEntrusted(queue);
    }

    /** Whether others wait until {@link #arrived}. */
    boolean areAwaited() {
        return !awaited.isEmpty();
    }

    /** A session may be back for some of it. */
    void await(long session) {
        awaited.add(session);
    }

    /** A session has all back that it claims, or is not waited for any longer. Returns whether it was the last. */
    boolean arrived(long session) {
        return awaited.remove(session) && awaited.isEmpty();
    }

    /** Nobody waits any longer for a session, which may be back all the same for what it had until now. */
    void late(long session) {
        isUneasy = true;
        late.add(session);
        lateUpTo = broker.lastSequence(queue);
    }

    /** A session has all back that it claims, or is no more. */
    void complete(long session) {
        late.remove(session);
    }

    /** Those that are late. */
    Iterable<Long> late() {
        return late;
    }

    /** Whether a session may claim an entry, if it is there and with nobody. */
    boolean mayClaim(long session, long sequence) {
        long keeper = broker.entrustedTo(queue, sequence);
        return keeper == 0 || keeper == session;
    }

    /**
     * Whether the log must know to whom an entry is given before it is: another session may claim it after a restart, or it
     * was given to another, and would be denied to this one then.
     */
    boolean mustEntrust(long session, long sequence) {
        if (!isUneasy) return false;
        if (!mayClaim(session, sequence)) return true;
        if (sequence > lateUpTo || broker.entrustedTo(queue, sequence) == session) return false;
        for (long other : late) if (other != session) return true;
        return false;
    }
}
