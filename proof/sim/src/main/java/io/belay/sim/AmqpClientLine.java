package io.belay.sim;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLimits;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Symbol;
import io.belay.base.Break;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of an AMQP client: it opens, works in two sessions, and gives up when an answer takes too long. */
final class AmqpClientLine implements Line.End {
    private static final long LOOK_US = 1_000_000;
    private static final long RETRY_US = 500_000;
    private static final Symbol ANONYMOUS = Symbol.of("ANONYMOUS");
    private static final Symbol INVALID_FIELD = Symbol.of("invalid-field");
    private static final Symbol CONTAINER_ID = Symbol.of("container-id");
    private static final Symbol SOLE = Symbol.of("sole-connection-for-container");

    // What a client that makes no mistake may be told nevertheless.
    private static final List<Symbol> NOBODYS_FAULT = List.of(
            ErrorCondition.CONNECTION_FORCED,
            ErrorCondition.RESOURCE_LIMIT_EXCEEDED,
            ErrorCondition.RESOURCE_LOCKED,
            ErrorCondition.RESOURCE_DELETED,
            ErrorCondition.TRANSACTION_ROLLBACK,
            ErrorCondition.TRANSACTION_TIMEOUT);

    private final SimAmqpClient client;
    private final Line line;
    private final AmqpConnection connection;
    private final AmqpCalls calls = new AmqpCalls();
    private @Nullable AmqpWork plain;
    private @Nullable AmqpWork transacted;
    private Agenda.@Nullable Entry ticking;
    private boolean isStopped;
    private boolean isLeaving;
    private boolean isAttachingSoon;
    private long awayUs;
    private long tags;

    AmqpClientLine(SimAmqpClient client, Line line) {
        this.client = client;
        this.line = line;
        connection = AmqpConnection.client(limits(client.habits()), true, client.nowMs());
    }

    private static AmqpLimits limits(AmqpHabits habits) {
        AmqpLimits usual = AmqpLimits.DEFAULT;
        return usual.withFrames(habits.frameSizeMax(), habits.frameSizeMax())
                .withWindow(habits.window())
                .withTimeouts(usual.openTimeoutMs(), habits.idleTimeoutMs());
    }

    void start() {
        calls.ask("open", nowUs());
        later(LOOK_US, this::look);
        flush();
    }

    /** It is used no more. */
    void stop() {
        isStopped = true;
        if (ticking != null) ticking.cancel();
        if (plain != null) plain.over();
        if (transacted != null) transacted.over();
    }

    Line line() {
        return line;
    }

    @Override
    public void received(ByteBuffer bytes) {
        if (isStopped) return;
        connection.receive(bytes, client.nowMs(), this::handle);
        work();
    }

    @Override
    public void lost(Break how) {
        client.lost(this);
    }

    // What it is told to do

    /** Does what there is to do, and says what there is to say. */
    void work() {
        if (isStopped) return;
        if (!isLeaving) {
            if (plain != null) plain.pump();
            if (transacted != null) transacted.pump();
        }
        flush();
    }

    void attachAll() {
        if (plain != null) plain.attachAll();
        if (transacted != null) transacted.attachAll();
        work();
    }

    /** A link has gone that is still wanted. */
    void attachSoon() {
        if (isAttachingSoon) return;
        isAttachingSoon = true;
        later(RETRY_US, () -> {
            isAttachingSoon = false;
            attachAll();
        });
    }

    boolean isAttached(Supply supply) {
        return plain != null && plain.isAttached(supply) || transacted != null && transacted.isAttached(supply);
    }

    void detach(Supply supply, boolean forget) {
        if (plain != null) plain.detach(supply, forget);
        if (transacted != null) transacted.detach(supply, forget);
        work();
    }

    void drain(long credit) {
        if (plain != null) plain.drainAll(credit);
        if (transacted != null) transacted.drainAll(credit);
        work();
    }

    /** Ends one of its sessions and begins it anew. */
    void endSession(boolean isTransacted) {
        AmqpWork work = isTransacted ? transacted : plain;
        if (work == null || isLeaving) return;
        work.end();
        work();
    }

    /** Says goodbye. */
    void leave(long away) {
        if (isLeaving) return;
        isLeaving = true;
        awayUs = away;
        note(new Deed.Leaving());
        connection.close(null);
        flush();
    }

    // What happens on it

    private void handle(AmqpEvent event) {
        if (event instanceof AmqpEvent.SaslOffered) connection.saslInit(ANONYMOUS, null, "simulator");
        if (event instanceof AmqpEvent.SaslEnded) open();
        if (event instanceof AmqpEvent.Opened server) opened(server.open());
        if (event instanceof AmqpEvent.Closed closed) closed(closed.error());
        if (event instanceof AmqpEvent.Failed failed) failed(failed);
        if (event instanceof AmqpEvent.Begun begun) work(begun.session()).begun();
        if (event instanceof AmqpEvent.Ended ended) ended(ended);
        if (event instanceof AmqpEvent.SessionFailed failed) offended("session failed: " + failed.error());
        if (event instanceof AmqpEvent.LinkFailed failed) offended("link failed: " + failed.error());
        if (event instanceof AmqpEvent.Attached attached) {
            work(attached.link().session()).attached(attached.link(), attached.attach());
        }
        if (event instanceof AmqpEvent.Detached detached) {
            work(detached.link().session()).detached(detached.link(), detached.error());
        }
        if (event instanceof AmqpEvent.Outcome outcome)
            work(outcome.sender().session()).told(outcome);
        if (event instanceof AmqpEvent.Delivery delivery) {
            work(delivery.receiver().session()).delivered(delivery);
        }
        if (event instanceof AmqpEvent.Drained drained)
            work(drained.receiver().session()).drained(drained.receiver());
        if (event instanceof AmqpEvent.Settled settled) {
            work(settled.receiver().session()).confirmed(settled.deliveryId());
        }
    }

