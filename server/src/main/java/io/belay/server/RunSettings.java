package io.belay.server;

import java.nio.file.Path;
import java.util.List;

/**
 * What the broker is started with.
 *
 * @param data directory of the log
 * @param listen host of all listeners but that of the admin endpoint, loopback
 * @param mqttPort 0 takes a free one
 * @param amqpPort 0 takes a free one
 * @param httpPort of the admin endpoint, 0 takes a free one
 * @param more the other ports
 * @param origins pages that may use the WebSocket besides those of this machine: {@code https://shop.example}
 */
record RunSettings(
        Path data, String listen, int mqttPort, int amqpPort, int httpPort, MorePorts more, List<String> origins) {
    RunSettings {
        origins = List.copyOf(origins);
    }

    /** Bare MQTT and AMQP alone. */
    RunSettings(Path data, String listen, int mqttPort, int amqpPort, int httpPort) {
        this(data, listen, mqttPort, amqpPort, httpPort, MorePorts.NONE, List.of());
    }
}
