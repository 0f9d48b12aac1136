/**
 * MQTT 3.1.1 and 5.0. {@link io.belay.mqtt.Packet} is what travels, {@link io.belay.mqtt.MqttDecoder} and
 * {@link io.belay.mqtt.MqttEncoder} turn it from and to bytes, {@link io.belay.mqtt.MqttConnection} holds one end to the
 * protocol. Knows no broker.
 */
@NullMarked
package io.belay.mqtt;

import org.jspecify.annotations.NullMarked;
