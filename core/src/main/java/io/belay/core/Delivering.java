package io.belay.core;

import io.belay.core.Command.Outcome;
import io.belay.core.Timers.Kind;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How messages go from queues to sessions: what starts when, what is sent again, what is given back. */
final class Delivering {
    private final State state;
    private long atHandNumber; // of the message that the command of now brought; 0 none
    private @Nullable Message atHand;

    Delivering(State state) {
        this.state = state;
    }

    /** The message of the command that is being applied, so that its deliveries carry it. */
    void atHand(long number, @Nullable Message message) {
        atHandNumber = number;
        atHand = message;
    }

    /** Delivers what needs no settling: now or never. */
    void pass(Session session, long number, boolean retain, int[] ids) {
        if (session.attached) say(session, 0, number, Guarantee.AT_MOST_ONCE, retain, false, ids);
    }

    /** Delivers what must be settled: now if the session has room, else it waits. */
    void enqueue(Session session, long number, Guarantee guarantee, boolean retain, int[] ids) {
        if (state.isExpired(number)) return;
        state.messages.hold(number);
        if (session.hasRoom()) {
            start(session, number, guarantee, retain, ids, 0);
            return;
        }
        session.backlog.addLast(number, guarantee, retain, ids);
        remind(session);
    }

    /** Gives a message to one member of a group. */
    void offer(Group group, long number, Guarantee published, boolean retain) {
        if (state.isExpired(number)) return;
        if (published.atMost(group.guarantee()) == Guarantee.AT_MOST_ONCE) {
            Group.Member member = group.takeTurn();
            if (member != null) passOn(member, number, retain);
            return;
        }
        state.messages.hold(number);
        group.backlog.addLast(number, published, retain, Ring.NO_IDS);
        if (group.backlog.count() == 1) serve(group); // If something waited, no member could take it.
        remind(group);
    }

    /** Moves what waits in a group to members as far as they can take it. */
    void serve(Group group) {
        while (!group.backlog.isEmpty()) {
            Group.Member member = group.takeTurn();
            if (member == null) break;
            move(group, member);
        }
        remind(group);
    }

    /** A new line: says what to forget and sends again what was started, then goes on. */
    void resume(Session session) {
        Window window = session.window;
        window.open(session.windowMax);
        for (long sequence = window.first(); sequence < window.end(); sequence++) {
            if (window.isReceived(sequence)) state.say(new Effect.Forget(session.number, session.epoch, sequence));
            else if (window.owes() && window.mayRepeat() && window.next() == sequence) repeat(session);
        }
        pump(session);
    }

    void settle(Session session, long sequence, Outcome outcome) {
        Window window = session.window;
        if (!window.isUnsettled(sequence)) return; // An answer given twice, or to nothing.
        if (outcome == Outcome.RECEIVED) {
            window.receive(sequence);
            if (session.attached) state.say(new Effect.Forget(session.number, session.epoch, sequence));
            return;
        }
        long number = window.number(sequence);
        window.settle(sequence);
        state.release(number);
        pump(session);
    }

    /** The group that an unsettled delivery came from; null if there is none, or none any more. */
    @Nullable
    Group origin(Session session, long sequence) {
        Window window = session.window;
        return window.isUnsettled(sequence) ? state.subscriptions.group(window.origin(sequence)) : null;
    }

    /** Settles what was not sent; its group gets it back, if it has one, at its place. */
    void decline(Session session, long sequence) {
        Window window = session.window;
        if (!window.isUnsettled(sequence)) return;
        Group group = origin(session, sequence);
        long number = window.number(sequence);
        boolean another = group != null && !window.isReceived(sequence) && !state.isExpired(number);
        if (another) group.backlog.addBack(number, window.guarantee(sequence), window.retain(sequence), Ring.NO_IDS);
        window.settle(sequence);
        if (!another) state.release(number);
        pump(session);
        if (another) serve(group);
    }

    /** Starts what the session has room for: first what it is owed, then its own, then what its groups have. */
    void pump(Session session) {
        if (!session.attached) return;
        Window window = session.window;
        while (window.owes() && window.mayRepeat()) repeat(session);
        while (!session.backlog.isEmpty() && !window.owes() && window.hasRoom()) startFirst(session);
        remind(session);
        for (Group group = oldestOffer(session); group != null; group = oldestOffer(session)) {
            move(group, group.members.get(session.number));
            remind(group);
        }
    }

    /**
     * Gives up all that a session which ends had to settle. What it had from a group at AT_LEAST_ONCE goes back to the
     * front of it, for another member; what it had at EXACTLY_ONCE it may have taken, so nobody else gets it
     * (MQTT-4.8.2-5).
     */
    void giveUp(Session session) {
        Window window = session.window;
        Map<Long, Group> richer = new TreeMap<>();
        for (long sequence = window.end() - 1; sequence >= window.first(); sequence--) {
            Group group = window.isUnsettled(sequence) ? giveBack(window, sequence) : null;
            if (group != null) richer.put(group.number, group);
        }
        while (!session.backlog.isEmpty()) {
            long number = session.backlog.firstNumber();
            session.backlog.removeFirst();
            state.release(number);
        }
        remind(session);
        richer.values().forEach(this::serve);
    }

