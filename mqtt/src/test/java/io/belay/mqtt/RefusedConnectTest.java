package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.*;
import static io.belay.mqtt.Wire.bytes;
import static io.belay.mqtt.Wire.packet;
import static io.belay.mqtt.Wire.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Clause({"M3-8", "M3-9", "M3-16", "M3-18", "M3-21", "M3-22", "M5-18", "M5-21", "M5-27", "M5-50"})
class RefusedConnectTest {
    private static final Object[] NO_MORE = {};

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rows")
    void a_connect_that_breaks_the_protocol_is_refused(String clause, String fault, byte[] connect, ReasonCode reason) {
        MqttDecoder decoder = new MqttDecoder(true, 1_000);

        assertThat(ReasonCode.of(Wire.refusal(decoder, connect))).isEqualTo(reason);
    }

    static Stream<Arguments> rows() {
        List<Arguments> rows = new ArrayList<>();
        row(rows, "MQTT-3.1.2-1", "MQTT 3.1", UNSUPPORTED_PROTOCOL_VERSION, packet(0x10, "MQIsdp", 3, 2, 0, 9, "a"));
        row(rows, "MQTT-3.1.2-1", "a small name", UNSUPPORTED_PROTOCOL_VERSION, packet(0x10, "mqtt", 4, 2, 0, 9, "a"));
        row(rows, "MQTT-3.1.2-1", "no name", UNSUPPORTED_PROTOCOL_VERSION, packet(0x10, "", 4, 2, 0, 9, "a"));
        for (int level : new int[] {0, 3, 6, 0x84, 0xFF}) {
            byte[] connect = packet(0x10, "MQTT", level, 2, 0, 9, "a");
            row(rows, "MQTT-3.1.2-2", "level " + level, UNSUPPORTED_PROTOCOL_VERSION, connect);
        }
        flags(rows);
        connectProperties(rows);
        row(rows, "§3.1", "flags in the header", MALFORMED_PACKET, packet(0x11, "MQTT", 4, 2, 0, 9, "a"));
        row(rows, "§3.1.3.1", "no client id", MALFORMED_PACKET, packet(0x10, "MQTT", 4, 2, 0, 9));
        row(rows, "§3.1", "a byte too many", MALFORMED_PACKET, packet(0x10, "MQTT", 4, 2, 0, 9, "a", 0));
        row(rows, "§3.1", "an empty packet", MALFORMED_PACKET, packet(0x10));
        byte[] unnamed = packet(0x10, "MQTT", 4, 0, 0, 9, "");
        row(rows, "3.1.1 MQTT-3.1.3-8", "no name, but a session", CLIENT_IDENTIFIER_NOT_VALID, unnamed);
        byte[] long2 = bytes(0x10, 0x8E, 0x00, "MQTT", 5, 2, 0, 9, 0, "a"); // remaining length 14 in two bytes
        row(rows, "MQTT-1.5.5-1", "a remaining length that is not the shortest", MALFORMED_PACKET, long2);
        return rows.stream();
    }

    private static void row(List<Arguments> rows, String clause, String fault, ReasonCode reason, byte[] connect) {
        rows.add(arguments(clause, fault, connect, reason));
    }

    private static void flags(List<Arguments> rows) {
        Object[][] table = {
            {"MQTT-3.1.2-3", "the reserved flag", 0x03, NO_MORE},
            {"MQTT-3.1.2-11", "a will QoS without a will", 0x0A, NO_MORE},
            {"MQTT-3.1.2-13", "a will retain without a will", 0x22, NO_MORE},
            {"MQTT-3.1.2-12", "will QoS 3", 0x1E, new Object[] {"will", "bye"}},
            {"MQTT-3.1.2-9", "a will flag without a will", 0x06, NO_MORE},
            {"MQTT-3.1.2-9", "a will topic without a payload", 0x06, new Object[] {"will"}},
            {"MQTT-3.1.2-17", "a user name flag without a name", 0x82, NO_MORE},
            {"MQTT-3.1.2-16", "a user name without its flag", 0x02, new Object[] {"user"}},
            {"MQTT-3.1.2-19", "a password flag without a password", 0xC2, new Object[] {"user"}},
        };
        for (Object[] row : table) {
            byte[] rest = bytes((Object[]) row[3]);
            byte[] v4 = packet(0x10, "MQTT", 4, row[2], 0, 9, "a", rest);
            byte[] v5 = packet(0x10, "MQTT", 5, row[2], 0, 9, 0, "a", rest);
            row(rows, (String) row[0], row[1] + ", 3.1.1", MALFORMED_PACKET, v4);
            row(rows, (String) row[0], row[1] + ", 5.0", MALFORMED_PACKET, v5);
        }
        byte[] password = packet(0x10, "MQTT", 4, 0x42, 0, 9, "a", "secret");
        row(rows, "3.1.1 MQTT-3.1.2-22", "a password without a name", MALFORMED_PACKET, password);
        for (String topic : List.of("a/+", "#", "")) {
            byte[] v4 = packet(0x10, "MQTT", 4, 0x06, 0, 9, "a", topic, "bye");
            row(rows, "MQTT-4.7.1-1", "will topic '" + topic + "', 3.1.1", TOPIC_NAME_INVALID, v4);
            byte[] v5 = packet(0x10, "MQTT", 5, 0x06, 0, 9, 0, "a", 0, topic, "bye");
            row(rows, "MQTT-4.7.1-1", "will topic '" + topic + "', 5.0", TOPIC_NAME_INVALID, v5);
        }
    }

