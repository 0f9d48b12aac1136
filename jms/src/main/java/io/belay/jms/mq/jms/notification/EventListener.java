package io.belay.jms.mq.jms.notification;

/** Hears how a connection fares. */
@FunctionalInterface
public interface EventListener extends java.util.EventListener {
    /** Something happened; called one event at a time, in order. */
    void onEvent(Event event);
}
