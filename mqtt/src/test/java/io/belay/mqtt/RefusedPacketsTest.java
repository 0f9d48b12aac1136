package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.*;
import static io.belay.mqtt.Version.MQTT_3_1_1;
import static io.belay.mqtt.Version.MQTT_5;
import static io.belay.mqtt.Wire.bytes;
import static io.belay.mqtt.Wire.packet;
import static io.belay.mqtt.Wire.properties;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packets that break one rule each. The clause says which; the reason code is the answer. */
@Clause({"M3-18", "M3-25", "M3-27", "M3-36", "M3-37", "M3-41", "M3-42", "M5-63", "M5-64", "M5-80", "M5-86"})
class RefusedPacketsTest {
    /** One packet and why it must be refused. */
    record Refused(String clause, String fault, Version version, boolean fromClient, byte[] bytes, ReasonCode reason) {
        @Override
        public String toString() {
            return clause + ": " + fault + " (" + version + ")";
        }
    }

    private final List<Refused> rows = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("rows")
    void a_packet_that_breaks_the_protocol_is_refused(Refused row) {
        MqttDecoder decoder = row.fromClient ? Wire.server(row.version) : Wire.client(row.version);

        assertThat(ReasonCode.of(Wire.refusal(decoder, row.bytes))).isEqualTo(row.reason);
    }

    static Stream<Refused> rows() {
        RefusedPacketsTest table = new RefusedPacketsTest();
        table.headers();
        table.numbersAndStrings();
        table.publish();
        table.publishProperties();
        table.acknowledgements();
        table.subscribe();
        table.unsubscribe();
        table.connack();
        table.sub_and_unsuback();
        table.disconnect();
        table.auth();
        return table.rows.stream();
    }

    private void client(String clause, String fault, ReasonCode reason, Version version, byte[] bytes) {
        rows.add(new Refused(clause, fault, version, true, bytes, reason));
    }

    private void server(String clause, String fault, ReasonCode reason, Version version, byte[] bytes) {
        rows.add(new Refused(clause, fault, version, false, bytes, reason));
    }

    private void bothVersions(String clause, String fault, ReasonCode reason, byte[] bytes) {
        client(clause, fault, reason, MQTT_3_1_1, bytes);
        client(clause, fault, reason, MQTT_5, bytes);
    }

