package io.belay.server.settings;

import io.belay.config.Settings;
import io.belay.log.LogOptions;
import io.belay.net.LineOptions;
import io.belay.node.NodeOptions;
import io.belay.node.amqp.AmqpOptions;
import io.belay.node.limit.ConnectOptions;
import io.belay.node.limit.SlowOptions;
import io.belay.node.mqtt.MqttOptions;
import io.belay.server.metrics.MetricsOptions;

/**
 * The limits of all parts, which do not change while the broker runs.
 *
 * @param node what it holds
 * @param log how it writes
 * @param line what every line may do
 * @param connects how many may come
 * @param slow when a peer is too slow
 * @param mqtt what MQTT clients may do
 * @param amqp what AMQP clients may do
 * @param metrics what is measured
 */
public record BrokerOptions(
        NodeOptions node,
        LogOptions log,
        LineOptions line,
        ConnectOptions connects,
        SlowOptions slow,
        MqttOptions mqtt,
        AmqpOptions amqp,
        MetricsOptions metrics) {
    /** As each part has them by default. */
    public static final BrokerOptions DEFAULTS = new BrokerOptions(
            NodeOptions.DEFAULTS,
            LogOptions.DEFAULTS,
            LineOptions.DEFAULT,
            ConnectOptions.DEFAULTS,
            SlowOptions.DEFAULTS,
            MqttOptions.DEFAULTS,
            AmqpOptions.DEFAULTS,
            MetricsOptions.DEFAULTS);

    /** As they are set. */
    public static BrokerOptions of(Settings settings) {
        return new BrokerOptions(
                NodeKeys.options(settings),
                LogKeys.options(settings),
                LineKeys.options(settings),
                ConnectKeys.options(settings),
                ConnectKeys.slow(settings),
                MqttKeys.options(settings),
                AmqpKeys.options(settings),
                MetricsKeys.options(settings));
    }
}
