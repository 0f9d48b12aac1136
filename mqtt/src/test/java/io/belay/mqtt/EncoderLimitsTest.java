package io.belay.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderLimitsTest {
    private static final String LONGEST = "x".repeat(65_535);

    private static Packet.Connect connect(String clientId, String username, byte[] password, byte[] payload) {
        Packet.Will will = new Packet.Will("w", 0, false, 0, -1, Content.of(Properties.NONE, payload));
        return new Packet.Connect(Version.MQTT_5, clientId, true, 0, will, username, password, Properties.NONE);
    }

    @Test
    void every_field_of_connect_may_be_65535_bytes_long() {
        Packet connect = connect(LONGEST, LONGEST, new byte[65_535], new byte[65_535]);

        byte[] bytes = Wire.encoded(connect, Version.MQTT_5);

        assertThat(Wire.shown(Wire.fromClient(Version.MQTT_5, bytes))).isEqualTo(Wire.shown(connect));
    }

    @Test
    void a_field_of_connect_that_is_longer_is_a_caller_s_mistake() {
        byte[] tooLong = new byte[65_536];
        byte[] none = {};
        List<Packet> packets = List.of(
                connect(LONGEST + "x", "", none, none),
                connect("", LONGEST + "x", none, none),
                connect("", "", tooLong, none),
                connect("", "", none, tooLong));

        for (Packet packet : packets) {
            assertThatThrownBy(() -> Wire.encoded(packet, Version.MQTT_5)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_lone_surrogate_of_ours_is_written_as_a_question_mark_and_counted_as_one() {
        Packet unsubscribe =
                new Packet.Unsubscribe(1, List.of("a\uD800b", "\uDC00", "𝄞", "\uD800\uD800"), Properties.NONE);

        byte[] bytes = Wire.encoded(unsubscribe, Version.MQTT_5);

        assertThat(Wire.fromClient(Version.MQTT_5, bytes))
                .isEqualTo(new Packet.Unsubscribe(1, List.of("a?b", "?", "𝄞", "??"), Properties.NONE));
    }
}
