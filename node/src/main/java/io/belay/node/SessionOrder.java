package io.belay.node;

/** What an operator wants done with a session; see {@link Node#carryOut(SessionOrder, java.util.function.Consumer)}. */
public sealed interface SessionOrder {
    /** The name of the session: a client id, or {@code amqp:} and a container-id. */
    String clientId();

    /** Ends it at once, whatever it holds; its line ends too. */
    record End(String clientId) implements SessionOrder {}

    /**
     * Gives it to another user, who may come back to it from then on, and nobody else. Only one whose client is away can be
     * given.
     *
     * @param owner the user, 1 to 256 characters; whether there is such a one is not asked
     */
    record Give(String clientId, String owner) implements SessionOrder {}
}
