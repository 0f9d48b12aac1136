package io.belay.client;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.base.Many;
import io.belay.client.ClientFailure.Known;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A client's session with a broker, which outlives its lines: what was sent and not answered, what came and is not
 * acknowledged, transactions that are open, temporary queues. When the line is lost it dials again, comes back to where
 * it was, and goes on. Against a broker that cannot keep sessions it makes everything anew and says what that cost.
 *
 * <pre>
 *   NEW ── open() ──▶ CONNECTING ── line, broker lets us in ──▶ IN USE ── line lost ──▶ AWAY ── back ──▶ IN USE
 *   any ── close(), displaced, refused, no attempt left ──▶ OVER
 * </pre>
 *
 * <p>The driver has one law: after a call of its own, and after any calls of the application, it calls {@link #flush};
 * and {@link #tick} when {@link #nextTickMs} says. All on one thread. Times are milliseconds of a clock that never goes
 * back, with any origin; deadlines are such times. Nothing that is called here blocks or throws because of the broker.
 *
 * <p>A request whose deadline passes is answered with what is known then. A message that has never left is given up
 * ({@link Known#NOT_DONE}); one that has, a commit, an outcome stay remembered and take their course
 * ({@link Known#PENDING}).
 */
public final class ClientSession {
    final Deadlines deadlines = new Deadlines();
    final Names names = new Names();
    final Channels channels = new Channels();
    final Room room;
    final ClientFailure lineLost = new ClientFailure(
            Known.UNKNOWN, ClientFailure.LINE_LOST, "the line was lost, and the broker does not keep sessions");
    Returned returned = new Returned();
    Losses losses = new Losses();
    private final ClientOptions options;
    private final ClientPort port;
    private final ClientListener listener;
    private final LineKeeper keeper;
    private @Nullable ClientChannel own; // of temporary queues, and of what has no other
    private @Nullable Request opening;
    private @Nullable Request closing;
    private @Nullable ClientFailure over; // why
    private Performative.@Nullable Open peer;
    private long process; // which of all programs this is, drawn
    private long number; // of the session that the broker keeps, 0 for none
    private String restored = ""; // of which backup the broker was that knew the session last; empty for none
    private boolean isFirst = true; // never was in use
    private boolean isBlocked; // something could not be said before the output was taken
    private long nowMs;

    /**
     * A session that is not open yet.
     *
     * @param options what it is to be
     * @param returning where to connect, and when
     * @param port what it calls
     * @param listener whom it tells how it fares
     * @param nowMs the time
     */
    public ClientSession(
            ClientOptions options, ReturnOptions returning, ClientPort port, ClientListener listener, long nowMs) {
        this.options = options;
        this.port = port;
        this.listener = listener;
        this.nowMs = nowMs;
        room = new Room(options, listener);
        keeper = new LineKeeper(this, options, returning, port);
    }

    // What the driver does

    /** A line that was dialed is there. */
    public void dialed(long line, long nowMs) {
        this.nowMs = nowMs;
        keeper.dialed(line);
    }

    /** A line could not be opened. */
    public void dialFailed(long line, String cause, long nowMs) {
        this.nowMs = nowMs;
        keeper.lost(line, cause);
    }

    /** Takes bytes of the broker, all of them; not kept. */
    public void received(long line, ByteBuffer bytes, long nowMs) {
        this.nowMs = nowMs;
        keeper.received(line, bytes);
    }

    /** The line takes bytes again after {@link ClientPort#isWritable} was false. */
    public void drained(long line, long nowMs) {
        this.nowMs = nowMs; // What waits goes with the flush that follows.
    }

    /** The line is gone. */
    public void lost(long line, String why, long nowMs) {
        this.nowMs = nowMs;
        keeper.lost(line, why);
    }

    /** Does what is due. Calling it too early does no harm. */
    public void tick(long nowMs) {
        this.nowMs = nowMs;
        deadlines.tick(nowMs);
        if (over == null) keeper.tick();
    }

    /** When to call {@link #tick} next, {@link Long#MAX_VALUE} for never. To be asked again after every flush. */
    public long nextTickMs() {
        return Math.min(deadlines.dueMs(), over == null ? keeper.nextTickMs() : Long.MAX_VALUE);
    }

    /** Sends what there is to send. */
    public void flush(long nowMs) {
        this.nowMs = nowMs;
        if (closing != null) closeIfQuiet();
        keeper.flush();
        room.tell();
    }

    // What the application does

    /**
     * Connects for the first time. Answered when the broker has let us in, or nothing more is tried; then the session is
     * over. To be called once.
     */
    public void open(long deadlineMs, Answer answer) {
        Runnable giveUp = () -> fail(keeper.unreachable("not connected in time"));
        opening = new Request(deadlines, deadlineMs, answer, "connecting", Known.NOT_DONE, giveUp);
        ClientFailure why = whyOver();
        if (why != null) {
            opening.answer(why);
            return;
        }
        process = port.random();
        keeper.begin();
    }

    /**
     * Closes in good order: what was sent and acknowledged so far is waited for until the deadline, even over a return, then
     * the broker is told that the session ends. A return is waited for also if consumers have messages, which the broker gives
     * to others then. Answered when that is done; at the deadline with what is still in doubt, and over all the same. Open transactions roll back. Every other request that waits is answered before this.
     */
    public void close(long deadlineMs, Answer answer) {
        if (over != null || closing != null) {
            answer.answered(null);
            return;
        }
        closing = new Request(deadlines, deadlineMs, answer, "closing", Known.UNKNOWN, this::closeNow);
        channels.each(each -> each.transactions().forEach(ClientTransaction::rollback));
        closeIfQuiet();
    }

    /** A new channel: the links of it keep to themselves what goes wrong, and transactions are of one channel. */
    public ClientChannel channel() {
        return new ClientChannel(this);
    }

    /**
     * Makes a temporary queue or topic. Its address is known once the answer says that it is there.
     *
     * @param kind a temporary one
     */
    public ClientTemporary temporary(ClientAddress.Kind kind, long deadlineMs, Answer answer) {
        ClientChannel on = own();
        return on.added(new ClientTemporary(on, kind, deadlineMs, answer));
    }

    /**
     * Deletes a durable subscription.
     *
     * @param subscription its name
     * @param isGlobal of a client without client id, shared
     */
    public void unsubscribe(String subscription, boolean isGlobal, long deadlineMs, Answer answer) {
        ClientChannel on = own();
        String name = isGlobal ? subscription + "|global" : subscription;
        var unsubscriber = new Unsubscriber(on, name, isGlobal, deadlineMs, answer);
        if (names.isReceiving(name)) {
            String words = "subscription " + subscription + " has a consumer";
            unsubscriber.fail(new ClientFailure(Known.NOT_DONE, ErrorCondition.RESOURCE_LOCKED, words));
        } else on.added(unsubscriber);
    }

    /**
     * Whether one more message may be sent: not too many are unsettled, and not too many bytes.
     * {@link ClientListener#writable} tells when that is so again.
     */
    public boolean hasRoom() {
        return room.isFree();
    }

    /** Whether a line is in use now. */
    public boolean isConnected() {
        return isInUse();
    }

    /** Whether the broker keeps the session when the line is lost. Known once it is open. */
    public boolean isResumable() {
        return number != 0;
    }

    /** The broker's number for the session, 0 if it is not resumable. For people who look for it on both sides. */
    public long number() {
        return number;
    }

    /** What the broker said of itself when it last let us in; null before. */
    public Performative.@Nullable Open peer() {
        return peer;
    }

    // What its parts ask

    private ClientChannel own() {
        ClientChannel there = own;
        if (there != null) return there;
        ClientChannel made = new ClientChannel(this);
        own = made;
        return made;
    }

    long nowMs() {
        return nowMs;
    }

    long random() {
        return port.random();
    }

    LineOpening.Wish wish(long line) {
        return new LineOpening.Wish(number, isFirst, names.returning(), process, line);
    }

    /** Whether a message of which nobody knows whether it has arrived is sent again. */
    boolean repeatsDoubtful() {
        return options.repeatsDoubtful();
    }

    /** By which a line says who it is; null for the password. */
    @Nullable
    String token(ClientLine line) {
        return port.token(line.number);
    }

    /** Whether it never was in use. */
    boolean isFirst() {
        return isFirst;
    }

    boolean isInUse() {
        ClientLine line = keeper.line();
        return line != null && line.isInUse();
    }

    /** Whether it has ended, and all in it; nobody gives it time any more. */
    boolean isOver() {
        return over != null;
    }

    /** Why nothing more may be asked; null if it may. */
    @Nullable
    ClientFailure whyOver() {
        if (over != null) return over;
        return closing == null
                ? null
                : new ClientFailure(Known.NOT_DONE, ClientFailure.CLOSED, "the session is closed");
    }

    /** A session on the line that is there and open; null if there is none. */
    @Nullable
    AmqpSession newAmqpSession() {
        ClientLine line = keeper.line();
        AmqpConnection connection = line == null || line.isOpening() ? null : line.connection();
        Performative.Open theirs = peer;
        if (connection == null || theirs == null || connection.isClosed()) return null;
        return connection.sessions().size() > theirs.channelMax() ? null : connection.session();
    }

    void awaits() {
        ClientLine line = keeper.line();
        if (line != null) line.awaits();
    }

    void awaitsOneLess() {
        ClientLine line = keeper.line();
        if (line != null && line.awaitsOneLess(nowMs)) goOn(line);
    }

    void blocked() {
        isBlocked = true;
    }

    /** After the output was taken: whether something waited for that, which has been said now. */
    boolean unblocked() {
        if (!isBlocked) return false;
        isBlocked = false;
        channels.each(ClientChannel::pump);
        return true;
    }

    void flushGathered() {
        ClientLine line = keeper.line();
        AmqpConnection connection = line == null ? null : line.connection();
        if (connection != null) connection.out();
    }

    /** The line is of use. */
    void achieved() {
        keeper.achieved();
    }

    void nonsense(String what) {
        ClientLine line = keeper.line();
        if (line != null) line.nonsense(what);
    }

    // The line

    /** The broker has opened. */
    void letIn(ClientLine line, Performative.Open theirs) {
        if (LineOpening.isRefusal(theirs)) return; // Its Close says why.
        peer = theirs;
        channels.channelMax(theirs.channelMax());
        long before = number;
        long granted = options.wantsSession() ? LineOpening.number(theirs) : 0;
        boolean isResumed = before != 0 && granted == before && LineOpening.isResumed(theirs);
        returned = new Returned();
        String mark = LineOpening.restored(theirs);
        if (!isResumed) unknown(line.address, before != 0);
        else if (!mark.equals(restored)) restored(line.address, mark);
        number = granted;
        restored = mark;
        keeper.known(theirs);
        if (!isFirst && !isResumable() && own != null) own.temporariesLost();
        line.returning(nowMs);
        channels.each(ClientChannel::begin);
        if (line.awaitsNothing()) goOn(line);
    }

    /** The broker is of a backup. The tags of what it gave out since then it gives again, to other messages. */
    private void restored(String address, String mark) {
        ClientFailure why =
                new ClientFailure(Known.UNKNOWN, ClientFailure.RESTORED, "the broker is of another backup: " + mark);
        listener.event(new ClientEvent.Restored(address, mark));
        channels.each(each -> each.restored(why));
    }

    /** What was there is to be made anew. */
    private void unknown(String address, boolean wasKept) {
        ClientFailure why =
                new ClientFailure(Known.UNKNOWN, ClientFailure.SESSION_LOST, "the broker does not know the session");
        channels.each(each -> each.unknown(why, wasKept));
        Losses lost = losses;
        losses = new Losses();
        boolean isTold = wasKept || !options.repeatsDoubtful() && lost.isAnythingInDoubt();
        if (isTold && !isFirst) listener.event(lost.event(address));
        else returned.voided = lost.voided;
    }

    /** A temporary queue or topic is gone. Nothing is said of it when all is over anyway. */
    void lost(ClientAddress temporary, String cause) {
        if (whyOver() != null) return;
        var why = new ClientFailure(
                Known.NOT_DONE, ClientFailure.DESTINATION_LOST, temporary.name() + " is gone: " + cause);
        ClientLine line = keeper.line();
        listener.event(new ClientEvent.DestinationLost(line == null ? "" : line.address, temporary, cause));
        channels.each(each -> each.endAt(temporary, why));
    }

    /** All that was there is attached. */
    private void goOn(ClientLine line) {
        line.inUse();
        keeper.inUse();
        int links = channels.attachedCount();
        channels.each(ClientChannel::goOn);
        boolean wasFirst = isFirst;
        isFirst = false;
        if (wasFirst) listener.event(new ClientEvent.Connected(line.address, isResumable()));
        else listener.event(returned.event(line.address, links));
        Request waiting = opening;
        opening = null;
        if (waiting != null) waiting.answer(null);
    }

    /** The line is gone; it was more than an attempt if anything was attached on it. */
    void away(ClientLine line, String cause) {
        channels.each(ClientChannel::away);
        if (line.wasInUse()) listener.event(new ClientEvent.Interrupted(line.address, cause));
    }

    void attemptFailed(String address, String cause, long nextInMs) {
        listener.event(new ClientEvent.AttemptFailed(address, cause, nextInMs));
    }

    /**
     * The broker ended one channel, or has to be told that it ends. It costs no more at a broker that does not keep sessions;
     * otherwise the line, and then all goes on.
     */
    void channelFailed(ClientLine line, ClientChannel channel, AmqpError error) {
        if (isResumable()) line.nonsense("it ended a session: " + error.condition() + ", " + error.description());
        else channel.failed(ClientFailure.refused(error));
    }

    // The end

    private boolean isQuiet() {
        return room.count() == 0 && channels.areAll(ClientChannel::isQuiet);
    }

    private void closeIfQuiet() {
        if (closing == null || over != null || keeper.isClosing() || !isQuiet()) return;
        ClientLine line = keeper.line();
        if (line != null && line.isLetIn()) keeper.close();
        else if (!isResumable() || channels.areAll(each -> !each.keepsDeliveries())) closed(null);
    }

    /** The deadline of closing has come. */
    private void closeNow() {
        keeper.close();
        keeper.flush();
        Request waiting = closing;
        ClientFailure doubt = new ClientFailure(
                Known.UNKNOWN,
                ClientFailure.DEADLINE,
                Many.of(room.count(), "message") + " or some outcomes are in doubt");
        if (over == null) closed(isQuiet() ? null : doubt);
        if (waiting != null) waiting.answer(null);
    }

    /** We have said good bye, or there was nobody to say it to. */
    void closed(@Nullable ClientFailure doubt) {
        ClientFailure why = new ClientFailure(Known.NOT_DONE, ClientFailure.CLOSED, "the session is closed");
        over = why;
        keeper.end("closed");
        Request waiting = closing;
        deadlines.abandon(why, waiting);
        if (waiting != null) waiting.answer(doubt);
        listener.event(new ClientEvent.Closed());
    }

    boolean isClosing() {
        return closing != null;
    }

    /** It is over against the application's will. */
    void fail(ClientFailure why) {
        if (over != null) return;
        over = why;
        keeper.end(why.words());
        Request waiting = opening;
        if (waiting != null) waiting.answer(why);
        channels.each(each -> each.failed(why));
        deadlines.abandon(why, closing);
        if (closing != null) closing.answer(why);
        listener.event(new ClientEvent.Failed(why));
    }
}
