package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.Command.Disposal;
import io.belay.core.Filters;
import io.belay.core.Refusal;
import io.belay.core.Refusal.Reason;
import io.belay.node.Request.Disposition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Links that take from queues: how they begin, what they settle, how they end. */
final class Consumers {
    private final Broker broker;
    private final Filters filters;
    private final Queues queues;
    private final TopicSources topicSources;
    private final Producers producers;
    private final Returns returns;
    private final Claiming claiming;
    private final Acts acts;

    Consumers(Broker broker, Queues queues, Producers producers, Returns returns, Acts acts) {
        this.broker = broker;
        this.filters = broker.filters();
        this.queues = queues;
        this.topicSources = new TopicSources(broker, queues);
        this.producers = producers;
        this.returns = returns;
        this.claiming = new Claiming(broker, queues, returns);
        this.acts = acts;
        returns.giveUp(this::giveUpSuspended);
    }

    void open(Request.OpenSource open, NodeLine line) {
        Consumer known = open.name().isEmpty() ? null : returns.take(line.session, open.name());
        boolean isSame = known != null && known.spec.equals(open.spec());
        if (known != null && !isSame) {
            accept(known, open.claims());
            close(known);
        }
        Refusal refusal = null;
        if (known != null && isSame) revive(known, open, line);
        else refusal = begin(open, line);
        if (refusal != null && open.claims() != null) claiming.acceptRefused(open.claims(), line.session);
        Consumer consumer = line.consumers.get(open.link());
        long[] held = consumer == null ? null : claiming.claimed(consumer, open.claims());
        long queue = consumer == null ? 0 : consumer.queue.number;
        acts.answer(new Reply.SourceOpened(line.id, open.link(), refusal, held, queue));
        if (open.claims() != null) told(open.name(), open.claims(), line);
    }

    /** The client has said of one of its consumers what it has. */
    private void told(String name, Request.OpenSource.Claims claims, NodeLine line) {
        if (claims.isComplete() && line.expected > 0 && line.returned.add(name)) returns.opened(line);
    }

    /** Its client may not consume there any more, or asks for what there is not. */
    void giveUp(Request.GiveUp refused, NodeLine line) {
        Consumer known = returns.take(line.session, refused.name());
        if (known != null) {
            accept(known, refused.claims());
            giveUpSuspended(known);
        }
        told(refused.name(), refused.claims(), line);
    }

    /** What the client of a consumer that is to end has accepted of what it has. */
    private void accept(Consumer suspended, Request.OpenSource.@Nullable Claims claims) {
        long[] accepted = claims == null ? new long[0] : claims.acceptedOf(suspended.queue.number);
        if (accepted.length == 0) return;
        long line = suspended.line.id;
        dispose(
                suspended,
                new Request.Dispose(line, suspended.link, accepted, Disposition.ACCEPTED, "", 0, false, 0),
                null);
    }

    private void revive(Consumer consumer, Request.OpenSource open, NodeLine line) {
        consumer.line = line;
        consumer.link = open.link();
        consumer.keepGone(broker, queues.options().unsettledMax());
        consumer.queue.revive(consumer);
        line.consumers.put(open.link(), consumer);
    }

    private @Nullable Refusal begin(Request.OpenSource open, NodeLine line) {
        SourceSpec spec = open.spec();
        String name =
                spec.address().isQueue() ? spec.address().name() : topicSources.queueName(spec, open.name(), line);
        Refusal refusal = foreign(spec, line);
        if (refusal == null) {
            refusal = spec.address().isQueue()
                    ? queues.ensure(name, open.mayCreate())
                    : topicSources.subscribe(spec, name, line);
        }
        LiveQueue queue = refusal == null ? queues.named(name) : null;
        if (queue != null && refusal == null) refusal = conflict(queue, spec);
        if (queue != null && refusal == null) attach(open, line, queue);
        return refusal;
    }

    private void attach(Request.OpenSource open, NodeLine line, LiveQueue queue) {
        SourceSpec spec = open.spec();
        boolean selects = !spec.selector().isEmpty() && spec.address().isQueue();
        Filters.Filter filter = selects ? filters.compile(spec.selector()) : null;
        Consumer consumer = new Consumer(line, open.link(), open.name(), spec, queue, filter);
        consumer.mayClaim = Claiming.mayClaim(queue, line.session);
        line.consumers.put(open.link(), consumer);
        queue.attach(consumer);
        queues.use(queue);
        if (!open.name().isEmpty() && !spec.browse()) returns.watch(consumer);
    }

