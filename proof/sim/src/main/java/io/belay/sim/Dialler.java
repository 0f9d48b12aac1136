package io.belay.sim;

/** How a client gets a line to the server, and numbers for its messages. */
interface Dialler {
    /** Opens a line for the client; {@code null} if nobody listens. */
    @org.jspecify.annotations.Nullable
    Line dial(String client, Protocol protocol, long latencyUs, Line.End clientEnd);

    /** A number that no other message in this world has. */
    long nextNumber();

    /** A number that no other link, delivery or transaction in this world has. */
    long nextThing();
}
