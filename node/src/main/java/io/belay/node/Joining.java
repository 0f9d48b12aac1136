package io.belay.node;

import io.belay.base.Many;
import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.InFlight;
import io.belay.core.SessionView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who gets which session, of clients with consumers and producers. */
final class Joining {
    private static final long SECOND_MS = 1_000;
    private static final long SPREAD = 7_919; // prime, so that neighbours do not come back together

    private final ReturnOptions options;
    private final Broker broker;
    private final Returns returns;
    private final Map<Long, Dial> dials =
            new LinkedHashMap<>(); // of the last line of each session that had one that told
    private long second; // that is being counted, since 1970
    private long count; // of clients that have come back in it, or wanted to

    Joining(ReturnOptions options, Broker broker, Returns returns) {
        this.options = options;
        this.broker = broker;
        this.returns = returns;
    }

    /** Why a client cannot come in now; null if nothing stands against it here. Whose the session is, is asked elsewhere. */
    Reply.@Nullable Closed objection(Request.Join join, long nowMs) {
        SessionWish wish = join.wish();
        SessionView known = known(join);
        boolean isHers = known != null && known.owner().equals(join.attach().owner());
        boolean isTaken =
                known != null && known.attached() && (wish == null ? join.sole() : isHers && !isIts(known, wish));
        Dial last = isHers ? dials.getOrDefault(known.number(), Dial.UNTOLD) : Dial.UNTOLD;
        Dial asking = wish == null ? Dial.UNTOLD : wish.dial();
        String client = join.attach().clientId();
        if (asking.isBefore(last))
            return inUse(join, "a later connection of the same program of " + client + " has its session");
        if (isTaken && !last.isBefore(asking) && (wish == null || !wish.displaces())) {
            return inUse(join, "another connection of " + client + " stands");
        }
        boolean comesBack = known != null && wish != null && isHers && isIts(known, wish);
        return comesBack ? tooMany(join.line(), known.number(), nowMs) : null;
    }

    /** A session has this line now. */
    void had(long session, Dial dial) {
        if (dial.process() == 0) dials.remove(session);
        else dials.put(session, dial);
    }

    /** A session is no more. */
    void ended(long session) {
        dials.remove(session);
    }

    private static Reply.Closed inUse(Request.Join join, String why) {
        return new Reply.Closed(join.line(), Reply.Closed.Cause.IN_USE, why);
    }

    /**
     * With what it comes in. The session that the client names goes on, whatever line it has; any other of that name gives way.
     * A line that wants no session to outlive it gets another name if that one is taken.
     */
    Command.Attach attach(Request.Join join, Dispatcher dispatcher) {
        SessionWish wish = join.wish();
        Command.Attach asked = join.attach();
        SessionView known = known(join);
        boolean isTaken = known != null && known.attached();
        if (wish == null) return isTaken ? with(asked, asked.clientId() + "~" + join.line(), true) : asked;
        boolean isIts = known != null && isIts(known, wish);
        NodeLine live = live(known, dispatcher);
        InFlight kept = live != null ? live.inFlight() : isIts ? returns.kept(known.number()) : InFlight.NONE;
        return with(asked, asked.clientId(), !isIts).with(kept);
    }

    /** With what a client without consumers comes in: with what is in flight on the line that it displaces, if any. */
    Command.Attach attach(Request.Open open, Dispatcher dispatcher) {
        Command.Attach asked = open.attach();
        NodeLine live = live(broker.sessionByClientId(asked.clientId()), dispatcher);
        return live == null ? asked : asked.with(live.inFlight());
    }

    private static @Nullable NodeLine live(@Nullable SessionView known, Dispatcher dispatcher) {
        return known == null ? null : dispatcher.line(known.number(), known.epoch());
    }

    private @Nullable SessionView known(Request.Join join) {
        return broker.sessionByClientId(join.attach().clientId());
    }

    private static boolean isIts(SessionView known, SessionWish wish) {
        return known.number() == wish.number() && known.expiryS() > 0;
    }

    private Command.Attach with(Command.Attach asked, String clientId, boolean cleanStart) {
        long expiryS = Math.min(asked.expiryS(), options.expiryMaxS());
        return new Command.Attach(
                clientId, asked.owner(), cleanStart, expiryS, asked.windowMax(), asked.will(), asked.from());
    }

    /**
     * Of a herd that comes back all at once the first are let in, the others are told to come later, each at another time.
     * Only who has a session counts: a number that somebody has made up takes nobody's place.
     */
    private Reply.@Nullable Closed tooMany(long line, long session, long nowMs) {
        if (nowMs / SECOND_MS != second) {
            second = nowMs / SECOND_MS;
            count = 0;
        }
        count++;
        if (count <= options.perSecondMax()) return null;
        long turnMs = SECOND_MS * ((count - 1) / options.perSecondMax());
        String why = "more than " + Many.of(options.perSecondMax(), "client") + " came back in a second";
        long laterMs = turnMs + line * SPREAD % SECOND_MS;
        returns.toldToWait(session, nowMs + laterMs);
        return new Reply.Closed(line, Reply.Closed.Cause.BUSY, why, laterMs);
    }
}
