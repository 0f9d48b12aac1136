package io.belay.core;

import io.belay.base.Check;
import io.belay.base.SparseLongs;

/**
 * The messages that something refers to: how often, how long they are, when they expire. About 10 bytes each, 20 with
 * an expiry.
 */
final class Messages {
    private static final long ONE = 1L << 32;

    private final SparseLongs counts = new SparseLongs(); // references in the high half, length in the low
    private final SparseLongs expiries = new SparseLongs(); // milliseconds; no entry for messages that never expire

    long count() {
        return counts.count();
    }

    /** Enters a new message with one reference, the caller's. */
    void begin(long number, int length, long expiresAtMs) {
        Check.invariant(counts.at(number) == 0, "a message number used once", number);
        counts.put(number, ONE | length);
        if (expiresAtMs != 0) expiries.put(number, expiresAtMs);
    }

    void hold(long number) {
        long value = counts.at(number);
        Check.invariant(value != 0, "a message that is held", number);
        counts.put(number, value + ONE);
    }

    /** Gives up one reference. True if it was the last. */
    boolean release(long number) {
        long value = counts.at(number) - ONE;
        Check.invariant(value >= 0, "a message that is held", number);
        boolean last = value < ONE;
        counts.put(number, last ? 0 : value);
        if (last) expiries.put(number, 0);
        return last;
    }

    boolean holds(long number) {
        return counts.at(number) != 0;
    }

    int length(long number) {
        return (int) counts.at(number);
    }

    /** When it expires; {@link Long#MAX_VALUE} never. */
    long expiresAtMs(long number) {
        long atMs = expiries.at(number);
        return atMs == 0 ? Long.MAX_VALUE : atMs;
    }

    /** Walks all messages, oldest first: numbers only grow, so pages open in their order. */
    void forEach(Visitor visitor) {
        counts.forEach((number, value) -> visitor.visit(number, (int) value, expiries.at(number)));
    }

    /** Takes one message. */
    interface Visitor {
        void visit(long number, int length, long expiresAtMs);
    }
}