    /** Drops what waits in a group that ends. */
    void clear(Group group) {
        while (!group.backlog.isEmpty()) {
            long number = group.backlog.firstNumber();
            group.backlog.removeFirst();
            state.release(number);
        }
        remind(group);
    }

    /** Drops what expired before it was started. */
    void expire(Session session) {
        session.backlogExpiresAtMs = Long.MAX_VALUE;
        session.backlog.expire(state.nowMs, state::release);
        remind(session);
    }

    /** Drops what expired before a member took it. */
    void expire(Group group) {
        group.backlogExpiresAtMs = Long.MAX_VALUE;
        group.backlog.expire(state.nowMs, state::release);
        remind(group);
    }

    /** Sets the timer for the first of what waits that expires. */
    void remind(Session session) {
        long earliestMs = session.backlog.earliestMs();
        session.backlogExpiresAtMs =
                state.timers.move(Kind.BACKLOG_EXPIRES, session.number, session.backlogExpiresAtMs, earliestMs);
    }

    /** As {@link #remind(Session)}. */
    void remind(Group group) {
        long earliestMs = group.backlog.earliestMs();
        group.backlogExpiresAtMs =
                state.timers.move(Kind.GROUP_EXPIRES, group.number, group.backlogExpiresAtMs, earliestMs);
    }

    /** Gives a delivery back to its group, which is returned, or else gives up its message. */
    private @Nullable Group giveBack(Window window, long sequence) {
        long number = window.number(sequence);
        Group group = state.subscriptions.group(window.origin(sequence));
        boolean another =
                group != null && window.guarantee(sequence) == Guarantee.AT_LEAST_ONCE && !state.isExpired(number);
        if (!another) {
            state.release(number);
            return null;
        }
        group.backlog.addFirst(number, Guarantee.AT_LEAST_ONCE, window.retain(sequence), Ring.NO_IDS);
        return group;
    }

    /** The group of the session with the oldest message that the session can take; null if there is none. */
    private @Nullable Group oldestOffer(Session session) {
        Group oldest = null;
        for (Group group : session.groups.values()) {
            if (group.backlog.isEmpty()) continue;
            if (oldest != null && oldest.backlog.firstNumber() <= group.backlog.firstNumber()) continue;
            if (group.members.get(session.number).canTake()) oldest = group;
        }
        return oldest;
    }

    private void move(Group group, Group.Member member) {
        long number = group.backlog.firstNumber();
        Guarantee granted =
                group.backlog.firstGuarantee().atMost(member.subscription().guarantee());
        boolean retain = group.backlog.firstRetain();
        group.backlog.removeFirst();
        if (state.isExpired(number)) {
            state.release(number);
        } else if (granted == Guarantee.AT_MOST_ONCE) {
            passOn(member, number, retain);
            state.release(number);
        } else {
            Grant grant = Grant.of(member.subscription());
            boolean flag = retain && grant.retainAsPublished();
            start(member.session(), number, granted, flag, grant.ids(), group.number);
        }
    }

    private void passOn(Group.Member member, long number, boolean retain) {
        Grant grant = Grant.of(member.subscription());
        pass(member.session(), number, retain && grant.retainAsPublished(), grant.ids());
    }

    private void startFirst(Session session) {
        Backlog backlog = session.backlog;
        long number = backlog.firstNumber();
        Guarantee guarantee = backlog.firstGuarantee();
        boolean retain = backlog.firstRetain();
        int[] ids = backlog.firstIds();
        backlog.removeFirst();
        if (state.isExpired(number)) state.release(number);
        else start(session, number, guarantee, retain, ids, 0);
    }

    private void start(Session session, long number, Guarantee guarantee, boolean retain, int[] ids, long origin) {
        long sequence = session.window.start(number, guarantee, retain, ids, origin);
        say(session, sequence, number, guarantee, retain, false, ids);
    }

    private void repeat(Session session) {
        Window window = session.window;
        long sequence = window.repeat();
        Guarantee guarantee = window.guarantee(sequence);
        boolean retain = window.retain(sequence);
        say(session, sequence, window.number(sequence), guarantee, retain, true, window.ids(sequence));
    }

    private void say(
            Session session,
            long sequence,
            long number,
            Guarantee guarantee,
            boolean retain,
            boolean repeated,
            int[] ids) {
        Message message = number == atHandNumber ? atHand : null;
        long readBy = message != null && sequence == 0 ? 0 : number;
        state.say(new Effect.Deliver(
                session.number, session.epoch, sequence, readBy, message, guarantee, retain, repeated, ids));
    }
}
