package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command.Disposal;
import io.belay.node.Request.Disposition;
import io.belay.node.Request.OpenSource.Claim;
import io.belay.node.Request.OpenSource.Claims;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients that come back say that their consumers have: what of it is theirs, and what they have accepted of the rest. */
final class Claiming {
    private final Broker broker;
    private final Queues queues;
    private final Returns returns;

    Claiming(Broker broker, Queues queues, Returns returns) {
        this.broker = broker;
        this.queues = queues;
        this.returns = returns;
    }

    /** A client does not get its consumer back. What it has accepted counts, if it may have been given it. */
    void acceptRefused(Claims claims, long session) {
        List<Long> numbers = claims.each().stream().map(Claim::queue).distinct().toList();
        for (long number : numbers) {
            LiveQueue queue = queues.numbered(number);
            if (queue == null || !mayClaim(queue, session)) continue;
            List<Long> accepted = Arrays.stream(claims.acceptedOf(number))
                    .filter(queue::mayHaveBeenGiven)
                    .boxed()
                    .toList();
            if (!accepted.isEmpty()) acceptLate(queue, accepted);
        }
    }

    /** Whether a session may have had something of a queue before its line, or the broker, was lost. */
    static boolean mayClaim(LiveQueue queue, long session) {
        return queue.watchers.contains(session) || queue.claimants.isLate(session);
    }

    /** What is with a consumer whose client claims something of it, oldest first; what that has not got comes again. */
    long @Nullable [] claimed(Consumer consumer, @Nullable Claims claims) {
        Set<Long> known = new LinkedHashSet<>();
        Set<Long> counted = new LinkedHashSet<>(0);
        Set<Long> accepted = new LinkedHashSet<>(0);
        for (Claim claim : claims == null ? List.<Claim>of() : claims.each()) {
            boolean isOfAnother = !claim.mayBeOf(consumer.queue.number);
            if (isOfAnother) continue; // which is no more, and was called the same
            long sequence = claim.sequence();
            boolean isReleased = claim.decided() == Disposition.RELEASED;
            if (isReleased && !consumer.has(sequence)) continue; // Others may have it since.
            (isCounted(consumer.queue, claim) ? counted : known).add(sequence);
            if (claim.decided() == Disposition.ACCEPTED) accepted.add(sequence);
        }
        boolean mayClaim = consumer.mayClaim && !consumer.spec.browse() && !consumer.spec.settled();
        if (mayClaim) claim(consumer, known, accepted);
        if (claims != null) addUp(consumer, claims, known);
        List<Taken> lost = new ArrayList<>();
        for (Taken taken : consumer.taken.values()) if (!known.contains(taken.sequence())) lost.add(taken);
        if (claims == null || claims.isComplete()) {
            consumer.queue.serving.repeat(consumer, lost);
            consumer.hasOnly(known);
        }
        if (claims == null) return null;
        return consumer.all().filter(sequence -> !counted.contains(sequence)).toArray();
    }

    private void claim(Consumer consumer, Set<Long> sequences, Set<Long> accepted) {
        List<Long> late = new ArrayList<>(0);
        for (long sequence : sequences) {
            boolean isAccepted = accepted.contains(sequence);
            boolean isGranted = consumer.queue.claim(consumer, sequence, isAccepted);
            boolean isNew = isGranted && consumer.queue.claimants.isWithAnother(consumer, sequence);
            if (isNew) queues.entrust(consumer, sequence);
            if (isAccepted && !isGranted && consumer.queue.mayHaveBeenGiven(sequence)) late.add(sequence);
        }
        if (!late.isEmpty()) acceptLate(consumer.queue, late);
    }

    /**
     * What its client has accepted is denied to it, as others have been given it since; but nobody is to be given it once more,
     * whatever those say. Its client takes a denial for settled, and hears of it when this is on disk.
     */
    private void acceptLate(LiveQueue queue, List<Long> sequences) {
        queues.consume(queue, sequences, Disposal.ACCEPTED, "");
        sequences.forEach(queue::withdraw);
        for (Consumer other : queue.consumers) sequences.forEach(other::withdraw);
        queue.serve();
        queues.throttle(queue);
    }

    /** What does not go into one attach is told by several of one line; the last says that there is no more. */
    private void addUp(Consumer consumer, Claims claims, Set<Long> known) {
        if (consumer.toldOn != consumer.line.id) consumer.told.clear();
        consumer.toldOn = consumer.line.id;
        if (claims.isComplete()) {
            known.addAll(consumer.told);
            consumer.told.clear();
            return;
        }
        boolean hasMore = false;
        for (long sequence : known) hasMore |= consumer.has(sequence) && consumer.told.add(sequence);
        if (hasMore) returns.comesOn(consumer.line.session);
    }

    /** Whether a delivery that its client says has failed was counted before the line, or the broker, was lost. */
    private boolean isCounted(LiveQueue queue, Claim claim) {
        boolean isTold = claim.failuresTold() != Claim.NOT_TOLD;
        return isTold && broker.failedAt(queue.number, claim.sequence()) > claim.failuresTold();
    }
}
