package io.belay.server;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A round of the node at the end of a round of an event loop: once for all lines of the loop that have asked for something.
 */
final class LoopTurn implements Runnable {
    private final Executor loop;
    private final NodeThread node;
    private boolean isComing; // touched by the loop alone

    LoopTurn(Executor loop, NodeThread node) {
        this.loop = loop;
        this.node = node;
    }

    /** The node is to look at what was asked, once the lines of the loop have said what they have to say. On the loop. */
    void come() {
        if (isComing) return;
        isComing = true;
        try {
            loop.execute(this);
        } catch (RejectedExecutionException loopsClosed) {
            isComing = false;
            node.wake();
        }
    }

    /** On the loop. */
    @Override
    public void run() {
        isComing = false;
        node.go();
    }
}
