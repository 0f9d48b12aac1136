package io.belay.bench;

/** What the JMS load generator does. A consumer acknowledges as its session does by itself, but for transactions. */
enum JmsScenario {
    /** A queue, one producer that waits for each persistent message, one consumer. */
    SYNC(1, 1, false, true, Sending.EACH),
    /** A queue, eight producers that wait for each persistent message, eight consumers. */
    SYNC8(8, 8, false, true, Sending.EACH),
    /** A queue, one producer with a window of persistent messages under way, one consumer. */
    ASYNC(1, 1, false, true, Sending.WINDOW),
    /** A queue, persistent messages sent and received in transactions. */
    TRANSACTED(1, 1, false, true, Sending.TRANSACTION),
    /** A queue, messages that need not outlive the broker, one producer, one consumer. */
    VOLATILE(1, 1, false, false, Sending.EACH),
    /** A topic, one producer of messages that need not outlive the broker, ten subscribers that are not durable. */
    TOPIC(1, 10, true, false, Sending.EACH);

    /** How a producer hands messages over. */
    enum Sending {
        /** One call for each; for a persistent message the client waits in it until the broker has it. */
        EACH,
        /** With a listener that hears when the broker has it. */
        WINDOW,
        /** Some in one transaction; the consumer too takes as many in one. */
        TRANSACTION
    }

    final int producers;
    final int consumers;
    final boolean isTopic;
    final boolean isPersistent;
    final Sending sending;

    JmsScenario(int producers, int consumers, boolean isTopic, boolean isPersistent, Sending sending) {
        this.producers = producers;
        this.consumers = consumers;
        this.isTopic = isTopic;
        this.isPersistent = isPersistent;
        this.sending = sending;
    }

    /** How many consumers get each message. */
    int copies() {
        return isTopic ? consumers : 1;
    }
}
