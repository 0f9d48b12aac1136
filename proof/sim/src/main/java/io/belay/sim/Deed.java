package io.belay.sim;

/**
 * What an AMQP client has done, or has heard, as the application above it would tell it. Links, deliveries and
 * transactions have numbers that no other in the world has.
 */
public sealed interface Deed {
    /** How a call ended. */
    enum Answer {
        /** It was done, and is safe. */
        YES,
        /** It was not done. */
        NO
    }

    /** What a client thinks of a delivery. */
    enum Decision {
        /** It is done with. */
        ACCEPT,
        /** It was not looked at. */
        RELEASE,
        /** It was tried in vain. */
        FAIL,
        /** It can never be processed. */
        REJECT
    }

    /** The server has let the client in, and bears so long a silence, 0 for ever. */
    record Opened(long silenceMs) implements Deed {}

    /**
     * A message is on its way. What is sent again, because nobody knows what became of it, gets a number of its own.
     *
     * @param number of the message
     * @param to where
     * @param link on which
     * @param transaction that it belongs to, 0 none
     * @param group that it belongs to, empty if none
     * @param expires whether it may expire
     * @param repeats the number of what is sent again, 0 if it is new
     */
    record Sent(long number, Place to, long link, long transaction, String group, boolean expires, long repeats)
            implements Deed {}

    /** What became of a message that was sent outside of transactions. */
    record Answered(long number, Answer answer, String why) implements Deed {}

    /** Consuming was asked for. */
    record Attaching(long link, Supply supply) implements Deed {}

    /** And stands. */
    record Attached(long link) implements Deed {}

    /** It is to end; {@code forget} says whether a durable subscription is to end with it. */
    record Detaching(long link, boolean forget) implements Deed {}

    /** A link is no more. */
    record Gone(long link, String why) implements Deed {}

    /**
     * A message came.
     *
     * @param delivery its number
     * @param link on which
     * @param number of the message
     * @param count how often it was delivered in vain before, as the server says
     * @param origin the queue in which it died if it is a dead letter, else empty
     */
    record Got(long delivery, long link, long number, long count, String origin) implements Deed {}

    /** The client has said what it thinks of a delivery, in a transaction or in none (0). */
    record Decided(long delivery, Decision decision, long transaction) implements Deed {}

    /** The server has said that the decision is safe. */
    record Confirmed(long delivery) implements Deed {}

    /** All that is there is wanted, up to so many. */
    record Draining(long link, long credit) implements Deed {}

    /** All that was there has come, says the server. */
    record Drained(long link) implements Deed {}

    /** A transaction was begun. */
    record Declared(long transaction) implements Deed {}

    /** It is to be committed or rolled back. */
    record Discharging(long transaction, boolean isCommit) implements Deed {}

    /** It was, or could not be committed. */
    record Discharged(long transaction, Answer answer, String why) implements Deed {}

    /** The client says goodbye and closes. */
    record Leaving() implements Deed {}

    /** A session, with all its links, was ended by the client. */
    record SessionEnding(boolean isTransacted) implements Deed {}

    /** A call has waited for its answer for longer than the client has patience for. */
    record GaveUp(String call, long askedUs) implements Deed {}
}