    private void headers() {
        bothVersions("§2.1.2", "packet type 0", MALFORMED_PACKET, bytes(0x00, 0));
        client("3.1.1 §2.2.1", "AUTH in 3.1.1", MALFORMED_PACKET, MQTT_3_1_1, bytes(0xF0, 0));
        bothVersions("MQTT-2.1.3-1", "PUBACK with flags 1", MALFORMED_PACKET, packet(0x41, 0, 1));
        bothVersions("MQTT-2.1.3-1", "PUBREC with flags 8", MALFORMED_PACKET, packet(0x58, 0, 1));
        bothVersions("MQTT-3.6.1-1", "PUBREL with flags 0", MALFORMED_PACKET, packet(0x60, 0, 1));
        bothVersions("MQTT-2.1.3-1", "PUBCOMP with flags 2", MALFORMED_PACKET, packet(0x72, 0, 1));
        bothVersions("MQTT-3.8.1-1", "SUBSCRIBE with flags 0", MALFORMED_PACKET, packet(0x80, 0, 1, "a", 0));
        bothVersions("MQTT-3.10.1-1", "UNSUBSCRIBE with flags 3", MALFORMED_PACKET, packet(0xA3, 0, 1, "a"));
        bothVersions("MQTT-2.1.3-1", "PINGREQ with flags 1", MALFORMED_PACKET, bytes(0xC1, 0));
        bothVersions("MQTT-3.14.1-1", "DISCONNECT with flags 1", MALFORMED_PACKET, bytes(0xE1, 0));
        client("MQTT-3.15.1-1", "AUTH with flags 1", MALFORMED_PACKET, MQTT_5, bytes(0xF1, 0));
        bothVersions("§3.2", "CONNACK from a client", PROTOCOL_ERROR, packet(0x20, 0, 0));
        bothVersions("§3.9", "SUBACK from a client", PROTOCOL_ERROR, packet(0x90, 0, 1, 0));
        bothVersions("§3.11", "UNSUBACK from a client", PROTOCOL_ERROR, packet(0xB0, 0, 1));
        bothVersions("§3.13", "PINGRESP from a client", PROTOCOL_ERROR, bytes(0xD0, 0));
        server("§3.1", "CONNECT from a server", PROTOCOL_ERROR, MQTT_5, packet(0x10, "MQTT"));
        server("§3.8", "SUBSCRIBE from a server", PROTOCOL_ERROR, MQTT_5, packet(0x82, 0, 1, 0, "a", 0));
        server("§3.10", "UNSUBSCRIBE from a server", PROTOCOL_ERROR, MQTT_5, packet(0xA2, 0, 1, 0, "a"));
        server("§3.12", "PINGREQ from a server", PROTOCOL_ERROR, MQTT_5, bytes(0xC0, 0));
        server("3.1.1 §3.14", "DISCONNECT from a 3.1.1 server", PROTOCOL_ERROR, MQTT_3_1_1, bytes(0xE0, 0));
        bothVersions("§3.12.1", "PINGREQ with a body", MALFORMED_PACKET, packet(0xC0, 0));
        server("§3.13.1", "PINGRESP with a body", MALFORMED_PACKET, MQTT_5, packet(0xD0, 0));
        client("3.1.1 §3.14.1", "DISCONNECT with a body", MALFORMED_PACKET, MQTT_3_1_1, packet(0xE0, 0));
        bothVersions("§1.5.5", "a remaining length of five bytes", MALFORMED_PACKET, bytes(0x30, 255, 255, 255, 255));
        client("MQTT-1.5.5-1", "a remaining length of 0 in two bytes", MALFORMED_PACKET, MQTT_5, bytes(0xC0, 0x80, 0));
    }

    private void numbersAndStrings() {
        Object[][] bad = {
            {"MQTT-1.5.4-2", "U+0000", bytes(0)},
            {"MQTT-1.5.4-1", "a surrogate U+D800", bytes(0xED, 0xA0, 0x80)},
            {"MQTT-1.5.4-1", "a surrogate U+DFFF", bytes(0xED, 0xBF, 0xBF)},
            {"MQTT-1.5.4-1", "an overlong U+002F", bytes(0xC0, 0xAF)},
            {"MQTT-1.5.4-1", "an overlong U+0000", bytes(0xC0, 0x80)},
            {"MQTT-1.5.4-1", "an overlong U+07FF in three bytes", bytes(0xE0, 0x9F, 0xBF)},
            {"MQTT-1.5.4-1", "an overlong U+FFFF in four bytes", bytes(0xF0, 0x8F, 0xBF, 0xBF)},
            {"MQTT-1.5.4-1", "U+110000", bytes(0xF4, 0x90, 0x80, 0x80)},
            {"MQTT-1.5.4-1", "a lead byte of 0xF5", bytes(0xF5, 0x80, 0x80, 0x80)},
            {"MQTT-1.5.4-1", "a stray continuation", bytes(0x80)},
            {"MQTT-1.5.4-1", "a sequence cut after one of two", bytes('a', 0xC3)},
            {"MQTT-1.5.4-1", "a sequence cut after two of three", bytes(0xE2, 0x82)},
            {"MQTT-1.5.4-1", "a sequence cut after three of four", bytes(0xF0, 0x9D, 0x84)},
            {"MQTT-1.5.4-1", "a third byte that continues nothing", bytes(0xE2, 0x82, 'a')},
        };
        for (Object[] row : bad) {
            byte[] text = (byte[]) row[2];
            byte[] string = bytes(0, text.length, text);
            bothVersions((String) row[0], row[1] + " in a topic", MALFORMED_PACKET, packet(0x30, string, 0));
            client(
                    (String) row[0],
                    row[1] + " in a filter",
                    MALFORMED_PACKET,
                    MQTT_3_1_1,
                    packet(0x82, 0, 1, string, 0));
            byte[] user = properties(0x26, "name", string);
            client((String) row[0], row[1] + " in a user property", MALFORMED_PACKET, MQTT_5, packet(0x30, "t", user));
            client(
                    (String) row[0],
                    row[1] + " in a reason",
                    MALFORMED_PACKET,
                    MQTT_5,
                    packet(0xE0, 0, properties(0x1F, string)));
        }
        byte[] five = bytes(0x80, 0x80, 0x80, 0x80, 0);
        client("§1.5.5", "a property length of five bytes", MALFORMED_PACKET, MQTT_5, packet(0x30, "t", five));
        client(
                "MQTT-1.5.5-1",
                "a property length of 0 in two bytes",
                MALFORMED_PACKET,
                MQTT_5,
                packet(0x30, "t", 0x80, 0));
        client("§2.2.2", "properties longer than the packet", MALFORMED_PACKET, MQTT_5, packet(0x30, "t", 3, 1, 0));
        client("§2.2.2", "a property cut by the length", MALFORMED_PACKET, MQTT_5, packet(0x30, "t", 2, 2, 0, 0, 0, 9));
        client("§2.2.2", "a text cut by the length", MALFORMED_PACKET, MQTT_5, packet(0x30, "t", 4, 3, "text"));
    }

