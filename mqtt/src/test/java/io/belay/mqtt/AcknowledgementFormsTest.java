package io.belay.mqtt;

import static io.belay.mqtt.Version.MQTT_3_1_1;
import static io.belay.mqtt.Version.MQTT_5;
import static io.belay.mqtt.Wire.bytes;
import static io.belay.mqtt.Wire.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers, DISCONNECT and AUTH: their short forms, and what 3.1.1 makes of them. */
class AcknowledgementFormsTest {
    private static final Properties WHY =
            Properties.builder().put(Property.REASON_STRING, "why").build();

    @Test
    @Clause("MQTT-3.4.2-1")
    void success_without_properties_takes_two_bytes_behind_the_header() {
        byte[] bytes = bytes(
                0x40, // PUBACK
                2, // remaining length
                0x12, // packet id
                0x34); // ...

        Packet puback = new Packet.Puback(0x1234, ReasonCode.SUCCESS, Properties.NONE);

        assertThat(encoded(puback, MQTT_5)).isEqualTo(bytes);
        assertThat(encoded(puback, MQTT_3_1_1)).isEqualTo(bytes);
        assertThat(Wire.fromClient(MQTT_5, bytes)).isEqualTo(puback);
        assertThat(Wire.fromClient(MQTT_3_1_1, bytes)).isEqualTo(puback);
    }

    @Test
    @Clause("MQTT-3.5.2-1")
    void a_reason_without_properties_takes_one_byte_more() {
        byte[] bytes = bytes(
                0x50, // PUBREC
                3, // remaining length
                0x00, // packet id
                7, // ...
                0x97); // quota exceeded

        Packet pubrec = new Packet.Pubrec(7, ReasonCode.QUOTA_EXCEEDED, Properties.NONE);

        assertThat(encoded(pubrec, MQTT_5)).isEqualTo(bytes);
        assertThat(Wire.fromClient(MQTT_5, bytes)).isEqualTo(pubrec);
    }

    @Test
    @Clause("MQTT-3.6.2-1")
    void properties_bring_their_reason_along() {
        byte[] bytes = bytes(
                0x62, // PUBREL
                10, // remaining length
                0xFF, // packet id
                0xFF, // ...
                0x00, // success
                6, // properties length
                0x1F, // reason string
                "why"); // ...

        Packet pubrel = new Packet.Pubrel(65_535, ReasonCode.SUCCESS, WHY);

        assertThat(encoded(pubrel, MQTT_5)).isEqualTo(bytes);
        assertThat(Wire.fromClient(MQTT_5, bytes)).isEqualTo(pubrel);
        assertThat(encoded(pubrel, MQTT_3_1_1)).isEqualTo(bytes(0x62, 2, 0xFF, 0xFF));
    }

    @Test
    @Clause("MQTT-3.7.2-1")
    void a_longer_form_than_needed_is_read_too() {
        Packet pubcomp = new Packet.Pubcomp(1, ReasonCode.SUCCESS, Properties.NONE);

        assertThat(Wire.fromClient(MQTT_5, bytes(0x70, 3, 0, 1, 0))).isEqualTo(pubcomp);
        assertThat(Wire.fromClient(MQTT_5, bytes(0x70, 4, 0, 1, 0, 0))).isEqualTo(pubcomp);
    }

    @Test
    @Clause("M3-40")
    void a_refusal_that_3_1_1_has_no_word_for_is_a_plain_acknowledgement() {
        Packet puback = new Packet.Puback(1, ReasonCode.NOT_AUTHORIZED, WHY);

        assertThat(encoded(puback, MQTT_3_1_1)).isEqualTo(bytes(0x40, 2, 0, 1));
    }

    @Test
    @Clause({"M3-37", "MQTT-3.9.3-1"})
    void every_refused_filter_is_0x80_in_3_1_1() {
        var reasons = List.of(ReasonCode.SUCCESS, ReasonCode.GRANTED_QOS_2, ReasonCode.NOT_AUTHORIZED);
        Packet suback = new Packet.Suback(1, reasons, WHY);

        byte[] v4 = encoded(suback, MQTT_3_1_1);

        assertThat(v4).isEqualTo(bytes(0x90, 5, 0, 1, 0, 2, 0x80));
        assertThat(encoded(suback, MQTT_5)).isEqualTo(bytes(0x90, 12, 0, 1, 6, 0x1F, "why", 0, 2, 0x87));
        assertThat(Wire.fromServer(MQTT_3_1_1, v4))
                .isEqualTo(new Packet.Suback(
                        1,
                        List.of(ReasonCode.SUCCESS, ReasonCode.GRANTED_QOS_2, ReasonCode.UNSPECIFIED_ERROR),
                        Properties.NONE));
    }

