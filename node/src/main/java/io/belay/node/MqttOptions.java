package io.belay.node;

import io.belay.base.Check;
import io.belay.mqtt.MqttLimits;

/**
 * What MQTT clients may do.
 *
 * @param line limits of one line
 * @param clientIdLengthMax of a client identifier, UTF-8 bytes, 23 to 65535; longer ones are refused with 0x85
 * @param topicLengthMax of a topic name or filter, UTF-8 bytes, 1 to 65535; longer ones are refused with 0x90 or 0x8F
 * @param topicLevelsMax levels of a topic name or filter, 1 to 1000; refused likewise
 * @param windowMax deliveries that one client may have in flight, 1 to 65534; its own receive maximum may be less
 * @param sessionExpiryMaxS the longest that a session outlives its line, seconds; what asks for more gets this, and hears
 *     so; 4294967295 allows for ever
 * @param unansweredBytesMax messages of one line that wait for the disk, bytes; beyond it the line is not read
 */
public record MqttOptions(
        MqttLimits line,
        int clientIdLengthMax,
        int topicLengthMax,
        int topicLevelsMax,
        int windowMax,
        long sessionExpiryMaxS,
        long unansweredBytesMax) {
    /** Default line limits, 1,024 bytes of client id, 4,096 of topic, 128 levels, 1,024 in flight, any expiry, 1 MiB. */
    public static final MqttOptions DEFAULTS =
            new MqttOptions(MqttLimits.DEFAULT, 1_024, 4_096, 128, 1_024, 0xFFFF_FFFFL, 1 << 20);

    /** Checks the ranges. */
    public MqttOptions {
        Check.argument(clientIdLengthMax >= 23 && clientIdLengthMax <= 65_535, "23 to 65535", clientIdLengthMax);
        Check.argument(topicLengthMax >= 1 && topicLengthMax <= 65_535, "1 to 65535", topicLengthMax);
        Check.argument(topicLevelsMax >= 1 && topicLevelsMax <= 1_000, "1 to 1000", topicLevelsMax);
        Check.argument(windowMax >= 1 && windowMax <= 65_534, "1 to 65534", windowMax);
        Check.argument(sessionExpiryMaxS >= 0 && sessionExpiryMaxS <= 0xFFFF_FFFFL, "seconds", sessionExpiryMaxS);
        Check.argument(unansweredBytesMax >= 1, "1 or more", unansweredBytesMax);
    }
}
