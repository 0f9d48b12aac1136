package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.Entry;
import io.belay.core.Guarantee;
import io.belay.core.Lifetime;
import io.belay.core.Message;
import io.belay.core.QueueSpec;
import io.belay.core.QueueView;
import io.belay.core.Refusal;
import io.belay.core.RetainedView;
import io.belay.core.SessionView;
import io.belay.mqtt.Topics;
import io.belay.node.message.MessageFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where orders of operators are carried out; each is answered once, when it is on disk, or cannot be done, or when the node
 * has failed. On the thread of the node.
 */
public final class Operators {
    /** So many messages of a queue are looked at for {@link #oldestReady}. */
    public static final int LOOKED_MAX = 2_000;

    private final Broker broker;
    private final Queues queues;
    private final Acts acts;
    private final Dispatcher dispatcher;
    private final QueueDesk desk;
    private final Receivings receivings;
    private final Map<Object, java.util.function.Consumer<String>> waiting =
            new LinkedHashMap<>(); // who is to hear why the node has failed, by who is to hear the answer
    private final ArrayDeque<Chore> chores = new ArrayDeque<>(); // one after the other
    private @Nullable String failure; // of the node, for good

    Operators(Broker broker, Queues queues, Dispatcher dispatcher, QueueDesk desk, Acts acts) {
        this.dispatcher = dispatcher;
        this.desk = desk;
        receivings = new Receivings(broker, desk, dispatcher, acts);
        this.broker = broker;
        this.queues = queues;
        this.acts = acts;
    }

    /** All queues, subscriptions and temporary ones too, oldest first. */
    public List<QueueStatus> queues() {
        return broker.queues().stream().map(this::status).toList();
    }

    /**
     * The message that waits longest for a consumer of a queue, among the first that are in it.
     *
     * @param queue its number
     * @param most messages are looked at, no more than {@link #LOOKED_MAX}
     * @return the number of the message; 0 if none of these waits
     */
    public long oldestReady(long queue, int most) {
        LiveQueue live = queues.numbered(queue);
        Entry entry = live == null ? null : broker.entryAfter(queue, 0);
        for (int looked = 0; live != null && entry != null && looked < Math.min(most, LOOKED_MAX); looked++) {
            if (live.stateOf(entry) == QueueItem.State.READY) return entry.number();
            entry = broker.entryAfter(queue, entry.sequence());
        }
        return 0;
    }

    /**
     * Carries out an order about a queue.
     *
     * @param teller hears what became of it, once: now, or when it is on disk, or when this node fails
     */
    public void carryOut(QueueOrder order, java.util.function.Consumer<QueueAnswer> teller) {
        if (failure != null) {
            teller.accept(new QueueAnswer.Failed(failure));
            return;
        }
        waiting.put(teller, why -> teller.accept(new QueueAnswer.Failed(why)));
        QueueView view = broker.queue(order.name());
        LiveQueue live = view == null ? null : queues.numbered(view.number());
        Chore chore = view == null || live == null ? null : chore(order, view, live, teller);
        if (chore == null) answer(teller, carryOut(order));
        else begin(chore);
    }

    private @Nullable Chore chore(
            QueueOrder order, QueueView view, LiveQueue live, java.util.function.Consumer<QueueAnswer> teller) {
        if (order instanceof QueueOrder.Purge purge) {
            long upTo = Math.min(purge.upTo(), broker.lastSequence(view.number()));
            return new Purge(view.number(), upTo, purge.most(), teller, broker, acts);
        }
        if (order instanceof QueueOrder.Retry retry) return Moving.home(retry, live, broker, queues, acts, teller);
        boolean isMove = order instanceof QueueOrder.Move move && objection(move) == null;
        return isMove ? Moving.of((QueueOrder.Move) order, live, broker, queues, acts, teller) : null;
    }

    private void begin(Chore chore) {
        chores.add(chore);
        if (chores.size() == 1) proceed(); // Most queues are short.
    }

    /**
     * Looks at messages of a queue, and leaves them there.
     *
     * @param after a sequence; 0 from the first
     * @param most messages, 1 or more; fewer come if they are long
     * @param teller hears once, as with {@link #carryOut}
     */
    public void browse(String name, long after, int most, java.util.function.Consumer<QueuePage> teller) {
        if (failure != null) {
            teller.accept(QueuePage.failed(failure));
            return;
        }
        waiting.put(teller, why -> teller.accept(QueuePage.failed(why)));
        // What is being written is not to be seen before it is safe.
        acts.hold(() -> {
            LiveQueue queue = queues.named(name);
            if (queue == null) tell(teller, QueuePage.refused(missing(name)));
            else new Looking(queue, broker, dispatcher, page -> acts.hold(() -> tell(teller, page))).begin(after, most);
        });
    }

    /**
     * Takes messages from a queue, as any consumer does. What was taken goes back if it is not {@linkplain #settle settled}
     * within 30 s.
     *
     * @param most messages, 1 or more; fewer come if they are long
     * @param waitMs how long to wait for the first, milliseconds, 0 or more
     * @param teller hears once, as with {@link #carryOut}
     */
    public void receive(String name, int most, long waitMs, java.util.function.Consumer<QueueTaken> teller) {
        if (failure == null) receivings.begin(name, most, waitMs, teller);
        else teller.accept(QueueTaken.failed(failure));
    }

