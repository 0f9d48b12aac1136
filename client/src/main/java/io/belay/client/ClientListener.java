package io.belay.client;

/** Who is told how a session fares. Called on the session's thread; may call the session, as an {@link Answer} may. */
public interface ClientListener {
    /** Something happened to the session. */
    void event(ClientEvent event);

    /** {@link ClientSession#hasRoom} was false and is true. */
    void writable();
}
