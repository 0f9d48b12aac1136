package io.belay.sim;

/** What is spoken on a line. */
public enum Protocol {
    /** MQTT 3.1.1 or 5.0. */
    MQTT,
    /** AMQP 1.0. */
    AMQP
}
