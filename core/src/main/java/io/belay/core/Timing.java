package io.belay.core;

import java.util.LinkedHashSet;
import java.util.Set;

/** What becomes due as time goes by. */
final class Timing {
    private final State state;
    private final Delivering delivering;
    private final Publishing publishing;
    private final Attending attending;
    private final Queueing queueing;

    Timing(State state, Delivering delivering, Publishing publishing, Attending attending, Queueing queueing) {
        this.state = state;
        this.delivering = delivering;
        this.publishing = publishing;
        this.attending = attending;
        this.queueing = queueing;
    }

    void tick(Command.Tick tick) {
        state.nowMs = Math.max(state.nowMs, tick.nowMs());
        int expiring = Broker.EXPIRING_MAX;
        Set<Queue> touched = new LinkedHashSet<>(0);
        for (Timers.Due due = state.timers.take(state.nowMs); due != null; due = state.timers.take(state.nowMs)) {
            if (due.kind() == Timers.Kind.RETAINED_EXPIRES) publishing.expireRetained(due.number());
            else if (due.kind() == Timers.Kind.GROUP_EXPIRES) delivering.expire(group(due.number()));
            else if (due.kind() == Timers.Kind.QUEUE_EXPIRES) expiring -= expire(queueOf(due), expiring, touched);
            else if (due.kind() == Timers.Kind.BACKLOG_EXPIRES) delivering.expire(sessionOf(due));
            else if (due.kind() == Timers.Kind.PUBLISH_DUE) publishing.publishDue(state.delayed.at(due.number()));
            else if (due.kind() == Timers.Kind.WILL_DUE) attending.willDue(sessionOf(due));
            else attending.expire(sessionOf(due));
        }
        for (Queue queue : touched) {
            boolean hasEnded = state.queues.at(queue.number) == null;
            if (!hasEnded) queueing.remind(queue); // Of what was too much for one command the time has come already.
        }
    }

    private int expire(Queue queue, int most, Set<Queue> touched) {
        touched.add(queue);
        return queueing.expire(queue, most);
    }

    private Session sessionOf(Timers.Due due) {
        Session session = state.sessions.at(due.number());
        if (session == null) throw new IllegalStateException("broken invariant: no session for " + due);
        return session;
    }

    private Queue queueOf(Timers.Due due) {
        Queue queue = state.queues.at(due.number());
        if (queue == null) throw new IllegalStateException("broken invariant: no queue for " + due);
        return queue;
    }

    private Group group(long number) {
        Group group = state.subscriptions.group(number);
        if (group == null) throw new IllegalStateException("broken invariant: no group " + number);
        return group;
    }
}
