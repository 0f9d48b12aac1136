package io.belay.node.mqtt;

import io.belay.mqtt.Topics;
import io.belay.node.GatewayPort;
import io.belay.node.limit.Limit;
import java.nio.charset.StandardCharsets;

/**
 * Which topic names and filters of MQTT clients are let through; what is beyond a limit is counted. The codec has already
 * held them to the standard.
 */
final class MqttTopics {
    private final MqttOptions options;
    private final GatewayPort port;

    MqttTopics(MqttOptions options, GatewayPort port) {
        this.options = options;
        this.port = port;
    }

    boolean allowsName(String topic) {
        return fits(topic) && !topic.startsWith("$share/");
    }

    boolean allowsFilter(String filter) {
        return fits(filter) && Topics.isSubscription(filter);
    }

    private boolean fits(String text) {
        boolean isLong = utf8Length(text) > options.topicLengthMax();
        boolean isDeep = Topics.levels(text) > options.topicLevelsMax();
        if (isLong) port.reached(Limit.MQTT_TOPIC);
        if (isDeep) port.reached(Limit.MQTT_TOPIC_LEVELS);
        return !isLong && !isDeep;
    }

    /** A character is at most three bytes, so short texts need not be encoded to be measured. */
    private int utf8Length(String text) {
        return text.length() * 3 <= options.topicLengthMax()
                ? text.length()
                : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
