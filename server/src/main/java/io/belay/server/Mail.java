package io.belay.server;

import org.jspecify.annotations.Nullable;

/** Something for the node thread to do. Posted once; the link to the next is the {@link Inbox}'s. */
abstract class Mail {
    @Nullable
    Mail next;

    /** Called on the node thread. */
    abstract void open(NodeThread thread);
}
