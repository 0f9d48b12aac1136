package io.belay.node;

import io.belay.core.Effect;
import io.belay.core.Message;
import io.belay.log.DiskReport;
import io.belay.log.Log;
import io.belay.node.limit.Limit;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.limit.MemoryBudget.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings released deliveries to their lines: as many bytes at a time as the line has room for, with bodies from memory
 * or, if they are not there, from the log.
 */
final class Dispatcher {
    /** Of a line while all lines together have been handed too much; so that none waits for its own report. */
    private static final long LITTLE_AHEAD = NodeOptions.LINE_BYTES_MIN / 4;

    private final NodeOptions options;
    private final MemoryBudget budget;
    private final LimitCounts counts;
    private final Bodies bodies;
    private final Loader loader;
    private final Map<Long, NodeLine> bySession = new LinkedHashMap<>();
    private List<Reply> replies = new ArrayList<>();
    private BiConsumer<Parcel.Handed, Runnable> presettled = (parcel, send) -> send.run();
    private java.util.function.Consumer<Runnable> held = Runnable::run;
    private java.util.function.Consumer<Reply> inside = reply -> {};
    private @Nullable Outgoing last; // one message often goes to many, one right after the other

    Dispatcher(NodeOptions options, Log log, MemoryBudget budget, LimitCounts counts) {
        this.options = options;
        this.budget = budget;
        this.counts = counts;
        this.bodies = new Bodies(options.bodyBytesMax());
        this.loader = new Loader(log, options);
    }

    /** Who takes from a queue what needs no settling, before it is sent, and what holds words until all is on disk. */
    void presettled(BiConsumer<Parcel.Handed, Runnable> taker, java.util.function.Consumer<Runnable> holder) {
        presettled = taker;
        held = holder;
    }

    List<Reply> replies() {
        List<Reply> drained = replies;
        replies = new ArrayList<>();
        return drained;
    }

    void say(Reply reply) {
        if (reply.line() < 0) inside.accept(reply);
        else replies.add(reply);
    }

    /** Says what a message of its client is answered; until then the message is in flight. */
    Runnable answering(NodeLine line, Reply reply) {
        line.unanswered++;
        return () -> {
            line.unanswered--;
            say(reply);
        };
    }

    /** Who hears what is said on lines that lead nowhere: they have negative numbers. */
    void inside(java.util.function.Consumer<Reply> hearer) {
        inside = hearer;
    }

    @Nullable
    NodeLine line(long session, long epoch) {
        NodeLine line = bySession.get(session);
        return line == null || line.epoch != epoch ? null : line;
    }

    void attach(NodeLine line) {
        bySession.put(line.session, line);
    }

    void detach(NodeLine line) {
        bySession.remove(line.session, line);
        count(line);
    }

    void open(NodeLine line, Reply.Opened opened) {
        if (line.state != NodeLine.State.OPENING) return; // It left, or was displaced, before it stood.
        line.state = NodeLine.State.OPEN;
        say(opened);
        pump(line);
    }

    void remember(long number, Message message) {
        bodies.add(number, outgoing(message));
    }

    void drop(long number) {
        bodies.drop(number);
    }

    void deliver(Effect.Deliver deliver) {
        NodeLine line = line(deliver.session(), deliver.epoch());
        if (line == null) return; // Its session keeps it; the next line gets it.
        deliver(line, new Parcel.Subscribed(deliver), deliver.message());
    }

    /** Puts something on its way to a line; {@code message} is its body if it is at hand. */
    void deliver(NodeLine line, Parcel parcel, @Nullable Message message) {
        deliver(line, parcel, message == null ? bodies.find(parcel.number()) : outgoing(message));
    }

    /** As {@link #deliver(NodeLine, Parcel, Message)}, of a body that others may have as well. */
    void deliver(NodeLine line, Parcel parcel, @Nullable Outgoing body) {
        boolean ready = body != null || parcel.number() == 0;
        if (ready && line.sends.isEmpty() && isReady(line)) {
            hand(line, parcel, body);
            count(line);
        } else {
            // What is assured lies in the log: while it waits for a slow line, it waits without its body.
            Sends.Send send =
                    parcel.isAssured() ? new Sends.Send(parcel.withoutBody(), null) : new Sends.Send(parcel, body);
            long unassuredMax = budget.isFull(Share.UNASSURED) ? 0 : options.unassuredBytesMax();
            boolean drops = line.sends.add(send, unassuredMax);
            if (drops) counts.hit(Limit.UNASSURED, "line " + line.id);
            pump(line);
        }
    }

    /** The message of this number, if it is in memory. */
    @Nullable
    Outgoing find(long number) {
        return bodies.find(number);
    }

