package io.belay.node;

import io.belay.base.Break;
import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.Effect;
import io.belay.core.Message;
import io.belay.core.Refusal;
import io.belay.core.SessionView;
import io.belay.core.Subscription;
import io.belay.log.CorruptLogException;
import io.belay.log.DiskOrder;
import io.belay.log.DiskReport;
import io.belay.log.Log;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One broker: requests in, replies and disk orders out.
 *
 * <p>The driver's law: tell the {@link #time}, give {@link #handle requests} and {@link #report disk reports}, then
 * {@link #seal}, then carry out all {@link #orders} and {@link #replies}, in order. One thread at a time.
 *
 * <p>A command is checked, applied and appended at once; whatever follows from it, answers and deliveries alike, is held
 * until the batch it stands in is synced. AT_MOST_ONCE messages touch neither log nor batch.
 */
public final class Node {
    /** Of a queue that an operator makes, bytes of UTF-8. */
    public static final int QUEUE_NAME_LENGTH_MAX = 4_096;

    /** How long what nobody waits for may wait for company on its way to the disk, milliseconds. */
    static final int PATIENCE_MS = 5;

    private final NodeOptions options;
    private final Broker broker;
    private final Log log;
    private final Sequencer sequencer;
    private final Dispatcher dispatcher;
    private final Held<Runnable> held = new Held<>();
    private final Queues queues;
    private final Returns returns;
    private final Leisure leisure;
    private final Unasked unasked;
    private final Attendance attendance;
    private final QueueDesk desk;
    private final Publications publications;
    private final MemoryBudget budget;
    private final Refusals refusals = new Refusals();
    private final Room room;
    private final Operators operators;
    private @Nullable String failure;
    private boolean isPatient; // nobody waits for the command that is being followed

    /** Starts with what {@link NodeRecovery} found; call {@link #restart} before any request. */
    public Node(NodeOptions options, Broker broker, Log log) {
        this.options = options;
        this.broker = broker;
        this.log = log;
        this.room = new Room(broker, log, refusals);
        this.sequencer = new Sequencer(broker, log);
        this.budget = new MemoryBudget(options.memoryMax(), refusals.counts());
        this.dispatcher = new Dispatcher(options, log, budget, refusals.counts());
        Acts acts = new NodeActs();
        this.leisure = new Leisure(options.returns().leisureMs(), broker, acts);
        this.unasked = new Unasked(broker, leisure, acts);
        this.returns = new Returns(options.returns(), broker, acts, leisure);
        this.queues = new Queues(options.queues(), broker, dispatcher, acts, returns);
        dispatcher.presettled(queues::sending, this::hold);
        Remembering remembering = new Remembering(broker, leisure, unasked, acts);
        this.desk = new QueueDesk(options.limits(), broker, queues, dispatcher, returns, remembering, acts);
        this.attendance = new Attendance(options, broker, dispatcher, returns, unasked, desk, refusals, room, acts);
        this.publications = new Publications(broker, dispatcher, acts);
        this.operators = new Operators(broker, queues, dispatcher, desk, acts);
    }

    /** The broker's memory, to look at and never to change. */
    public Broker broker() {
        return broker;
    }

    /** How often its limits were reached; whoever drives lines counts theirs here too. Any thread. */
    public LimitCounts limitCounts() {
        return refusals.counts();
    }

    /** What is in memory for all lines; whoever drives lines counts theirs here too. Any thread. */
    public MemoryBudget budget() {
        return budget;
    }

    /** Every line of the life before is lost; wills that are due are fired. Called once, with the time told. */
    public void restart() {
        restart(0);
    }

    /**
     * As {@link #restart()}.
     *
     * @param seenMs until when the broker is known to have run, broker time; what the log knows is taken if that is later
     */
    public void restart(long seenMs) {
        perform(new Command.Restart(Math.max(seenMs, broker.nowMs())));
        fire(broker.due());
        queues.restore();
    }

    /** Tells the time: broker time, milliseconds since 1970. Earlier than before counts as before. */
    public void time(long nowMs) {
        sequencer.time(nowMs);
        if (failure != null) return;
        if (sequencer.isDue()) tick();
        queues.time(nowMs);
        returns.time(nowMs);
        unasked.time(nowMs);
        leisure.time(nowMs);
        operators.time(nowMs);
        if (log.isFull()) return;
        if (operators.isBusy()) operators.proceed();
        if (queues.isBusy()) queues.proceed();
    }

    /** When {@link #time} must be told next at the latest; {@link Long#MAX_VALUE} if nothing is due, 0 at once. */
    public long nextTimeMs() {
        boolean isBusy = operators.isBusy() || queues.isBusy() || sequencer.isDue();
        if (isBusy && !log.isFull() && failure == null) return 0;
        long waitsMs = Math.min(returns.nextTimeMs(), Math.min(leisure.nextTimeMs(), unasked.nextTimeMs()));
        waitsMs = Math.min(waitsMs, Math.min(sequencer.patienceEndsMs(), operators.nextTimeMs()));
        return Math.min(waitsMs, Math.min(broker.nextTimeMs(), queues.nextTimeMs()));
    }

    /** Whether the log takes messages: it has not failed, and the disk has room. */
    public boolean isWritable() {
        return failure == null && log.hasRoom(0);
    }

    /** Why this node has stopped for good; null while it runs. A write or a sync failed, or a body cannot be read. */
    public @Nullable String failure() {
        return failure;
    }

    /** Whether requests should wait until the next disk report: the disk is behind. */
    public boolean isFull() {
        return failure == null && log.isFull();
    }

    /** Whether memory is short from now on: whatever adds to what is kept is refused, and what is there goes on. */
    public void shortOfMemory(boolean isShort) {
        room.shortOfMemory(isShort);
        queues.shortOfMemory(isShort);
    }

    /** Whether the disk is nearly full: publishing is refused, consuming goes on. */
    public boolean isDiskNearlyFull() {
        return log.isNearlyFull();
    }

    /** Whether every command so far is on disk, and so everything that follows from it is said; false once it failed. */
    public boolean isIdle() {
        return failure == null && log.isIdle();
    }

    /** Tries again what failed for want of room on the disk. To be called every second or so. */
    public void retry() {
        if (failure == null) log.retry();
    }

    /** Handles one request. Requests of lines that are displaced or closed change nothing. */
    public void handle(Request request) {
        if (request instanceof Request.Open open) attendance.open(open);
        else if (request instanceof Request.Join join) attendance.join(join);
        else if (request instanceof Request.Leave leave) attendance.leave(leave);
        else {
            NodeLine line = attendance.line(request.line());
            if (line != null) handle(request, line);
        }
    }

    private void handle(Request request, NodeLine line) {
        if (request instanceof Request.Publish publish) publications.publish(publish, line);
        else if (request instanceof Request.Refuse refuse) publications.refuse(refuse, line);
        else if (request instanceof Request.Settle settle) settle(settle, line);
        else if (request instanceof Request.Sent sent) sent(sent, line);
        else if (request instanceof Request.Release release) release(release, line);
        else if (request instanceof Request.Subscribe subscribe) subscribe(subscribe, line);
        else if (request instanceof Request.Unsubscribe unsubscribe) unsubscribe(unsubscribe, line);
        else if (request instanceof Request.FindShared) findShared(line);
        else desk.handle(request, line);
    }

    /** Says what became of a disk order. */
    public void report(DiskReport report) {
        log.report(report);
        if (log.failed()) fail(log.failure());
        else if (report instanceof DiskReport.ReadDone done && done.request() >= 0) loaded(done);
        else if (report instanceof DiskReport.ReadFailed lost && lost.request() >= 0) fail(lost.why());
        else held.release(log.synced(), Runnable::run);
    }

    /** Whether the next round may take long: a checkpoint or more than what is asked for is due. */
    public boolean isLaborious() {
        return operators.isBusy() || queues.isBusy() || sequencer.isDue() || log.wantsCheckpoint();
    }

    /** Ends a round: what was appended since the last is written as one batch as soon as the disk is free. */
    public void seal() {
        if (failure != null) return;
        for (List<NodeLine> fed = dispatcher.load(); !fed.isEmpty(); fed = dispatcher.load()) fed.forEach(queues::feed);
        if (sequencer.isToSeal()) leisure.goAlong();
        sequencer.seal();
    }

    /** Drains what the disk is to do, in order. */
    public List<DiskOrder> orders() {
        return log.orders();
    }

    /** Drains what lines are to be told, in order. */
    public List<Reply> replies() {
        return dispatcher.replies();
    }

    /** Ends every line without a will, as an orderly stop does; sessions stay. The log must still be sealed and synced. */
    public void stop() {
        attendance.stop();
    }

    /** Ends a line without its will; its session stays. False if there is none of that number. */
    public boolean dismiss(long line, Reply.Closed.Cause cause, Break why) {
        return attendance.dismiss(line, cause, why);
    }

    /** Where orders of operators are carried out. */
    public Operators operators() {
        return operators;
    }

    /** Sets free what waited for the line to take more. */
    private void sent(Request.Sent sent, NodeLine line) {
        dispatcher.sent(line, sent.bytes());
        queues.feed(line);
    }

    private void loaded(DiskReport.ReadDone done) {
        try {
            for (NodeLine line : dispatcher.loaded(done)) queues.feed(line);
        } catch (CorruptLogException damage) {
            fail(damage.getMessage());
        }
    }

    private List<Effect> store(Command command, Message message) {
        List<Effect> effects = perform(command);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Keep keep) dispatcher.remember(keep.number(), message);
        }
        return effects;
    }

    private void release(Request.Release release, NodeLine line) {
        boolean found = broker.holdsTag(line.session, release.tag());
        if (found) perform(new Command.Release(line.session, release.tag()));
        answer(new Reply.Released(line.id, release.tag(), found));
    }

    private void subscribe(Request.Subscribe subscribe, NodeLine line) {
        Command.Subscribe command = new Command.Subscribe(line.session, subscribe.subscriptions());
        Refusal refusal = room.refusal(command, options.limits());
        Reply.Subscribed reply = new Reply.Subscribed(line.id, subscribe.token(), refusal);
        if (refusal != null) {
            answer(reply);
            return;
        }
        tick();
        List<Effect> effects = sequencer.put(command);
        answer(reply);
        follow(effects); // SUBACK before the retained messages
    }

    private void unsubscribe(Request.Unsubscribe unsubscribe, NodeLine line) {
        for (Effect effect : perform(new Command.Unsubscribe(line.session, unsubscribe.topics()))) {
            if (effect instanceof Effect.Unsubscribed gone) {
                answer(new Reply.Unsubscribed(line.id, unsubscribe.token(), gone.existed()));
            }
        }
    }

    private void findShared(NodeLine line) {
        SessionView session = broker.session(line.session);
        if (session == null) return;
        List<Command.Unsubscribe.Topic> shared = session.subscriptions().stream()
                .filter(Subscription::isShared)
                .map(it -> new Command.Unsubscribe.Topic(it.filter(), it.group()))
                .toList();
        if (!shared.isEmpty()) answer(new Reply.SharedFound(line.id, shared));
    }

    private void settle(Request.Settle settle, NodeLine line) {
        List<Effect> effects = perform(new Command.Settle(line.session, settle.sequence(), settle.outcome()));
        if (settle.outcome() != Command.Outcome.RECEIVED) return;
        boolean found = effects.stream().anyMatch(Effect.Forget.class::isInstance);
        if (!found) answer(new Reply.Forget(line.id, settle.sequence(), false));
    }

    List<Effect> perform(Command command) {
        tick();
        List<Effect> effects = sequencer.put(command);
        follow(effects);
        return effects;
    }

    /** Lets the broker know the time before the next command, if time has passed. */
    private void tick() {
        if (sequencer.needsTick()) follow(sequencer.put(sequencer.tick()));
    }

    private void follow(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Deliver deliver) hold(() -> dispatcher.deliver(deliver));
            else if (effect instanceof Effect.Forget forget) hold(() -> dispatcher.forget(forget));
            else if (effect instanceof Effect.Drop drop) dispatcher.drop(drop.number());
            else if (effect instanceof Effect.Displaced gone) attendance.displace(gone);
            else if (effect instanceof Effect.Ended ended) ended(ended.session());
            else queues.follow(effect);
        }
        fire(effects);
    }

    private void ended(long session) {
        attendance.ended(session);
        hold(() -> returns.ended(session));
    }

    private void fire(List<? extends Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.WillDue due) fire(due);
        }
    }

    /**
     * A will that there is no room for is dropped: there is nobody to tell, but the timeline of its session does. It is
     * not kept for later: its client may be back by then, and it would speak of a loss that is over.
     */
    private void fire(Effect.WillDue due) {
        Command.FireWill command = new Command.FireWill(due.session(), due.message());
        Refusal refusal = publications.refusal(command, due.message());
        if (refusal == null) store(command, due.message());
        else perform(new Command.DropWill(due.session(), refusal.message()));
    }

    private void answer(Reply reply) {
        hold(() -> dispatcher.say(reply));
    }

    /** Waits for the last command that was appended, and so for all that came before. */
    private void hold(Runnable deed) {
        if (sequencer.batch() <= log.synced() && held.isEmpty()) {
            deed.run();
            return;
        }
        if (!isPatient) sequencer.hurry();
        held.add(sequencer.batch(), deed);
    }

    /** A failed write is final: nothing that waits for it is ever said, every line ends. */
    private void fail(String why) {
        if (failure != null) return;
        failure = why;
        attendance.fail(why);
        operators.fail(why);
    }

    /** What the queues' half of the node may do. */
    private final class NodeActs implements Acts {
        @Override
        public long nowMs() {
            return sequencer.nowMs();
        }

        @Override
        public List<Effect> perform(Command command) {
            return Node.this.perform(command);
        }

        @Override
        public void performLater(Command command, @Nullable Reply first) {
            isPatient = true;
            if (sequencer.needsTick()) follow(sequencer.putLater(sequencer.tick(), PATIENCE_MS));
            List<Effect> effects = sequencer.putLater(command, PATIENCE_MS);
            if (first != null) Node.this.answer(first);
            follow(effects);
            isPatient = false;
        }

        @Override
        public void perform(Command command, @Nullable Reply first) {
            tick();
            List<Effect> effects = sequencer.put(command);
            if (first != null) Node.this.answer(first);
            follow(effects);
        }

        @Override
        public void perform(Command command, java.util.function.Consumer<Effect> first) {
            tick();
            List<Effect> effects = sequencer.put(command);
            effects.forEach(first);
            follow(effects);
        }

        @Override
        public List<Effect> store(Command command, Message message) {
            return Node.this.store(command, message);
        }

        @Override
        public @Nullable Refusal refusal(Command command) {
            return room.refusal(command, options.limits());
        }

        @Override
        public @Nullable Refusal noRoom(Message message) {
            return room.refusal(message);
        }

        @Override
        public @Nullable Refusal noRoom(List<Request.Dispose> settled) {
            return room.refusal(settled);
        }

        @Override
        public void hold(Runnable deed) {
            Node.this.hold(deed);
        }

        @Override
        public void answer(Reply reply) {
            Node.this.answer(reply);
        }
    }
}
