package io.belay.net;

import io.belay.base.Break;

/** Gives each new line its handler. */
@FunctionalInterface
public interface LineAcceptor {
    /**
     * A line stands.
     *
     * @param line ready to send; called on its event loop, before anything was read
     * @return who hears of it from now on
     */
    LineHandler accept(Line line);

    /**
     * A connection came in and no line came of it: TLS or a WebSocket was not agreed on. On its event loop.
     *
     * @param peer address and port of the other end, as {@link Line#peer}
     * @param why what ended it
     */
    default void stillborn(String peer, Break why) {}
}
