package io.belay.server;

import org.jspecify.annotations.Nullable;

/** Something for the node to do. Posted once; the link to the next is the {@link Inbox}'s. */
abstract class Mail {
    @Nullable
    Mail next;

    /** Called by whoever has taken the node. */
    abstract void open(NodeThread thread);

    /** Whether it is done so soon that any thread may open it. */
    boolean isBrief() {
        return false;
    }
}
