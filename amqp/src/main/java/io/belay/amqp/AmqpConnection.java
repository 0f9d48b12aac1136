package io.belay.amqp;

import io.belay.amqp.codec.Fault;
import io.belay.amqp.codec.Frame;
import io.belay.amqp.codec.FrameDecoder;
import io.belay.amqp.codec.TransferFrame;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.Symbol;
import io.belay.base.Break;
import io.belay.base.ByteWriter;
import io.belay.base.Cause;
import io.belay.base.Check;
import io.belay.base.MalformedException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of one AMQP line, for either end: protocol headers, SASL, and the connection with its sessions and links. It
 * holds the peer to the protocol, answers what needs no broker, and is forgotten with its line. Knows no socket and no
 * clock: bytes and times are given to it, and bytes are taken from it.
 *
 * <pre>
 *             server                                            client
 *
 *   HEADER ── AMQP 3 arrives ──▶ SASL ── outcome OK ──▶ HEADER   HEADER ── AMQP 3, 0 arrive ──▶ as at the server
 *   HEADER ── AMQP 0 arrives ──▶ OPENING ── both Opens ──▶ OPEN ── close() ──▶ CLOSING ── Close arrives ──▶ CLOSED
 *   any    ── Close arrives, peer at fault, SASL fails ──▶ CLOSED
 * </pre>
 *
 * <p>The driver has one law: after each call it sends what {@link #out} holds, calls {@link #drained}, and closes the
 * line if {@link #isClosed}. Times are milliseconds of a clock that never goes back, with any origin. One thread at
 * a time, also for its sessions and links. On a closed connection every method does nothing.
 */
public final class AmqpConnection {
    /** The least silence that {@link #silenceMax} lets a peer keep, milliseconds. */
    public static final int SILENCE_MS_MIN = 500;

    private final Line line;
    private final FrameDecoder decoder = new FrameDecoder(LineOutput.FRAME_SIZE_MIN);
    private final Handshake handshake;
    private final PeerFrames peer;
    private ByteWriter held = new ByteWriter(0); // what came while it was our turn
    private boolean isPaused;
    private @Nullable ByteBuffer reading; // where the frame came from that is being read; null while none is
    private int frameAt; // its position there

    private AmqpConnection(Line line, boolean usesSasl) {
        this.line = line;
        handshake = new Handshake(line, decoder, usesSasl);
        peer = new PeerFrames(line, handshake);
        line.evidence = this::shown;
    }

    /**
     * The server's end of a line that was just accepted. Unless {@link #saslMechanisms} is called before the first bytes
     * are received, a client may only come without SASL.
     *
     * @param limits what the client may do
     * @param nowMs the time
     */
    public static AmqpConnection server(AmqpLimits limits, long nowMs) {
        return new AmqpConnection(new Line(true, limits, nowMs), false);
    }

    /**
     * The client's end of a line that was just opened.
     *
     * @param limits what the server may do
     * @param usesSasl whether to authenticate first; {@link AmqpEvent.SaslOffered} follows. Otherwise {@link #open} is
     *     next
     * @param nowMs the time
     */
    public static AmqpConnection client(AmqpLimits limits, boolean usesSasl, long nowMs) {
        return new AmqpConnection(new Line(false, limits, nowMs), usesSasl);
    }

    // What the driver does

    /**
     * Takes bytes of the peer, all of them, and tells what they say. A frame that is not whole yet is kept inside.
     *
     * @param in bytes from a peer, trusted for nothing; not kept
     * @param nowMs the time
     * @param events takes the events in order
     */
    public void receive(ByteBuffer in, long nowMs, Consumer<AmqpEvent> events) {
        if (in.hasRemaining()) line.clock.heard(nowMs);
        else line.clock.now(nowMs);
        process(in, events);
    }

    /**
     * Goes on with what was kept while the connection was waiting, and lets silence count from now on. To be called
     * after {@link #saslChallenge}, {@link #saslOutcome} and a server's {@link #open}, unless a consumer of events called
     * those, and whenever the driver reads again after {@link #pause}.
     */
    public void resume(long nowMs, Consumer<AmqpEvent> events) {
        isPaused = false;
        line.clock.heard(nowMs);
        process(ByteBuffer.allocate(0), events);
    }

    /** The driver stops reading for reasons of its own: silence is not the peer's fault until {@link #resume}. */
    public void pause() {
        isPaused = true;
    }

    /**
     * Whether the driver should stop reading: a step of SASL or the peer's Open waits for our answer. What is received
     * nevertheless is not lost, up to {@link AmqpLimits#heldLengthMax}.
     */
    public boolean isWaiting() {
        return !line.isClosed() && isHolding();
    }

    /** What was received and is not told yet, bytes: of frames and messages that are not whole, or that wait. */
    public long heldLength() {
        return held.length() + decoder.keptLength() + line.gathered;
    }

    /** Does what is due: time-outs of opening and silence, empty frames. Calling it too early does no harm. */
    public void tick(long nowMs, Consumer<AmqpEvent> events) {
        line.clock.now(nowMs);
        if (line.isClosed()) return;
        if (isPaused || isHolding()) line.clock.excuse(); // The peer's silence is our own doing.
        String overdue = line.clock.overdue();
        line.tellTo(events);
        if (overdue != null) silent(overdue);
        else if (line.clock.isLookDue()) look();
        line.tellNobody();
    }

    /** When to call {@link #tick} next, {@link Long#MAX_VALUE} for never. To be asked again after every other call. */
    public long nextTickMs() {
        return line.isClosed() ? LineClock.NEVER : line.clock.dueMs();
    }

    /** The bytes to send, with all dispositions and credit that were gathered. To be asked for anew each time. */
    public ByteWriter out() {
        line.flush();
        return line.out.bytes();
    }

    /** The driver has taken all that {@link #out} held. */
    public void drained() {
        line.out.drained();
    }

    /** Whether the line is to be closed once {@link #out} is sent. */
    public boolean isClosed() {
        return line.isClosed();
    }

    /**
     * What closed the line: {@link AmqpEvent.Closed}, {@link AmqpEvent.Failed} or {@link AmqpEvent.SaslEnded}; null if it
     * is open or this end closed of its own will.
     */
    public @Nullable AmqpEvent ended() {
        return line.ended;
    }

    // SASL

    /**
     * Server: offers these mechanisms as soon as the client begins SASL. To be called before the first bytes are received.
     *
     * @param mechanisms at least one
     * @param isRequired whether a client that comes without SASL is refused
     */
    public void saslMechanisms(List<Symbol> mechanisms, boolean isRequired) {
        if (!line.isClosed()) handshake.mechanisms(mechanisms, isRequired);
    }

    /** Server: asks the client; {@link AmqpEvent.SaslAnswered} follows. */
    public void saslChallenge(Binary challenge) {
        if (!line.isClosed()) handshake.challenge(challenge);
    }

    /** Server: the verdict. With another code than OK the line is closed. */
    public void saslOutcome(SaslCode code, @Nullable Binary additionalData) {
        if (!line.isClosed()) handshake.outcome(code, additionalData);
    }

    /** Client: chooses a mechanism of those that {@link AmqpEvent.SaslOffered} told. */
    public void saslInit(Symbol mechanism, @Nullable Binary initialResponse, @Nullable String hostname) {
        if (!line.isClosed()) handshake.init(mechanism, initialResponse, hostname);
    }

    /** Client: answers {@link AmqpEvent.SaslChallenged}. */
    public void saslResponse(Binary response) {
        if (!line.isClosed()) handshake.respond(response);
    }

    // The connection

    /**
     * Opens: a client after SASL, a server in answer to {@link AmqpEvent.Opened}. What the limits grant the peer
     * (max-frame-size, channel-max, idle-time-out) is put in here.
     */
    public void open(Performative.Open open) {
        if (line.isClosed() || line.state == Line.State.CLOSING) return;
        Performative.Open theirs = line.peer;
        Check.invariant(!line.saidOpen && handshake.isDone(), "a line that is to be opened");
        Check.invariant(!line.isServer || theirs != null, "a client that has opened");
        line.saidOpen = true;
        line.say(0, line.granted(open));
        if (theirs != null && !line.isClosed()) line.opened(theirs);
    }

    /**
     * Bears less silence of the peer on this line than the limits say. To be called before {@link #open}, which tells the
     * peer.
     *
     * @param ms milliseconds; more than {@link AmqpLimits#idleTimeoutMs} counts as that, less than
     *     {@link #SILENCE_MS_MIN} as that
     */
    public void silenceMax(long ms) {
        line.clock.silenceMax((int) Math.max(SILENCE_MS_MIN, Math.min(ms, Integer.MAX_VALUE)));
    }

    /**
     * Closes; {@link AmqpEvent.Closed} follows when the peer answers, and nothing else is told until then. Before
     * {@link #open} it is only the end of the line.
     */
    public void close(@Nullable AmqpError error) {
        if (line.isClosed() || line.state == Line.State.CLOSING) return;
        line.flush();
        if (line.state != Line.State.OPENING && line.state != Line.State.OPEN) {
            line.ended(null);
            return;
        }
        line.sayClose(error);
        line.state = Line.State.CLOSING;
        line.clock.awaitPeer();
    }

    /** The peer's Open, of a client its name and its numbers; null before it came. {@link AmqpEvent.Opened} tells all of it. */
    public Performative.@Nullable Open peer() {
        return line.peer;
    }

    /**
     * A new session of ours, to be begun with {@link AmqpSession#begin}.
     *
     * @throws IllegalStateException if the connection is not open yet
     */
    public AmqpSession session() {
        Check.invariant(line.state.compareTo(Line.State.OPEN) >= 0, "an open connection");
        return new AmqpSession(line);
    }

    /** All sessions that are begun by either end and not ended by both, in the order of their beginning. */
    public List<AmqpSession> sessions() {
        return List.copyOf(line.sessions);
    }

    /** Whether the peer's frames must wait until we have answered. */
    private boolean isHolding() {
        boolean isOpenUnanswered = line.state == Line.State.OPENING && line.peer != null && !line.saidOpen;
        return isOpenUnanswered || handshake.isOurTurn();
    }

    private void look() {
        if (!line.out.rest() && line.isOpen()) line.out.sayHeartbeat();
        line.clock.looked();
    }

    private void silent(String overdue) {
        if (line.state == Line.State.CLOSING) line.ended(null); // We have said all that there was to say.
        else line.fail(ErrorCondition.RESOURCE_LIMIT_EXCEEDED, overdue, new Break(Cause.SILENT, overdue));
    }

    private void process(ByteBuffer in, Consumer<AmqpEvent> events) {
        line.tellTo(events);
        try {
            takeAll(in);
        } catch (MalformedException peersFault) {
            if (line.state == Line.State.HEADER) handshake.sayWanted();
            line.fail(Fault.of(peersFault).condition(), String.valueOf(peersFault.getMessage()), peersFault.offset());
        }
        reading = null;
        decoder.letGo();
        line.tellNobody();
        if (!line.isClosed()) return;
        in.position(in.limit()); // What comes after the end is not heard.
        held = new ByteWriter(0);
    }

    private String shown(int offset) {
        return reading == null ? "" : decoder.shown(reading, frameAt, offset);
    }

    private void takeAll(ByteBuffer in) {
        if (held.length() > 0 && !isHolding()) {
            ByteBuffer earlier = held.view();
            held = new ByteWriter(0);
            take(earlier);
        }
        take(in);
    }

    private void take(ByteBuffer in) {
        reading = in;
        while (in.hasRemaining() && (line.isOpen() || !isHolding() && !line.isClosed())) {
            frameAt = in.position();
            TransferFrame transfer = line.isOpen() ? decoder.transfer(in) : null;
            if (transfer == null) takeAny(in);
            else peer.take(transfer);
        }
        reading = null;
        if (!in.hasRemaining() || line.isClosed()) return;
        if (in.remaining() > line.limits.heldLengthMax() - held.length()) {
            String most = "expected at most " + line.limits.heldLengthMax() + " bytes before our answer";
            line.fail(ErrorCondition.RESOURCE_LIMIT_EXCEEDED, most);
            return;
        }
        held.writeBuffer(in, in.remaining());
    }

    private void takeAny(ByteBuffer in) {
        Frame frame = decoder.decode(in);
        if (frame != null) peer.take(frame);
    }
}