    /** A link is lost, and its client means to come back. */
    void suspend(Request.Suspend suspend, NodeLine line) {
        Consumer consumer = line.consumers.remove(suspend.link());
        if (consumer != null) suspend(consumer);
    }

    /** It stays with what has left the node, which its client may have; the rest goes back. One that looks only is over. */
    private void suspend(Consumer consumer) {
        boolean stays = !consumer.name.isEmpty() && !consumer.closed && !consumer.spec.browse();
        if (!stays) abandon(consumer, true);
        else {
            takeBackUnsent(consumer);
            takeBack(consumer, List.copyOf(consumer.handing));
            takeBack(consumer, List.copyOf(consumer.again));
            consumer.handing.clear();
            returns.suspend(consumer);
            consumer.queue.serve();
        }
    }

    /** The client has opened another link of that name: what the old one had it has not tried. */
    private void close(Consumer suspended) {
        leave(suspended);
        release(suspended);
        returns.unwatch(suspended);
        topicSources.left(suspended, false);
    }

    /** Its client did not come back, or came back without it. */
    private void giveUpSuspended(Consumer consumer) {
        consumer.suspended = false;
        abandon(consumer, true);
    }

    void close(Request.CloseSource close, NodeLine line) {
        Consumer consumer = line.consumers.get(close.link());
        if (consumer == null || consumer.closed) {
            acts.answer(new Reply.SourceClosed(line.id, close.link(), null));
            return;
        }
        boolean shares = close.forget() && consumer.spec.subscription() != null && consumer.queue.consumers.size() > 1;
        leave(consumer);
        if (consumer.taken.isEmpty()) line.consumers.remove(close.link());
        Refusal refusal = shares ? inUse("the subscription has other consumers") : null;
        returns.unwatch(consumer);
        if (refusal == null) topicSources.left(consumer, close.forget());
        acts.answer(new Reply.SourceClosed(line.id, close.link(), refusal));
    }

    void find(Request.FindSubscription find, NodeLine line) {
        acts.answer(new Reply.SubscriptionFound(line.id, find.link(), topicSources.find(find.name())));
    }

    void end(Request.EndSubscription end, NodeLine line) {
        acts.answer(new Reply.SourceClosed(line.id, end.link(), topicSources.end(end.name())));
    }

    void credit(Request.Credit credit, NodeLine line) {
        Consumer consumer = line.consumers.get(credit.link());
        if (consumer == null || consumer.closed) return;
        consumer.credit = Math.max(0, credit.credit() - (consumer.handed - credit.handed()));
        consumer.creditNumber = credit.number();
        consumer.drains = false;
        long wish = ++consumer.wishes;
        if (credit.drain()) acts.hold(() -> drain(consumer, wish)); // What was sent before is to be seen by it.
        else consumer.queue.serve();
    }

    /**
     * Who has what a client commits: the consumer on that link, or one of its session that was on it before and is on
     * another now, or on none. Null if there is nobody.
     */
    @Nullable
    Consumer holder(Request.Dispose dispose, NodeLine line) {
        Consumer consumer = line.consumers.get(dispose.link());
        LiveQueue queue = consumer != null ? null : queues.numbered(dispose.queue());
        if (queue == null) return consumer;
        for (Consumer other : queue.consumers) {
            if (other.line.session == line.session && other.hasAny(dispose.sequences())) return other;
        }
        return null;
    }

    /**
     * Whether a part of what a client has settled is no longer with its consumer, and may be with somebody else. What has
     * left the queue, or has ended with it, is with nobody.
     */
    boolean hasLost(Request.Dispose dispose, NodeLine line) {
        Consumer consumer = holder(dispose, line);
        long queue = consumer == null ? dispose.queue() : consumer.queue.number;
        if (queue == 0) return true;
        for (long sequence : dispose.sequences()) {
            boolean has = consumer != null && consumer.taken.containsKey(sequence);
            if (!has && broker.holdsEntry(queue, sequence)) return true;
        }
        return false;
    }

