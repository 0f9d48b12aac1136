package io.belay.client;

import io.belay.amqp.type.Performative;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A client's session with a broker, which outlives its lines: what was sent and not answered, what came and is not
 * acknowledged, transactions that are open, temporary queues. When the line is lost it dials again, comes back to where
 * it was, and goes on. Against a broker that cannot keep sessions it makes everything anew and says what that cost.
 *
 * <pre>
 *   NEW ── open() ──▶ CONNECTING ── line, broker lets us in ──▶ OPEN ── line lost ──▶ AWAY ── back ──▶ OPEN
 *   any ── close(), displaced, refused, no attempt left ──▶ CLOSED
 * </pre>
 *
 * <p>The driver has one law: after a call of its own, and after any calls of the application, it calls {@link #flush};
 * and {@link #tick} when {@link #nextTickMs} says. All on one thread. Times are milliseconds of a clock that never goes
 * back, with any origin; deadlines are such times. Nothing that is called here blocks or throws because of the broker.
 *
 * <p>A request whose deadline passes is answered with what is known then. A message that has never left is given up
 * ({@link ClientFailure.Known#NOT_DONE}); one that has, a commit, an outcome stay remembered and take their course
 * ({@link ClientFailure.Known#PENDING}).
 */
public final class ClientSession {
    /**
     * A session that is not open yet.
     *
     * @param nowMs the time
     */
    public ClientSession(
            ClientOptions options, ReturnOptions returning, ClientPort port, ClientListener listener, long nowMs) {
        throw new AssertionError();
    }

    // What the driver does

    /** A line that was dialed is there. */
    public void dialed(long line, long nowMs) {}

    /** A line could not be opened. */
    public void dialFailed(long line, String cause, long nowMs) {}

    /** Takes bytes of the broker, all of them; not kept. */
    public void received(long line, ByteBuffer bytes, long nowMs) {}

    /** The line takes bytes again after {@link ClientPort#isWritable} was false. */
    public void drained(long line, long nowMs) {}

    /** The line is gone. */
    public void lost(long line, String why, long nowMs) {}

    /** Does what is due. Calling it too early does no harm. */
    public void tick(long nowMs) {}

    /** When to call {@link #tick} next, {@link Long#MAX_VALUE} for never. To be asked again after every flush. */
    public long nextTickMs() {
        return Long.MAX_VALUE;
    }

    /** Sends what there is to send. */
    public void flush(long nowMs) {}

    // What the application does

    /**
     * Connects for the first time. Answered when the broker has let us in, or nothing more is tried; then the session is
     * over.
     */
    public void open(long deadlineMs, Answer answer) {}

    /**
     * Closes in good order: what was sent and acknowledged so far is waited for until the deadline, even over a return, then
     * the broker is told that the session ends. Answered when that is done; at the deadline with what is still in doubt, and
     * over all the same. Every other request that waits is answered before this.
     */
    public void close(long deadlineMs, Answer answer) {}

    /** A new channel: the links of it keep to themselves what goes wrong, and transactions are of one channel. */
    public ClientChannel channel() {
        throw new AssertionError();
    }

    /**
     * Makes a temporary queue or topic. Its address is known once the answer says that it is there.
     *
     * @param kind a temporary one
     */
    public ClientTemporary temporary(ClientAddress.Kind kind, long deadlineMs, Answer answer) {
        throw new AssertionError();
    }

    /**
     * Deletes a durable subscription.
     *
     * @param isGlobal of a client without client id, shared
     */
    public void unsubscribe(String subscription, boolean isGlobal, long deadlineMs, Answer answer) {}

    /**
     * Whether one more message may be sent: not too many are unsettled, and not too many bytes.
     * {@link ClientListener#writable} tells when that is so again.
     */
    public boolean hasRoom() {
        return true;
    }

    /** Whether a line is in use now. */
    public boolean isConnected() {
        return false;
    }

    /** Whether the broker keeps the session when the line is lost. Known once it is open. */
    public boolean isResumable() {
        return false;
    }

    /** The broker's number for the session, 0 if it is not resumable. For people who look for it on both sides. */
    public long number() {
        return 0;
    }

    /** What the broker said of itself when it last let us in; null before. */
    public Performative.@Nullable Open peer() {
        return null;
    }
}
