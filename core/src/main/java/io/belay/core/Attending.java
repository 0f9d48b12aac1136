package io.belay.core;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.core.Command.Unsubscribe.Topic;
import io.belay.core.TimelineEntry.What;
import io.belay.core.Timers.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How sessions begin, lose their line, come back and end, and when their wills fall due.
 *
 * <p>A will is due when its delay after the loss of the line has passed or when its session ends, whichever is first
 * (MQTT-3.1.2-8), unless the client said goodbye or is back before (MQTT-3.1.3-9). A line that is displaced is lost at
 * that moment: with no delay its will is due, with a delay it is not if the session goes on (M5-20).
 */
final class Attending {
    /** How long after a restart of the broker no will is due: time for the clients to come back. */
    static final long RESTART_GRACE_MS = 30_000;

    private final State state;
    private final Delivering delivering;
    private final Subscribing subscribing;
    private final Queueing queueing;

    Attending(State state, Delivering delivering, Subscribing subscribing, Queueing queueing) {
        this.state = state;
        this.delivering = delivering;
        this.subscribing = subscribing;
        this.queueing = queueing;
    }

    void attach(Command.Attach attach) {
        Session known = state.sessions.of(attach.clientId());
        boolean displaces = known != null && known.attached;
        if (displaces)
            displace(known, false, "another line of " + attach.clientId() + " is here", taker(attach), attach.kept());
        boolean ends = known != null && (attach.cleanStart() || known.expiryS == 0);
        if (ends) end(known, What.ENDED, attach.cleanStart() ? "a clean start" : "it does not outlive its line");
        boolean resumed = known != null && !ends;
        Session session = resumed ? known : state.sessions.begin(attach.clientId(), attach.owner());
        open(session, attach);
        if (resumed) note(session, What.RESUMED, null, attach.from(), restored(session, attach));
        else note(session, What.BEGAN, attach.from());
        state.say(new Effect.Attached(session.number, session.epoch, resumed));
        delivering.resume(session);
    }

    void detach(Command.Detach detach) {
        Session session = state.sessions.at(detach.session());
        boolean stale = session == null || !session.attached || session.epoch != detach.epoch();
        if (stale) return; // Late news of an old line; the new one has already spoken.
        if (detach.expiryS() >= 0) session.expiryS = detach.expiryS();
        if (!detach.withWill()) session.will = null;
        note(session, What.LOST, detach.why().cause(), detach.why().words(), Holdings.of(session, detach.inFlight()));
        loseLine(session, 0);
    }

    /** Of what was in flight on lines of before the log knows how much it was at most. */
    void restart(Command.Restart restart) {
        boolean isSeen = restart.seenMs() != 0;
        long atMs = isSeen ? Math.min(restart.seenMs(), state.nowMs) : state.nowMs;
        String words = "the broker went away"
                + (isSeen ? " at about " + Instant.ofEpochMilli(atMs) : "")
                + " and was back at " + Instant.ofEpochMilli(state.nowMs);
        Map<Long, Long> handed = new TreeMap<>(); // entries, by queue: many may watch the same
        for (Session session : state.sessions.snapshot()) {
            if (!session.attached) continue;
            Holdings held = Holdings.of(session, atMost(session, handed));
            session.timeline.add(atMs, session.epoch, What.LOST, Cause.CRASH, words, held);
            loseLine(session, RESTART_GRACE_MS);
        }
    }

    void end(Command.End end) {
        Session session = state.sessions.at(end.session());
        if (session == null) return;
        if (session.attached) displace(session, true, end.why(), Break.operator(end.why()), InFlight.NONE);
        end(session, What.ENDED, end.why());
    }

    void give(Command.Give give) {
        Session session = state.sessions.at(give.session());
        if (session == null) return;
        note(session, What.GIVEN, "from " + session.owner + " to " + give.owner());
        session.owner = give.owner();
    }

    void expire(Session session) {
        session.endsAtMs = Long.MAX_VALUE;
        end(session, What.EXPIRED, "away for " + session.expiryS + " s");
    }

