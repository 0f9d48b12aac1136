package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.Limits;
import io.belay.core.LinkTag;
import io.belay.core.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commits: what a client has sent and settled in one transaction becomes true at once, or not at all. */
final class Transactions {
    private final Broker broker;
    private final Limits limits;
    private final Queues queues;
    private final Producers producers;
    private final Consumers consumers;
    private final Acts acts;

    Transactions(Broker broker, Limits limits, Queues queues, Producers producers, Consumers consumers, Acts acts) {
        this.broker = broker;
        this.limits = limits;
        this.queues = queues;
        this.producers = producers;
        this.consumers = consumers;
        this.acts = acts;
    }

    /** A commit with a tag that is held has happened before: it is answered, and that is all. */
    void commit(Request.Commit commit, NodeLine line) {
        List<Command.Stage> stages = new ArrayList<>(commit.sends().size());
        LinkTag tag = commit.tag();
        boolean repeated = tag != null && broker.holdsTag(line.session, tag);
        Refusal refusal = repeated ? null : stage(commit, line, stages);
        if (refusal == null && !repeated) perform(commit, line, stages);
        acts.answer(new Reply.Committed(line.id, commit.token(), refusal));
    }

    /** Fills {@code stages}, or says what stands against it. */
    private @Nullable Refusal stage(Request.Commit commit, NodeLine line, List<Command.Stage> stages) {
        for (Request.Send send : commit.sends()) {
            LiveQueue queue = send.to().isQueue() ? producers.queueOf(send, line) : null;
            if (queue == null && send.to().isQueue())
                return queues.ensure(send.to().name(), send.mayCreate());
            stages.add(new Command.Stage(line.session, queue == null ? 0 : queue.number, send.message()));
        }
        for (Request.Dispose dispose : commit.disposals()) {
            if (consumers.hasLost(dispose, line))
                return Consumers.inUse("a message that it settles is no longer with its consumer");
        }
        for (Command.Stage stage : stages) {
            Refusal noRoom = acts.noRoom(stage.message());
            if (noRoom != null) return noRoom;
        }
        Refusal refusal = acts.noRoom(commit.disposals());
        if (refusal == null) refusal = broker.refusal(stages, limits);
        return refusal != null ? refusal : acts.refusal(new Command.Commit(line.session, List.of(), commit.tag()));
    }

    private void perform(Request.Commit commit, NodeLine line, List<Command.Stage> stages) {
        List<Command.Consume> consumed = new ArrayList<>();
        Set<LiveQueue> touched = new LinkedHashSet<>();
        for (Request.Dispose dispose : commit.disposals()) {
            Consumer consumer = consumers.holder(dispose, line);
            if (consumer == null) continue; // What it settles has left its queue.
            consumed.addAll(consumers.settle(consumer, dispose));
            touched.add(consumer.queue);
        }
        for (Request.Send send : commit.sends()) {
            LiveQueue queue = send.to().isQueue() ? queues.named(send.to().name()) : null;
            if (queue != null) touched.add(queue);
        }
        for (Command.Stage stage : stages) acts.store(stage, stage.message());
        boolean isAnything = !stages.isEmpty() || !consumed.isEmpty() || commit.tag() != null;
        if (isAnything) acts.perform(new Command.Commit(line.session, consumed, commit.tag()));
        touched.forEach(LiveQueue::serve);
        touched.forEach(queues::throttle);
    }
}
