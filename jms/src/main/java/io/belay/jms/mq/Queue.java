package io.belay.jms.mq;

import io.belay.jms.BelayQueue;

/** A queue, as programs for Open Message Queue make one. */
public class Queue extends BelayQueue {
    private static final long serialVersionUID = 1L;

    /**
     * Names a queue.
     *
     * @param name of at least one character
     */
    public Queue(String name) {
        super(name);
    }
}