    private static AmqpWork work(AmqpSession session) {
        if (session.attachment() instanceof AmqpWork work) return work;
        throw new IllegalStateException("a session that nobody works in");
    }

    private void open() {
        connection.open(new Performative.Open(
                habits().name(),
                "simulator",
                Performative.UINT_MAX,
                Performative.USHORT_MAX,
                0,
                List.of(),
                List.of(),
                List.of(),
                habits().isSole() ? List.of(SOLE) : List.of(),
                Collections.emptyMap()));
    }

    private void opened(Performative.Open server) {
        note(new Deed.Opened(2 * server.idleTimeoutMs())); // Half of it is told (§2.4.5).
        calls.answered("open");
        plain = new AmqpWork(this, connection.session(), false);
        transacted = new AmqpWork(this, connection.session(), true);
    }

    private void ended(AmqpEvent.Ended ended) {
        AmqpWork over = work(ended.session());
        ended.session().end(null);
        boolean isTransacted = over == transacted;
        calls.answered("end " + isTransacted);
        if (ended.error() != null) offended("session ended: " + ended.error());
        over.over();
        if (isLeaving) return;
        AmqpWork fresh = new AmqpWork(this, connection.session(), isTransacted);
        if (isTransacted) transacted = fresh;
        else plain = fresh;
    }

    private void failed(AmqpEvent.Failed failed) {
        boolean isSilence = failed.condition().equals(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
        if (!isSilence) offended(failed.condition() + ": " + failed.why());
    }

    /** The server closes the line. Another line of the same name may stand in the way until it is noticed to be gone. */
    private void closed(@Nullable AmqpError error) {
        boolean isGhosts = error != null
                && error.condition().equals(ErrorCondition.INVALID_FIELD)
                && CONTAINER_ID.equals(error.info().get(INVALID_FIELD));
        if (!isGhosts) refused(error);
    }

    /** The server refuses something; the fault must not be this client's. */
    void refused(@Nullable AmqpError error) {
        if (error == null || NOBODYS_FAULT.contains(error.condition())) return;
        offended("the server blames the client: " + error);
    }

    void offended(String why) {
        client.history().add(new Event.Offended(line.number(), why));
    }

    private void look() {
        if (isStopped) return;
        Map.Entry<String, Long> overdue = calls.overdue(nowUs(), habits().patienceUs());
        if (overdue == null) {
            later(LOOK_US, this::look);
            return;
        }
        note(new Deed.GaveUp(overdue.getKey(), overdue.getValue()));
        line.closeByClient("the client gave up: no answer to " + overdue.getKey());
        client.lost(this);
    }

    /** Says what there is to say. */
    void flush() {
        if (isStopped) return;
        while (connection.out().length() > 0) {
            line.sendFromClient(connection.out().view());
            connection.drained();
        }
        if (!connection.isClosed()) {
            schedule();
            return;
        }
        line.closeByClient(isLeaving ? "the client said goodbye" : "the client closed");
        if (isLeaving) client.left(this, awayUs);
        else client.lost(this);
    }

    private void schedule() {
        if (ticking != null) ticking.cancel();
        long nextMs = connection.nextTickMs();
        if (nextMs == Long.MAX_VALUE) return;
        long delayUs = Math.max(0, nextMs - client.nowMs()) * 1_000 + 1;
        ticking = client.agenda().in(delayUs, () -> {
            connection.tick(client.nowMs(), this::handle);
            work();
        });
    }

    // What its work needs

    /** Does it after a while, if the line is still used then. */
    void later(long afterUs, Runnable what) {
        client.agenda().in(afterUs, () -> {
            if (isStopped) return;
            what.run();
            work();
        });
    }

    void note(Deed deed) {
        client.history().add(new Event.Did(line.number(), habits().name(), deed));
    }

    AmqpCalls calls() {
        return calls;
    }

    AmqpHabits habits() {
        return client.habits();
    }

    AmqpMemory memory() {
        return client.memory();
    }

    Chance chance() {
        return client.chance();
    }

    boolean isMute() {
        return client.isMute();
    }

    boolean isCalm() {
        return client.isCalm();
    }

    long nowUs() {
        return client.agenda().nowUs();
    }

    /** A number for a message. */
    long nextNumber() {
        return client.dialler().nextNumber();
    }

    /** A number for a link, a delivery or a transaction. */
    long nextThing() {
        return client.dialler().nextThing();
    }

    Binary nextTag() {
        return Binary.of(new ByteWriter(8).writeLong(++tags).toArray());
    }
}
