package io.belay.client;

import io.belay.amqp.AmqpLimits;
import io.belay.node.amqp.AmqpOptions;

/** Options of a broker that takes and sends small frames only, so that a client must tell what it has in parts. */
final class SmallFrames {
    private SmallFrames() {}

    /** In a frame of 1,024 bytes a client tells some thirty deliveries. */
    static AmqpOptions of(int size) {
        return of(size, size);
    }

    /** Different ones, to take and to send. */
    static AmqpOptions of(int in, int out) {
        return AmqpOptions.DEFAULTS.with(AmqpLimits.DEFAULT.withFrames(in, out));
    }
}
