package io.belay.node;

import org.jspecify.annotations.Nullable;

/** One link that sends: where to, and what ends with it. */
final class Producer {
    final NodeLine line;
    final long link;

    @Nullable
    LiveQueue queue; // null for a topic or an anonymous one

    boolean owns; // whether the queue was made for this link alone
    boolean stopped; // it was told to send no more until there is room

    Producer(NodeLine line, long link) {
        this.line = line;
        this.link = link;
    }
}
