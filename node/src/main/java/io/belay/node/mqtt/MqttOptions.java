package io.belay.node.mqtt;

import io.belay.base.Check;
import io.belay.mqtt.MqttLimits;
import io.belay.node.Restored;

/**
 * What MQTT clients may do.
 *
 * @param line limits of one line
 * @param clientIdLengthMax of a client identifier, UTF-8 bytes, 23 to 65535; longer ones are refused with 0x85
 * @param topicLengthMax of a topic name or filter, UTF-8 bytes, 1 to 65535; longer ones are refused with 0x90 or 0x8F
 * @param topicLevelsMax levels of a topic name or filter, 1 to 1000; refused likewise
 * @param filtersMax filters of one SUBSCRIBE, 1 or more; those beyond are refused with 0x97
 * @param willLengthMax of a will, bytes of properties and payload, 0 or more; a longer one is refused with 0x95
 * @param keepAliveMaxS the longest keep alive, seconds, 1 to 65535; a 5.0 client that asks for more, or for none, gets
 *     this, and hears so
 * @param windowMax deliveries that one client may have in flight, 1 to 65534; its own receive maximum may be less
 * @param sessionExpiryMaxS the longest that a session outlives its line, seconds; what asks for more gets this, and hears
 *     so; 4294967295 allows for ever
 * @param unansweredBytesMax messages of one line that wait for the disk, bytes; beyond it the line is not read
 * @param restored of which backup the broker is
 */
public record MqttOptions(
        MqttLimits line,
        int clientIdLengthMax,
        int topicLengthMax,
        int topicLevelsMax,
        int filtersMax,
        int willLengthMax,
        int keepAliveMaxS,
        int windowMax,
        long sessionExpiryMaxS,
        long unansweredBytesMax,
        Restored restored) {
    /**
     * Default line limits, 1,024 bytes of client id, 4,096 of topic, 128 levels, 256 filters, 64 KiB of will, any keep
     * alive, 1,024 in flight, any expiry, 1 MiB, never restored.
     */
    public static final MqttOptions DEFAULTS = new MqttOptions(
            MqttLimits.DEFAULT, 1_024, 4_096, 128, 256, 64 << 10, 65_535, 1_024, 0xFFFF_FFFFL, 1 << 20, Restored.NEVER);

    /** Checks the ranges. */
    public MqttOptions {
        Check.argument(clientIdLengthMax >= 23 && clientIdLengthMax <= 65_535, "23 to 65535", clientIdLengthMax);
        Check.argument(topicLengthMax >= 1 && topicLengthMax <= 65_535, "1 to 65535", topicLengthMax);
        Check.argument(topicLevelsMax >= 1 && topicLevelsMax <= 1_000, "1 to 1000", topicLevelsMax);
        Check.argument(filtersMax >= 1, "1 or more", filtersMax);
        Check.argument(willLengthMax >= 0, "0 or more", willLengthMax);
        Check.argument(keepAliveMaxS >= 1 && keepAliveMaxS <= 65_535, "1 to 65535", keepAliveMaxS);
        Check.argument(windowMax >= 1 && windowMax <= 65_534, "1 to 65534", windowMax);
        Check.argument(sessionExpiryMaxS >= 0 && sessionExpiryMaxS <= 0xFFFF_FFFFL, "seconds", sessionExpiryMaxS);
        Check.argument(unansweredBytesMax >= 1, "1 or more", unansweredBytesMax);
    }

    /** The same of a broker that was restored. */
    public MqttOptions with(Restored backup) {
        return with(line, backup);
    }

    /** The same with these limits of a line. */
    public MqttOptions with(MqttLimits limits) {
        return with(limits, restored);
    }

    private MqttOptions with(MqttLimits limits, Restored backup) {
        return new MqttOptions(
                limits,
                clientIdLengthMax,
                topicLengthMax,
                topicLevelsMax,
                filtersMax,
                willLengthMax,
                keepAliveMaxS,
                windowMax,
                sessionExpiryMaxS,
                unansweredBytesMax,
                backup);
    }
}
