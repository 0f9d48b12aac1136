package io.belay.node.mqtt;

import io.belay.mqtt.Topics;
import java.nio.charset.StandardCharsets;

/** Which topic names and filters of MQTT clients are let through. The codec has already held them to the standard. */
final class MqttTopics {
    private final MqttOptions options;

    MqttTopics(MqttOptions options) {
        this.options = options;
    }

    boolean allowsName(String topic) {
        return fits(topic) && !topic.startsWith("$share/");
    }

    boolean allowsFilter(String filter) {
        return fits(filter) && Topics.isSubscription(filter);
    }

    private boolean fits(String text) {
        return utf8Length(text) <= options.topicLengthMax() && Topics.levels(text) <= options.topicLevelsMax();
    }

    /** A character is at most three bytes, so short texts need not be encoded to be measured. */
    private int utf8Length(String text) {
        return text.length() * 3 <= options.topicLengthMax()
                ? text.length()
                : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
