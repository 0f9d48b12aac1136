package io.belay.jms;

/** Whom a {@link BelayConnection} tells how it fares. */
@FunctionalInterface
public interface ConnectionEventListener {
    /**
     * Something happened. Called on a thread of the connection's own, one event at a time, in order; it may take its time, and
     * what it throws is logged and has no effect.
     */
    void happened(ConnectionEvent event);
}
