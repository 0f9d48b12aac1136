package io.belay.amqp;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.Symbol;
import io.belay.base.ByteWriter;
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
    private AmqpConnection() {}

    /**
     * The server's end of a line that was just accepted. Unless {@link #saslMechanisms} is called before the first bytes
     * are received, a client may only come without SASL.
     *
     * @param limits what the client may do
     * @param nowMs the time
     */
    public static AmqpConnection server(AmqpLimits limits, long nowMs) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    /**
     * Goes on with what was kept while the connection was waiting, and lets silence count from now on. To be called
     * after {@link #saslChallenge}, {@link #saslOutcome} and a server's {@link #open}, unless a consumer of events called
     * those, and whenever the driver reads again after {@link #pause}.
     */
    public void resume(long nowMs, Consumer<AmqpEvent> events) {
        throw new UnsupportedOperationException();
    }

    /** The driver stops reading for reasons of its own: silence is not the peer's fault until {@link #resume}. */
    public void pause() {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether the driver should stop reading: a step of SASL or the peer's Open waits for our answer. What is received
     * nevertheless is not lost, up to {@link AmqpLimits#heldLengthMax}.
     */
    public boolean isWaiting() {
        throw new UnsupportedOperationException();
    }

    /** Does what is due: time-outs of opening and silence, empty frames. Calling it too early does no harm. */
    public void tick(long nowMs, Consumer<AmqpEvent> events) {
        throw new UnsupportedOperationException();
    }

    /** When to call {@link #tick} next, {@link Long#MAX_VALUE} for never. To be asked again after every other call. */
    public long nextTickMs() {
        throw new UnsupportedOperationException();
    }

    /** The bytes to send, with all dispositions and credit that were gathered. To be asked for anew each time. */
    public ByteWriter out() {
        throw new UnsupportedOperationException();
    }

    /** The driver has taken all that {@link #out} held. */
    public void drained() {
        throw new UnsupportedOperationException();
    }

    /** Whether the line is to be closed once {@link #out} is sent. */
    public boolean isClosed() {
        throw new UnsupportedOperationException();
    }

    /**
     * What closed the line: {@link AmqpEvent.Closed}, {@link AmqpEvent.Failed} or {@link AmqpEvent.SaslEnded}; null if it
     * is open or this end closed of its own will.
     */
    public @Nullable AmqpEvent ended() {
        throw new UnsupportedOperationException();
    }

    // SASL

    /**
     * Server: offers these mechanisms as soon as the client begins SASL. To be called before the first bytes are received.
     *
     * @param mechanisms at least one
     * @param isRequired whether a client that comes without SASL is refused
     */
    public void saslMechanisms(List<Symbol> mechanisms, boolean isRequired) {
        throw new UnsupportedOperationException();
    }

    /** Server: asks the client; {@link AmqpEvent.SaslAnswered} follows. */
    public void saslChallenge(Binary challenge) {
        throw new UnsupportedOperationException();
    }

    /** Server: the verdict. With another code than OK the line is closed. */
    public void saslOutcome(SaslCode code, @Nullable Binary additionalData) {
        throw new UnsupportedOperationException();
    }

    /** Client: chooses a mechanism of those that {@link AmqpEvent.SaslOffered} told. */
    public void saslInit(Symbol mechanism, @Nullable Binary initialResponse, @Nullable String hostname) {
        throw new UnsupportedOperationException();
    }

    /** Client: answers {@link AmqpEvent.SaslChallenged}. */
    public void saslResponse(Binary response) {
        throw new UnsupportedOperationException();
    }

    // The connection

    /**
     * Opens: a client after SASL, a server in answer to {@link AmqpEvent.Opened}. What the limits grant the peer
     * (max-frame-size, channel-max, idle-time-out) is put in here.
     */
    public void open(Performative.Open open) {
        throw new UnsupportedOperationException();
    }

    /**
     * Closes; {@link AmqpEvent.Closed} follows when the peer answers, and nothing else is told until then. Before
     * {@link #open} it is only the end of the line.
     */
    public void close(@Nullable AmqpError error) {
        throw new UnsupportedOperationException();
    }

    /** The peer's Open, null before it came. */
    public Performative.@Nullable Open peer() {
        throw new UnsupportedOperationException();
    }

    /**
     * A new session of ours, to be begun with {@link AmqpSession#begin}.
     *
     * @throws IllegalStateException if the connection is not open, or all channels that the peer allows are taken
     */
    public AmqpSession session() {
        throw new UnsupportedOperationException();
    }

    /** All sessions that are begun by either end and not ended by both, in the order of their beginning. */
    public List<AmqpSession> sessions() {
        throw new UnsupportedOperationException();
    }
}
