package io.belay.node;

/** An order that is carried out in portions, so that a long queue keeps nobody waiting. */
interface Chore {
    /** Who waits for the answer. */
    java.util.function.Consumer<QueueAnswer> teller();

    /** Does the next portion; returns whether that was the last. */
    boolean proceed();

    /** What became of it, once it is done. */
    QueueAnswer answer();
}
