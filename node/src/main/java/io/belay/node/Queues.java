package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.Command.Disposal;
import io.belay.core.Effect;
import io.belay.core.Keeper;
import io.belay.core.Lifetime;
import io.belay.core.Message;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueSpec;
import io.belay.core.QueueView;
import io.belay.core.Refusal;
import io.belay.core.SessionView;
import io.belay.core.WhenFull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All queues while the broker runs: what the broker's effects mean to them, and their way to lines and bodies. */
final class Queues implements Hatch {
    private static final int CONSUMED_AT_A_TIME = 1_000;
    private static final int MARKED_AHEAD = 1_000; // so many entries more than are handed out may look delivered

    /** Deliveries that one consumer may have while memory is short: enough for who settles many at once. */
    static final int SCARCE_UNSETTLED_MAX = 10_000;

    private record Due(long atMs, LiveQueue queue) {}

    private final QueueOptions options;
    private final Broker broker;
    private final Dispatcher dispatcher;
    private final Acts acts;
    private final Returns returns;
    private final Map<Long, LiveQueue> live = new LinkedHashMap<>();
    private final TreeSet<Due> timers =
            new TreeSet<>(Comparator.comparingLong(Due::atMs).thenComparingLong(due -> due.queue().number));
    private final Map<LiveQueue, Long> idle =
            new LinkedHashMap<>(); // auto-created and unused, since when; oldest first
    private final Set<LiveQueue> unread = new LinkedHashSet<>(); // wait until fewer messages are being read back

    private final Set<LiveQueue> busy = new LinkedHashSet<>(0); // go on in the next round
    private boolean isShortOfMemory;

    Queues(QueueOptions options, Broker broker, Dispatcher dispatcher, Acts acts, Returns returns) {
        this.returns = returns;
        this.options = options;
        this.broker = broker;
        this.dispatcher = dispatcher;
        this.acts = acts;
    }

    /** Rebuilds what was there before the program started. */
    void restore() {
        for (QueueView view : broker.queues()) {
            LiveQueue queue = open(view.number(), view.spec());
            queue.paused = view.paused();
            broker.forEachEntry(view.number(), queue::restore);
            retime(queue);
            rest(queue);
        }
        returns.restore(live.values());
    }

    /** The queue of this name; null if there is none. */
    @Nullable
    LiveQueue named(String name) {
        QueueView view = broker.queue(name);
        return view == null ? null : live.get(view.number());
    }

    /** The queue of this number; null if there is none. */
    @Nullable
    LiveQueue numbered(long number) {
        return live.get(number);
    }

    /** Makes a queue, which nothing objects to, or says what does. */
    @Nullable
    Refusal create(QueueSpec spec) {
        Command.CreateQueue command = new Command.CreateQueue(spec);
        Refusal refusal = acts.refusal(command);
        if (refusal == null) acts.perform(command);
        return refusal;
    }

    /** Makes sure that there is a queue that clients may name; else says why there is not. */
    @Nullable
    Refusal ensure(String name, boolean mayCreate) {
        if (broker.queue(name) != null) return null;
        if (QueueNames.isReserved(name) || !mayCreate)
            return new Refusal(Refusal.Reason.NO_QUEUE, "there is no queue " + name);
        return create(new QueueSpec(name, Lifetime.AUTO, 0, QueuePolicy.DEFAULTS, null));
    }

    /** Makes a queue in the place of another: as that is gone, nothing objects. */
    void replace(LiveQueue queue, QueueSpec spec, String why) {
        delete(queue, why);
        acts.perform(new Command.CreateQueue(spec));
    }

    /** What has been consumed, in portions, so that no record is too long for the log. */
    void consume(LiveQueue queue, List<Long> sequences, Disposal disposal, String why) {
        for (int from = 0; from < sequences.size(); from += CONSUMED_AT_A_TIME) {
            List<Long> portion = sequences.subList(from, Math.min(sequences.size(), from + CONSUMED_AT_A_TIME));
            long[] consumed = portion.stream().mapToLong(Long::longValue).toArray();
            acts.perform(new Command.Consume(queue.number, consumed, disposal, why));
        }
    }

    void delete(LiveQueue queue, String why) {
        acts.perform(new Command.DeleteQueue(queue.number, why));
    }

    /** What an effect means to queues. Called when its command is applied; what it gives away waits for the disk. */
    void follow(Effect effect) {
        if (effect instanceof Effect.Queued queued) acts.hold(() -> queued(queued));
        else if (effect instanceof Effect.Returned returned) acts.hold(() -> returned(returned));
        else if (effect instanceof Effect.Unqueued gone) acts.hold(() -> unqueued(gone));
        else if (effect instanceof Effect.QueueCreated created) created(created);
        else if (effect instanceof Effect.QueueEnded ended) acts.hold(() -> ended(ended));
        else if (effect instanceof Effect.Paused paused) acts.hold(() -> paused(paused));
    }