    private void publish() {
        bothVersions("MQTT-3.3.1-4", "QoS 3", MALFORMED_PACKET, packet(0x36, "t", 0, 1, 0));
        bothVersions("MQTT-3.3.1-2", "DUP with QoS 0", MALFORMED_PACKET, packet(0x38, "t", 0));
        bothVersions("MQTT-2.2.1-3", "packet id 0 at QoS 1", PROTOCOL_ERROR, packet(0x32, "t", 0, 0, 0));
        bothVersions("MQTT-2.2.1-3", "packet id 0 at QoS 2", PROTOCOL_ERROR, packet(0x34, "t", 0, 0, 0));
        bothVersions("MQTT-3.3.2-2", "+ in a topic", TOPIC_NAME_INVALID, packet(0x30, "a/+", 0));
        bothVersions("MQTT-3.3.2-2", "# in a topic", TOPIC_NAME_INVALID, packet(0x30, "a/#", 0));
        bothVersions("MQTT-3.3.2-2", "+ within a level", TOPIC_NAME_INVALID, packet(0x30, "a+b", 0));
        bothVersions("MQTT-4.7.3-1", "no topic and no alias", PROTOCOL_ERROR, packet(0x30, "", 0));
        bothVersions("§3.3.2.1", "no topic at all", MALFORMED_PACKET, packet(0x30));
        bothVersions("§3.3.2.1", "half a topic length", MALFORMED_PACKET, packet(0x30, 0));
        bothVersions("§3.3.2.1", "a topic longer than the packet", MALFORMED_PACKET, packet(0x30, 0, 3, 'a', 'b'));
        bothVersions("§3.3.2.2", "no packet id", MALFORMED_PACKET, packet(0x32, "t"));
        bothVersions("§3.3.2.2", "half a packet id", MALFORMED_PACKET, packet(0x32, "t", 0));
        client("MQTT-2.2.2-1", "no property length", MALFORMED_PACKET, MQTT_5, packet(0x30, "t"));
    }

