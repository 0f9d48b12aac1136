package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.KEEP_ALIVE_TIMEOUT;
import static io.belay.mqtt.TestLine.V3;
import static io.belay.mqtt.TestLine.V5;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What silence means, and when the driver is to look. */
class ConnectionTimeTest {
    private static TestLine openServer(int keepAliveS) {
        TestLine line = TestLine.server(V5);
        line.hears(TestLine.connect(V5, keepAliveS, Properties.NONE));
        line.connection.accept(TestLine.connack(Properties.NONE));
        line.forget();
        return line;
    }

    @ParameterizedTest
    @CsvSource({"1, 1500", "3, 4500", "65535, 98302500"})
    @Clause({"M3-10", "M5-10", "MQTT-3.1.2-22"})
    void the_driver_is_told_when_one_and_a_half_keep_alives_are_over(int keepAliveS, long dueMs) {
        TestLine line = openServer(keepAliveS);

        assertThat(line.connection.nextTickMs()).isEqualTo(dueMs);
        line.at(dueMs - 1);
        assertThat(line.isClosed()).isFalse();
        line.at(dueMs);

        assertThat(line.failure()).isEqualTo(KEEP_ALIVE_TIMEOUT);
        assertThat(line.connection.nextTickMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @Clause({"M5-10", "MQTT-3.1.2-22"})
    void any_byte_is_a_sign_of_life_even_within_a_packet() {
        TestLine line = openServer(10);

        line.passes(14_000).hears("30").at(15_000);
        assertThat(line.isClosed()).isFalse();
        line.passes(28_999).hears("7f").at(29_000);
        assertThat(line.connection.nextTickMs()).isEqualTo(43_999);
        line.at(43_999);

        assertThat(line.failure()).isEqualTo(KEEP_ALIVE_TIMEOUT);
    }

    @Test
    @Clause({"M5-11", "MQTT-3.2.2-21"})
    void a_keep_alive_of_the_server_holds_for_the_client() {
        TestLine line = TestLine.server(V5);
        line.hears(TestLine.connect(V5, 0, Properties.NONE));
        Properties properties =
                Properties.builder().put(Property.SERVER_KEEP_ALIVE, 20).build();

        line.connection.accept(TestLine.connack(properties));

        assertThat(line.connection.nextTickMs()).isEqualTo(30_000);
    }

    @Test
    void trickling_bytes_do_not_put_off_the_end_of_the_time_to_connect() {
        TestLine line = TestLine.server(V3);

        line.passes(3_000).hears("10 12 00 04").passes(4_999).hears("4d 51").at(5_000);

        assertThat(line.failure()).isEqualTo(KEEP_ALIVE_TIMEOUT);
        assertThat(line.said()).isEmpty();
    }

    @Test
    void a_client_that_waits_for_our_answer_has_all_the_time() {
        TestLine line = TestLine.server(V3);

        line.hears(TestLine.connect(V3, 1, Properties.NONE)).at(1_000_000);

        assertThat(line.isClosed()).isFalse();
        assertThat(line.connection.isWaiting()).isTrue();
    }

    @Test
    void silence_counts_from_the_answer_to_connect_not_from_connect() {
        TestLine line = TestLine.server(V3);
        line.hears(TestLine.connect(V3, 10, Properties.NONE)).passes(60_000);

        line.connection.accept(TestLine.connack(Properties.NONE));
        line.resumes();

        assertThat(line.connection.nextTickMs()).isEqualTo(75_000);
        assertThat(line.at(74_999).isClosed()).isFalse();
        assertThat(line.at(75_000).isClosed()).isTrue();
    }

    @Test
    void while_the_driver_does_not_read_silence_is_not_the_peers_fault() {
        TestLine line = openServer(10);

        line.connection.pause();
        line.at(15_000);
        assertThat(line.isClosed()).isFalse();
        assertThat(line.connection.nextTickMs())
                .as("it looks again, and not at once")
                .isEqualTo(30_000);
        line.at(30_000).passes(31_000).resumes();
        assertThat(line.connection.nextTickMs()).isEqualTo(46_000);
        line.at(46_000);

        assertThat(line.failure()).isEqualTo(KEEP_ALIVE_TIMEOUT);
    }

    @Test
    void while_our_answers_are_late_silence_is_not_the_peers_fault() {
        TestLine line = TestLine.server(V3, new MqttLimits(1 << 10, 0, 5_000, 10_000, 1, 0, 0));
        line.hears(TestLine.connect(V3, 10, Properties.NONE));
        line.connection.accept(TestLine.connack(Properties.NONE));
        line.hears(TestLine.publish("t", 1, 1), TestLine.publish("t", 1, 2));

        line.at(15_000);
        assertThat(line.isClosed()).isFalse();
        line.connection.puback(1, ReasonCode.SUCCESS);
        line.at(29_999);
        assertThat(line.isClosed()).isFalse();
        line.at(30_000);

        assertThat(line.isClosed()).isTrue();
    }

    @Test
    void a_driver_that_pauses_before_connect_gives_the_client_its_time_anew() {
        TestLine line = TestLine.server(V3);

        line.connection.pause();
        line.at(5_000).resumes();

        assertThat(line.connection.nextTickMs()).isEqualTo(10_000);
        assertThat(line.at(9_999).isClosed()).isFalse();
        assertThat(line.at(10_000).isClosed()).isTrue();
    }

    @Test
    @Clause({"M3-10", "M5-10", "MQTT-3.1.2-20"})
    void a_client_is_never_silent_for_longer_than_its_keep_alive() {
        TestLine line = TestLine.openClient(V3, 10, Properties.NONE);
        long saidMs = 0;

        for (long nowMs = 1; nowMs <= 120_000; nowMs++) {
            line.at(nowMs);
            boolean isOfUser = nowMs < 60_000 && nowMs % 7_001 == 0;
            if (isOfUser) line.connection.publish(TestLine.message("t"), 0, false, false, 0, -1, new int[0]);
            boolean pinged = line.said().stream().anyMatch(Packet.Pingreq.class::isInstance);
            if (pinged) line.hears(new Packet.Pingresp());
            if (pinged || isOfUser) saidMs = nowMs;
            assertThat(nowMs - saidMs).isLessThanOrEqualTo(10_000);
        }

        assertThat(line.isClosed()).isFalse();
    }

    @Test
    void a_client_that_talks_all_the_time_still_finds_out_that_nobody_listens() {
        TestLine line = TestLine.openClient(V3, 10, Properties.NONE);
        long nowMs = 0;

        while (!line.isClosed() && nowMs < 100_000) {
            nowMs += 100;
            line.connection.publish(TestLine.message("t"), 0, false, false, 0, -1, new int[0]);
            line.at(nowMs);
        }

        assertThat(line.failure()).isEqualTo(KEEP_ALIVE_TIMEOUT);
        assertThat(nowMs).as("keep alive + ping time-out").isLessThanOrEqualTo(10_000 + 10_000);
    }

    @Test
    void whatever_the_server_says_after_a_ping_shows_that_it_is_there() {
        TestLine line = TestLine.openClient(V3, 10, Properties.NONE);

        line.at(5_000).passes(14_999).hears(TestLine.publish("t", 0, 0)).at(15_000);

        assertThat(line.isClosed()).isFalse();
    }

    @Test
    void a_ping_of_the_user_is_watched_like_any_other() {
        TestLine line = TestLine.openClient(V3, 0, Properties.NONE);

        line.connection.ping();
        assertThat(line.connection.nextTickMs()).isEqualTo(10_000);
        line.at(10_000);

        assertThat(line.failure()).isEqualTo(KEEP_ALIVE_TIMEOUT);
    }

    @Test
    void a_line_at_rest_gives_back_the_room_of_louder_times() {
        TestLine line = openServer(10);
        line.connection.publish(
                new PublishTemplate("t", TestLine.content("x".repeat(100_000))), 0, false, false, 0, -1, new int[0]);
        var loud = line.connection.out();
        line.connection.drained();

        line.passes(14_000).hears("c0 00");
        line.connection.drained();
        line.at(15_000);
        assertThat(line.connection.out())
                .as("something was said since the last look")
                .isSameAs(loud);
        line.passes(16_000).hears("30").at(30_000);

        assertThat(line.connection.out()).isNotSameAs(loud);
    }
}