    /**
     * Settles what was taken.
     *
     * @param receipt of {@link QueueTaken}
     * @param isTaken whether it has arrived; else it goes back to its place
     * @param teller hears once it is on disk: false if that came too late, and the messages are or may be back
     */
    public void settle(long receipt, boolean isTaken, java.util.function.Consumer<Boolean> teller) {
        if (failure == null) receivings.settle(receipt, isTaken, teller);
        else teller.accept(false);
    }

    /**
     * Takes a message to a queue or topic, from nobody's session.
     *
     * @param mayCreate whether the queue is made if need be
     * @param teller hears once, as with {@link #carryOut}
     */
    public void send(Address to, Message message, boolean mayCreate, java.util.function.Consumer<QueueAnswer> teller) {
        if (failure != null) {
            teller.accept(new QueueAnswer.Failed(failure));
            return;
        }
        waiting.put(teller, why -> teller.accept(new QueueAnswer.Failed(why)));
        Refusal refusal = objection(to);
        if (refusal == null) refusal = desk.take(to, message, mayCreate);
        if (refusal == null) refusal = retain(to, message);
        answer(teller, refusal == null ? new QueueAnswer.Done(true, 1) : new QueueAnswer.Refused(refusal));
    }

    private @Nullable Refusal objection(Address to) {
        String objection = null;
        if (to.isQueue() && broker.queue(to.name()) == null) objection = objection("the name of a queue", to.name());
        if (!to.isQueue() && !Topics.isName(to.name()))
            objection = "the name of a topic has 1 to 65535 bytes and no wildcard";
        return objection == null ? null : new Refusal(Refusal.Reason.NOT_ALLOWED, objection);
    }

    /** What went past the log is retained by itself. */
    private @Nullable Refusal retain(Address to, Message message) {
        boolean isToRetain = !to.isQueue() && message.retain() && message.guarantee() == Guarantee.AT_MOST_ONCE;
        if (!isToRetain || broker.isQueued(to.name())) return null;
        Command.Retain command = new Command.Retain(message);
        Refusal refusal = acts.noRoom(message);
        if (refusal == null) refusal = acts.refusal(command);
        if (refusal == null) acts.store(command, message);
        return refusal;
    }

    /**
     * Clears the retained message of a topic.
     *
     * @param teller hears, once that is on disk, whether there was one
     */
    public void clearRetained(String topic, java.util.function.Consumer<Boolean> teller) {
        boolean isThere = failure == null && broker.retained(topic) != null;
        if (isThere)
            acts.perform(new Command.Retain(
                    new Message(topic, Guarantee.AT_LEAST_ONCE, true, 0, MessageFormat.AMQP, false, new byte[0])));
        acts.hold(() -> teller.accept(isThere));
    }

    /**
     * The retained message of a topic.
     *
     * @param teller hears it, or null if there is none
     */
    public void retained(String topic, java.util.function.Consumer<@Nullable Message> teller) {
        RetainedView view = failure == null ? broker.retained(topic) : null;
        Outgoing body = view == null ? null : dispatcher.find(view.number());
        boolean isAtHand = view == null || body != null;
        if (isAtHand) teller.accept(body == null ? null : body.message());
        else
            dispatcher.fetch(
                    view.number(), Long.MAX_VALUE, read -> teller.accept(read == null ? null : read.message()));
    }

    /**
     * Ends the session of a client at once, whatever it holds.
     *
     * @param teller hears, once that is on disk, whether there was one
     */
    public void endSession(String clientId, String why, java.util.function.Consumer<Boolean> teller) {
        SessionView session = failure == null ? broker.sessionByClientId(clientId) : null;
        if (session != null) acts.perform(new Command.End(session.number(), why));
        acts.hold(() -> teller.accept(session != null));
    }

    /**
     * Gives the session of a client that is away to another user, who may come back to it from then on, and nobody else.
     *
     * @param owner 1 to 256 characters; whether there is such a user is not asked
     * @param teller hears once, as with {@link #carryOut}
     */
    public void giveSession(String clientId, String owner, java.util.function.Consumer<Giving> teller) {
        if (failure != null) {
            teller.accept(Giving.FAILED);
            return;
        }
        waiting.put(teller, why -> teller.accept(Giving.FAILED));
        Giving given = give(broker.sessionByClientId(clientId), owner);
        acts.hold(() -> tell(teller, given));
    }

    private Giving give(@Nullable SessionView session, String owner) {
        if (session == null) return Giving.UNKNOWN;
        if (session.owner().equals(owner)) return Giving.WAS_SO;
        if (session.attached()) return Giving.IN_USE;
        acts.perform(new Command.Give(session.number(), owner));
        return Giving.DONE;
    }

    /** The line of a client; 0 if it is away. */
    public long lineOf(String clientId) {
        SessionView session = broker.sessionByClientId(clientId);
        NodeLine line = session == null ? null : dispatcher.line(session.number(), session.epoch());
        return line == null ? 0 : line.id;
    }

