package io.belay.node.amqp;

import io.belay.amqp.type.Binary;
import io.belay.core.TagSet;
import io.belay.node.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Tags that the client has settled, on their way to the node: all of one flush go together, nobody waits for them. */
final class AmqpForgetting {
    private final long line;
    private final Consumer<Request> node;
    private final Map<String, TagSet> gathered = new LinkedHashMap<>(0); // by name of the link

    AmqpForgetting(long line, Consumer<Request> node) {
        this.line = line;
        this.node = node;
    }

    /** The client will not send again what it sent with this tag. */
    void add(String link, Binary tag) {
        gathered.computeIfAbsent(link, name -> new TagSet()).add(tag.bytes());
    }

    /** Tells the node. */
    void flush() {
        if (gathered.isEmpty()) return;
        gathered.forEach((link, tags) -> node.accept(new Request.Forget(line, link, tags)));
        gathered.clear();
    }
}