    private void publishProperties() {
        publishProperty("MQTT-2.2.2-2", "an unknown property", MALFORMED_PACKET, 0x04, 0);
        publishProperty("MQTT-2.2.2-2", "property 0", MALFORMED_PACKET, 0x00, 0);
        publishProperty("MQTT-2.2.2-2", "a property beyond the table", MALFORMED_PACKET, 0x7F, 0);
        publishProperty("MQTT-2.2.2-2", "a property id of two bytes", MALFORMED_PACKET, 0x80, 1);
        publishProperty("MQTT-2.2.2-2", "a property of CONNECT", MALFORMED_PACKET, 0x21, 0, 1);
        publishProperty("MQTT-2.2.2-2", "a property of the will", MALFORMED_PACKET, 0x18, 0, 0, 0, 1);
        publishProperty("§3.3.2.3.2", "the payload format twice", PROTOCOL_ERROR, 1, 0, 1, 0);
        publishProperty("§3.3.2.3.2", "payload format 2", PROTOCOL_ERROR, 1, 2);
        publishProperty("§3.3.2.3.3", "the expiry twice", PROTOCOL_ERROR, 2, 0, 0, 0, 1, 2, 0, 0, 0, 1);
        publishProperty("§3.3.2.3.4", "the alias twice", PROTOCOL_ERROR, 0x23, 0, 1, 0x23, 0, 1);
        publishProperty("MQTT-3.3.2-8", "alias 0", TOPIC_ALIAS_INVALID, 0x23, 0, 0);
        publishProperty("§3.3.2.3.5", "the response topic twice", PROTOCOL_ERROR, 8, "r", 8, "r");
        publishProperty("MQTT-3.3.2-14", "+ in the response topic", PROTOCOL_ERROR, 8, "r/+");
        publishProperty("MQTT-3.3.2-14", "# in the response topic", PROTOCOL_ERROR, 8, "#");
        publishProperty("MQTT-4.7.3-1", "an empty response topic", PROTOCOL_ERROR, 8, "");
        publishProperty("§3.3.2.3.6", "the correlation twice", PROTOCOL_ERROR, 9, "c", 9, "c");
        publishProperty("§3.3.2.3.9", "the content type twice", PROTOCOL_ERROR, 3, "c", 3, "c");
        publishProperty("MQTT-3.3.4-6", "a subscription identifier from a client", PROTOCOL_ERROR, 0x0B, 1);
        byte[] zero = properties(0x0B, 0);
        server("§3.3.2.3.8", "subscription identifier 0", PROTOCOL_ERROR, MQTT_5, packet(0x30, "t", zero));
        byte[] five = properties(0x0B, 0x80, 0x80, 0x80, 0x80, 1);
        server("§1.5.5", "a subscription identifier of five bytes", MALFORMED_PACKET, MQTT_5, packet(0x30, "t", five));
    }

    private void publishProperty(String clause, String fault, ReasonCode reason, Object... parts) {
        client(clause, fault, reason, MQTT_5, packet(0x30, "t", properties(parts)));
    }

    private void acknowledgements() {
        for (int first : new int[] {0x40, 0x50, 0x62, 0x70}) {
            bothVersions("MQTT-2.2.1-3", "packet id 0 in " + first, PROTOCOL_ERROR, packet(first, 0, 0));
            bothVersions("§3.4.2", "half a packet id in " + first, MALFORMED_PACKET, packet(first, 1));
            bothVersions("§3.4.2", "no packet id in " + first, MALFORMED_PACKET, packet(first));
            client("3.1.1 §3.4.2", "a third byte in " + first, MALFORMED_PACKET, MQTT_3_1_1, packet(first, 0, 1, 0));
            client("§3.4.2.1", "an unknown reason in " + first, PROTOCOL_ERROR, MQTT_5, packet(first, 0, 1, 0x05));
            client(
                    "§3.4.2.1",
                    "another packet's reason in " + first,
                    PROTOCOL_ERROR,
                    MQTT_5,
                    packet(first, 0, 1, 0x8E));
            byte[] trailing = packet(first, 0, 1, 0, 0, 0);
            client("§3.4.3", "a payload in " + first, MALFORMED_PACKET, MQTT_5, trailing);
            byte[] other = packet(first, 0, 1, 0, properties(1, 1));
            client("MQTT-2.2.2-2", "a payload format in " + first, MALFORMED_PACKET, MQTT_5, other);
            byte[] twice = packet(first, 0, 1, 0, properties(0x1F, "why", 0x1F, "why"));
            client("§3.4.2.2.2", "two reason strings in " + first, PROTOCOL_ERROR, MQTT_5, twice);
        }
        client("MQTT-3.4.2-1", "PUBACK with PUBREL's reason", PROTOCOL_ERROR, MQTT_5, packet(0x40, 0, 1, 0x92));
        client("MQTT-3.6.2-1", "PUBREL with PUBACK's reason", PROTOCOL_ERROR, MQTT_5, packet(0x62, 0, 1, 0x10));
    }

