package io.belay.node;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.Effect;
import io.belay.core.InFlight;
import io.belay.core.Limits;
import io.belay.core.Refusal;
import io.belay.core.SessionView;
import io.belay.core.TimelineEntry.What;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines that there are: who comes in, is displaced, or goes. */
final class Attendance {
    private static final Break STOPPED = new Break(Cause.STOP, "the broker was stopped");

    private final NodeOptions options;
    private final Broker broker;
    private final Dispatcher dispatcher;
    private final Returns returns;
    private final Unasked unasked;
    private final QueueDesk desk;
    private final Refusals refusals;
    private final Room room;
    private final Acts acts;
    private final Joining joining;
    private final Map<Long, NodeLine> lines = new LinkedHashMap<>();
    private boolean isOver; // nobody is let in any more

    Attendance(
            NodeOptions options,
            Broker broker,
            Dispatcher dispatcher,
            Returns returns,
            Unasked unasked,
            QueueDesk desk,
            Refusals refusals,
            Room room,
            Acts acts) {
        this.options = options;
        this.broker = broker;
        this.dispatcher = dispatcher;
        this.returns = returns;
        this.unasked = unasked;
        this.desk = desk;
        this.refusals = refusals;
        this.room = room;
        this.acts = acts;
        joining = new Joining(options.returns(), broker, returns);
    }

    /** The line of this number, if it is in. */
    @Nullable
    NodeLine line(long number) {
        return lines.get(number);
    }

    void open(Request.Open open) {
        open(open.line(), joining.attach(open, dispatcher), null, open.restoredMs());
    }

    void join(Request.Join join) {
        Reply.Closed objection = refusals.counted(joining.objection(join, acts.nowMs()));
        if (objection != null) dispatcher.say(objection);
        else open(join.line(), joining.attach(join, dispatcher), join.wish(), 0);
    }

    /** {@code wish} is what the client wants of a session that its consumers and producers share; null for none. */
    private void open(long line, Command.Attach attach, @Nullable SessionWish wish, long restoredMs) {
        if (isOver) {
            dispatcher.say(new Reply.Closed(line, Reply.Closed.Cause.UNAVAILABLE, "the broker cannot write"));
            return;
        }
        boolean isCounted = !attach.owner().equals(Authenticator.ANONYMOUS_PRINCIPAL);
        Limits limits = isCounted ? options.limits() : options.limits().withoutOwners();
        Refusal refusal = room.refusal(attach, limits);
        if (refusal != null) {
            Reply.Closed.Cause cause = refusal.reason() == Refusal.Reason.NOT_OWNER
                    ? Reply.Closed.Cause.NOT_OWNER
                    : Reply.Closed.Cause.QUOTA;
            dispatcher.say(new Reply.Closed(line, cause, refusal.message()));
            return;
        }
        if (restoredMs > 0) forgetTags(attach.clientId(), restoredMs);
        attach(line, attach, wish);
    }

    /**
     * What a client publishes with a packet identifier of the backup would pass for a repetition, and be lost: it may have used it for
     * another message since. This is written before the client is in, or a crash might come between and leave them.
     */
    private void forgetTags(String clientId, long restoredMs) {
        SessionView known = broker.sessionByClientId(clientId);
        if (known == null) return;
        boolean hasBeenBack = broker.timeline(clientId).stream()
                .anyMatch(entry ->
                        entry.atMs() >= restoredMs && (entry.what() == What.BEGAN || entry.what() == What.RESUMED));
        if (!hasBeenBack) acts.perform(new Command.ForgetLink(known.number(), ""));
    }

    /** The old line is cut off, the new one stands and is told so, and only then gets what waits for its session. */
    private void attach(long line, Command.Attach attach, @Nullable SessionWish wish) {
        acts.perform(attach, effect -> {
            if (effect instanceof Effect.Displaced gone) displace(gone);
            else if (effect instanceof Effect.Attached attached) attach(line, attached, attach.expiryS(), wish);
        });
        NodeLine opened = lines.get(line);
        if (opened == null || wish == null) return;
        returns.begin(opened);
        unasked.begin(opened.session);
    }

    private void attach(long id, Effect.Attached attached, long expiryS, @Nullable SessionWish wish) {
        NodeLine line = new NodeLine(id, attached.session(), attached.epoch(), wish != null && expiryS > 0);
        if (wish != null) joining.had(attached.session(), wish.dial());
        line.expected = wish == null ? -1 : wish.consumers();
        lines.put(id, line);
        dispatcher.attach(line);
        long beforeMs = broker.lineBeforeMs(attached.session());
        long graceMs = options.returns().graceMs();
        Reply.Opened opened = Reply.Opened.of(id, attached, expiryS, beforeMs, graceMs);
        acts.hold(() -> dispatcher.open(line, opened));
    }

    /** What the displaced line still says is stale from now on; that it is displaced it hears once that is certain. */
    void displace(Effect.Displaced gone) {
        NodeLine line = dispatcher.line(gone.session(), gone.epoch());
        Reply.Closed.Cause cause = gone.ended() ? Reply.Closed.Cause.ENDED : Reply.Closed.Cause.DISPLACED;
        if (line != null) close(line, cause, gone.why());
    }

    /** A session is no more. */
    void ended(long session) {
        joining.ended(session);
    }

    void leave(Request.Leave leave) {
        NodeLine line = lines.get(leave.line());
        if (line == null) return;
        gone(line);
        InFlight inFlight = line.inFlight(leave.unanswered());
        desk.leave(line, leave.withWill());
        acts.perform(
                new Command.Detach(line.session, line.epoch, leave.why(), inFlight, leave.withWill(), leave.expiryS()));
    }

    /** Ends a line without its will; its session stays. False if there is none of that number. */
    boolean dismiss(long number, Reply.Closed.Cause cause, Break why) {
        NodeLine line = lines.get(number);
        if (line == null) return false;
        acts.perform(new Command.Detach(line.session, line.epoch, why, line.inFlight(), false, -1));
        close(line, cause, why.words());
        return true;
    }

    /** Ends every line without a will; sessions stay. */
    void stop() {
        for (long line : List.copyOf(lines.keySet())) dismiss(line, Reply.Closed.Cause.STOPPING, STOPPED);
    }

    /** Every line ends, with nothing on record, and nobody comes in any more. */
    void fail(String why) {
        isOver = true;
        for (NodeLine line : lines.values()) {
            dispatcher.say(new Reply.Closed(line.id, Reply.Closed.Cause.UNAVAILABLE, why));
        }
        lines.clear();
    }

    private void close(NodeLine line, Reply.Closed.Cause cause, String why) {
        gone(line);
        desk.leave(line, true);
        acts.answer(new Reply.Closed(line.id, cause, why));
    }

    private void gone(NodeLine line) {
        line.state = NodeLine.State.CLOSED;
        lines.remove(line.id);
        dispatcher.detach(line);
        unasked.away(line.session);
    }
}
