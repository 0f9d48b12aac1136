package io.belay.client;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLimits;
import io.belay.amqp.AmqpLink;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One line of a {@link ClientSession}, from the dialing to its end.
 *
 * <pre>
 *   DIALING ── there ──▶ OPENING ── let in ──▶ RETURNING ── all is attached ──▶ IN_USE ── close() ──▶ CLOSING
 * </pre>
 */
final class ClientLine {
    /** How far a line has come. */
    enum Stage {
        DIALING,
        OPENING,
        RETURNING,
        IN_USE,
        CLOSING
    }

    private static final AmqpLimits BASE = AmqpLimits.DEFAULT;
    private static final int FRAME_SIZE_MAX = 1 << 20;
    private static final int MANY = 65_536;
    private static final long NEVER = Long.MAX_VALUE;

    final long number;
    final String address;
    private final ClientSession session;
    private final ClientOptions options;
    private final int dialTimeoutMs;
    private final int firstTimeoutMs;
    private final int stepTimeoutMs;
    final long beganMs;
    private Stage stage = Stage.DIALING;
    private @Nullable AmqpConnection connection;
    private @Nullable LineOpening opening;
    private @Nullable String doom; // we give the line up for this
    private int awaited; // answers without which it cannot be in use
    private long dueMs; // when the next step is overdue
    private boolean isHeard; // the broker has said something
    boolean isProven; // something was achieved over it
    boolean saidOpen;

    /**
     * Dials. It ends if the broker is silent for longer than that: {@code silenceMs} while it has said nothing yet, {@code patienceMs}
     * at each step later; if the options do not end it before.
     */
    ClientLine(
            ClientSession session,
            long number,
            String address,
            ClientOptions options,
            int silenceMs,
            int patienceMs,
            long nowMs) {
        this.session = session;
        this.number = number;
        this.address = address;
        this.options = options;
        dialTimeoutMs = Math.min(options.dialTimeoutMs(), silenceMs);
        firstTimeoutMs = Math.min(options.stepTimeoutMs(), silenceMs);
        stepTimeoutMs = Math.min(options.stepTimeoutMs(), patienceMs);
        beganMs = nowMs;
        dueMs = nowMs + dialTimeoutMs;
    }

    private static AmqpLimits limits(ClientOptions options, int stepTimeoutMs) {
        int messageLengthMax = options.messageLengthMax();
        return new AmqpLimits(
                FRAME_SIZE_MAX,
                FRAME_SIZE_MAX,
                MANY,
                MANY,
                Integer.MAX_VALUE,
                BASE.nameLengthMax(),
                messageLengthMax,
                Math.max(messageLengthMax, BASE.gatheredLengthMax()),
                BASE.incomingWindow(),
                Integer.MAX_VALUE, // What comes is bounded by credit, what goes by the session's room.
                BASE.outgoingLengthMax(),
                BASE.heldLengthMax(),
                stepTimeoutMs,
                2 * options.pingIntervalMs());
    }

    Stage stage() {
        return stage;
    }

    boolean isInUse() {
        return stage == Stage.IN_USE && doom == null;
    }

    /** Whether the broker has let us in and good bye can be said. */
    boolean isLetIn() {
        return (stage == Stage.RETURNING || stage == Stage.IN_USE) && doom == null;
    }

    /** Whether the broker has said nothing yet; and so have we, nothing that matters. */
    boolean isSilent() {
        return !isHeard;
    }

    /** Whether it has come so far, though it may be given up since. */
    boolean wasInUse() {
        return stage == Stage.IN_USE;
    }

    /** Whether the broker had not let us in. */
    boolean isOpening() {
        return stage == Stage.DIALING || stage == Stage.OPENING;
    }

    @Nullable
    AmqpConnection connection() {
        return connection;
    }

    /** Why it is to be given up; null if it is not. */
    @Nullable
    LineEnd doom() {
        LineOpening first = opening;
        String refusal = first == null ? null : first.refusal();
        if (refusal != null) return LineEnd.refused(ErrorCondition.UNAUTHORIZED_ACCESS, refusal);
        return doom == null ? null : LineEnd.of("nonsense of the broker: " + doom);
    }

    /** Whether it said who it is by a token. */
    boolean showsToken() {
        LineOpening first = opening;
        return first != null && first.showsToken();
    }

    void dialed(long nowMs) {
        stage = Stage.OPENING;
        dueMs = nowMs + firstTimeoutMs;
        int longestMs = Math.max(firstTimeoutMs, stepTimeoutMs); // What comes drop by drop, the engine ends.
        AmqpConnection line = AmqpConnection.client(limits(options, longestMs), true, nowMs);
        connection = line;
        opening = new LineOpening(options, line, session::random, session.token(this));
    }

    void received(ByteBuffer bytes, long nowMs) {
        AmqpConnection line = connection;
        if (line == null) return;
        isHeard = true;
        if (stage == Stage.OPENING) dueMs = nowMs + stepTimeoutMs;
        line.receive(bytes, nowMs, this::take);
    }

    /** Does what is due; why it is to be given up, null if it is not. */
    @Nullable
    String tick(long nowMs) {
        if (nowMs >= dueMs) {
            if (stage == Stage.DIALING) return "no line within " + dialTimeoutMs + " ms";
            return "no answer within " + (isHeard ? stepTimeoutMs : firstTimeoutMs) + " ms";
        }
        AmqpConnection line = connection;
        if (line != null) line.tick(nowMs, this::take);
        return null;
    }

