package io.belay.core;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Publishes that sessions get later. Queues that are bound to their topic have them already, with the time of delivery.
 *
 * <p>Once it has been delivered, its body stays readable for a while, for sessions that get it AT_MOST_ONCE: nothing
 * else keeps it for them.
 */
final class Delayed {
    /** How many are held at most, those that linger included. */
    static final int DELAYED_MAX = 100_000;

    /** How long the body stays readable after the delivery. */
    static final long LINGER_MS = 10_000;

    /** One of them; {@code atMs} is when it is delivered, or given up if it was. */
    record Held(
            long number,
            long publisher,
            String topic,
            Guarantee guarantee,
            boolean retain,
            long atMs,
            boolean delivered) {
        Held delivered(long goneAtMs) {
            return new Held(number, publisher, topic, guarantee, retain, goneAtMs, true);
        }

        /** What is known of the message without its body. */
        Message message() {
            return new Message(topic, guarantee, retain, 0, 0, true, new byte[0]);
        }
    }

    private final Messages messages;
    private final Timers timers;
    private final Map<Long, Held> byNumber = new LinkedHashMap<>(); // oldest first
    private long bytes;

    Delayed(Messages messages, Timers timers) {
        this.messages = messages;
        this.timers = timers;
    }

    int count() {
        return byNumber.size();
    }

    long bytes() {
        return bytes;
    }

    Collection<Held> all() {
        return byNumber.values();
    }

    Held at(long number) {
        Held held = byNumber.get(number);
        if (held == null) throw new IllegalStateException("broken invariant: no delayed publish " + number);
        return held;
    }

    /** Holds one, to whose message the caller holds a reference; its timer is set. */
    void put(Held held) {
        if (byNumber.put(held.number(), held) == null) bytes += messages.length(held.number());
        timers.move(Timers.Kind.PUBLISH_DUE, held.number(), Long.MAX_VALUE, held.atMs());
    }

    /** Forgets one whose timer has run out; the reference is the caller's. */
    void remove(Held held) {
        byNumber.remove(held.number());
        bytes -= messages.length(held.number());
    }
}