    private void subscribe() {
        bothVersions("MQTT-2.2.1-3", "SUBSCRIBE with packet id 0", PROTOCOL_ERROR, packet(0x82, 0, 0, 0, "a", 0));
        client("MQTT-3.8.3-2", "no filter", PROTOCOL_ERROR, MQTT_5, packet(0x82, 0, 1, 0));
        client("3.1.1 MQTT-3.8.3-3", "no filter", PROTOCOL_ERROR, MQTT_3_1_1, packet(0x82, 0, 1));
        client("§3.8.3", "a filter without options", MALFORMED_PACKET, MQTT_5, packet(0x82, 0, 1, 0, "a"));
        options("§3.8.3.1", "QoS 3", PROTOCOL_ERROR, 0x03);
        options("MQTT-3.8.3-5", "reserved bit 6", MALFORMED_PACKET, 0x40);
        options("MQTT-3.8.3-5", "reserved bit 7", MALFORMED_PACKET, 0x80);
        options("§3.8.3.1", "retain handling 3", PROTOCOL_ERROR, 0x30);
        byte[] noLocal = packet(0x82, 0, 1, 0, "$share/g/a", 0x04);
        client("MQTT-3.8.3-4", "No Local on a shared subscription", PROTOCOL_ERROR, MQTT_5, noLocal);
        for (int bit = 2; bit < 8; bit++) {
            byte[] bytes = packet(0x82, 0, 1, "a", 1 << bit);
            client("3.1.1 MQTT-3-8.3-4", "reserved bit " + bit, MALFORMED_PACKET, MQTT_3_1_1, bytes);
        }
        client("3.1.1 MQTT-3-8.3-4", "QoS 3", PROTOCOL_ERROR, MQTT_3_1_1, packet(0x82, 0, 1, "a", 3));
        for (String filter : List.of("", "a/#/b", "a#", "#a", "a/+b", "+a", "a+/b", "##", "++")) {
            filter("MQTT-4.7.1", filter);
        }
        for (String filter :
                List.of("$share/", "$share/g", "$share/g/", "$share//a", "$share/+/a", "$share/g#/a", "$share/g/a#")) {
            filter("MQTT-4.8.2", filter);
        }
        subscriptionId("§3.8.2.1.2", "subscription identifier 0", PROTOCOL_ERROR, 0x0B, 0);
        subscriptionId("§3.8.2.1.2", "two subscription identifiers", PROTOCOL_ERROR, 0x0B, 1, 0x0B, 2);
        subscriptionId("MQTT-2.2.2-2", "a reason string", MALFORMED_PACKET, 0x1F, "why");
    }

    private void options(String clause, String fault, ReasonCode reason, int options) {
        client(clause, fault, reason, MQTT_5, packet(0x82, 0, 1, 0, "a", options));
    }

    private void filter(String clause, String filter) {
        String fault = "filter '" + filter + "'";
        client(clause, fault, TOPIC_FILTER_INVALID, MQTT_5, packet(0x82, 0, 1, 0, filter, 0));
        client(clause, fault, TOPIC_FILTER_INVALID, MQTT_3_1_1, packet(0x82, 0, 1, filter, 0));
        client(clause, fault, TOPIC_FILTER_INVALID, MQTT_5, packet(0xA2, 0, 1, 0, filter));
        client(clause, fault, TOPIC_FILTER_INVALID, MQTT_3_1_1, packet(0xA2, 0, 1, filter));
    }

