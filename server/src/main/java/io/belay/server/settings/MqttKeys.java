package io.belay.server.settings;

import io.belay.config.Key;
import io.belay.config.Kinds;
import io.belay.config.Problem;
import io.belay.config.Section;
import io.belay.config.Settings;
import io.belay.mqtt.MqttLimits;
import io.belay.node.Restored;
import io.belay.node.mqtt.MqttOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What MQTT clients may do. */
final class MqttKeys {
    private static final MqttLimits LINE = MqttLimits.DEFAULT;
    private static final MqttOptions UNSET = MqttOptions.DEFAULTS;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Key<Long> PACKET_LENGTH_MAX = Key.of(
            "mqtt.packet-length-max",
            Kinds.bytes(16, 268_435_460),
            (long) LINE.packetLengthMax(),
            "The longest packet; told as Maximum Packet Size, a longer one ends the line with 0x95. Less where there is never"
                    + " memory for it (an eighth of memory.budget-bytes-max) or the log cannot hold it (three sixteenths of"
                    + " log.segment-length).");
    private static final Key<Long> HELD_LENGTH_MAX = Key.of(
            "mqtt.held-length-max",
            Spans.bytes(0),
            (long) LINE.heldLengthMax(),
            "What a client may send before its CONNECT is answered; more ends the line with 0x97.");
    private static final Key<Duration> CONNECT_TIMEOUT = Key.of(
            "mqtt.connect-timeout",
            Spans.millis(1),
            Duration.ofMillis(LINE.connectTimeoutMs()),
            "How long a CONNECT, or the next step of an AUTH exchange, may take; then the line ends.");
    private static final Key<Integer> RECEIVE_MAXIMUM = Key.of(
            "mqtt.receive-maximum",
            Kinds.whole(1, 65_535),
            LINE.receiveMaximum(),
            "QoS 1 and 2 messages of a client that may be unfinished; one more ends the line with 0x93.");
    private static final Key<Integer> TOPIC_ALIAS_MAXIMUM = Key.of(
            "mqtt.topic-alias-maximum",
            Kinds.whole(0, 65_535),
            LINE.topicAliasMaximum(),
            "The greatest topic alias of a client; a greater one ends the line with 0x94.");
    private static final Key<Integer> TOPIC_ALIAS_MAXIMUM_OUT = Key.of(
            "mqtt.topic-alias-maximum-out",
            Kinds.whole(0, 65_535),
            LINE.topicAliasMaximumOut(),
            "How many topic aliases the broker uses towards a client that allows as many.");
    private static final Key<Long> CLIENT_ID_LENGTH_MAX = Key.of(
            "mqtt.client-id-length-max",
            Kinds.bytes(23, 65_535),
            (long) UNSET.clientIdLengthMax(),
            "The longest client identifier, UTF-8; a longer one is refused with 0x85.");
    private static final Key<Long> TOPIC_LENGTH_MAX = Key.of(
            "mqtt.topic-length-max",
            Kinds.bytes(1, 65_535),
            (long) UNSET.topicLengthMax(),
            "The longest topic name or filter, UTF-8; longer ones are refused with 0x90 or 0x8F.");
    private static final Key<Integer> TOPIC_LEVELS_MAX = Key.of(
            "mqtt.topic-levels-max",
            Kinds.whole(1, 1_000),
            UNSET.topicLevelsMax(),
            "The most levels of a topic name or filter; refused likewise.");
    private static final Key<Integer> FILTERS_MAX = Key.of(
            "mqtt.filters-max",
            Spans.count(1),
            UNSET.filtersMax(),
            "Filters of one SUBSCRIBE; those beyond are refused with 0x97.");
    private static final Key<Long> WILL_LENGTH_MAX = Key.of(
            "mqtt.will-length-max",
            Spans.bytes(0),
            (long) UNSET.willLengthMax(),
            "The longest will, properties and payload; a longer one is refused with 0x95.");
    private static final Key<Duration> KEEP_ALIVE_MAX = Key.of(
            "mqtt.keep-alive-max",
            Kinds.duration(SECOND, Duration.ofSeconds(65_535), SECOND),
            Duration.ofSeconds(UNSET.keepAliveMaxS()),
            "The longest keep alive; a 5.0 client that asks for more, or for none, gets this, and hears so.");
    private static final Key<Integer> WINDOW_MAX = Key.of(
            "mqtt.window-max",
            Kinds.whole(1, 65_534),
            UNSET.windowMax(),
            "Messages on their way to one client; the rest waits in the queue of its session.");
    private static final Key<Duration> SESSION_EXPIRY_MAX = Key.of(
            "mqtt.session-expiry-max",
            Kinds.durationOrUnlimited(Duration.ZERO, Duration.ofSeconds(0xFFFF_FFFFL), SECOND),
            Duration.ofSeconds(UNSET.sessionExpiryMaxS()),
            "The longest that a session outlives its line; a client that asks for more gets this, and hears so.");
    private static final Key<Long> UNANSWERED_BYTES_MAX = Key.of(
            "mqtt.unanswered-bytes-max",
            Spans.manyBytes(1),
            UNSET.unansweredBytesMax(),
            "Messages of one line that wait for the disk; beyond it the line is not read.");

