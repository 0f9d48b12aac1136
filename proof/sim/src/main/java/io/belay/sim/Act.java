package io.belay.sim;

import io.belay.client.ClientEvent;

/**
 * What a program does with the real client, and what its client tells it. Producers, consumers, deliveries and deals
 * (transactions) have numbers that no other in the world has; times are of the client's clock.
 */
public sealed interface Act {
    /** How a call was answered. */
    enum Word {
        /** It is done. */
        DONE,
        /** It had no effect and will have none. */
        NOT_DONE,
        /** It may still take effect. */
        PENDING,
        /** Nobody will ever know. */
        UNKNOWN
    }

    /**
     * A process starts, with a new client.
     *
     * @param expiryS how long its session is to be kept, 0 for not at all
     * @param pingMs between its pings
     * @param repeats whether it sends again what nobody will ever know of; otherwise it says so
     */
    record Began(long expiryS, int pingMs, boolean repeats) implements Act {}

    /** Its client has a line. */
    record Dialed(int line) implements Act {}

    /** It closes its session in good order. */
    record Leaving() implements Act {}

    /** The process is gone, and with it all that its client knew. */
    record Crashed() implements Act {}

    /** Something was asked, to be answered by then. */
    record Asked(String call, long untilMs) implements Act {}

    /** And was answered. */
    record Answered(String call, Word word, String why) implements Act {}

    /** A message was given to the client to be sent, in a deal or in none (0). */
    record Sent(long number, long producer, Place to, long deal, Label label) implements Act {
        /** A message like most. */
        public Sent(long number, long producer, Place to, long deal) {
            this(number, producer, to, deal, Label.NONE);
        }
    }

    /** What became of it, as the client says. */
    record Told(long number, Word word, String why) implements Act {}

    /** Consuming was asked for. */
    record Consuming(long consumer, Supply supply) implements Act {}

    /** And stands. */
    record Consumes(long consumer) implements Act {}

    /** So many messages more are wanted of it. */
    record Granted(long consumer, int count) implements Act {}

    /** It is to end. */
    record Ceasing(long consumer) implements Act {}

    /** It has ended, or never began. */
    record Ceased(long consumer, String why) implements Act {}

    /** A message came; {@code count} is how often it was delivered in vain before, as the broker says. */
    record Got(long delivery, long consumer, long number, long count) implements Act {}

    /** The program has said what it thinks of a delivery, in a deal or in none (0). */
    record Decided(long delivery, Deed.Decision decision, long deal) implements Act {}

    /** The broker has that on record. */
    record Confirmed(long delivery) implements Act {}

    /** A delivery is not this program's any more. */
    record Voided(long delivery) implements Act {}

    /** A deal is to be committed or rolled back. */
    record Discharging(long deal, boolean isCommit) implements Act {}

    /** And was, or not. */
    record Discharged(long deal, Word word, String why) implements Act {}

    /** The client has told how its session fares. */
    record Heard(ClientEvent event) implements Act {}
}
