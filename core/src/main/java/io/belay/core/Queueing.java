package io.belay.core;

import io.belay.base.Many;
import io.belay.core.Timers.Kind;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** How queues come and go, and how messages come into them and leave them. */
final class Queueing {
    private final State state;

    Queueing(State state) {
        this.state = state;
    }

    void create(Command.CreateQueue create) {
        QueueSpec spec = create.spec();
        Queue known = state.queues.of(spec.name());
        if (known != null) {
            state.say(new Effect.QueueCreated(known.number, known.spec, false));
            return;
        }
        boolean orphan = spec.endsWithOwner() && state.sessions.at(spec.owner()) == null;
        if (!orphan) open(spec);
    }

    void delete(Command.DeleteQueue delete) {
        Queue queue = state.queues.at(delete.queue());
        if (queue != null) end(queue, delete.why());
    }

    void purge(Command.PurgeQueue purge) {
        Queue queue = state.queues.at(purge.queue());
        if (queue == null) return;
        while (queue.count() > 0 && queue.first() <= purge.upTo()) discard(queue, queue.first());
        remind(queue);
    }

    void move(Command.Move move) {
        Queue from = state.queues.at(move.queue());
        Queue to = state.queues.at(move.to());
        if (from == null || to == null || from == to) return;
        for (long sequence : move.sequences()) if (from.holds(sequence)) move(from, sequence, to);
        remind(from);
        remind(to);
    }

    void hand(Command.Hand hand) {
        Queue queue = state.queues.at(hand.queue());
        if (queue != null) queue.handedUpTo = Math.max(queue.handedUpTo, hand.upTo());
    }

    void entrust(Command.Entrust entrust) {
        Queue queue = state.queues.at(entrust.queue());
        if (queue != null && queue.holds(entrust.sequence())) queue.entrust(entrust.sequence(), entrust.to());
    }

    void watch(Command.Watch watch) {
        boolean stands = state.sessions.at(watch.session()) != null && state.queues.at(watch.queue()) != null;
        if (!watch.on()) state.watches.remove(watch.session(), watch.queue());
        else if (stands) state.watches.add(watch.session(), watch.queue());
    }

    void pause(Command.PauseQueue pause) {
        Queue queue = state.queues.at(pause.queue());
        boolean changes = queue != null && queue.paused != pause.paused();
        if (!changes) return;
        queue.paused = pause.paused();
        state.say(new Effect.Paused(queue.number, queue.paused));
    }

    void send(Command.Send send) {
        Queue queue = state.queues.at(send.queue());
        if (queue == null || state.hasEnded(send.session())) return;
        if (state.isHeld(send.session(), send.linkTag())) {
            state.say(new Effect.Routed(0, true));
            return;
        }
        state.hold(send.session(), send.linkTag());
        int saidBefore = state.said();
        long number = state.begin(send.message());
        enqueue(queue, number, send.message());
        state.keepOrForget(number, saidBefore);
    }

    /** Adds a message, unless it has expired, and makes room for it if the queue drops the oldest. */
    void enqueue(Queue queue, long number, Message message) {
        if (state.isExpired(number)) return;
        if (queue.spec.policy().whenFull() == WhenFull.DROP_OLDEST) makeRoom(queue, message.length());
        state.messages.hold(number);
        long sequence = queue.add(number, message.scheduling());
        state.say(new Effect.Queued(queue.number, queue.entry(sequence), message));
        remind(queue);
    }

    void consume(Command.Consume consume) {
        Queue queue = state.queues.at(consume.queue());
        if (queue == null) return;
        for (long sequence : consume.sequences()) {
            if (!queue.holds(sequence)) continue; // An answer given twice, or too late.
            if (consume.disposal() == Command.Disposal.ACCEPTED) accept(queue, sequence);
            else if (consume.disposal() == Command.Disposal.FAILED) fail(queue, sequence, consume.why(), false);
            else if (consume.disposal() == Command.Disposal.FAILED_SINCE) fail(queue, sequence, consume.why(), true);
            else if (consume.disposal() == Command.Disposal.LOST) lose(queue, sequence, false);
            else if (consume.disposal() == Command.Disposal.LOST_SINCE) lose(queue, sequence, true);
            else bury(queue, sequence, consume.why());
        }
        remind(queue);
    }

    /** Drops what has expired, {@code most} entries at most; returns how many. Its timer is to be set then. */
    int expire(Queue queue, int most) {
        queue.expiresAtMs = Long.MAX_VALUE;
        return queue.expire(state.nowMs, most, sequence -> discard(queue, sequence));
    }

    /** Ends what ends with a session. */
    void endOwned(Session owner) {
        for (Queue queue : state.queues.ownedBy(owner.number)) end(queue, "its owner " + owner.clientId + " has ended");
    }

