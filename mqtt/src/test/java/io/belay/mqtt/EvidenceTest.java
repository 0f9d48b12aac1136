package io.belay.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Break;
import io.belay.base.Cause;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is kept of a peer's fault, for those who ask why its line ended. */
class EvidenceTest {
    private static Break how(TestLine line) {
        assertThat(line.connection.ended()).isInstanceOf(MqttEvent.Failed.class);
        return ((MqttEvent.Failed) line.connection.ended()).how();
    }

    @Test
    void the_wrong_byte_and_what_follows_it_are_kept() {
        TestLine line = TestLine.openServer(Version.MQTT_5);

        line.hears("82 05 00 00 00 00 00"); // SUBSCRIBE with packet id 0

        assertThat(how(line).cause()).isSameAs(Cause.PROTOCOL);
        assertThat(how(line).words())
                .isEqualTo("expected a packet id from 1, not 0 at byte 2; bytes from 2 on: 00 00 00 00 00");
    }

    @Test
    void a_packet_that_came_in_pieces_is_kept_as_well() {
        TestLine line = TestLine.openServer(Version.MQTT_5);

        for (String piece : "82 05 00 00 00 00 00".split(" ")) line.hears(piece);

        assertThat(how(line).words()).endsWith("at byte 2; bytes from 2 on: 00 00 00 00 00");
    }

    @Test
    void of_a_packet_that_comes_at_the_wrong_time_its_first_bytes_are_kept() {
        TestLine line = TestLine.openServer(Version.MQTT_5);

        line.hears("c0 00"); // PINGREQ
        line.hears("62 02 00 07"); // PUBREL of what was never published
        line.hears("30 07 00 00 03 23 00 03 78 c0 00"); // PUBLISH by an alias that stands for nothing

        assertThat(how(line).words()).endsWith("; bytes from 0 on: 30 07 00 00 03 23 00 03 78 c0 00");
    }

    @Test
    void at_most_sixteen_bytes_are_kept() {
        TestLine line = TestLine.server(Version.MQTT_5);

        line.hears("GET /index.html HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(how(line).words()).endsWith("bytes from 0 on: 47 45 54 20 2f 69 6e 64 65 78 2e 68 74 6d 6c 20");
    }

    @Test
    void what_may_be_a_password_is_not_kept() {
        TestLine line = TestLine.server(Version.MQTT_5);

        // CONNECT with user name and password, and one byte too many behind them
        line.hears("10 19 00 04 4d 51 54 54 05 c2 00 3c 00 00 01 61 00 01 75 00 05 73 65 63 72 65 74");

        assertThat(how(line).words()).endsWith("bytes from 0 on: 10 19 00 04 4d 51 54 54 05 c2");
    }

    @Test
    void a_limit_is_called_a_limit_and_silence_silence() {
        TestLine large = TestLine.openServer(Version.MQTT_5);
        large.hears("30 ff ff ff 7f");
        TestLine silent = TestLine.server(Version.MQTT_5);
        silent.connection.tick(
                Long.MAX_VALUE / 2,
                event -> assertThat(((MqttEvent.Failed) event).how().cause()).isSameAs(Cause.SILENT));

        assertThat(how(large).cause()).isSameAs(Cause.LIMIT);
        assertThat(silent.connection.isClosed()).isTrue();
    }
}