    void dispose(Request.Dispose dispose, NodeLine line) {
        Consumer consumer = line.consumers.get(dispose.link());
        Reply.Disposed done = dispose.token() == 0 ? null : new Reply.Disposed(line.id, dispose.token());
        if (done != null && dispose.disposition() == Disposition.RELEASED) {
            acts.answer(done);
            if (consumer != null) acts.hold(() -> dispose(consumer, dispose, null));
        } else if (consumer != null) dispose(consumer, dispose, done);
        else if (done != null) acts.answer(done);
    }

    /** The answer comes before what goes back can go out again: the client is to know one delivery of it at a time. */
    private void dispose(Consumer consumer, Request.Dispose dispose, Reply.@Nullable Disposed done) {
        List<Command.Consume> consumed = settle(consumer, dispose);
        Reply.Disposed first = done;
        boolean canWait = dispose.canWait() && dispose.disposition() == Disposition.ACCEPTED;
        for (Command.Consume each : consumed) {
            if (canWait) acts.performLater(each, first);
            else acts.perform(each, first);
            first = null;
        }
        if (first != null) acts.answer(first);
        consumer.queue.serve();
        queues.throttle(consumer.queue);
    }

    /** Takes from a consumer what it has settled, and returns what the broker must know of that. */
    List<Command.Consume> settle(Consumer consumer, Request.Dispose dispose) {
        long[] settled = new long[dispose.sequences().length];
        int count = 0;
        List<Long> since = new ArrayList<>(0); // failed, and begun before the restart
        for (long sequence : dispose.sequences()) {
            consumer.decided(sequence);
            Taken taken = consumer.queue.settle(consumer, sequence);
            if (taken == null) continue;
            boolean isClaimed = !consumer.claimed.isEmpty() && consumer.claimed.remove(sequence);
            if (dispose.disposition() == Disposition.RELEASED) consumer.queue.giveBack(consumer, taken);
            else if (dispose.disposition() == Disposition.FAILED && isClaimed) since.add(sequence);
            else settled[count++] = sequence;
            boolean decided =
                    dispose.disposition() == Disposition.RELEASED || dispose.disposition() == Disposition.ACCEPTED;
            if (decided) consumer.queue.decided(sequence);
            else consumer.queue.undecided(consumer, sequence);
        }
        if (consumer.closed && consumer.taken.isEmpty()) consumer.line.consumers.remove(consumer.link);
        List<Command.Consume> consumed = new ArrayList<>(1);
        long number = consumer.queue.number;
        if (count > 0) {
            long[] sequences = count == settled.length ? settled : Arrays.copyOf(settled, count);
            consumed.add(new Command.Consume(number, sequences, disposal(dispose.disposition()), dispose.why()));
        }
        if (!since.isEmpty()) {
            long[] sequences = since.stream().mapToLong(Long::longValue).toArray();
            consumed.add(new Command.Consume(number, sequences, Disposal.FAILED_SINCE, dispose.why()));
        }
        return consumed;
    }

    /** The consumer has ended in order and will not answer what it was handed. */
    void abandon(Request.Abandon abandon, NodeLine line) {
        Consumer consumer = line.consumers.remove(abandon.link());
        if (consumer != null) abandon(consumer, false);
    }

    /** {@code isLost} says that it did not leave as one does who knows what it has done. */
    private void abandon(Consumer consumer, boolean isLost) {
        if (isLost) consumer.taken.keySet().forEach(sequence -> consumer.queue.undecided(consumer, sequence));
        leave(consumer);
        if (isLost) giveUp(consumer);
        else release(consumer);
        returns.unwatch(consumer);
        topicSources.left(consumer, false);
        queues.rest(consumer.queue);
    }

    /** The line is gone: all that its consumers had goes back, unless they wait for their client. */
    void leave(NodeLine line, boolean isLost) {
        boolean stays = line.isResumable && isLost;
        for (long link : List.copyOf(line.consumers.keySet())) {
            Consumer consumer = line.consumers.remove(link);
            if (consumer != null && stays) suspend(consumer);
            else if (consumer != null) abandon(consumer, isLost);
        }
        returns.away(line.session);
        for (Producer producer : List.copyOf(line.producers.values())) {
            line.producers.remove(producer.link);
            producer.owns = false; // It ends with the session.
            producers.leave(producer);
        }
    }

