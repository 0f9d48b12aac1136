package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.PACKET_TOO_LARGE;
import static io.belay.mqtt.ReasonCode.QUOTA_EXCEEDED;
import static io.belay.mqtt.ReasonCode.RECEIVE_MAXIMUM_EXCEEDED;
import static io.belay.mqtt.ReasonCode.SUCCESS;
import static io.belay.mqtt.ReasonCode.TOPIC_ALIAS_INVALID;
import static io.belay.mqtt.TestLine.V3;
import static io.belay.mqtt.TestLine.V5;
import static io.belay.mqtt.TestLine.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer is granted, at the limit and one past it. */
class ConnectionLimitsTest {
    private static final MqttLimits FOUR_MESSAGES = new MqttLimits(1 << 10, 100, 5_000, 10_000, 4, 3, 3);

    private static TestLine open(Version version) {
        return TestLine.openServer(version, FOUR_MESSAGES, Properties.NONE);
    }

    @Test
    @Clause({"M5-50", "MQTT-3.3.4-9"})
    void as_many_messages_as_were_granted_may_be_unfinished() {
        TestLine line = open(V5);

        line.hears(publish("t", 1, 1), publish("t", 2, 2), publish("t", 1, 3), publish("t", 2, 4));

        assertThat(line.events()).hasSize(4);
        assertThat(line.isClosed()).isFalse();
    }

    @Test
    @Clause({"M5-50", "MQTT-3.3.4-9"})
    void one_message_more_than_was_granted_costs_the_line() {
        TestLine line = open(V5);

        line.hears(publish("t", 1, 1), publish("t", 2, 2), publish("t", 1, 3), publish("t", 2, 4), publish("t", 1, 5));

        assertThat(line.failure()).isEqualTo(RECEIVE_MAXIMUM_EXCEEDED);
        assertThat(line.said()).hasSize(1).first().isInstanceOf(Packet.Disconnect.class);
    }

    @Test
    @Clause("M5-50")
    void qos_0_and_repetitions_do_not_count_as_unfinished() {
        TestLine line = open(V5);

        line.hears(publish("t", 1, 1), publish("t", 2, 2), publish("t", 1, 3), publish("t", 2, 4));
        line.hears(publish("t", 0, 0), publish("t", 2, true, 4, 0), publish("t", 1, true, 1, 0));

        assertThat(line.isClosed()).isFalse();
        assertThat(line.events()).hasSize(5);
    }

    @Test
    @Clause({"M5-50", "M5-51"})
    void each_way_of_finishing_makes_room_for_one_more() {
        TestLine line = open(V5);
        line.hears(publish("t", 1, 1), publish("t", 2, 2), publish("t", 2, 3), publish("t", 2, 4));

        line.connection.puback(1, SUCCESS);
        line.connection.pubrec(2, QUOTA_EXCEEDED);
        line.connection.pubrec(3, SUCCESS);
        line.hears(new Packet.Pubrel(3, SUCCESS, Properties.NONE));
        line.connection.pubcomp(3, SUCCESS);
        line.hears(publish("t", 1, 5), publish("t", 1, 6), publish("t", 1, 7));
        assertThat(line.isClosed()).isFalse();
        line.hears(publish("t", 1, 8));

        assertThat(line.failure()).isEqualTo(RECEIVE_MAXIMUM_EXCEEDED);
    }

    @Test
    @Clause("M5-51")
    void a_release_of_an_earlier_line_makes_no_room() {
        TestLine line = open(V5);
        line.hears(publish("t", 1, 1), publish("t", 1, 2), publish("t", 1, 3), publish("t", 1, 4));

        line.hears(new Packet.Pubrel(9, SUCCESS, Properties.NONE));
        line.connection.pubcomp(9, SUCCESS);
        line.hears(publish("t", 1, 5));

        assertThat(line.failure()).isEqualTo(RECEIVE_MAXIMUM_EXCEEDED);
    }

