package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Limits;
import io.belay.core.Message;
import io.belay.core.Refusal;
import org.jspecify.annotations.Nullable;

/** Where requests about queues are handled, each by who knows how. */
final class QueueDesk {
    private final Producers producers;
    private final Consumers consumers;
    private final Transactions transactions;
    private final Remembering remembering;

    QueueDesk(
            Limits limits,
            Broker broker,
            Queues queues,
            Dispatcher dispatcher,
            Returns returns,
            Remembering remembering,
            Acts acts) {
        producers = new Producers(broker, queues, dispatcher, acts);
        consumers = new Consumers(broker, queues, producers, returns, acts);
        this.remembering = remembering;
        transactions = new Transactions(broker, limits, queues, producers, consumers, acts);
    }

    void handle(Request request, NodeLine line) {
        if (request instanceof Request.Send send) producers.send(send, line);
        else if (request instanceof Request.Dispose dispose) consumers.dispose(dispose, line);
        else if (request instanceof Request.Credit credit) consumers.credit(credit, line);
        else if (request instanceof Request.Commit commit) transactions.commit(commit, line);
        else if (request instanceof Request.OpenTarget open) producers.open(open, line);
        else if (request instanceof Request.OpenTemporary open) producers.openTemporary(open, line);
        else if (request instanceof Request.CloseTarget close) producers.close(close, line);
        else if (request instanceof Request.OpenSource open) consumers.open(open, line);
        else if (request instanceof Request.CloseSource close) consumers.close(close, line);
        else if (request instanceof Request.FindSubscription find) consumers.find(find, line);
        else if (request instanceof Request.EndSubscription end) consumers.end(end, line);
        else if (request instanceof Request.GiveUp giveUp) consumers.giveUp(giveUp, line);
        else if (request instanceof Request.Suspend suspend) consumers.suspend(suspend, line);
        else if (request instanceof Request.Abandon abandon) consumers.abandon(abandon, line);
        else if (request instanceof Request.FindTags find) remembering.find(find, line);
        else if (request instanceof Request.Forget forget) remembering.forget(forget, line);
        else if (request instanceof Request.ForgetLink forget) remembering.forget(forget, line);
        else throw new AssertionError("no branch for " + request); // BranchesTest holds this unreachable
    }

    /** Takes a message of an operator; see {@link Producers#take}. */
    @Nullable
    Refusal take(Address to, Message message, boolean mayCreate) {
        return producers.take(to, message, mayCreate);
    }

    /** The line is gone; {@code isLost} unless its client said goodbye. */
    void leave(NodeLine line, boolean isLost) {
        consumers.leave(line, isLost);
    }
}
