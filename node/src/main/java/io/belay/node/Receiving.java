package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Entry;
import io.belay.core.Refusal;
import io.belay.node.Request.Disposition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator takes messages from a queue: a consumer as any other, on a line that leads nowhere. It is told what it got, and
 * what it got goes back unless it says within {@link #LEASE_MS} that it has it.
 *
 * <pre>
 *   LOOKING ──something, or nothing and no time──▶ LEASED ──settled, or time is up──▶ OVER
 *      │ ▲
 *      ▼ │ something came
 *   WAITING ──time is up──▶ OVER
 * </pre>
 */
final class Receiving {
    /** How long what was taken may be unsettled, milliseconds. */
    static final long LEASE_MS = 30_000;

    /** So many bytes are taken at a time, and one message more. */
    static final long BYTES_MAX = 4 << 20;

    private static final long LINK = 1;

    private enum State {
        LOOKING,
        WAITING,
        LEASED,
        OVER
    }

    private final NodeLine line;
    private final int most;
    private final Broker broker;
    private final QueueDesk desk;
    private final Acts acts;
    private final java.util.function.Consumer<QueueTaken> teller;
    private final List<QueueItem> items = new ArrayList<>();
    private final List<Long> sequences = new ArrayList<>();
    private State state = State.LOOKING;
    private long queue; // its number; 0 before the consumer stands
    private long handed; // deliveries, also those that came too late
    private long bytes;
    private long untilMs; // waits, or may be unsettled
    private java.util.function.@Nullable Consumer<Boolean> settled; // waits for its answer to be on disk

    Receiving(
            long number,
            int most,
            long untilMs,
            Broker broker,
            QueueDesk desk,
            Acts acts,
            java.util.function.Consumer<QueueTaken> teller) {
        line = new NodeLine(number, 0, 1, false);
        line.state = NodeLine.State.OPEN;
        this.most = most;
        this.untilMs = untilMs;
        this.broker = broker;
        this.desk = desk;
        this.acts = acts;
        this.teller = teller;
    }

    /** Opens its consumer; what happens then it hears by {@link #replied}. */
    void begin(String name) {
        SourceSpec spec = SourceSpec.of(Address.queue(name));
        desk.handle(new Request.OpenSource(line.id, LINK, spec, "", null, false), line);
    }

    /** When {@link #timeIsUp} is to be called. */
    long untilMs() {
        return state == State.WAITING || state == State.LEASED ? untilMs : Long.MAX_VALUE;
    }

    /** Whether nothing more is to be said, nor to be given back. */
    boolean isDone() {
        return state == State.OVER && settled == null && line.consumers.isEmpty();
    }

    /** What its consumer hears. */
    void replied(Reply reply) {
        if (reply instanceof Reply.SourceOpened opened) opened(opened);
        else if (reply instanceof Reply.Delivery delivery) delivered(delivery);
        else if (reply instanceof Reply.Drained) drained();
        else if (reply instanceof Reply.LinkEnded ended) ended(ended.why());
        else if (reply instanceof Reply.Disposed) tellSettled(true);
    }

    private void opened(Reply.SourceOpened opened) {
        if (opened.refusal() != null) {
            state = State.OVER;
            teller.accept(QueueTaken.refused(opened.refusal()));
            return;
        }
        queue = opened.queue();
        Consumer consumer = line.consumers.get(LINK);
        if (queue == 0 && consumer != null) queue = consumer.queue.number;
        credit(true);
    }

    private void credit(boolean drains) {
        desk.handle(new Request.Credit(line.id, LINK, most - items.size(), handed, drains, 0), line);
    }

    private void delivered(Reply.Delivery delivery) {
        handed++;
        line.handedBytes = Math.max(0, line.handedBytes - delivery.cost()); // This line takes all, and at once.
        Entry entry = broker.entryAt(queue, delivery.entry());
        boolean isLate = state == State.LEASED || state == State.OVER || entry == null;
        if (isLate) {
            dispose(new long[] {delivery.sequence()}, Disposition.RELEASED, 0);
            return;
        }
        items.add(new QueueItem(
                entry,
                QueueItem.State.TAKEN,
                delivery.dead(),
                delivery.outgoing().message()));
        sequences.add(delivery.sequence());
        bytes += delivery.cost();
        if (items.size() == most || bytes > BYTES_MAX) {
            lease();
            return;
        }
        if (state != State.WAITING) return;
        state = State.LOOKING; // What has come along with it is taken too.
        credit(true);
    }

    private void drained() {
        if (state != State.LOOKING) return;
        if (!items.isEmpty() || acts.nowMs() >= untilMs) {
            lease();
            return;
        }
        state = State.WAITING;
        credit(false);
    }

    private void ended(String why) {
        if (state == State.LOOKING || state == State.WAITING)
            teller.accept(QueueTaken.refused(new Refusal(Refusal.Reason.NO_QUEUE, why)));
        state = State.OVER;
        tellSettled(false);
    }

    /** Takes no more, and tells what it has. */
    private void lease() {
        state = State.LEASED;
        untilMs = acts.nowMs() + LEASE_MS;
        desk.handle(new Request.CloseSource(line.id, LINK, false), line);
        if (items.isEmpty()) state = State.OVER;
        teller.accept(new QueueTaken(line.id, items, null, null));
    }

    void timeIsUp() {
        if (state == State.WAITING) lease();
        else if (state == State.LEASED) settle(false, done -> {});
    }

    /**
     * Ends it.
     *
     * @param isTaken whether the messages have arrived; else they go back
     * @param teller hears, once that is on disk, whether it could be said in time
     */
    void settle(boolean isTaken, java.util.function.Consumer<Boolean> teller) {
        if (state != State.LEASED) {
            teller.accept(false);
            return;
        }
        state = State.OVER;
        settled = teller;
        long[] all = sequences.stream().mapToLong(Long::longValue).toArray();
        dispose(all, isTaken ? Disposition.ACCEPTED : Disposition.RELEASED, 1);
    }

    /** Nothing gets on disk any more. */
    void fail(String why) {
        boolean isToTell = state == State.LOOKING || state == State.WAITING;
        state = State.OVER;
        if (isToTell) teller.accept(QueueTaken.failed(why));
        tellSettled(false);
    }

    private void tellSettled(boolean isInTime) {
        java.util.function.Consumer<Boolean> told = settled;
        settled = null;
        if (told != null) told.accept(isInTime);
    }

    private void dispose(long[] settledNow, Disposition disposition, long token) {
        desk.handle(new Request.Dispose(line.id, LINK, settledNow, disposition, "", token), line);
    }
}
