package io.belay.admin;

import io.belay.node.Giving;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Connections as the admin endpoint sees them, and the sessions that it ends. Any thread. */
public interface LineSource {
    /**
     * A connection at one moment.
     *
     * @param line its number, 1 and up
     * @param protocol {@code MQTT} or {@code AMQP}
     * @param remote address and port of the other end
     * @param user the principal; empty until it is known
     * @param clientId likewise
     * @param sinceMs when it began, broker time, milliseconds since 1970
     * @param tls whether nobody between the two ends can read it
     * @param bytesIn that came, without TLS
     * @param bytesOut that were sent, without TLS
     * @param waitingBytes that came and that the broker has not come to yet
     */
    record LineStatus(
            long line,
            String protocol,
            String remote,
            String user,
            String clientId,
            long sinceMs,
            boolean tls,
            long bytesIn,
            long bytesOut,
            long waitingBytes) {}

    /** All connections, oldest first. */
    CompletableFuture<List<LineStatus>> lines();

    /**
     * Ends a connection: its client is told so, and its session stays.
     *
     * @param why in words, for the client and for the story of its session
     * @return whether there was one of that number
     */
    CompletableFuture<Boolean> end(long line, String why);

    /** Ends the connection of a client, whose session stays; false if it has none. */
    CompletableFuture<Boolean> disconnect(String clientId, String why);

    /** Ends the session of a client, whatever it holds; false if there is none. */
    CompletableFuture<Boolean> endSession(String clientId, String why);

    /**
     * Gives the session of a client that is away to another user.
     *
     * @param user 1 to 256 characters; whether there is such a one is not asked
     */
    CompletableFuture<Giving> giveSession(String clientId, String user);
}