    @Test
    @Clause("M3-38")
    void an_unsuback_of_3_1_1_has_no_reasons() {
        Packet unsuback = new Packet.Unsuback(1, List.of(ReasonCode.NO_SUBSCRIPTION_EXISTED), Properties.NONE);

        assertThat(encoded(unsuback, MQTT_3_1_1)).isEqualTo(bytes(0xB0, 2, 0, 1));
        assertThat(encoded(unsuback, MQTT_5)).isEqualTo(bytes(0xB0, 4, 0, 1, 0, 0x11));
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, 0",
        "UNSUPPORTED_PROTOCOL_VERSION, 1",
        "CLIENT_IDENTIFIER_NOT_VALID, 2",
        "SERVER_UNAVAILABLE, 3",
        "SERVER_BUSY, 3",
        "QUOTA_EXCEEDED, 3",
        "BAD_USER_NAME_OR_PASSWORD, 4",
        "NOT_AUTHORIZED, 5",
        "BANNED, 5",
    })
    @Clause({"M3-23", "MQTT-3.2.2-6"})
    void a_connack_of_3_1_1_carries_the_nearest_return_code(ReasonCode reason, int code) {
        Packet connack = new Packet.Connack(false, reason, WHY);

        assertThat(encoded(connack, MQTT_3_1_1)).isEqualTo(bytes(0x20, 2, 0, code));
    }

    @ParameterizedTest
    @EnumSource(names = {"MALFORMED_PACKET", "PROTOCOL_ERROR", "TOPIC_NAME_INVALID", "PACKET_TOO_LARGE"})
    @Clause("M3-23")
    void a_connack_that_3_1_1_has_no_code_for_is_not_written(ReasonCode reason) {
        Packet connack = new Packet.Connack(false, reason, Properties.NONE);

        assertThat(encoded(connack, MQTT_3_1_1)).isEmpty();
        assertThat(MqttEncoder.encodedLength(connack, MQTT_3_1_1)).isZero();
        assertThat(encoded(connack, MQTT_5)).isEqualTo(bytes(0x20, 3, 0, reason.code(), 0));
    }

    @Test
    @Clause({"M5-7", "MQTT-3.2.2-2"})
    void session_present_is_the_lowest_flag() {
        byte[] bytes = bytes(
                0x20, // CONNACK
                3, // remaining length
                0x01, // session present
                0x00, // success
                0); // properties length

        Packet connack = new Packet.Connack(true, ReasonCode.SUCCESS, Properties.NONE);

        assertThat(encoded(connack, MQTT_5)).isEqualTo(bytes);
        assertThat(Wire.fromServer(MQTT_5, bytes)).isEqualTo(connack);
        assertThat(Wire.fromServer(MQTT_3_1_1, bytes(0x20, 2, 1, 0))).isEqualTo(connack);
    }

    @Test
    @Clause({"M5-30", "M3-12"})
    void a_normal_disconnect_is_two_bytes() {
        Packet goodbye = new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE);

        assertThat(encoded(goodbye, MQTT_5)).isEqualTo(bytes(0xE0, 0));
        assertThat(encoded(goodbye, MQTT_3_1_1)).isEqualTo(bytes(0xE0, 0));
        assertThat(Wire.fromClient(MQTT_5, bytes(0xE0, 0))).isEqualTo(goodbye);
        assertThat(Wire.fromClient(MQTT_5, bytes(0xE0, 1, 0))).isEqualTo(goodbye);
        assertThat(Wire.fromClient(MQTT_5, bytes(0xE0, 2, 0, 0))).isEqualTo(goodbye);
        assertThat(Wire.fromClient(MQTT_3_1_1, bytes(0xE0, 0))).isEqualTo(goodbye);
    }

    @Test
    @Clause({"M5-20", "M3-7"})
    void a_server_s_disconnect_is_not_written_in_3_1_1() {
        Packet taken = new Packet.Disconnect(ReasonCode.SESSION_TAKEN_OVER, Properties.NONE);

        assertThat(encoded(taken, MQTT_5)).isEqualTo(bytes(0xE0, 1, 0x8E));
        assertThat(encoded(taken, MQTT_3_1_1)).isEmpty();
        assertThat(MqttEncoder.encodedLength(taken, MQTT_3_1_1)).isZero();
    }

    @Test
    @Clause("M5-5")
    void a_disconnect_may_change_the_session_expiry() {
        byte[] bytes = bytes(
                0xE0, // DISCONNECT
                7, // remaining length
                0x04, // with will
                5, // properties length
                0x11, // session expiry: 300 s
                0x00, // ...
                0x00, // ...
                0x01, // ...
                0x2C); // ...

        Properties expiry =
                Properties.builder().put(Property.SESSION_EXPIRY_INTERVAL, 300).build();

        assertThat(Wire.fromClient(MQTT_5, bytes))
                .isEqualTo(new Packet.Disconnect(ReasonCode.DISCONNECT_WITH_WILL, expiry));
    }

    @Test
    @Clause({"M5-75", "MQTT-3.15.2-1"})
    void an_auth_names_its_method_and_only_a_server_s_may_be_empty() {
        byte[] bytes = bytes(
                0xF0, // AUTH
                10, // remaining length
                0x18, // continue
                8, // properties length
                0x15, // method
                "m", // ...
                0x16, // data
                0x00, // ...
                0x01, // ...
                0x00); // ...
        Properties properties = Properties.builder()
                .put(Property.AUTHENTICATION_METHOD, "m")
                .put(Property.AUTHENTICATION_DATA, new byte[] {0})
                .build();
        Packet auth = new Packet.Auth(ReasonCode.CONTINUE_AUTHENTICATION, properties);

        assertThat(encoded(auth, MQTT_5)).isEqualTo(bytes);
        assertThat(Wire.fromClient(MQTT_5, bytes)).isEqualTo(auth);
        assertThat(encoded(auth, MQTT_3_1_1)).isEmpty();
        assertThat(Wire.fromServer(MQTT_5, bytes(0xF0, 0)))
                .isEqualTo(new Packet.Auth(ReasonCode.SUCCESS, Properties.NONE));
    }

    @Test
    void pings_are_two_bytes() {
        assertThat(encoded(new Packet.Pingreq(), MQTT_5)).isEqualTo(bytes(0xC0, 0));
        assertThat(encoded(new Packet.Pingresp(), MQTT_3_1_1)).isEqualTo(bytes(0xD0, 0));
    }
}
