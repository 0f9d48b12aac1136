package io.belay.net;

/** Says what a cover of the line (TLS, WebSocket) wants to be said before the connection closes. */
@FunctionalInterface
interface Ending {
    /** A bare connection: nothing. */
    Ending NONE = Runnable::run;

    /**
     * Says it.
     *
     * @param then runs once, on the line's loop, when it is written or cannot be
     */
    void say(Runnable then);
}
