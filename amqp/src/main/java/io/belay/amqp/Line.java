package io.belay.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Symbol;
import io.belay.base.Break;
import io.belay.base.Cause;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the parts of {@link AmqpConnection} share: how far the line has come, what it holds, and how it ends. */
final class Line {
    /** The states of {@link AmqpConnection}. */
    enum State {
        HEADER,
        SASL,
        OPENING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private static final Consumer<AmqpEvent> NOBODY = event -> {};
    private static final Map<Symbol, @Nullable Object> ESTABLISHMENT_FAILED =
            Collections.singletonMap(Symbol.of("amqp:connection-establishment-failed"), true);

    final boolean isServer;
    final AmqpLimits limits;
    final LineClock clock;
    final LineOutput out;
    final Slots<AmqpSession> local = new Slots<>(); // by our channel
    final Slots<AmqpSession> remote = new Slots<>(); // by the peer's
    final List<AmqpSession> sessions = new ArrayList<>();
    final Map<String, AmqpLink> senders = new LinkedHashMap<>(); // by name, attached by either end
    final Map<String, AmqpLink> receivers = new LinkedHashMap<>();
    private final ArrayDeque<AmqpSession> touched = new ArrayDeque<>(); // those with something left to say
    private final ArrayDeque<AmqpSession> lingering = new ArrayDeque<>(); // what they have to say can wait for company

    State state = State.HEADER;
    boolean saidOpen;
    Performative.@Nullable Open peer;
    int links; // of all sessions
    int unsettled; // deliveries of the peer, of all sessions
    long gathered; // bytes of messages that are not whole yet

    @Nullable
    AmqpEvent ended;

    Evidence evidence = Evidence.NONE; // set once

    private Consumer<AmqpEvent> events = NOBODY;

    Line(boolean isServer, AmqpLimits limits, long nowMs) {
        this.isServer = isServer;
        this.limits = limits;
        clock = new LineClock(limits, nowMs);
        out = new LineOutput(limits);
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Whom to tell from now on. */
    void tellTo(Consumer<AmqpEvent> events) {
        this.events = events;
    }

    void tellNobody() {
        events = NOBODY;
    }

    void tell(AmqpEvent event) {
        events.accept(event);
    }

    /** Puts in what our limits grant the peer. */
    Performative.Open granted(Performative.Open open) {
        return new Performative.Open(
                open.containerId(),
                open.hostname(),
                limits.frameSizeMax(),
                limits.sessionsMax() - 1,
                clock.silenceMaxMs() / 2,
                open.outgoingLocales(),
                open.incomingLocales(),
                open.offeredCapabilities(),
                open.desiredCapabilities(),
                open.properties());
    }

    Map<String, AmqpLink> named(boolean areSenders) {
        return areSenders ? senders : receivers;
    }

    /** Both ends have opened. */
    void opened(Performative.Open theirs) {
        state = State.OPEN;
        clock.open(theirs.idleTimeoutMs());
    }

    /** Says a frame that must not be left out; a peer that cannot take it loses the line. */
    void say(int channel, Performative performative) {
        if (state == State.CLOSED || out.say(channel, performative)) return;
        String why = "an answer is larger than the frames that the peer takes";
        end(ErrorCondition.FRAME_SIZE_TOO_SMALL, why, new Break(Cause.LIMIT, why));
    }

    /** Something of this session is to be said before the output is taken. */
    void touch(AmqpSession session) {
        touched.add(session);
    }

    /** Something of this session is to be said once there is anything else to say. */
    void linger(AmqpSession session) {
        lingering.add(session);
    }

    /** Says all that was gathered, but for what can wait if there is nothing else. */
    void flush() {
        for (AmqpSession session = touched.poll(); session != null; session = touched.poll()) session.flush();
        if (!lingering.isEmpty() && out.bytes().length() > 0) flushAll();
    }

    private void flushAll() {
        for (AmqpSession session = lingering.poll(); session != null; session = lingering.poll()) session.flush();
    }

    /** The peer broke the protocol with the frame that is being read. */
    void fail(Symbol condition, String why) {
        fail(condition, why, 0);
    }

    /** As {@link #fail(Symbol, String)}, by the byte at {@code offset} of the frame. */
    void fail(Symbol condition, String why, long offset) {
        boolean isLimit = condition.equals(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
        String shown = evidence.from((int) Math.max(0, offset));
        fail(condition, why, new Break(isLimit ? Cause.LIMIT : Cause.PROTOCOL, why + shown));
    }

    /** The peer is at fault; {@code how} is for our own records. */
    void fail(Symbol condition, String why, Break how) {
        if (state != State.CLOSED) tell(end(condition, why, how));
    }

    private AmqpEvent end(Symbol condition, String why, Break how) {
        if (state == State.OPENING || state == State.OPEN) {
            flush();
            flushAll();
            sayClose(new AmqpError(condition, why));
        }
        AmqpEvent failed = new AmqpEvent.Failed(condition, why, how);
        ended(failed);
        return failed;
    }

    /**
     * Nobody may close what was not opened (§2.4.1), so an open without content comes first where ours is missing. A server's
     * says that it is none: a client would take it for the answer, and its session for unknown.
     */
    void sayClose(@Nullable AmqpError error) {
        if (!saidOpen) {
            List<Symbol> none = List.of();
            Map<Symbol, @Nullable Object> properties = isServer ? ESTABLISHMENT_FAILED : Collections.emptyMap();
            saidOpen = true;
            out.say(
                    0,
                    new Performative.Open("", null, limits.frameSizeMax(), 0, 0, none, none, none, none, properties));
        }
        if (out.say(0, new Performative.Close(error)) || error == null) return;
        out.say(0, new Performative.Close(new AmqpError(error.condition(), null)));
    }

    /** The line is over, and why; null if this end wanted so. */
    void ended(@Nullable AmqpEvent event) {
        state = State.CLOSED;
        ended = event;
        touched.clear();
        lingering.clear();
    }
}