    @Test
    void in_3_1_1_more_unanswered_packets_than_granted_make_the_driver_stop_reading() {
        TestLine line = open(V3);

        line.hears(publish("t", 1, 1), publish("t", 1, 2), publish("t", 2, 3), publish("t", 1, 4));
        assertThat(line.connection.isWaiting()).isFalse();
        line.hears(publish("t", 1, 5));
        assertThat(line.connection.isWaiting()).isTrue();
        line.connection.pubrec(3, SUCCESS);

        assertThat(line.connection.isWaiting()).as("now the client is to move").isFalse();
        assertThat(line.events()).as("nothing is lost").hasSize(5);
    }

    @Test
    void requests_without_end_make_the_driver_stop_reading() {
        TestLine line = open(V5);

        for (int id = 1; id <= 5; id++) line.hears(TestLine.subscribe(id, "t"));

        assertThat(line.connection.isWaiting()).isTrue();
    }

    @Test
    @Clause({"M5-50", "MQTT-3.3.4-7", "M5-51"})
    void we_hold_ourselves_to_the_receive_maximum_of_the_peer() {
        Properties two = Properties.builder().put(Property.RECEIVE_MAXIMUM, 2).build();
        TestLine line = TestLine.openServer(V5, MqttLimits.DEFAULT, two);

        assertThat(line.connection.sendQuota()).isEqualTo(2);
        send(line, 1, 1);
        send(line, 2, 2);
        send(line, 0, 0);
        assertThat(line.connection.sendQuota()).isZero();

        assertThatThrownBy(() -> send(line, 1, 3)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Clause({"M5-51", "MQTT-4.9.0-1", "MQTT-4.9.0-2"})
    void the_quota_rises_when_the_peer_finishes_and_never_above_its_start() {
        Properties two = Properties.builder().put(Property.RECEIVE_MAXIMUM, 2).build();
        TestLine line = TestLine.openServer(V5, MqttLimits.DEFAULT, two);
        send(line, 1, 1);
        send(line, 2, 2);

        line.hears(new Packet.Puback(1, SUCCESS, Properties.NONE));
        assertThat(line.connection.sendQuota()).isEqualTo(1);
        line.hears(new Packet.Pubrec(2, SUCCESS, Properties.NONE));
        assertThat(line.connection.sendQuota()).as("PUBREC is not the end").isEqualTo(1);
        line.connection.pubrel(2);
        line.hears(new Packet.Pubcomp(2, SUCCESS, Properties.NONE));
        assertThat(line.connection.sendQuota()).isEqualTo(2);
        line.hears(new Packet.Pubcomp(2, SUCCESS, Properties.NONE), new Packet.Puback(1, SUCCESS, Properties.NONE));

        assertThat(line.connection.sendQuota()).isEqualTo(2);
    }

    @Test
    @Clause("M5-51")
    void a_release_that_goes_on_from_an_earlier_line_takes_no_quota() {
        TestLine line = TestLine.openServer(V5);

        line.connection.pubrel(7);
        assertThat(line.connection.sendQuota()).isEqualTo(65_535);
        line.hears(new Packet.Pubcomp(7, SUCCESS, Properties.NONE));

        assertThat(line.connection.sendQuota()).isEqualTo(65_535);
    }

    private static boolean send(TestLine line, int qos, int packetId) {
        return line.connection.publish(TestLine.message("t"), qos, false, false, packetId, -1, new int[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    @Clause({"M5-55", "MQTT-3.3.2-9"})
    void every_alias_up_to_the_maximum_is_accepted(int alias) {
        TestLine line = open(V5);

        line.hears(publish("t", 0, false, 0, alias), publish("", 0, false, 0, alias));

        assertThat(line.events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(
                                ((MqttEvent.Published) event).publish().topic())
                        .isEqualTo("t"));
    }

    @Test
    @Clause({"M5-55", "MQTT-3.3.2-9"})
    void an_alias_past_the_maximum_costs_the_line() {
        TestLine line = open(V5);

        line.hears(publish("t", 0, false, 0, 4));

        assertThat(line.failure()).isEqualTo(TOPIC_ALIAS_INVALID);
    }

    @Test
    @Clause({"M5-55", "MQTT-3.2.2-18"})
    void no_alias_is_accepted_where_none_was_granted() {
        MqttLimits none = new MqttLimits(1 << 10, 100, 5_000, 10_000, 4, 0, 0);
        TestLine line = TestLine.openServer(V5, none, Properties.NONE);

        line.hears(publish("t", 0, false, 0, 1));

        assertThat(line.failure()).isEqualTo(TOPIC_ALIAS_INVALID);
    }

    @Test
    @Clause({"M5-52", "MQTT-3.2.2-15"})
    void the_longest_packet_granted_is_accepted_and_one_byte_more_is_not_even_awaited() {
        TestLine longest = open(V5);
        TestLine longer = open(V5);

        longest.hears("30 fd 07").hears(new byte[1_020]); // 3 + 1021 = 1024, one byte is missing
        longer.hears("30 fe 07");

        assertThat(longest.isClosed()).isFalse();
        assertThat(longer.failure()).isEqualTo(PACKET_TOO_LARGE);
    }

    @Test
    void a_packet_one_byte_shorter_than_the_longest_granted_is_told() {
        TestLine line = open(V5);
        byte[] topicAndPayload = new byte[1_020];
        topicAndPayload[1] = 1;
        topicAndPayload[2] = 't';

        line.hears("30 fc 07").hears(topicAndPayload);

        assertThat(line.events()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 100})
    void bytes_up_to_the_limit_are_held_until_connack(int count) {
        TestLine line = TestLine.server(V3, FOUR_MESSAGES);
        line.hears(TestLine.connect(V3, 0, Properties.NONE));

        line.hears(Arrays.copyOf(pings(50), count));
        line.connection.accept(TestLine.connack(Properties.NONE));
        line.resumes();

        assertThat(line.said()).filteredOn(Packet.Pingresp.class::isInstance).hasSize(count / 2);
    }

    private static byte[] pings(int count) {
        byte[] pings = new byte[2 * count];
        for (int index = 0; index < pings.length; index += 2) pings[index] = (byte) 0xC0;
        return pings;
    }

    @Test
    void one_byte_more_than_the_limit_before_connack_costs_the_line() {
        TestLine line = TestLine.server(V5, FOUR_MESSAGES);
        line.hears(TestLine.connect(V5, 0, Properties.NONE));

        line.hears(pings(50));
        assertThat(line.isClosed()).isFalse();
        line.hears(new byte[1]);

        assertThat(line.failure()).isEqualTo(QUOTA_EXCEEDED);
        assertThat(line.said()).containsExactly(refusal(QUOTA_EXCEEDED, "expected at most 100 bytes before CONNACK"));
    }

    private static Packet.Connack refusal(ReasonCode reason, String why) {
        return new Packet.Connack(
                false,
                reason,
                Properties.builder().put(Property.REASON_STRING, why).build());
    }

    @Test
    void limits_out_of_range_are_not_taken() {
        assertThatThrownBy(() -> new MqttLimits(15, 0, 1, 1, 1, 0, 0)).hasMessageContaining("packetLengthMax");
        assertThatThrownBy(() -> new MqttLimits(16, -1, 1, 1, 1, 0, 0)).hasMessageContaining("heldLengthMax");
        assertThatThrownBy(() -> new MqttLimits(16, 0, 0, 1, 1, 0, 0)).hasMessageContaining("connectTimeoutMs");
        assertThatThrownBy(() -> new MqttLimits(16, 0, 1, 0, 1, 0, 0)).hasMessageContaining("pingTimeoutMs");
        assertThatThrownBy(() -> new MqttLimits(16, 0, 1, 1, 0, 0, 0)).hasMessageContaining("receiveMaximum");
        assertThatThrownBy(() -> new MqttLimits(16, 0, 1, 1, 65_536, 0, 0)).hasMessageContaining("receiveMaximum");
        assertThatThrownBy(() -> new MqttLimits(16, 0, 1, 1, 1, 65_536, 0)).hasMessageContaining("topicAliasMaximum");
        assertThatThrownBy(() -> new MqttLimits(16, 0, 1, 1, 1, 0, -1)).hasMessageContaining("topicAliasMaximumOut");
    }
}