    /** Time has come this far. */
    void time(long nowMs) {
        while (!timers.isEmpty() && timers.first().atMs() <= nowMs) {
            Due due = timers.pollFirst();
            due.queue().timerMs = Long.MAX_VALUE;
            due.queue().time(nowMs);
            retime(due.queue());
        }
        while (!idle.isEmpty() && idleUntilMs() <= nowMs) {
            LiveQueue queue = idle.keySet().iterator().next();
            idle.remove(queue);
            QueueView view = broker.queueAt(queue.number);
            if (view != null && view.messages() == 0) delete(queue, "it was made by itself, and is empty and unused");
            else rest(queue);
        }
    }

    /** Goes on with queues that had more to do than goes into one round. */
    void proceed() {
        List<LiveQueue> queues = List.copyOf(busy);
        busy.clear();
        queues.forEach(LiveQueue::serve);
    }

    /** Whether {@link #proceed} has something to do. */
    boolean isBusy() {
        return !busy.isEmpty();
    }

    /** Whether memory is short from now on. */
    void shortOfMemory(boolean isShort) {
        if (isShortOfMemory && !isShort) {
            for (LiveQueue queue : live.values()) if (!queue.consumers.isEmpty()) later(queue);
        }
        isShortOfMemory = isShort;
    }

    /** When {@link #time} has something to do; {@link Long#MAX_VALUE} never. */
    long nextTimeMs() {
        long timerMs = timers.isEmpty() ? Long.MAX_VALUE : timers.first().atMs();
        return Math.min(timerMs, idleUntilMs());
    }

    /** Somebody uses a queue. */
    void use(LiveQueue queue) {
        idle.remove(queue);
    }

    /** Somebody uses a queue no more: if it was made by itself, it ends in a while. */
    void rest(LiveQueue queue) {
        if (queue.spec.lifetime() != Lifetime.AUTO || queue.isUsed()) return;
        idle.remove(queue);
        idle.put(queue, acts.nowMs());
    }

    /** A queue has more in it, or less: its senders may have to wait, or not any more. */
    void throttle(LiveQueue queue) {
        if (queue.spec.policy().whenFull() == WhenFull.BLOCK) Throttle.check(queue, broker, acts);
    }

    /** A line that was behind has room again. */
    void feed(NodeLine line) {
        if (line.hungry.isEmpty() || isBehind(line)) return;
        List<LiveQueue> queues = new ArrayList<>(line.hungry);
        line.hungry.clear();
        queues.forEach(LiveQueue::serve);
    }

    @Override
    public QueueOptions options() {
        return options;
    }

    @Override
    public int unsettledMax() {
        return isShortOfMemory ? Math.min(options.unsettledMax(), SCARCE_UNSETTLED_MAX) : options.unsettledMax();
    }

    @Override
    public long nowMs() {
        return acts.nowMs();
    }

    @Override
    public boolean isBehind(NodeLine line) {
        return line.state == NodeLine.State.CLOSED || line.sends.assuredCount() >= options.aheadMax();
    }

    @Override
    public void hand(io.belay.node.Consumer consumer, Taken entry, @Nullable Message message) {
        Parcel parcel = new Parcel.Handed(consumer, entry, broker.deadLetter(consumer.queue.number, entry.sequence()));
        LiveQueue queue = consumer.queue;
        mark(queue, entry.sequence());
        boolean isSafe = entry.sequence() <= queue.safeUpTo && queue.heldHands == 0;
        boolean isContested = queue.claimants.mustEntrust(consumer, entry.sequence());
        if (isContested) entrust(consumer, entry.sequence());
        if (isSafe && !isContested) {
            dispatcher.deliver(consumer.line, parcel, message);
            return;
        }
        queue.heldHands++; // Later ones wait as well, or they would overtake.
        long attachments = consumer.attachments;
        consumer.handing.add(entry);
        acts.hold(() -> {
            queue.heldHands--;
            boolean isGoing = isStill(consumer, attachments) && consumer.handing.remove(entry);
            if (isGoing) dispatcher.deliver(consumer.line, parcel, message);
        });
    }

    /** Makes sure that after a restart only this consumer can claim an entry. */
    void entrust(io.belay.node.Consumer consumer, long sequence) {
        Keeper keeper = Keeper.of(consumer.line.session, consumer.name);
        acts.perform(new Command.Entrust(consumer.queue.number, keeper, sequence));
        consumer.queue.claimants.entrusted(sequence);
    }

    /** Whether a consumer has the link that it had: what was under way to an earlier one is with it, and comes again. */
    private static boolean isStill(io.belay.node.Consumer consumer, long attachments) {
        return !consumer.suspended && consumer.attachments == attachments;
    }

    /** Makes sure that a restarted broker knows which entries may have been with a consumer, many at a time. */
    private void mark(LiveQueue queue, long sequence) {
        if (sequence <= queue.markedUpTo) return;
        long upTo = sequence + MARKED_AHEAD;
        queue.markedUpTo = upTo;
        acts.perform(new Command.Hand(queue.number, upTo));
        acts.hold(() -> queue.safeUpTo = upTo);
    }

