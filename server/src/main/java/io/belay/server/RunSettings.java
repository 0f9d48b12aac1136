package io.belay.server;

import java.nio.file.Path;

/**
 * What the broker is started with.
 *
 * @param data directory of the log
 * @param listen host of the MQTT and AMQP listeners, loopback
 * @param mqttPort 0 takes a free one
 * @param amqpPort 0 takes a free one
 * @param httpPort of the admin endpoint, 0 takes a free one
 */
record RunSettings(Path data, String listen, int mqttPort, int amqpPort, int httpPort) {}