    /** It takes no more, and what has not left the node goes back. */
    private void leave(Consumer consumer) {
        takeBackUnsent(consumer);
        takeBack(consumer, List.copyOf(consumer.again)); // Lost on an earlier line, and not handed again.
        consumer.queue.detach(consumer);
        queues.rest(consumer.queue);
    }

    /** What was on its way to it and has not left the node goes back as if it had never been taken. */
    private static void takeBackUnsent(Consumer consumer) {
        takeBack(consumer, consumer.line.sends.removeOf(consumer));
    }

    private static void takeBack(Consumer consumer, Iterable<Taken> unsent) {
        for (Taken each : unsent) {
            if (consumer.queue.settle(consumer, each.sequence()) == null) continue;
            consumer.claimed.remove(each.sequence());
            consumer.queue.giveBack(consumer, each);
            consumer.queue.decided(each.sequence());
        }
    }

    /** What it had it has not tried, or it would have said so. */
    private static void release(Consumer consumer) {
        for (Taken taken : List.copyOf(consumer.taken.values())) {
            consumer.queue.settle(consumer, taken.sequence());
            consumer.queue.giveBack(consumer, taken);
            consumer.queue.decided(taken.sequence());
        }
        consumer.queue.serve();
    }

    /**
     * What it had it may have seen: it counts as delivered. But only the oldest, at which it was, can be the one that
     * brought it down, and become a dead letter of it.
     */
    private void giveUp(Consumer consumer) {
        List<Long> sequences = new ArrayList<>(consumer.taken.keySet());
        if (sequences.isEmpty()) return;
        for (long sequence : sequences) consumer.queue.settle(consumer, sequence);
        boolean isSince = consumer.claimed.contains(sequences.get(0));
        lose(consumer, sequences.subList(0, 1), isSince ? Disposal.FAILED_SINCE : Disposal.FAILED);
        List<Long> since = new ArrayList<>(0);
        List<Long> rest = new ArrayList<>(sequences.size());
        for (long sequence : sequences.subList(1, sequences.size())) {
            (consumer.claimed.contains(sequence) ? since : rest).add(sequence);
        }
        lose(consumer, since, Disposal.LOST_SINCE);
        lose(consumer, rest, Disposal.LOST);
    }

    private void lose(Consumer consumer, List<Long> sequences, Disposal disposal) {
        queues.consume(consumer.queue, sequences, disposal, "the consumer was lost");
    }

    private static void drain(Consumer consumer, long wish) {
        if (consumer.closed || consumer.wishes != wish) return;
        consumer.drains = true;
        consumer.queue.serve();
    }

    /** Why a client may not consume what is temporary and another's, or gone. */
    private @Nullable Refusal foreign(SourceSpec spec, NodeLine line) {
        String name = spec.address().name();
        LiveQueue queue = queues.named(name);
        if (queue == null && QueueNames.isTemporaryTopic(name)) return queues.ensure(name, false);
        boolean foreign = queue != null && queue.spec.owner() != 0 && queue.spec.owner() != line.session;
        if (!foreign) return null;
        return new Refusal(Reason.NOT_OWNER, spec.address() + " is temporary and belongs to another connection");
    }

    private static @Nullable Refusal conflict(LiveQueue queue, SourceSpec spec) {
        if (spec.browse()) return null;
        for (Consumer other : queue.consumers) {
            if (other.spec.browse()) continue;
            if (spec.exclusive() || other.spec.exclusive()) return inUse(spec.address() + " has an exclusive consumer");
            boolean alone = spec.subscription() != null && !(spec.shared() && other.spec.shared());
            if (alone) return inUse("the subscription is in use and not shared");
        }
        return null;
    }

    static Refusal inUse(String why) {
        return new Refusal(Reason.IN_USE, why);
    }

    private static Disposal disposal(Disposition disposition) {
        return switch (disposition) {
            case ACCEPTED -> Disposal.ACCEPTED;
            case FAILED -> Disposal.FAILED;
            case REJECTED -> Disposal.REJECTED;
            case RELEASED -> throw new AssertionError("nothing to tell the broker");
        };
    }
}