    /** What a consumer takes without settling is gone before it is sent: at most once. */
    void sending(Parcel.Handed parcel, Runnable send) {
        io.belay.node.Consumer consumer = parcel.consumer();
        long sequence = parcel.taken().sequence();
        boolean its = consumer.queue.settle(consumer, sequence) != null;
        if (!its) return;
        acts.perform(new Command.Consume(consumer.queue.number, new long[] {sequence}, Command.Disposal.ACCEPTED, ""));
        throttle(consumer.queue);
        acts.hold(send);
    }

    @Override
    public void show(io.belay.node.Consumer consumer, Taken entry) {
        Parcel parcel = new Parcel.Handed(consumer, entry, broker.deadLetter(consumer.queue.number, entry.sequence()));
        // It may have seen what is not on disk.
        acts.hold(() -> dispatcher.deliver(consumer.line, parcel, (Message) null));
    }

    @Override
    public void drained(io.belay.node.Consumer consumer) {
        Parcel parcel = new Parcel.Drained(consumer, consumer.creditNumber);
        long attachments = consumer.attachments;
        acts.hold(() -> {
            if (isStill(consumer, attachments)) dispatcher.deliver(consumer.line, parcel, (Message) null);
        });
    }

    @Override
    public void later(LiveQueue queue) {
        busy.add(queue);
    }

    @Override
    public @Nullable Outgoing find(long number) {
        return dispatcher.find(number);
    }

    @Override
    public boolean fetch(long number, LiveQueue queue, Consumer<@Nullable Outgoing> taker) {
        boolean begun = dispatcher.fetch(number, options.fetchBytesMax(), body -> {
            taker.accept(body);
            serveUnread();
        });
        if (!begun) unread.add(queue);
        return begun;
    }

    private void serveUnread() {
        List<LiveQueue> waiting = List.copyOf(unread);
        unread.clear();
        waiting.forEach(LiveQueue::serve);
    }

    private long idleUntilMs() {
        return idle.isEmpty() ? Long.MAX_VALUE : idle.values().iterator().next() + options.autoDeleteAfterMs();
    }

    private void created(Effect.QueueCreated created) {
        if (created.isNew()) rest(open(created.queue(), created.spec()));
    }

    private LiveQueue open(long number, QueueSpec spec) {
        LiveQueue queue = new LiveQueue(number, spec, broker, this);
        queue.markedUpTo = survives(spec) ? broker.handedUpTo(number) : Long.MAX_VALUE;
        queue.safeUpTo = queue.markedUpTo;
        live.put(number, queue);
        return queue;
    }

    /** Whether it may be there after a restart, and so must know then what was handed out. */
    private boolean survives(QueueSpec spec) {
        boolean passes = spec.lifetime() == Lifetime.SESSION || spec.lifetime() == Lifetime.WHILE_USED;
        if (spec.lifetime() == Lifetime.WHILE_USED && spec.owner() == 0) return true; // If somebody watches it.
        SessionView owner = passes ? broker.session(spec.owner()) : null;
        return !passes || owner != null && owner.expiryS() > 0;
    }

    private void queued(Effect.Queued queued) {
        LiveQueue queue = live.get(queued.queue());
        if (queue == null) return; // It has ended since.
        queue.queued(queued.entry(), queued.message());
        if (queued.entry().deliverAtMs() != 0) retime(queue);
    }

    private void returned(Effect.Returned returned) {
        LiveQueue queue = live.get(returned.queue());
        if (queue != null) queue.returned(returned.sequence());
    }

    private void unqueued(Effect.Unqueued gone) {
        LiveQueue queue = live.get(gone.queue());
        if (queue == null) return;
        queue.decided(gone.sequence());
        throttle(queue);
    }

    private void paused(Effect.Paused paused) {
        LiveQueue queue = live.get(paused.queue());
        if (queue == null) return;
        queue.paused = paused.paused();
        queue.serve();
    }

    private void ended(Effect.QueueEnded ended) {
        LiveQueue queue = live.remove(ended.queue());
        if (queue == null) return;
        idle.remove(queue);
        unread.remove(queue);
        busy.remove(queue);
        if (queue.timerMs != Long.MAX_VALUE) timers.remove(new Due(queue.timerMs, queue));
        returns.ended(queue);
        for (io.belay.node.Consumer consumer : List.copyOf(queue.consumers)) {
            consumer.line.sends.removeOf(consumer);
            if (!consumer.suspended) consumer.line.consumers.remove(consumer.link);
            queue.detach(consumer);
            if (!consumer.suspended) acts.answer(new Reply.LinkEnded(consumer.line.id, consumer.link, ended.why()));
        }
        for (Producer producer : queue.producers) {
            producer.queue = null;
            if (producer.line.producers.remove(producer.link, producer)) {
                acts.answer(new Reply.LinkEnded(producer.line.id, producer.link, ended.why()));
            }
        }
    }

    private void retime(LiveQueue queue) {
        long nextMs = queue.nextTimeMs();
        if (nextMs == queue.timerMs) return;
        if (queue.timerMs != Long.MAX_VALUE) timers.remove(new Due(queue.timerMs, queue));
        if (nextMs != Long.MAX_VALUE) timers.add(new Due(nextMs, queue));
        queue.timerMs = nextMs;
    }
}
