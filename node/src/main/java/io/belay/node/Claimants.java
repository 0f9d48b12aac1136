package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Keeper;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that may claim something of a queue that they had before, and who has been given such things since.
 *
 * <pre>
 *   awaited ──its grace has passed──▶ late ◀──back and too slow── others
 *      └──all back──▶ none              └──its session ends──▶ none
 * </pre>
 *
 * A late session that comes back is still late: it may not have heard yet what was denied to it.
 */
final class Claimants {
    private static final int GIVEN_MAX = 1_024;

    private final Broker broker;
    private final long queue;
    private final Set<Long> awaited = new LinkedHashSet<>(0);
    private final Set<Long> late = new LinkedHashSet<>(0);
    private final Set<Long> away =
            new LinkedHashSet<>(0); // of the late ones, those that are not back with all they had
    private final Set<Long> given = new LinkedHashSet<>(0); // sequences that were entrusted since the start
    private int givenMax = GIVEN_MAX; // then those that have left are dropped
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
        away.add(session);
        lateUpTo = Math.min(broker.lastSequence(queue), broker.handedUpTo(queue));
    }

    /** A late session has all back that it claims. */
    void back(long session) {
        away.remove(session);
    }

    /** A session is no more. */
    void ended(long session) {
        late.remove(session);
        away.remove(session);
    }

    /** Those that are late. */
    Iterable<Long> late() {
        return late;
    }

    boolean isLate(long session) {
        return late.contains(session);
    }

    /** Whether a session is late and not back with all it had. */
    boolean isAway(long session) {
        return away.contains(session);
    }

    /**
     * Whether a consumer may claim an entry, if it is there and with nobody. One that is entrusted to another it may if that one has
     * given it back, or is back and does not claim it; or if it has accepted it, for then nobody needs it any more.
     */
    boolean mayClaim(Consumer consumer, long sequence, boolean isAccepted) {
        Keeper other = other(consumer, sequence);
        if (other == null || isAccepted || given.contains(sequence)) return true;
        return !awaited.contains(other.session()) && !away.contains(other.session());
    }

    /**
     * Whether the log must know to whom an entry is given before it is: another may claim it after a restart, or it was given to
     * another, and would be denied to this one then.
     */
    boolean mustEntrust(Consumer consumer, long sequence) {
        if (!isUneasy) return false;
        if (broker.entrustedTo(queue, sequence) == null) return !late.isEmpty() && sequence <= lateUpTo;
        return isWithAnother(consumer, sequence);
    }

    /** Whether the log says of an entry that it was given to another. */
    boolean isWithAnother(Consumer consumer, long sequence) {
        return other(consumer, sequence) != null;
    }

    /** The log is about to say of an entry to whom it is given. */
    void entrusted(long sequence) {
        given.add(sequence);
        if (given.size() <= givenMax) return;
        given.removeIf(each -> !broker.holdsEntry(queue, each));
        givenMax = Math.max(GIVEN_MAX, 2 * given.size());
    }

    private @Nullable Keeper other(Consumer consumer, long sequence) {
        Keeper keeper = isUneasy ? broker.entrustedTo(queue, sequence) : null;
        return keeper == null || keeper.isOf(consumer.line.session, consumer.name) ? null : keeper;
    }
}
