package io.belay.net;

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
}
