package io.belay.server;

import io.belay.admin.LineSource;
import io.belay.base.Break;
import io.belay.node.Giving;
import io.belay.node.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Tells the admin endpoint of the lines that stand, and ends some. */
final class NodeLines implements LineSource {
    private final NodeThread node;

    NodeLines(NodeThread node) {
        this.node = node;
    }

    @Override
    public CompletableFuture<List<LineStatus>> lines() {
        return node.askLines(
                lines -> lines.values().stream().map(LineDriver::status).toList());
    }

    @Override
    public CompletableFuture<Boolean> end(long line, String why) {
        CompletableFuture<Boolean> ended = node.order(
                (asked, teller) -> teller.accept(asked.dismiss(line, Reply.Closed.Cause.ENDED, Break.operator(why))));
        return ended.thenCompose(isEnded -> isEnded ? ended : turnAway(line, why));
    }

    @Override
    public CompletableFuture<Boolean> disconnect(String clientId, String why) {
        return node.order((asked, teller) -> {
            long line = asked.operators().lineOf(clientId);
            teller.accept(line != 0 && asked.dismiss(line, Reply.Closed.Cause.ENDED, Break.operator(why)));
        });
    }

    @Override
    public CompletableFuture<Boolean> endSession(String clientId, String why) {
        return node.order((asked, teller) -> asked.operators().endSession(clientId, why, teller));
    }

    @Override
    public CompletableFuture<Giving> giveSession(String clientId, String user) {
        return node.order((asked, teller) -> asked.operators().giveSession(clientId, user, teller));
    }

    /** The node does not know it, so that it cannot end it. */
    private CompletableFuture<Boolean> turnAway(long line, String why) {
        return node.askLines(lines -> {
            LineDriver driver = lines.get(line);
            if (driver != null) driver.turnAway(Break.operator(why));
            return driver != null;
        });
    }
}
