package io.belay.core;

/** Takes the entries of a queue, one by one, without an object for each: there may be ten million. */
@FunctionalInterface
public interface EntryVisitor {
    /** Takes one entry; what the numbers mean is told by {@link Entry}. */
    void visit(long sequence, long number, int priority, long deliverAtMs, int deliveries, int group);
}
