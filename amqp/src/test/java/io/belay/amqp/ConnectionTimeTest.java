package io.belay.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.codec.Frame;
import io.belay.amqp.codec.Frame.ProtocolHeader;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Close;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.SaslFrame;
import io.belay.amqp.type.Symbol;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTimeTest {
    @Test
    void a_peer_that_does_not_open_in_time_loses_the_line() {
        TestEnd end = TestEnd.server(TestEnd.SMALL);
        assertThat(end.connection.nextTickMs()).isEqualTo(5_000);

        assertThat(end.ticks(4_999).connection.isClosed()).isFalse();
        assertThat(end.ticks(5_000).connection.isClosed()).isTrue();

        assertThat(end.events(AmqpEvent.Failed.class))
                .extracting(AmqpEvent.Failed::condition)
                .containsExactly(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
        assertThat(end.connection.nextTickMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void bytes_that_trickle_do_not_keep_a_line_that_is_not_open() {
        TestEnd end = TestEnd.server(TestEnd.SMALL);
        for (int n = 1; n < 5; n++)
            end.ticks(n * 1_000).hears(ByteBuffer.wrap(new byte[] {(byte) "AMQP".charAt(n - 1)}));

        assertThat(end.ticks(5_000).connection.isClosed()).isTrue();
    }

    @Test
    void while_it_is_our_turn_the_time_of_the_peer_stands_still() {
        Symbol plain = Symbol.of("PLAIN");
        TestEnd end = TestEnd.server(TestEnd.SMALL);
        end.connection.saslMechanisms(List.of(plain), true);
        end.hears(ProtocolHeader.SASL).hears(new SaslFrame.SaslInit(plain, null, null));

        assertThat(end.ticks(60_000).connection.isClosed()).isFalse();
        end.connection.saslOutcome(SaslCode.OK, null);
        assertThat(end.ticks(64_999).connection.isClosed()).isFalse();
        assertThat(end.ticks(65_000).connection.isClosed()).isTrue();
    }

    @Test
    @Clause("AMQP-2.4.5")
    void a_peer_that_is_silent_for_too_long_is_told_and_loses_the_line() {
        TestEnd end = TestEnd.openServer(TestEnd.SMALL);
        end.nowMs = 1_000;
        end.hears(ByteBuffer.wrap(new byte[] {0, 0, 0, 8, 2, 0, 0, 0}));

        assertThat(end.ticks(60_999).connection.isClosed()).isFalse();
        assertThat(end.ticks(61_000).connection.isClosed()).isTrue();

        assertThat(end.said(Close.class).get(0).error().condition()).isEqualTo(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
    }

    @Test
    void silence_while_we_do_not_read_is_not_the_peers_fault() {
        TestEnd end = TestEnd.openServer(TestEnd.SMALL);
        end.connection.pause();
        assertThat(end.ticks(100_000).connection.isClosed()).isFalse();

        end.resumes();

        assertThat(end.ticks(159_999).connection.isClosed()).isFalse();
        assertThat(end.ticks(160_000).connection.isClosed()).isTrue();
    }

    @Test
    @Clause("AMQP-2.4.5")
    void we_are_never_silent_for_longer_than_half_of_what_the_peer_bears() {
        TestEnd end = TestEnd.openServer(TestEnd.SMALL, Frames.open("c", 4_096, 9, 8_000));
        long saidMs = 0;

        for (long ms = 0; ms < 40_000; ms += 100) {
            end.ticks(ms).hears(ByteBuffer.wrap(new byte[] {0, 0, 0, 8, 2, 0, 0, 0}));
            if (!end.said().isEmpty()) saidMs = ms;
            assertThat(ms - saidMs).isLessThanOrEqualTo(4_000);
            assertThat(end.said()).allMatch(Frame.Heartbeat.class::isInstance);
            end.forget();
        }
    }

    @Test
    @Clause("AMQP-2.4.5")
    void nothing_is_said_to_a_peer_that_bears_any_silence_or_that_we_speak_to_anyway() {
        TestEnd patient = TestEnd.openServer(TestEnd.SMALL);
        TestEnd busy = TestEnd.withSession(TestEnd.SMALL, Frames.open("c", 4_096, 9, 8_000), Frames.begin(-1));
        for (long ms = 0; ms < 20_000; ms += 1_000) {
            assertThat(patient.ticks(ms).said()).isEmpty();
            assertThat(busy.ticks(ms).said()).isEmpty();
            busy.hears(0, Frames.flow(0, 8, -1, -1, -1, false, true)).forget();
        }
    }

    @Test
    void a_close_that_is_not_answered_ends_the_line_in_time() {
        TestEnd end = TestEnd.openServer(TestEnd.SMALL);
        end.connection.close(null);

        assertThat(end.ticks(4_999).connection.isClosed()).isFalse();
        assertThat(end.ticks(5_000).connection.isClosed()).isTrue();
        assertThat(end.events()).isEmpty();
        assertThat(end.connection.ended()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"499,500", "500,500", "501,501", "59999,59999", "60000,60000", "60001,60000"})
    void a_line_bears_less_silence_than_its_limits_say_if_it_is_told(long wish, long granted) {
        TestEnd end = TestEnd.server(TestEnd.SMALL);
        end.hears(ProtocolHeader.AMQP);
        end.hears(0, Frames.open("client"));
        end.connection.silenceMax(wish);
        end.connection.open(Frames.open("server"));

        assertThat(end.ticks(granted - 1).connection.isClosed()).isFalse();
        assertThat(end.ticks(granted).connection.isClosed()).isTrue();
    }
}