    /** The will of a session is due: it is taken from it, and waits among the due ones until it is fired. */
    void willDue(Session session) {
        Will will = session.will;
        setWillTimer(session, Long.MAX_VALUE);
        if (will == null) return;
        session.will = null;
        note(session, What.WILL_DUE, will.message().topic());
        long expiresAtMs = will.expiryMs() < 0 ? 0 : state.nowMs + will.expiryMs();
        Message message = will.message().expiringAt(expiresAtMs);
        state.dueWills.add(new State.DueWill(session.number, message));
        state.say(new Effect.WillDue(session.number, message));
    }

    private void open(Session session, Command.Attach attach) {
        setEndTimer(session, Long.MAX_VALUE);
        setWillTimer(session, Long.MAX_VALUE);
        session.epoch++;
        session.attached = true;
        state.attached++;
        session.expiryS = attach.expiryS();
        session.windowMax = attach.windowMax();
        session.will = attach.will(); // A will whose delay ran is dropped: the client is back in time.
    }

    /** Whoever watches a queue has a consumer there, and may have had all that was handed out from it. */
    private InFlight atMost(Session session, Map<Long, Long> handed) {
        List<Long> watched = state.watches.queuesOf(session.number);
        long delivered = 0;
        for (long number : watched) {
            Queue queue = state.queues.at(number);
            if (queue != null) delivered += handed.computeIfAbsent(number, unseen -> queue.handedCount());
        }
        return new InFlight(0, delivered, watched.size());
    }

    private static Holdings restored(Session session, Command.Attach attach) {
        return Holdings.of(session, attach.kept().restored());
    }

    private static Break taker(Command.Attach attach) {
        String who = "by user " + attach.owner() + ", client " + attach.clientId() + ", from " + attach.from();
        return new Break(Cause.TAKEN_OVER, who);
    }

    /** {@code why} is told to the line, {@code how} to those who ask later. */
    private void displace(Session session, boolean ended, String why, Break how, InFlight kept) {
        session.attached = false;
        state.attached--;
        note(session, What.DISPLACED, how.cause(), how.words(), Holdings.of(session, kept));
        state.say(new Effect.Displaced(session.number, session.epoch, ended, why));
        if (session.will != null && session.will.delayMs() == 0) willDue(session);
    }

    private void loseLine(Session session, long graceMs) {
        session.attached = false;
        state.attached--;
        if (session.expiryS == 0) {
            end(session, What.ENDED, "it does not outlive its line");
            return;
        }
        boolean forEver = session.expiryS == Session.NEVER_S;
        long lifeMs = forEver ? Long.MAX_VALUE : session.expiryS * 1000;
        if (!forEver) setEndTimer(session, state.nowMs + lifeMs);
        if (session.will == null) return;
        long delayMs = Math.min(Math.max(session.will.delayMs(), graceMs), lifeMs);
        if (delayMs == 0) willDue(session);
        else setWillTimer(session, state.nowMs + delayMs);
    }

    private void end(Session session, What what, String why) {
        willDue(session);
        setEndTimer(session, Long.MAX_VALUE);
        note(session, what, why);
        for (Topic topic : new ArrayList<>(session.subscriptions.keySet())) subscribing.remove(session, topic);
        delivering.giveUp(session);
        queueing.endOwned(session);
        state.watches.endSession(session.number);
        state.sessions.remove(session);
        state.say(new Effect.Ended(session.number, session.clientId, why));
    }

    private void setEndTimer(Session session, long atMs) {
        session.endsAtMs = state.timers.move(Kind.SESSION_ENDS, session.number, session.endsAtMs, atMs);
    }

    private void setWillTimer(Session session, long atMs) {
        session.willAtMs = state.timers.move(Kind.WILL_DUE, session.number, session.willAtMs, atMs);
    }

    private void note(Session session, What what, String detail) {
        session.timeline.add(state.nowMs, session.epoch, what, detail);
    }

    private void note(Session session, What what, @Nullable Cause cause, String detail, Holdings held) {
        session.timeline.add(state.nowMs, session.epoch, what, cause, detail, held);
    }
}
