package io.belay.sim;

/** How a client gets a line to the server, and numbers for its messages. */
interface Dialler {
    /** Opens a line for the client; {@code null} if nobody listens. */
    @org.jspecify.annotations.Nullable
    Line dial(Habits habits, Line.End clientEnd);

    /** A number that no other message in this world has. */
    long nextNumber();
}
