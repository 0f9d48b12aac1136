package io.belay.server;

import io.belay.admin.EndedLine;
import io.belay.admin.SessionSource;
import io.belay.core.Broker;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Answers the admin endpoint from the node, between two of its requests. */
final class NodeSessions implements SessionSource {
    private final NodeThread node;
    private final BrokerClock clock;

    NodeSessions(NodeThread node, BrokerClock clock) {
        this.node = node;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Sessions> sessions() {
        return node.ask(asked -> new Sessions(clock.nowMs(), asked.broker().sessions()));
    }

    @Override
    public CompletableFuture<Story> story(String clientId) {
        return node.ask(asked -> {
            Broker broker = asked.broker();
            return new Story(
                    clock.nowMs(),
                    clientId,
                    broker.sessionByClientId(clientId),
                    broker.timeline(clientId),
                    node.ended().refused(clientId));
        });
    }

    @Override
    public List<EndedLine> ended() {
        return node.ended().all();
    }
}
