package io.belay.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ports besides those of bare MQTT and AMQP. 0 takes a free one, {@link #OFF} opens none.
 *
 * @param webSocket of WebSocket, MQTT and AMQP by subprotocol
 * @param portMapper where {@code mq://} addresses ask
 * @param tls those with TLS; null: there are none
 */
record MorePorts(int webSocket, int portMapper, @Nullable Secure tls) {
    static final int OFF = -1;
    static final MorePorts NONE = new MorePorts(OFF, OFF, null);

    /**
     * The ports with TLS.
     *
     * @param certificate PEM file, with those that vouch for it
     * @param key PEM file
     * @param mqtt of MQTT
     * @param amqp of AMQP
     * @param webSocket of WebSocket
     * @param clients PEM file of those that vouch for clients; null if no client is asked
     */
    record Secure(
            Path certificate,
            Path key,
            int mqtt,
            int amqp,
            int webSocket,
            @Nullable Path clients) {
        /** That asks no client for a certificate. */
        Secure(Path certificate, Path key, int mqtt, int amqp, int webSocket) {
            this(certificate, key, mqtt, amqp, webSocket, null);
        }
    }
}