    static final Section SECTION = new Section(
            "mqtt",
            "MQTT: its ports, and what its clients may do.",
            List.of(
                    PortKeys.MQTT,
                    PortKeys.MQTT_TLS,
                    PACKET_LENGTH_MAX,
                    HELD_LENGTH_MAX,
                    CONNECT_TIMEOUT,
                    RECEIVE_MAXIMUM,
                    TOPIC_ALIAS_MAXIMUM,
                    TOPIC_ALIAS_MAXIMUM_OUT,
                    CLIENT_ID_LENGTH_MAX,
                    TOPIC_LENGTH_MAX,
                    TOPIC_LEVELS_MAX,
                    FILTERS_MAX,
                    WILL_LENGTH_MAX,
                    KEEP_ALIVE_MAX,
                    WINDOW_MAX,
                    SESSION_EXPIRY_MAX,
                    UNANSWERED_BYTES_MAX));

    private static final int WILL_PART = 16; // of a segment; a record is a quarter of one, and tells names too

    private MqttKeys() {}

    /** The longest will is one that the log can hold. */
    static @Nullable Problem longWill(Settings settings) {
        long most = settings.value(LogKeys.SEGMENT_LENGTH) / WILL_PART;
        if (settings.value(WILL_LENGTH_MAX) <= most) return null;
        String text = "%s: expected at most a sixteenth of %s, which is %s; found %s"
                .formatted(
                        WILL_LENGTH_MAX.name(),
                        LogKeys.SEGMENT_LENGTH.name(),
                        WILL_LENGTH_MAX.kind().written(most),
                        WILL_LENGTH_MAX.kind().written(settings.value(WILL_LENGTH_MAX)));
        return new Problem(settings.origin(WILL_LENGTH_MAX), text);
    }

    static MqttOptions options(Settings settings) {
        return new MqttOptions(
                limits(settings),
                Spans.length(settings, CLIENT_ID_LENGTH_MAX),
                Spans.length(settings, TOPIC_LENGTH_MAX),
                settings.value(TOPIC_LEVELS_MAX),
                settings.value(FILTERS_MAX),
                Spans.length(settings, WILL_LENGTH_MAX),
                (int) settings.value(KEEP_ALIVE_MAX).toSeconds(),
                settings.value(WINDOW_MAX),
                settings.value(SESSION_EXPIRY_MAX).toSeconds(),
                settings.value(UNANSWERED_BYTES_MAX),
                Restored.NEVER);
    }

    /** The patience with an answer to PINGREQ is a client's, and has no key. */
    private static MqttLimits limits(Settings settings) {
        return new MqttLimits(
                Spans.length(settings, PACKET_LENGTH_MAX),
                Spans.length(settings, HELD_LENGTH_MAX),
                Spans.ms(settings, CONNECT_TIMEOUT),
                LINE.pingTimeoutMs(),
                settings.value(RECEIVE_MAXIMUM),
                settings.value(TOPIC_ALIAS_MAXIMUM),
                settings.value(TOPIC_ALIAS_MAXIMUM_OUT));
    }
}
