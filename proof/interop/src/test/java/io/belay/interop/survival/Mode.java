package io.belay.interop.survival;

import jakarta.jms.Session;

/** How the program that is tortured sends and acknowledges. */
enum Mode {
    /** Sends one at a time and waits for each; what it receives is acknowledged by the session. */
    AUTO(Session.AUTO_ACKNOWLEDGE, 1),
    /** Sends one at a time; acknowledges every tenth message, and with it those before. */
    CLIENT(Session.CLIENT_ACKNOWLEDGE, 10),
    /** Sends and receives ten messages in each transaction. */
    TRANSACTED(Session.SESSION_TRANSACTED, 10),
    /** Sends many at a time with a completion listener; receives with a message listener. */
    ASYNC(Session.AUTO_ACKNOWLEDGE, 1);

    /** Of {@link Session}. */
    final int acknowledge;

    /** Messages in one transaction, or of one acknowledgement. */
    final int batch;

    Mode(int acknowledge, int batch) {
        this.acknowledge = acknowledge;
        this.batch = batch;
    }
}
