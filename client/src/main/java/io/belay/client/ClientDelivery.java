package io.belay.client;

import java.nio.ByteBuffer;

/** One message that came, remembered until its outcome is on record at the broker. */
public final class ClientDelivery {
    ClientDelivery() {}

    /** Who got it. */
    public ClientConsumer consumer() {
        throw new AssertionError();
    }

    /** The message as AMQP encodes it, with the header's delivery-count as the broker had it. To be read, not written. */
    public ByteBuffer message() {
        throw new AssertionError();
    }

    /** Whether it was sent settled, as to a browser: it has no outcome. */
    public boolean isSettled() {
        return false;
    }

    /** Whether it is no longer its consumer's. */
    public boolean isVoid() {
        return false;
    }
}