    long nextTickMs() {
        AmqpConnection line = connection;
        return line == null ? dueMs : Math.min(dueMs, line.nextTickMs());
    }

    /** The broker must answer one more thing before the line is in use. */
    void awaits() {
        awaited++; // Its time goes on: a program that asks for ever more does not prove that the line lives.
    }

    /** It has; whether that was the last. */
    boolean awaitsOneLess(long nowMs) {
        awaited--;
        if (stage == Stage.RETURNING) dueMs = nowMs + stepTimeoutMs;
        return stage == Stage.RETURNING && awaited == 0;
    }

    boolean awaitsNothing() {
        return awaited == 0;
    }

    void returning(long nowMs) {
        stage = Stage.RETURNING;
        dueMs = nowMs + stepTimeoutMs;
    }

    void inUse() {
        stage = Stage.IN_USE;
        dueMs = NEVER;
    }

    /** Says good bye, or just ends what is not open yet. */
    void close() {
        stage = Stage.CLOSING;
        AmqpConnection line = connection;
        if (line != null) line.close(null);
    }

    /** The broker does what it must not: the line is given up as soon as the engine is done with what it hears. */
    void nonsense(String what) {
        if (doom != null) return;
        doom = what;
        AmqpConnection line = connection;
        if (line != null) line.close(new AmqpError(ErrorCondition.NOT_ALLOWED, what));
    }

    private void take(AmqpEvent event) {
        LineOpening first = opening;
        if (doom != null || first == null) return;
        if (event instanceof AmqpEvent.SaslOffered offered) first.offered(offered);
        else if (event instanceof AmqpEvent.SaslChallenged challenged) first.challenged(challenged);
        else if (event instanceof AmqpEvent.SaslEnded ended) authenticated(first, ended);
        else if (event instanceof AmqpEvent.Opened opened) session.letIn(this, opened.open());
        else take(event, first);
    }

    private void authenticated(LineOpening first, AmqpEvent.SaslEnded ended) {
        first.ended(ended, session.wish(number));
        saidOpen = first.refusal() == null;
    }

    private void take(AmqpEvent event, LineOpening first) {
        if (event instanceof AmqpEvent.Outcome outcome) took(outcome);
        else if (event instanceof AmqpEvent.Delivery delivery)
            consumer(delivery.receiver()).delivered(delivery);
        else if (event instanceof AmqpEvent.Settled one)
            consumer(one.receiver()).settled(one.deliveryId(), one.tag());
        else if (event instanceof AmqpEvent.Resumed resumed)
            consumer(resumed.receiver()).resumed(resumed);
        else if (event instanceof AmqpEvent.Drained drained)
            consumer(drained.receiver()).drained();
        else if (event instanceof AmqpEvent.Credit credit) pump(credit.sender());
        else if (event instanceof AmqpEvent.Writable writable)
            channel(writable.session()).pump();
        else if (event instanceof AmqpEvent.Begun begun) began(begun);
        else if (event instanceof AmqpEvent.Attached attached) attached(attached);
        else if (event instanceof AmqpEvent.Detached detached)
            link(detached.link()).detached(detached.error());
        else if (event instanceof AmqpEvent.LinkFailed failed) linkFailed(failed);
        else if (event instanceof AmqpEvent.Ended ended) endedChannel(ended);
        else if (event instanceof AmqpEvent.SessionFailed failed) {
            session.channelFailed(this, channel(failed.session()), failed.error());
        }
    }

    private void took(AmqpEvent.Outcome outcome) {
        ClientLink link = link(outcome.sender());
        if (link instanceof ClientProducer producer) producer.outcome(outcome);
        else if (link instanceof Coordinator coordinator) coordinator.outcome(outcome);
    }

    private void pump(AmqpLink sender) {
        ClientLink link = link(sender);
        if (link instanceof ClientProducer producer) producer.pump();
        else if (link instanceof Coordinator coordinator) coordinator.pump();
    }

    private void began(AmqpEvent.Begun begun) {
        if (begun.session().attachment() instanceof ClientChannel ours) {
            if (ours.isOn(begun.session())) ours.begun(begun.begin().handleMax());
        } else nonsense("a session that the broker begins is of no use to a client");
    }

    private void attached(AmqpEvent.Attached attached) {
        if (attached.link().attachment() instanceof ClientLink ours) ours.attached(attached.attach());
        else nonsense("a link that the broker attaches is of no use to a client");
    }

    private void linkFailed(AmqpEvent.LinkFailed failed) {
        link(failed.link()).ourFault(failed.error());
    }

    private void endedChannel(AmqpEvent.Ended ended) {
        ClientChannel ours = channel(ended.session());
        if (!ours.isOn(ended.session())) {
            session.channels.each(ClientChannel::begin); // Our own end is answered: there is room for another.
            return;
        }
        AmqpError error = ended.error();
        session.channelFailed(
                this,
                ours,
                error == null ? new AmqpError(ErrorCondition.ILLEGAL_STATE, "the broker ended a session") : error);
    }

    private static ClientChannel channel(io.belay.amqp.AmqpSession on) {
        if (on.attachment() instanceof ClientChannel channel) return channel;
        throw new IllegalStateException("broken invariant: a session of ours");
    }

    private static ClientLink link(AmqpLink link) {
        if (link.attachment() instanceof ClientLink ours) return ours;
        throw new IllegalStateException("broken invariant: a link of ours");
    }

    private static ClientConsumer consumer(AmqpLink link) {
        if (link(link) instanceof ClientConsumer consumer) return consumer;
        throw new IllegalStateException("broken invariant: a link of a consumer");
    }
}