    private void subscriptionId(String clause, String fault, ReasonCode reason, Object... parts) {
        client(clause, fault, reason, MQTT_5, packet(0x82, 0, 1, properties(parts), "a", 0));
    }

    private void unsubscribe() {
        bothVersions("MQTT-2.2.1-3", "UNSUBSCRIBE with packet id 0", PROTOCOL_ERROR, packet(0xA2, 0, 0, 0, "a"));
        client("MQTT-3.10.3-2", "no filter", PROTOCOL_ERROR, MQTT_5, packet(0xA2, 0, 1, 0));
        client("3.1.1 MQTT-3.10.3-2", "no filter", PROTOCOL_ERROR, MQTT_3_1_1, packet(0xA2, 0, 1));
        byte[] id = packet(0xA2, 0, 1, properties(0x0B, 1), "a");
        client("MQTT-2.2.2-2", "a subscription identifier", MALFORMED_PACKET, MQTT_5, id);
        client("§3.10.3", "half a filter", MALFORMED_PACKET, MQTT_5, packet(0xA2, 0, 1, 0, "a", 0, 2, 'b'));
    }

    private void connack() {
        server("MQTT-3.2.2-1", "acknowledge flags 2", MALFORMED_PACKET, MQTT_5, packet(0x20, 2, 0, 0));
        server("3.1.1 §3.2.2.1", "acknowledge flags 0x80", MALFORMED_PACKET, MQTT_3_1_1, packet(0x20, 0x80, 0));
        server("MQTT-3.2.2-6", "session present and refused", PROTOCOL_ERROR, MQTT_5, packet(0x20, 1, 0x87, 0));
        server("3.1.1 MQTT-3.2.2-4", "session present and refused", PROTOCOL_ERROR, MQTT_3_1_1, packet(0x20, 1, 5));
        server("3.1.1 §3.2.2.3", "return code 6", PROTOCOL_ERROR, MQTT_3_1_1, packet(0x20, 0, 6));
        server("MQTT-3.2.2-8", "a reason that is none of its own", PROTOCOL_ERROR, MQTT_5, packet(0x20, 0, 0x8E, 0));
        server("§3.2.2.3", "no property length", MALFORMED_PACKET, MQTT_5, packet(0x20, 0, 0));
        server("§3.2.3", "a payload", MALFORMED_PACKET, MQTT_5, packet(0x20, 0, 0, 0, 0));
        server("3.1.1 §3.2.3", "a payload", MALFORMED_PACKET, MQTT_3_1_1, packet(0x20, 0, 0, 0));
        connack("§3.2.2.3.3", "receive maximum 0", PROTOCOL_ERROR, 0x21, 0, 0);
        connack("§3.2.2.3.4", "maximum QoS 2", PROTOCOL_ERROR, 0x24, 2);
        connack("§3.2.2.3.5", "retain available 2", PROTOCOL_ERROR, 0x25, 2);
        connack("§3.2.2.3.6", "maximum packet size 0", PROTOCOL_ERROR, 0x27, 0, 0, 0, 0);
        connack("§3.2.2.3.11", "wildcards available 2", PROTOCOL_ERROR, 0x28, 2);
        connack("§3.2.2.3.12", "identifiers available 2", PROTOCOL_ERROR, 0x29, 2);
        connack("§3.2.2.3.13", "sharing available 2", PROTOCOL_ERROR, 0x2A, 2);
        connack("§3.2.2.3.7", "two assigned client ids", PROTOCOL_ERROR, 0x12, "a", 0x12, "a");
        connack("§3.2.2.3.18", "authentication data alone", PROTOCOL_ERROR, 0x16, "data");
        connack("MQTT-2.2.2-2", "a request for response information", MALFORMED_PACKET, 0x19, 1);
    }

