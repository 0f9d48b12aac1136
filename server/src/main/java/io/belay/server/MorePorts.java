package io.belay.server;

import io.belay.net.TlsFiles;
import java.nio.file.Path;
import java.util.List;
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
     * @param files certificates, keys, and who vouches for clients
     * @param mqtt of MQTT
     * @param amqp of AMQP
     * @param webSocket of WebSocket
     */
    record Secure(TlsFiles files, int mqtt, int amqp, int webSocket) {
        /** With one certificate, that asks no client for one. */
        Secure(Path certificate, Path key, int mqtt, int amqp, int webSocket) {
            this(new TlsFiles(List.of(new TlsFiles.Pair(certificate, key)), null), mqtt, amqp, webSocket);
        }
    }
}