    /** Nothing more gets on disk. */
    void fail(String why) {
        failure = why;
        List<java.util.function.Consumer<String>> told = List.copyOf(waiting.values());
        waiting.clear();
        chores.clear();
        told.forEach(teller -> teller.accept(why));
        receivings.fail(why);
    }

    void time(long nowMs) {
        receivings.time(nowMs);
    }

    /** When {@link #time} has something to do; {@link Long#MAX_VALUE} never. */
    long nextTimeMs() {
        return receivings.nextTimeMs();
    }

    /** Goes on with what is done in portions; to be called in each round in which the log takes more. */
    void proceed() {
        Chore chore = chores.peek();
        if (chore == null || !chore.proceed()) return;
        chores.remove();
        answer(chore.teller(), chore.answer());
    }

    /** Whether {@link #proceed} has something to do. */
    boolean isBusy() {
        return !chores.isEmpty();
    }

    private void answer(java.util.function.Consumer<QueueAnswer> teller, QueueAnswer answer) {
        acts.hold(() -> tell(teller, answer));
    }

    /** Once, whether it is the answer or that the node has failed. */
    private <T> void tell(java.util.function.Consumer<T> teller, T answer) {
        if (waiting.remove(teller) != null) teller.accept(answer);
    }

    private QueueAnswer carryOut(QueueOrder order) {
        if (order instanceof QueueOrder.Create create) return create(create);
        QueueView queue = broker.queue(order.name());
        if (queue == null) return new QueueAnswer.Refused(missing(order.name()));
        if (order instanceof QueueOrder.Delete) return delete(queue);
        if (order instanceof QueueOrder.Pause pause) return pause(queue, pause.paused());
        if (order instanceof QueueOrder.Move move && objection(move) != null) return objection(move);
        throw new AssertionError("no branch for " + order); // OperatorsTest holds this unreachable
    }

    /** What stands against moving; null if nothing does. */
    private @Nullable QueueAnswer objection(QueueOrder.Move move) {
        if (queues.named(move.to()) == null) return new QueueAnswer.Unknown(move.to());
        boolean isSame = move.to().equals(move.name());
        return isSame ? refused(Refusal.Reason.NOT_ALLOWED, "a queue cannot be moved to itself") : null;
    }

    private static Refusal missing(String name) {
        return new Refusal(Refusal.Reason.NO_QUEUE, "there is no queue " + name);
    }

    private QueueAnswer create(QueueOrder.Create create) {
        QueueView standing = broker.queue(create.name());
        QueueSpec spec = new QueueSpec(create.name(), Lifetime.FOR_EVER, 0, create.policy(), null);
        if (standing != null) {
            boolean same = standing.spec().equals(spec);
            return same ? new QueueAnswer.Done(false, 0) : new QueueAnswer.Differs(status(standing));
        }
        String deadLetter = create.policy().deadLetter();
        String objection = objection("the name of a queue", create.name());
        if (objection == null && !deadLetter.isEmpty())
            objection = objection("the name of a dead letter queue", deadLetter);
        if (objection != null) return refused(Refusal.Reason.NOT_ALLOWED, objection);
        Refusal refusal = queues.create(spec);
        return refusal == null ? new QueueAnswer.Done(true, 0) : new QueueAnswer.Refused(refusal);
    }

    /** What stands against a name that operators give; null if nothing does. */
    private static @Nullable String objection(String whose, String name) {
        if (name.isEmpty()) return whose + " must not be empty";
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length > Node.QUEUE_NAME_LENGTH_MAX)
            return whose + " has at most " + Node.QUEUE_NAME_LENGTH_MAX + " bytes, not " + length;
        if (QueueNames.isReserved(name))
            return whose + " must not begin with " + QueueNames.RESERVED + ", which is for those that no client names";
        boolean plain = name.codePoints().noneMatch(Operators::isUnspeakable);
        return plain ? null : whose + " must not have control characters or half characters in it";
    }

    private static boolean isUnspeakable(int point) {
        return Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE;
    }

    private QueueAnswer delete(QueueView queue) {
        acts.perform(new Command.DeleteQueue(queue.number(), "an operator deleted it"));
        return new QueueAnswer.Done(true, queue.messages());
    }

    private QueueAnswer pause(QueueView queue, boolean paused) {
        boolean changes = queue.paused() != paused;
        if (changes) acts.perform(new Command.PauseQueue(queue.number(), paused));
        return new QueueAnswer.Done(changes, 0);
    }

    private QueueStatus status(QueueView queue) {
        LiveQueue live = queues.named(queue.spec().name());
        long lastId = broker.lastSequence(queue.number());
        if (live == null) return new QueueStatus(queue, 0, 0, 0, lastId);
        long unsettled = 0;
        for (Consumer consumer : live.consumers) unsettled += consumer.taken.size();
        return new QueueStatus(queue, live.consumers.size(), live.producers.size(), unsettled, lastId);
    }

    private static QueueAnswer refused(Refusal.Reason reason, String why) {
        return new QueueAnswer.Refused(new Refusal(reason, why));
    }
}
