package io.belay.net;

import io.belay.base.Check;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link BrokerDialer} reaches its addresses.
 *
 * @param line habits of the line; its {@code connectTimeoutMs} is for all that comes before the peer's first word
 * @param tls whom it trusts where an address wants TLS
 * @param proxy through which WebSocket and HTTP addresses are reached; null: straight
 * @param subprotocol what a WebSocket carries
 * @param portMapperTimeoutMs for a port mapper's whole answer, 1 and up
 */
public record DialOptions(
        LineOptions line, TlsOptions tls, @Nullable HttpProxy proxy, String subprotocol, int portMapperTimeoutMs) {
    private static final int PORT_MAPPER_MS = 10_000;

    /** The usual habits and trust, no proxy, AMQP. */
    public static final DialOptions DEFAULT =
            new DialOptions(LineOptions.DEFAULT, TlsOptions.DEFAULT, null, "amqp", PORT_MAPPER_MS);

    /** @throws IllegalArgumentException if the time-out is outside its range */
    public DialOptions {
        Check.argument(portMapperTimeoutMs >= 1, "port mapper timeout of at least 1 ms", portMapperTimeoutMs);
    }
}
