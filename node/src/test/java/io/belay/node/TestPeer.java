package io.belay.node;

import io.belay.core.Command;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Refusal;
import io.belay.core.Scheduling;
import io.belay.node.Request.Disposition;
import io.belay.node.message.MessageFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of queues, as the node sees it: what it says are requests, what it is told it keeps. */
final class TestPeer {
    private final TestNode world;
    final long line;
    final List<Reply> replies = new ArrayList<>();
    final Map<Long, List<Reply.Delivery>> deliveries = new LinkedHashMap<>(); // by link
    boolean takesNothing; // its socket is full
    private long contexts;

    TestPeer(TestNode world, long line, String name, boolean sole) {
        this.world = world;
        this.line = line;
        world.peers.put(line, this);
        Command.Attach attach = new Command.Attach("amqp:" + name, "anonymous", true, 0, 1, null, "test");
        world.node.handle(new Request.Join(line, attach, sole));
    }

    void told(Reply reply) {
        replies.add(reply);
        if (!(reply instanceof Reply.Delivery delivery)) return;
        deliveries.computeIfAbsent(delivery.link(), link -> new ArrayList<>()).add(delivery);
        if (!takesNothing) world.node.handle(new Request.Sent(line, delivery.cost()));
    }

    static Message message(String to, String text, Scheduling scheduling) {
        byte[] content = ("\0" + text).getBytes(StandardCharsets.UTF_8);
        return new Message(to, Guarantee.EXACTLY_ONCE, false, 0, MessageFormat.MQTT, true, content, scheduling);
    }

    /** Sends and hears what came of it; null if it was taken. */
    @Nullable
    Refusal send(Address to, String text, Scheduling scheduling) {
        return send(to, message(to.name(), text, scheduling));
    }

    @Nullable
    Refusal send(Address to, Message message) {
        world.node.handle(new Request.Send(line, 0, ++contexts, to, message));
        world.settle();
        Reply.Sent sent = (Reply.Sent) replies.stream()
                .filter(reply -> reply instanceof Reply.Sent each && each.context() == contexts)
                .findFirst()
                .orElseThrow();
        return sent.refusal();
    }

    void send(String queue, String... texts) {
        for (String text : texts) send(Address.queue(queue), text, Scheduling.NORMAL);
    }

    /** Begins to consume; null if it may. */
    @Nullable
    Refusal open(long link, SourceSpec spec) {
        world.node.handle(new Request.OpenSource(line, link, spec));
        world.settle();
        return last(Reply.SourceOpened.class).refusal();
    }

    TestPeer consume(long link, String queue, long credit) {
        open(link, SourceSpec.of(Address.queue(queue)));
        return credit(link, credit);
    }

    TestPeer credit(long link, long credit) {
        world.node.handle(new Request.Credit(line, link, credit, handed(link), false, 1));
        world.settle();
        return this;
    }

    /** Asks for all there is; true if it has heard that there is no more. */
    boolean drain(long link, long credit) {
        long before = count(Reply.Drained.class);
        world.node.handle(new Request.Credit(line, link, credit, handed(link), true, 1));
        world.settle();
        return count(Reply.Drained.class) == before + 1;
    }

    void dispose(long link, Disposition disposition, long... sequences) {
        world.node.handle(new Request.Dispose(line, link, sequences, disposition, "", 0));
        world.settle();
    }

    void ask(Request request) {
        world.node.handle(request);
        world.settle();
    }

    void cut() {
        ask(new Request.Leave(line, "cut", true, -1));
    }

    /** What came on a link, in order. */
    List<String> texts(long link) {
        return deliveries.getOrDefault(link, List.of()).stream()
                .map(delivery ->
                        new String(delivery.outgoing().message().content(), StandardCharsets.UTF_8).substring(1))
                .toList();
    }

    Reply.Delivery delivery(long link, int index) {
        return deliveries.get(link).get(index);
    }

    <T extends Reply> T last(Class<T> kind) {
        return replies.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    long count(Class<? extends Reply> kind) {
        return replies.stream().filter(kind::isInstance).count();
    }

    private long handed(long link) {
        return deliveries.getOrDefault(link, List.of()).size();
    }
}