    /** See {@link Loader#fetch}. */
    boolean fetch(long number, long bytesMax, java.util.function.Consumer<@Nullable Outgoing> taker) {
        return loader.fetch(number, bytesMax, taker);
    }

    void forget(Effect.Forget forget) {
        NodeLine line = line(forget.session(), forget.epoch());
        if (line != null) say(new Reply.Forget(line.id, forget.sequence(), true));
    }

    void sent(NodeLine line, long bytes) {
        line.handedBytes = Math.max(0, line.handedBytes - bytes);
        pump(line);
    }

    /** A read is back: the line that waited for what it holds goes on. It is returned. */
    List<NodeLine> loaded(DiskReport.ReadDone done) {
        if (loader.fetched(done, bodies)) return List.of();
        NodeLine its = loader.done(done, bodies);
        pump(its);
        return List.of(its);
    }

    private boolean isReady(NodeLine line) {
        if (line.state != NodeLine.State.OPEN || line.handedBytes >= options.lineBytesMax()) return false;
        return line.handedBytes < LITTLE_AHEAD || !budget.isFull(Share.OUTGOING);
    }

    /** Has the budget know what is kept for a line; for one that is closed, nothing. */
    private void count(NodeLine line) {
        boolean isKept = line.state != NodeLine.State.CLOSED;
        long handed = isKept ? line.handedBytes : 0;
        long unassured = isKept ? line.sends.unassuredBytes() : 0;
        budget.add(Share.OUTGOING, handed - line.countedHanded);
        budget.add(Share.UNASSURED, unassured - line.countedUnassured);
        line.countedHanded = handed;
        line.countedUnassured = unassured;
    }

    private void pump(NodeLine line) {
        while (isReady(line)) {
            Sends.Send send = line.sends.next();
            if (send == null) break;
            hand(line, send.parcel, send.body);
        }
        count(line);
        if (isReady(line) && line.loads == 0 && !line.sends.isEmpty()) loader.queue(line);
    }

    /** Reads what lines lack, all that they were given in this round together. They are returned: they may have got something. */
    List<NodeLine> load() {
        List<NodeLine> lines = new ArrayList<>();
        for (NodeLine next = loader.turn(); next != null; next = loader.turn()) {
            if (isReady(next)) load(next);
            lines.add(next);
        }
        return lines;
    }

    /** What another line has brought into memory meanwhile needs no read. */
    private void load(NodeLine line) {
        loader.load(line, bodies);
        if (line.sends.isReady()) pump(line);
    }

    private void hand(NodeLine line, Parcel parcel, @Nullable Outgoing body) {
        if (body != null) line.handedBytes += body.cost();
        if (parcel instanceof Parcel.Subscribed subscribed) say(reply(line, subscribed.deliver(), body(body)));
        else if (parcel instanceof Parcel.Handed handed) hand(handed, reply(line, handed, body(body)));
        else if (parcel instanceof Parcel.Drained drained) drained(drained, line);
        else throw new AssertionError("no branch for " + parcel); // BranchesTest holds this unreachable
    }

    private void hand(Parcel.Handed handed, Reply reply) {
        boolean goneBefore =
                handed.consumer().spec.settled() && !handed.consumer().spec.browse();
        if (goneBefore) presettled.accept(handed, () -> say(reply));
        else say(reply);
    }

    private void drained(Parcel.Drained drained, NodeLine line) {
        Reply reply = new Reply.Drained(line.id, drained.consumer().link, drained.credit());
        if (drained.consumer().spec.settled()) held.accept(() -> say(reply)); // after what is held of its deliveries
        else say(reply);
    }

    private static Outgoing body(@Nullable Outgoing body) {
        return Objects.requireNonNull(body, "the body of what is handed over");
    }

    private static Reply reply(NodeLine line, Effect.Deliver deliver, Outgoing body) {
        return new Reply.Deliver(
                line.id,
                deliver.sequence(),
                body,
                deliver.guarantee(),
                deliver.retain(),
                deliver.repeated(),
                deliver.subscriptionIds());
    }

    private static Reply reply(NodeLine line, Parcel.Handed handed, Outgoing body) {
        Consumer consumer = handed.consumer();
        boolean settles = !consumer.spec.browse() && !consumer.spec.settled();
        long sequence = settles ? handed.taken().sequence() : 0;
        return new Reply.Delivery(
                line.id,
                consumer.link,
                sequence,
                handed.taken().sequence(),
                body,
                handed.taken().deliveries(),
                handed.dead());
    }

    private Outgoing outgoing(Message message) {
        Outgoing known = last;
        if (known == null || known.message() != message) {
            known = new Outgoing(message);
            last = known;
        }
        return known;
    }
}
