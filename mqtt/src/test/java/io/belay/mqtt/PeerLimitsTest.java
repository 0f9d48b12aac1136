package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.PACKET_TOO_LARGE;
import static io.belay.mqtt.ReasonCode.SUCCESS;
import static io.belay.mqtt.TestLine.V3;
import static io.belay.mqtt.TestLine.V5;
import static io.belay.mqtt.TestLine.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer grants us, and how we keep to it. */
class PeerLimitsTest {
    private static final Properties TALKATIVE = Properties.builder()
            .put(Property.REASON_STRING, "no room")
            .user("queue", "orders")
            .build();

    private static TestLine openFor(Property property, int value) {
        return TestLine.openServer(
                V5,
                MqttLimits.DEFAULT,
                Properties.builder().put(property, value).build());
    }

    private static boolean send(TestLine line, String topic, int qos, int packetId) {
        return line.connection.publish(message(topic), qos, false, false, packetId, -1, new int[0]);
    }

    // 32 12 | 00 0c and a topic of 12 | 00 01 | 00 | x: twenty bytes
    @ParameterizedTest
    @CsvSource({"19, false", "20, true", "21, true"})
    @Clause({"M5-52", "MQTT-3.1.2-24", "MQTT-3.1.2-25"})
    void a_message_is_sent_only_if_the_peer_takes_its_size(int peerLengthMax, boolean isSent) {
        TestLine line = openFor(Property.MAXIMUM_PACKET_SIZE, peerLengthMax);

        assertThat(send(line, "till/7/price", 1, 1)).isEqualTo(isSent);

        assertThat(line.said()).hasSize(isSent ? 1 : 0);
        assertThat(line.connection.sendQuota()).isEqualTo(isSent ? 65_534 : 65_535);
        assertThat(line.isClosed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {65_534, 65_535})
    @Clause("M5-45")
    void any_packet_id_up_to_the_last_can_be_sent(int packetId) {
        TestLine line = TestLine.openServer(V5);

        send(line, "t", 1, packetId);
        line.hears(new Packet.Puback(packetId, SUCCESS, Properties.NONE));

        assertThat(line.events()).containsExactly(new MqttEvent.Acknowledged(packetId, SUCCESS));
    }

    @Test
    @Clause({"M5-45", "MQTT-2.2.1-4"})
    void an_id_in_flight_is_never_used_twice_and_zero_never() {
        TestLine line = TestLine.openServer(V5);
        send(line, "t", 1, 1);

        assertThatThrownBy(() -> send(line, "t", 2, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> send(line, "t", 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> send(line, "t", 1, 65_536)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Clause({"M5-83", "MQTT-3.4.2-2", "MQTT-3.5.2-2"})
    void a_reason_string_and_user_properties_are_said_if_they_fit() {
        TestLine line = openFor(Property.MAXIMUM_PACKET_SIZE, 32);
        line.hears(TestLine.publish("t", 1, 1));

        line.connection.puback(1, ReasonCode.QUOTA_EXCEEDED, TALKATIVE); // 40 1e: 32 bytes

        assertThat(line.said()).containsExactly(new Packet.Puback(1, ReasonCode.QUOTA_EXCEEDED, TALKATIVE));
    }

    @Test
    @Clause({"M5-83", "MQTT-3.4.2-2", "MQTT-3.4.2-3", "MQTT-3.5.2-2", "MQTT-3.5.2-3"})
    void a_reason_string_and_user_properties_are_left_out_if_they_do_not_fit() {
        TestLine line = openFor(Property.MAXIMUM_PACKET_SIZE, 31);
        line.hears(TestLine.publish("t", 1, 1), TestLine.publish("t", 2, 2));

        line.connection.puback(1, ReasonCode.QUOTA_EXCEEDED, TALKATIVE);
        line.connection.pubrec(2, ReasonCode.QUOTA_EXCEEDED, TALKATIVE);

        assertThat(line.said())
                .containsExactly(
                        new Packet.Puback(1, ReasonCode.QUOTA_EXCEEDED, Properties.NONE),
                        new Packet.Pubrec(2, ReasonCode.QUOTA_EXCEEDED, Properties.NONE));
    }

    @Test
    @Clause({"M5-81", "MQTT-3.1.2-29"})
    void a_peer_that_wants_no_problem_information_gets_it_in_connack_and_disconnect_only() {
        Properties quiet = Properties.builder()
                .put(Property.REQUEST_PROBLEM_INFORMATION, 0)
                .build();
        TestLine line = TestLine.server(V5);
        line.hears(TestLine.connect(V5, 0, quiet));
        line.connection.accept(TestLine.connack(TALKATIVE));
        line.hears(TestLine.publish("t", 1, 1), TestLine.publish("t", 2, 2), TestLine.subscribe(3, "t"));
        line.hears(new Packet.Unsubscribe(4, List.of("t"), Properties.NONE));
        line.connection.puback(1, SUCCESS, TALKATIVE);
        line.connection.pubrec(2, SUCCESS, TALKATIVE);
        line.connection.suback(new Packet.Suback(3, List.of(SUCCESS), TALKATIVE));
        line.connection.unsuback(new Packet.Unsuback(4, List.of(SUCCESS), TALKATIVE));
        line.connection.disconnect(ReasonCode.SERVER_BUSY, "no room");

        List<Packet> said = line.said();

        assertThat(((Packet.Connack) said.get(0)).properties().string(Property.REASON_STRING))
                .isEqualTo("no room");
        assertThat(said.subList(1, 5))
                .containsExactly(
                        new Packet.Puback(1, SUCCESS, Properties.NONE),
                        new Packet.Pubrec(2, SUCCESS, Properties.NONE),
                        new Packet.Suback(3, List.of(SUCCESS), Properties.NONE),
                        new Packet.Unsuback(4, List.of(SUCCESS), Properties.NONE));
        assertThat(((Packet.Disconnect) said.get(5)).properties().string(Property.REASON_STRING))
                .isEqualTo("no room");
    }

    @Test
    @Clause({"M5-83", "MQTT-3.9.2-2", "MQTT-3.11.2-2"})
    void an_answer_that_is_too_large_even_so_costs_the_line_and_is_explained() {
        TestLine line = openFor(Property.MAXIMUM_PACKET_SIZE, 20);
        line.hears(TestLine.subscribe(1, "t"));

        line.connection.suback(new Packet.Suback(1, Collections.nCopies(16, SUCCESS), TALKATIVE));

        assertThat(line.failure()).isEqualTo(PACKET_TOO_LARGE);
        assertThat(line.said()).containsExactly(new Packet.Disconnect(PACKET_TOO_LARGE, Properties.NONE));
    }

    @Test
    @Clause({"M5-52", "MQTT-3.1.2-24"})
    void a_peer_that_takes_next_to_nothing_is_sent_nothing() {
        TestLine line = TestLine.server(V5);
        Properties one =
                Properties.builder().put(Property.MAXIMUM_PACKET_SIZE, 1).build();
        line.hears(TestLine.connect(V5, 0, one));

        line.connection.accept(TestLine.connack(Properties.NONE));

        assertThat(line.failure()).isEqualTo(PACKET_TOO_LARGE);
        assertThat(line.said()).isEmpty();
    }

    @Test
    @Clause({"M5-52", "MQTT-3.1.2-24"})
    void an_acknowledgement_is_held_to_the_size_too() {
        TestLine line = openFor(Property.MAXIMUM_PACKET_SIZE, 17); // CONNACK fits, and nothing said later must not
        line.hears(TestLine.publish("t", 1, 1));

        line.connection.puback(1, SUCCESS);

        assertThat(line.said()).containsExactly(new Packet.Puback(1, SUCCESS, Properties.NONE));
    }

    @Test
    @Clause({"M5-30", "MQTT-3.14.2-3"})
    void the_reason_of_a_goodbye_is_left_out_if_it_does_not_fit() {
        TestLine line = openFor(Property.MAXIMUM_PACKET_SIZE, 20);

        line.connection.disconnect(ReasonCode.SERVER_BUSY, "a reason of 27 characters..");

        assertThat(line.said()).containsExactly(new Packet.Disconnect(ReasonCode.SERVER_BUSY, Properties.NONE));
    }

    @Test
    void a_reason_string_carries_nothing_that_a_string_must_not_carry() {
        TestLine line = TestLine.openServer(V5);

        line.connection.disconnect(ReasonCode.SERVER_BUSY, "a\u0000b\uD800c\u007Fd\uFFFEe");

        Properties clean =
                Properties.builder().put(Property.REASON_STRING, "a?b?c?d?e").build();
        assertThat(line.said()).containsExactly(new Packet.Disconnect(ReasonCode.SERVER_BUSY, clean));
    }

    @ParameterizedTest
    @CsvSource({"999, 999", "1000, 1000", "1001, 1000"})
    void a_reason_string_is_of_a_length_worth_reading(int length, int said) {
        TestLine line = TestLine.openServer(V5);

        line.connection.disconnect(ReasonCode.SERVER_BUSY, "x".repeat(length));

        Packet.Disconnect disconnect = (Packet.Disconnect) line.said().get(0);
        assertThat(disconnect.properties().string(Property.REASON_STRING)).hasSize(said);
    }

    @Test
    @Clause({"M5-55", "MQTT-3.1.2-26", "MQTT-3.1.2-27"})
    void the_topics_that_come_first_get_as_many_aliases_as_the_peer_takes() {
        TestLine line = openFor(Property.TOPIC_ALIAS_MAXIMUM, 2);

        for (String topic : List.of("a", "b", "c", "a", "b", "c")) send(line, topic, 0, 0);

        assertThat(line.said())
                .extracting(packet -> ((Packet.Publish) packet).topic() + ((Packet.Publish) packet).topicAlias())
                .containsExactly("a1", "b2", "c0", "1", "2", "c0");
    }

    @Test
    @Clause("M5-55")
    void no_more_aliases_are_used_than_our_own_limit_says() {
        TestLine line = openFor(Property.TOPIC_ALIAS_MAXIMUM, 65_535);

        for (int topic = 1; topic <= 17; topic++) send(line, "t" + topic, 0, 0);

        assertThat(line.said())
                .extracting(packet -> ((Packet.Publish) packet).topicAlias())
                .endsWith(14, 15, 16, 0);
    }

    @ParameterizedTest
    @CsvSource({"V3", "V5"})
    @Clause({"M5-55", "MQTT-3.1.2-27"})
    void no_alias_is_used_where_none_was_granted(String version) {
        TestLine line = TestLine.openServer(version.equals("V3") ? V3 : V5);

        send(line, "a", 0, 0);
        send(line, "a", 0, 0);

        assertThat(line.said())
                .allSatisfy(
                        packet -> assertThat(((Packet.Publish) packet).topic()).isEqualTo("a"));
    }

    // 30 0f | 00 08 and a topic of 8 | 03 23 00 01 | x: 17 bytes, and 14 without the alias
    @ParameterizedTest
    @CsvSource({"7, 1", "8, 1", "9, 0"})
    @Clause({"M5-55", "M5-52"})
    void an_alias_is_not_taught_if_the_message_is_too_long_with_it(int topicLength, int alias) {
        Properties small = Properties.builder()
                .put(Property.TOPIC_ALIAS_MAXIMUM, 2)
                .put(Property.MAXIMUM_PACKET_SIZE, 17)
                .build();
        TestLine line = TestLine.server(V5, new MqttLimits(1 << 10, 0, 5_000, 10_000, 4, 0, 3));
        line.hears(TestLine.connect(V5, 0, small));
        line.connection.accept(TestLine.connack(Properties.NONE));
        line.forget();

        assertThat(send(line, "x".repeat(topicLength), 0, 0)).isTrue();
        assertThat(send(line, "a", 0, 0)).isTrue();

        assertThat(line.said())
                .extracting(packet -> ((Packet.Publish) packet).topicAlias())
                .containsExactly(alias, alias + 1);
    }

    @Test
    @Clause({"M5-64", "MQTT-3.3.4-3"})
    void subscription_identifiers_are_said_in_5_0_only() {
        TestLine five = TestLine.openServer(V5);
        TestLine three = TestLine.openServer(V3);

        for (TestLine line : List.of(five, three)) {
            line.connection.publish(message("t"), 0, false, false, 0, 60, new int[] {3, 4});
        }

        assertThat(((Packet.Publish) five.said().get(0)).subscriptionIds()).containsExactly(3, 4);
        assertThat(three.saidHex()).isEqualTo("30 04 00 01 74 78");
    }

    @Test
    @Clause({"M5-53", "MQTT-3.2.2-11", "MQTT-3.2.2-14", "M5-64", "MQTT-3.3.4-6"})
    void a_client_keeps_to_what_the_server_can_do() {
        Properties little = Properties.builder()
                .put(Property.MAXIMUM_QOS, 1)
                .put(Property.RETAIN_AVAILABLE, 0)
                .build();
        TestLine line = TestLine.openClient(V5, 0, little);

        assertThat(send(line, "t", 1, 1)).isTrue();
        assertThatThrownBy(() -> send(line, "t", 2, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line.connection.publish(message("t"), 0, false, true, 0, -1, new int[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line.connection.publish(message("t"), 0, false, false, 0, -1, new int[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Clause({"M5-52", "MQTT-3.2.2-15"})
    void a_request_of_a_client_that_is_too_large_for_the_server_is_not_sent_and_costs_nothing() {
        Properties small =
                Properties.builder().put(Property.MAXIMUM_PACKET_SIZE, 9).build();
        TestLine line = TestLine.openClient(V5, 0, small);

        assertThat(line.connection.subscribe(TestLine.subscribe(1, "tt"))).isFalse(); // 82 08 …: ten bytes
        assertThat(line.connection.subscribe(TestLine.subscribe(1, "t"))).isTrue();

        assertThat(line.said()).hasSize(1);
        assertThat(line.isClosed()).isFalse();
    }

    @Test
    @Clause({"M5-82", "MQTT-3.1.2-28"})
    void response_information_is_not_for_a_client_that_did_not_ask() {
        TestLine line = TestLine.server(V5);
        line.hears(TestLine.connect(V5, 0, Properties.NONE));
        Properties unasked =
                Properties.builder().put(Property.RESPONSE_INFORMATION, "r/7").build();

        assertThatThrownBy(() -> line.connection.accept(TestLine.connack(unasked)))
                .isInstanceOf(IllegalStateException.class);
    }
}
