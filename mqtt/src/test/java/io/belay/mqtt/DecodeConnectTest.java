package io.belay.mqtt;

import static io.belay.mqtt.Wire.bytes;
import static io.belay.mqtt.Wire.encoded;
import static io.belay.mqtt.Wire.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeConnectTest {
    private static final byte[] SHORTEST_3_1_1 = bytes(
            0x10, // CONNECT
            12, // remaining length
            "MQTT", // protocol name
            4, // protocol level
            0x02, // connect flags: clean session
            0x00, // keep alive: 60 s
            60, // ...
            ""); // client id

    private static final byte[] FULL_3_1_1 = bytes(
            0x10, // CONNECT
            40, // remaining length
            "MQTT", // protocol name
            4, // protocol level
            0xEC, // connect flags: user name, password, will retain, will QoS 1, will
            0xFF, // keep alive: 65535 s
            0xFF, // ...
            "till-7", // client id
            "w/7", // will topic
            "gone", // will payload
            "alice", // user name
            "pw"); // password

    private static final byte[] FULL_5 = bytes(
            0x10, // CONNECT
            0x88, // remaining length 136
            0x01, // ...
            "MQTT", // protocol name
            5, // protocol level
            0xF6, // connect flags: user name, password, will retain, will QoS 2, will, clean start
            0x00, // keep alive: 30 s
            30, // ...
            48, // properties length
            0x11, // session expiry: never
            0xFF, // ...
            0xFF, // ...
            0xFF, // ...
            0xFF, // ...
            0x21, // receive maximum: 10
            0x00, // ...
            10, // ...
            0x27, // maximum packet size: 2147483648
            0x80, // ...
            0x00, // ...
            0x00, // ...
            0x00, // ...
            0x22, // topic alias maximum: 5
            0x00, // ...
            5, // ...
            0x19, // request response information
            1, // ...
            0x17, // no problem information
            0, // ...
            0x15, // authentication method
            "SCRAM", // ...
            0x16, // authentication data
            "n,,", // ...
            0x26, // user property
            "b", // ...
            "1", // ...
            0x26, // user property
            "a", // ...
            "2", // ...
            "till-7", // client id
            49, // will properties length
            0x26, // user property
            "z", // ...
            "1", // ...
            0x18, // will delay: 60 s
            0x00, // ...
            0x00, // ...
            0x00, // ...
            60, // ...
            0x01, // payload format: UTF-8
            1, // ...
            0x02, // message expiry: 3600 s
            0x00, // ...
            0x00, // ...
            0x0E, // ...
            0x10, // ...
            0x03, // content type
            "text", // ...
            0x08, // response topic
            "re", // ...
            0x09, // correlation data
            "c1", // ...
            0x26, // user property
            "a", // ...
            "2", // ...
            0x26, // user property
            "a", // ...
            "", // ...
            "w/7", // will topic
            "gone", // will payload
            "al", // user name
            "pw"); // password

    private static Packet.Connect decode(byte[] bytes) {
        return (Packet.Connect) Objects.requireNonNull(new MqttDecoder(true, 1_000).decode(ByteBuffer.wrap(bytes)));
    }

    @Test
    @Clause({"M3-21", "MQTT-3.1.3-6"})
    void the_shortest_connect_of_3_1_1_is_read() {
        Packet.Connect connect = decode(SHORTEST_3_1_1);

        assertThat(connect)
                .isEqualTo(new Packet.Connect(Version.MQTT_3_1_1, "", true, 60, null, null, null, Properties.NONE));
        assertThat(encoded(connect, Version.MQTT_3_1_1)).isEqualTo(SHORTEST_3_1_1);
    }

    @Test
    @Clause({"M3-16", "M3-18", "M3-20"})
    void all_that_a_connect_of_3_1_1_can_say_is_read() {
        Packet.Connect connect = decode(FULL_3_1_1);

        assertThat(connect.clientId()).isEqualTo("till-7");
        assertThat(connect.cleanStart()).isFalse();
        assertThat(connect.keepAliveS()).isEqualTo(65_535);
        assertThat(connect.username()).isEqualTo("alice");
        assertThat(connect.password()).isEqualTo(raw("pw"));
        assertThat(Wire.shown(connect.will()))
                .isEqualTo(Wire.shown(new Packet.Will("w/7", 1, true, 0, -1, bytes(0, raw("gone")))));
        assertThat(encoded(connect, Version.MQTT_3_1_1)).isEqualTo(FULL_3_1_1);
    }

    @Test
    @Clause({"M5-4", "M5-50", "M5-52", "M5-55", "M5-75", "M5-81", "M5-82"})
    void all_properties_of_a_connect_are_read() {
        Packet.Connect connect = decode(FULL_5);

        assertThat(connect.version()).isEqualTo(Version.MQTT_5);
        assertThat(connect.cleanStart()).isTrue();
        assertThat(connect.properties())
                .isEqualTo(Properties.builder()
                        .put(Property.SESSION_EXPIRY_INTERVAL, 0xFFFF_FFFFL)
                        .put(Property.RECEIVE_MAXIMUM, 10)
                        .put(Property.MAXIMUM_PACKET_SIZE, 0x8000_0000L)
                        .put(Property.TOPIC_ALIAS_MAXIMUM, 5)
                        .put(Property.REQUEST_RESPONSE_INFORMATION, 1)
                        .put(Property.REQUEST_PROBLEM_INFORMATION, 0)
                        .put(Property.AUTHENTICATION_METHOD, "SCRAM")
                        .put(Property.AUTHENTICATION_DATA, raw("n,,"))
                        .user("b", "1")
                        .user("a", "2")
                        .build());
    }

    @Test
    @Clause({"M5-25", "M5-27", "M5-29", "MQTT-3.1.3-10"})
    void a_will_keeps_what_goes_with_its_message_and_the_order_of_its_user_properties() {
        Packet.Will will = Objects.requireNonNull(decode(FULL_5).will());

        assertThat(will.topic()).isEqualTo("w/7");
        assertThat(will.qos()).isEqualTo(2);
        assertThat(will.retain()).isTrue();
        assertThat(will.delayS()).isEqualTo(60);
        assertThat(will.expiryS()).isEqualTo(3_600);
        assertThat(Content.payload(will.content())).isEqualTo(raw("gone"));
        assertThat(Content.properties(will.content()))
                .isEqualTo(Properties.builder()
                        .put(Property.PAYLOAD_FORMAT_INDICATOR, 1)
                        .put(Property.CONTENT_TYPE, "text")
                        .put(Property.RESPONSE_TOPIC, "re")
                        .put(Property.CORRELATION_DATA, raw("c1"))
                        .user("z", "1")
                        .user("a", "2")
                        .user("a", "")
                        .build());
    }

    @Test
    @Clause("M5-18")
    void a_password_without_a_user_name_is_allowed_in_5() {
        byte[] bytes = bytes(
                0x10, // CONNECT
                18, // remaining length
                "MQTT", // protocol name
                5, // protocol level
                0x40, // connect flags: password
                0x00, // keep alive: off
                0x00, // ...
                0, // properties length
                "a", // client id
                "pw"); // password

        Packet.Connect connect = decode(bytes);

        assertThat(connect.username()).isNull();
        assertThat(connect.password()).isEqualTo(raw("pw"));
        assertThat(encoded(connect, Version.MQTT_5)).isEqualTo(bytes);
    }

    @Test
    @Clause({"M3-42", "MQTT-1.5.4-3"})
    void a_byte_order_mark_is_a_character_like_any_other() {
        byte[] bytes = Wire.packet(0x10, "MQTT", 4, 2, 0, 60, "\uFEFFa");

        assertThat(decode(bytes).clientId()).isEqualTo("\uFEFFa");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0001",
                "\u007F",
                "\u0080",
                "\u07FF",
                "\u0800",
                "\uD7FF",
                "\uE000",
                "\uFFFF",
                "𐀀",
                "\uDBFF\uDFFF"
            })
    @Clause("MQTT-1.5.4-1")
    void every_character_but_nul_and_surrogates_may_stand_in_a_string(String text) {
        byte[] bytes = Wire.packet(0x10, "MQTT", 4, 2, 0, 60, text);

        assertThat(decode(bytes).clientId()).isEqualTo(text);
    }

    @Test
    @Clause("M5-86")
    void a_remaining_length_in_more_bytes_than_needed_is_allowed_in_3_1_1() {
        byte[] bytes = bytes(0x10, 0x8D, 0x80, 0x80, 0, "MQTT", 4, 2, 0, 60, "a"); // 13 in four bytes

        assertThat(decode(bytes).clientId()).isEqualTo("a");
    }
}