    private void connack(String clause, String fault, ReasonCode reason, Object... parts) {
        server(clause, fault, reason, MQTT_5, packet(0x20, 0, 0, properties(parts)));
    }

    private void sub_and_unsuback() {
        for (int first : new int[] {0x90, 0xB0}) {
            server("MQTT-2.2.1-3", "packet id 0 in " + first, PROTOCOL_ERROR, MQTT_5, packet(first, 0, 0, 0, 0));
            server("§3.9.3", "no reason in " + first, PROTOCOL_ERROR, MQTT_5, packet(first, 0, 1, 0));
            server("MQTT-3.9.3-2", "reason 3 in " + first, PROTOCOL_ERROR, MQTT_5, packet(first, 0, 1, 0, 3));
            server("MQTT-3.9.3-2", "reason 0x10 in " + first, PROTOCOL_ERROR, MQTT_5, packet(first, 0, 1, 0, 0, 0x10));
        }
        server("3.1.1 MQTT-3.9.3-2", "return code 3", PROTOCOL_ERROR, MQTT_3_1_1, packet(0x90, 0, 1, 3));
        server("3.1.1 MQTT-3.9.3-2", "return code 0x87", PROTOCOL_ERROR, MQTT_3_1_1, packet(0x90, 0, 1, 0x87));
        server("3.1.1 §3.11.2", "a payload in UNSUBACK", MALFORMED_PACKET, MQTT_3_1_1, packet(0xB0, 0, 1, 0));
    }

    private void disconnect() {
        for (int code : new int[] {0x01, 0x18, 0x8E, 0x8B, 0x9C, 0x87, 0xFF}) {
            String fault = "reason " + code + " from a client";
            client("MQTT-3.14.2-1", fault, PROTOCOL_ERROR, MQTT_5, packet(0xE0, code));
        }
        server("MQTT-3.14.2-1", "reason 4 from a server", PROTOCOL_ERROR, MQTT_5, packet(0xE0, 0x04));
        byte[] expiry = packet(0xE0, 0, properties(0x11, 0, 0, 0, 9));
        server("MQTT-3.14.2-2", "a session expiry from a server", PROTOCOL_ERROR, MQTT_5, expiry);
        byte[] twice = packet(0xE0, 0, properties(0x11, 0, 0, 0, 9, 0x11, 0, 0, 0, 9));
        client("§3.14.2.2.2", "two session expiries", PROTOCOL_ERROR, MQTT_5, twice);
        client("§3.14.3", "a payload", MALFORMED_PACKET, MQTT_5, packet(0xE0, 0, 0, 0));
    }

    private void auth() {
        byte[] method = properties(0x15, "m");
        client("MQTT-3.15.2-1", "reason 0 from a client", PROTOCOL_ERROR, MQTT_5, packet(0xF0, 0, method));
        client("MQTT-3.15.2-1", "no reason from a client", PROTOCOL_ERROR, MQTT_5, packet(0xF0));
        client("MQTT-3.15.2-1", "reason 0x80 from a client", PROTOCOL_ERROR, MQTT_5, packet(0xF0, 0x80, method));
        server("MQTT-3.15.2-1", "reason 0x19 from a server", PROTOCOL_ERROR, MQTT_5, packet(0xF0, 0x19, method));
        client("§3.15.2.2.2", "no method", PROTOCOL_ERROR, MQTT_5, packet(0xF0, 0x18, 0));
        client("§3.15.2.2.2", "a reason alone", PROTOCOL_ERROR, MQTT_5, packet(0xF0, 0x18));
        byte[] two = properties(0x15, "m", 0x15, "m");
        client("§3.15.2.2.2", "two methods", PROTOCOL_ERROR, MQTT_5, packet(0xF0, 0x18, two));
        client("§3.15.3", "a payload", MALFORMED_PACKET, MQTT_5, packet(0xF0, 0x18, method, 0));
    }
}
