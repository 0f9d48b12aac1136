package io.belay.core;

import io.belay.base.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * The transaction that is being written: messages that are staged and do not count yet. Each has its number and is kept
 * from its own record on, so that its body is read there; only the commit makes it known to anybody.
 */
final class Transactions {
    private record Staged(long queue, long number, Message message) {}

    private final State state;
    private final Delivering delivering;
    private final Publishing publishing;
    private final Queueing queueing;
    private final List<Staged> staged = new ArrayList<>();
    private long session; // whose they are

    Transactions(State state, Delivering delivering, Publishing publishing, Queueing queueing) {
        this.state = state;
        this.delivering = delivering;
        this.publishing = publishing;
        this.queueing = queueing;
    }

    /** Drops what is staged unless {@code next} goes on with it: its transaction was never finished. */
    void before(Command next) {
        if (staged.isEmpty()) return;
        if (next instanceof Command.Stage stage && stage.session() == session) return;
        if (next instanceof Command.Commit commit && commit.session() == session) return;
        drop();
    }

    void stage(Command.Stage stage) {
        if (state.hasEnded(stage.session())) return;
        session = stage.session();
        long number = state.begin(stage.message());
        state.lastMessage = number;
        state.say(new Effect.Keep(number));
        staged.add(new Staged(stage.queue(), number, stage.message()));
    }

    void commit(Command.Commit commit) {
        if (state.hasEnded(commit.session())) return;
        if (state.isHeld(commit.session(), commit.linkTag())) {
            drop();
            state.say(new Effect.Routed(0, true));
            return;
        }
        state.hold(commit.session(), commit.linkTag());
        commit.consumed().forEach(queueing::consume);
        for (Staged one : staged) {
            delivering.atHand(one.number(), one.message());
            deliver(commit.session(), one);
            delivering.atHand(0, null);
            state.release(one.number());
        }
        staged.clear();
        state.say(new Effect.Committed(commit.session()));
    }

    /** Checkpoints do not know what is staged: it is at hand between two records only. */
    void checkNone() {
        Check.invariant(staged.isEmpty(), "a checkpoint outside of transactions, nothing staged", staged.size());
    }

    private void deliver(long publisher, Staged one) {
        Queue queue = state.queues.at(one.queue());
        if (one.queue() == 0) publishing.deliver(one.number(), publisher, one.message());
        else if (queue != null) queueing.enqueue(queue, one.number(), one.message());
    }

    private void drop() {
        for (Staged one : staged) state.release(one.number());
        staged.clear();
    }
}