    private static void connectProperties(List<Arguments> rows) {
        property(rows, "§3.1.2.11.3", "receive maximum 0", PROTOCOL_ERROR, 0x21, 0, 0);
        property(rows, "§3.1.2.11.3", "receive maximum twice", PROTOCOL_ERROR, 0x21, 0, 1, 0x21, 0, 1);
        property(rows, "§3.1.2.11.4", "maximum packet size 0", PROTOCOL_ERROR, 0x27, 0, 0, 0, 0);
        property(rows, "§3.1.2.11.2", "session expiry twice", PROTOCOL_ERROR, 0x11, 0, 0, 0, 1, 0x11, 0, 0, 0, 1);
        property(rows, "§3.1.2.11.6", "request response information 2", PROTOCOL_ERROR, 0x19, 2);
        property(rows, "§3.1.2.11.7", "request problem information 2", PROTOCOL_ERROR, 0x17, 2);
        property(rows, "§3.1.2.11.10", "authentication data alone", PROTOCOL_ERROR, 0x16, "data");
        property(rows, "§3.1.2.11.9", "two methods", PROTOCOL_ERROR, 0x15, "m", 0x15, "m");
        property(rows, "MQTT-2.2.2-2", "a topic alias", MALFORMED_PACKET, 0x23, 0, 1);
        property(rows, "MQTT-2.2.2-2", "a will delay outside the will", MALFORMED_PACKET, 0x18, 0, 0, 0, 1);
        will(rows, "MQTT-2.2.2-2", "a session expiry in the will", MALFORMED_PACKET, 0x11, 0, 0, 0, 1);
        will(rows, "§3.1.3.2.2", "the will delay twice", PROTOCOL_ERROR, 0x18, 0, 0, 0, 1, 0x18, 0, 0, 0, 1);
        will(rows, "§3.1.3.2.3", "will payload format 2", PROTOCOL_ERROR, 1, 2);
        will(rows, "MQTT-3.3.2-14", "a response topic with a wildcard", PROTOCOL_ERROR, 8, "+");
    }

    private static void property(
            List<Arguments> rows, String clause, String fault, ReasonCode reason, Object... parts) {
        row(rows, clause, fault, reason, packet(0x10, "MQTT", 5, 2, 0, 9, properties(parts), "a"));
    }

    private static void will(List<Arguments> rows, String clause, String fault, ReasonCode reason, Object... parts) {
        row(rows, clause, fault, reason, packet(0x10, "MQTT", 5, 6, 0, 9, 0, "a", properties(parts), "w", "bye"));
    }

    @Test
    @Clause({"MQTT-3.1.0-1", "M3-8"})
    void whatever_comes_before_connect_is_refused_by_its_first_byte() {
        for (int first : new int[] {0x30, 0x40, 0x82, 0xC0, 0xE0, 0xF0}) {
            MqttDecoder decoder = new MqttDecoder(true, 1_000);
            assertThat(Wire.refusal(decoder, bytes(first))).isEqualTo(PROTOCOL_ERROR.code());
        }
    }

    @Test
    @Clause({"MQTT-3.1.0-2", "M3-8", "M5-21"})
    void a_second_connect_is_refused() {
        MqttDecoder decoder = new MqttDecoder(true, 1_000);
        byte[] connect = packet(0x10, "MQTT", 4, 2, 0, 9, "a");

        assertThat(decoder.decode(ByteBuffer.wrap(connect))).isInstanceOf(Packet.Connect.class);

        assertThat(Wire.refusal(decoder, connect)).isEqualTo(PROTOCOL_ERROR.code());
    }

    @Test
    @Clause("M5-80")
    void the_version_of_a_refused_connect_is_known_for_the_answer() {
        MqttDecoder decoder = new MqttDecoder(true, 1_000);

        assertThat(Wire.refusal(decoder, packet(0x10, "MQTT", 5, 3, 0, 9, 0, "a")))
                .isEqualTo(0x81);

        assertThat(decoder.version()).isEqualTo(Version.MQTT_5);
    }

    @Test
    @Clause("M3-22")
    void the_version_of_a_connect_that_we_do_not_speak_stays_unknown() {
        MqttDecoder decoder = new MqttDecoder(true, 1_000);

        assertThat(Wire.refusal(decoder, packet(0x10, "MQTT", 6, 2, 0, 9, 0, "a")))
                .isEqualTo(0x84);

        assertThat(decoder.version()).isNull();
    }
}
