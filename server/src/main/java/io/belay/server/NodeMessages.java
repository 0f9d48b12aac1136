package io.belay.server;

import io.belay.admin.MessageSource;
import io.belay.core.Message;
import io.belay.core.RetainedView;
import io.belay.core.TopicView;
import io.belay.node.Address;
import io.belay.node.QueueAnswer;
import io.belay.node.QueuePage;
import io.belay.node.QueueTaken;
import io.belay.node.message.MessageDraft;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Has the node look at messages, take and send them. */
final class NodeMessages implements MessageSource {
    private final NodeThread node;
    private final BrokerClock clock;
    private final int lengthMax;

    NodeMessages(NodeThread node, BrokerClock clock, int lengthMax) {
        this.node = node;
        this.clock = clock;
        this.lengthMax = lengthMax;
    }

    @Override
    public int lengthMax() {
        return lengthMax;
    }

    @Override
    public CompletableFuture<QueuePage> browse(String queue, long after, int most) {
        return node.order((asked, teller) -> asked.operators().browse(queue, after, most, teller));
    }

    @Override
    public CompletableFuture<QueueTaken> receive(String queue, int most, long waitMs) {
        return node.order((asked, teller) -> asked.operators().receive(queue, most, waitMs, teller));
    }

    @Override
    public CompletableFuture<Boolean> settle(long receipt, boolean isTaken) {
        return node.order((asked, teller) -> asked.operators().settle(receipt, isTaken, teller));
    }

    @Override
    public CompletableFuture<QueueAnswer> send(Address to, MessageDraft draft, boolean mayCreate) {
        Message message = draft.message(to.name(), clock.nowMs());
        return node.order((asked, teller) -> asked.operators().send(to, message, mayCreate, teller));
    }

    @Override
    public CompletableFuture<List<RetainedView>> retained(String prefix, String after, int most) {
        return node.ask(asked -> asked.broker().retained(prefix, after, most));
    }

    @Override
    public CompletableFuture<Optional<Message>> retained(String topic) {
        return node.order((asked, teller) ->
                asked.operators().retained(topic, message -> teller.accept(Optional.ofNullable(message))));
    }

    @Override
    public CompletableFuture<Boolean> clearRetained(String topic) {
        return node.order((asked, teller) -> asked.operators().clearRetained(topic, teller));
    }

    @Override
    public CompletableFuture<List<TopicView>> topics(String prefix, String after, int most) {
        return node.ask(asked -> asked.broker().topics(prefix, after, most));
    }
}