    /** Ends what nobody can be using after a restart. */
    void restart() {
        for (Queue queue : new ArrayList<>(state.queues.all())) {
            boolean isAwaited = !state.watches.sessionsOf(queue.number).isEmpty(); // Its users come back.
            if (queue.spec.endsAtRestart() && !isAwaited) end(queue, "the broker stopped");
            else queue.suspectUpTo = Math.min(queue.handedUpTo, queue.lastSequence());
        }
    }

    /** Sets the timer for the first of the entries that expires. */
    void remind(Queue queue) {
        queue.expiresAtMs = state.timers.move(Kind.QUEUE_EXPIRES, queue.number, queue.expiresAtMs, queue.earliestMs());
    }

    private Queue open(QueueSpec spec) {
        Queue queue = state.queues.open(spec, 0);
        state.subscriptions.bind(queue);
        state.say(new Effect.QueueCreated(queue.number, spec, true));
        return queue;
    }

    private void end(Queue queue, String why) {
        queue.forEach((sequence, number, priority, deliverAtMs, deliveries, group) -> state.release(number));
        state.timers.move(Kind.QUEUE_EXPIRES, queue.number, queue.expiresAtMs, Long.MAX_VALUE);
        state.subscriptions.unbind(queue);
        state.watches.endQueue(queue.number);
        state.queues.close(queue);
        state.say(new Effect.QueueEnded(queue.number, queue.spec.name(), why));
    }

    private void accept(Queue queue, long sequence) {
        long number = queue.messageAt(sequence);
        queue.remove(sequence);
        state.release(number);
    }

    private void fail(Queue queue, long sequence, String why, boolean since) {
        int deliveries = queue.fail(sequence, since);
        int deliveriesMax = queue.spec.policy().deliveriesMax();
        boolean tooMany = deliveriesMax != 0 && deliveries >= deliveriesMax;
        if (tooMany)
            bury(queue, sequence, Many.of(deliveries, "delivery") + " failed" + (why.isEmpty() ? "" : ", " + why));
        else state.say(new Effect.Returned(queue.number, sequence, deliveries));
    }

    /** A delivery that was lost with its consumer counts as one, but is no reason for a dead letter by itself. */
    private void lose(Queue queue, long sequence, boolean since) {
        int deliveriesMax = queue.spec.policy().deliveriesMax();
        int failed = since ? queue.failedAt(sequence) : queue.failuresAt(sequence);
        boolean last = deliveriesMax != 0 && failed + 1 >= Math.max(2, deliveriesMax);
        int deliveries = last ? queue.failuresAt(sequence) : queue.fail(sequence, since);
        state.say(new Effect.Returned(queue.number, sequence, deliveries));
    }

    private void move(Queue from, long sequence, Queue to) {
        Entry entry = from.entry(sequence);
        DeadLetter letter = from.deadLetter(sequence);
        from.remove(sequence);
        state.say(new Effect.Unqueued(from.number, sequence));
        Scheduling scheduling = new Scheduling(entry.priority(), entry.deliverAtMs(), entry.group());
        long moved = to.add(entry.number(), scheduling);
        boolean isHome = letter != null && letter.origin().equals(to.spec.name());
        if (letter != null && !isHome) to.bury(moved, letter);
        state.say(new Effect.Queued(to.number, to.entry(moved), null));
    }

    /** Moves an entry to the dead letter queue, whatever that holds, or drops it if there is to be none. */
    private void bury(Queue queue, long sequence, String why) {
        Queue grave = graveOf(queue);
        if (grave == null) {
            discard(queue, sequence);
            return;
        }
        Entry entry = queue.entry(sequence);
        queue.remove(sequence);
        state.say(new Effect.Unqueued(queue.number, sequence));
        makeRoom(grave, state.messages.length(entry.number()));
        long buried = grave.add(entry.number(), new Scheduling(entry.priority(), 0, entry.group()));
        grave.bury(buried, new DeadLetter(queue.spec.name(), why, state.nowMs));
        state.say(new Effect.Queued(grave.number, grave.entry(buried), null));
        remind(grave);
    }

    /** The queue that takes the dead letters of {@code queue}, made if need be; null if none does. */
    private @Nullable Queue graveOf(Queue queue) {
        String name = queue.spec.policy().deadLetter();
        if (name.isEmpty() || name.equals(queue.spec.name())) return null;
        Queue known = state.queues.of(name);
        if (known != null) return known;
        return open(new QueueSpec(name, Lifetime.FOR_EVER, 0, QueuePolicy.FOR_DEAD_LETTERS, null));
    }

    /** Drops the oldest until there is room; a message that is longer than all the room has the queue for itself. */
    private void makeRoom(Queue queue, long length) {
        while (queue.count() > 0 && queue.isFullFor(length)) discard(queue, queue.first());
    }

    private void discard(Queue queue, long sequence) {
        accept(queue, sequence);
        state.say(new Effect.Unqueued(queue.number, sequence));
    }
}
