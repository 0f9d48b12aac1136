package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.Lifetime;
import io.belay.core.QueueSpec;
import io.belay.core.QueueView;
import io.belay.core.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where orders of operators are carried out; each is answered once it is on disk. */
final class Operators {
    private final Broker broker;
    private final Queues queues;
    private final Acts acts;
    private final List<java.util.function.Consumer<QueueAnswer>> waiting = new ArrayList<>();
    private final ArrayDeque<Purge> purges = new ArrayDeque<>(); // one after the other

    Operators(Broker broker, Queues queues, Acts acts) {
        this.broker = broker;
        this.queues = queues;
        this.acts = acts;
    }

    List<QueueStatus> queues() {
        return broker.queues().stream().map(this::status).toList();
    }

    void carryOut(QueueOrder order, java.util.function.Consumer<QueueAnswer> teller) {
        waiting.add(teller);
        QueueView purged = order instanceof QueueOrder.Purge ? broker.queue(order.name()) : null;
        if (purged == null) answer(teller, carryOut(order));
        else purge(new Purge(purged.number(), broker.lastSequence(purged.number()), teller));
    }

    private void purge(Purge purge) {
        purges.add(purge);
        if (purges.size() == 1) proceed(); // Most queues are short.
    }

    /** Nothing more gets on disk. */
    void fail(String why) {
        List<java.util.function.Consumer<QueueAnswer>> told = List.copyOf(waiting);
        waiting.clear();
        purges.clear();
        told.forEach(teller -> teller.accept(new QueueAnswer.Failed(why)));
    }

    /** Goes on with what is done in portions; to be called in each round in which the log takes more. */
    void proceed() {
        Purge purge = purges.peek();
        if (purge == null || !purge.proceed(broker, acts)) return;
        purges.remove();
        answer(purge.teller(), purge.answer());
    }

    /** Whether {@link #proceed} has something to do. */
    boolean isBusy() {
        return !purges.isEmpty();
    }

    private void answer(java.util.function.Consumer<QueueAnswer> teller, QueueAnswer answer) {
        acts.hold(() -> {
            if (waiting.remove(teller)) teller.accept(answer);
        });
    }

    private QueueAnswer carryOut(QueueOrder order) {
        if (order instanceof QueueOrder.Create create) return create(create);
        QueueView queue = broker.queue(order.name());
        if (queue == null) return refused(Refusal.Reason.NO_QUEUE, "there is no queue " + order.name());
        if (order instanceof QueueOrder.Delete) return delete(queue);
        if (order instanceof QueueOrder.Pause pause) return pause(queue, pause.paused());
        throw new AssertionError("no branch for " + order); // OperatorsTest holds this unreachable
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
        if (live == null) return new QueueStatus(queue, 0, 0);
        long unsettled = 0;
        for (Consumer consumer : live.consumers) unsettled += consumer.taken.size();
        return new QueueStatus(queue, live.consumers.size(), live.producers.size(), unsettled);
    }

    private static QueueAnswer refused(Refusal.Reason reason, String why) {
        return new QueueAnswer.Refused(new Refusal(reason, why));
    }
}
