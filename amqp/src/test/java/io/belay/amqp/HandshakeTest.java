package io.belay.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.codec.Frame;
import io.belay.amqp.codec.Frame.ProtocolHeader;
import io.belay.amqp.codec.FrameEncoder;
import io.belay.amqp.sasl.SaslMechanism;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Close;
import io.belay.amqp.type.Performative.Open;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.SaslFrame;
import io.belay.amqp.type.Symbol;
import io.belay.base.ByteWriter;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final Symbol PLAIN = SaslMechanism.PLAIN.symbol();
    private static final Binary WORD = Binary.of((byte) 7);

    private final TestEnd end = TestEnd.server(TestEnd.SMALL);

    @Test
    @Clause("AMQP-5.3.2")
    void a_client_authenticates_in_as_many_steps_as_it_takes() {
        end.connection.saslMechanisms(List.of(PLAIN), true);

        end.hears(ProtocolHeader.SASL).hears(new SaslFrame.SaslInit(PLAIN, WORD, "host"));
        assertThat(end.events()).containsExactly(new AmqpEvent.SaslStarted(PLAIN, WORD, "host"));
        assertThat(end.connection.isWaiting()).isTrue();
        end.connection.saslChallenge(WORD);
        end.hears(new SaslFrame.SaslResponse(WORD));
        end.connection.saslOutcome(SaslCode.OK, WORD);
        end.hears(ProtocolHeader.AMQP);

        assertThat(end.said())
                .containsExactly(
                        ProtocolHeader.SASL,
                        new Frame.Sasl(new SaslFrame.SaslMechanisms(List.of(PLAIN))),
                        new Frame.Sasl(new SaslFrame.SaslChallenge(WORD)),
                        new Frame.Sasl(new SaslFrame.SaslOutcome(SaslCode.OK, WORD)),
                        ProtocolHeader.AMQP);
        assertThat(end.connection.isClosed()).isFalse();
    }

    @Test
    @Clause("AMQP-5.3.3.6")
    void a_client_that_is_not_believed_hears_so_and_loses_the_line() {
        end.connection.saslMechanisms(List.of(PLAIN), true);
        end.hears(ProtocolHeader.SASL).hears(new SaslFrame.SaslInit(PLAIN, WORD, null));

        end.connection.saslOutcome(SaslCode.AUTH, null);

        assertThat(end.said()).endsWith(new Frame.Sasl(new SaslFrame.SaslOutcome(SaslCode.AUTH, null)));
        assertThat(end.connection.isClosed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, 4096", "OAUTHBEARER, 20480"})
    @Clause("AMQP-5.3.1")
    void what_a_client_says_of_itself_has_its_limit(String mechanism, int lengthMax) {
        Symbol offered = Symbol.of(mechanism);
        TestEnd other = TestEnd.server(TestEnd.SMALL);
        for (TestEnd each : List.of(end, other)) {
            each.connection.saslMechanisms(List.of(PLAIN, offered), true);
            each.hears(ProtocolHeader.SASL);
        }

        end.hears(init(lengthMax));
        other.hears(init(lengthMax + 1));

        assertThat(end.connection.isWaiting()).isTrue();
        assertThat(other.connection.isClosed()).isTrue();
        AmqpEvent.Failed failed = (AmqpEvent.Failed) other.events().get(0);
        assertThat(failed.condition()).isEqualTo(ErrorCondition.CONNECTION_FRAMING_ERROR);
    }

    /** A frame of this length. */
    private static SaslFrame.SaslInit init(int length) {
        int others =
                FrameEncoder.write(new SaslFrame.SaslInit(PLAIN, Binary.of(new byte[256]), null), new ByteWriter(0));
        return new SaslFrame.SaslInit(PLAIN, Binary.of(new byte[256 + length - others]), null);
    }

    @Test
    void a_mechanism_that_was_not_offered_is_refused() {
        end.connection.saslMechanisms(List.of(PLAIN), true);

        end.hears(ProtocolHeader.SASL).hears(new SaslFrame.SaslInit(Symbol.of("X"), WORD, null));

        assertThat(end.said()).endsWith(new Frame.Sasl(new SaslFrame.SaslOutcome(SaslCode.AUTH, null)));
        assertFailed(ErrorCondition.UNAUTHORIZED_ACCESS);
    }

    @Test
    void what_a_client_sends_ahead_of_our_verdict_is_heard_after_it() {
        end.connection.saslMechanisms(List.of(PLAIN), true);
        end.hears(ProtocolHeader.SASL).hears(new SaslFrame.SaslInit(PLAIN, WORD, null));
        end.hears(ProtocolHeader.AMQP).hears(0, Frames.open("eager"));
        end.hears(0, Frames.begin(-1));
        assertThat(end.events()).hasSize(1);

        end.connection.saslOutcome(SaslCode.OK, null);
        end.resumes();
        assertThat(end.events()).hasSize(2).last().isEqualTo(new AmqpEvent.Opened(Frames.open("eager")));
        end.connection.open(Frames.open("server"));
        end.resumes();

        assertThat(end.events()).hasSize(3).last().isInstanceOf(AmqpEvent.Begun.class);
    }

    @Test
    @Clause("AMQP-2.2")
    void a_client_without_sasl_is_let_in_unless_sasl_is_required() {
        TestEnd strict = TestEnd.server(TestEnd.SMALL);
        strict.connection.saslMechanisms(List.of(PLAIN), true);
        TestEnd lenient = TestEnd.server(TestEnd.SMALL);
        lenient.connection.saslMechanisms(List.of(PLAIN), false);

        assertThat(strict.hears(ProtocolHeader.AMQP).said()).containsExactly(ProtocolHeader.SASL);
        assertThat(lenient.hears(ProtocolHeader.AMQP).said()).containsExactly(ProtocolHeader.AMQP);

        assertThat(strict.connection.isClosed()).isTrue();
        assertThat(lenient.connection.isClosed()).isFalse();
    }

    @Test
    @Clause("AMQP-2.2")
    void other_headers_are_answered_with_ours_and_the_line_ends() {
        ProtocolHeader tls = new ProtocolHeader(2, 1, 0, 0);
        ProtocolHeader older = new ProtocolHeader(0, 0, 9, 1);

        assertThat(TestEnd.server(TestEnd.SMALL).hears(tls).said()).containsExactly(ProtocolHeader.AMQP);
        assertThat(end.hears(older).said()).containsExactly(ProtocolHeader.AMQP);
        assertFailed(ErrorCondition.CONNECTION_FRAMING_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n", "\u0010\u000E\u0000\u0004MQTT\u0004\u0002"})
    void bytes_of_another_protocol_are_answered_with_our_header_and_the_line_ends(String bytes) {
        end.hears(ByteBuffer.wrap(Frames.bytes(bytes)));

        assertThat(end.said()).containsExactly(ProtocolHeader.AMQP);
        assertFailed(ErrorCondition.CONNECTION_FRAMING_ERROR);
    }

    @Test
    @Clause("AMQP-2.4.1")
    void the_peers_open_is_told_and_answered_with_what_our_limits_grant() {
        end.hears(ProtocolHeader.AMQP).hears(0, Frames.open("c"));
        assertThat(end.connection.isWaiting()).isTrue();

        end.connection.open(Frames.open("server"));

        Open said = end.said(Open.class).get(0);
        assertThat(said.containerId()).isEqualTo("server");
        assertThat(said.maxFrameSize()).isEqualTo(4_096);
        assertThat(said.channelMax()).isEqualTo(2);
        assertThat(said.idleTimeoutMs()).isEqualTo(30_000);
        assertThat(end.connection.isWaiting()).isFalse();
    }

    @Test
    @Clause("AMQP-2.4.3")
    void a_close_of_the_peer_is_answered_and_ends_the_line() {
        TestEnd open = TestEnd.openServer(TestEnd.SMALL);

        open.hears(0, new Close(null));

        assertThat(open.events()).containsExactly(new AmqpEvent.Closed(null));
        assertThat(open.said(Close.class)).containsExactly(new Close(null));
        assertThat(open.connection.isClosed()).isTrue();
        assertThat(open.connection.ended()).isEqualTo(new AmqpEvent.Closed(null));
    }

    @Test
    @Clause("AMQP-2.4.3")
    void a_close_of_ours_waits_for_the_answer_and_hears_nothing_else() {
        TestEnd open = TestEnd.openServer(TestEnd.SMALL);

        open.connection.close(Frames.error(ErrorCondition.CONNECTION_FORCED));
        open.hears(0, Frames.begin(-1));
        assertThat(open.connection.isClosed()).isFalse();
        open.hears(0, new Close(null));

        assertThat(open.events()).containsExactly(new AmqpEvent.Closed(null));
        assertThat(open.said(Close.class)).containsExactly(new Close(Frames.error(ErrorCondition.CONNECTION_FORCED)));
        assertThat(open.connection.isClosed()).isTrue();
    }

    @Test
    void a_peer_at_fault_hears_an_open_before_the_close_if_it_has_heard_none() {
        end.hears(ProtocolHeader.AMQP).hears(0, Frames.begin(-1));

        assertThat(end.said(0)).hasSize(2).first().isInstanceOf(Open.class);
        assertFailed(ErrorCondition.NOT_ALLOWED);
    }

    @Test
    void an_open_that_only_makes_way_for_a_close_says_so() {
        end.hears(ProtocolHeader.AMQP).hears(0, Frames.open("c"));

        end.connection.close(Frames.error(ErrorCondition.CONNECTION_FORCED));

        assertThat(end.said(Open.class))
                .singleElement()
                .satisfies(open -> assertThat(open.properties())
                        .containsExactly(Map.entry(Symbol.of("amqp:connection-establishment-failed"), true)));
        assertThat(end.said(Close.class)).hasSize(1);
    }

    @Test
    void a_second_open_costs_the_line() {
        TestEnd open = TestEnd.openServer(TestEnd.SMALL);

        open.hears(0, Frames.open("c"));

        assertThat(((AmqpEvent.Failed) open.events().get(0)).condition()).isEqualTo(ErrorCondition.NOT_ALLOWED);
    }

    @Test
    void frames_of_the_wrong_layer_cost_the_line() {
        end.connection.saslMechanisms(List.of(PLAIN), true);
        end.hears(ProtocolHeader.SASL).hears(0, Frames.open("c"));
        assertFailed(ErrorCondition.NOT_ALLOWED);

        TestEnd open = TestEnd.openServer(TestEnd.SMALL);
        open.hears(new SaslFrame.SaslInit(PLAIN, WORD, null));
        assertThat(open.connection.isClosed()).isTrue();
    }

    @Test
    void a_client_authenticates_and_opens() {
        TestEnd client = TestEnd.client(TestEnd.SMALL, true);
        client.hears(ProtocolHeader.SASL).hears(new SaslFrame.SaslMechanisms(List.of(PLAIN)));
        assertThat(client.events()).containsExactly(new AmqpEvent.SaslOffered(List.of(PLAIN)));

        client.connection.saslInit(PLAIN, WORD, "host");
        client.hears(new SaslFrame.SaslChallenge(WORD));
        client.connection.saslResponse(WORD);
        client.expectsHeader();
        client.hears(new SaslFrame.SaslOutcome(SaslCode.OK, null));
        client.connection.open(Frames.open("client"));
        client.hears(ProtocolHeader.AMQP).hears(0, Frames.open("server"));

        assertThat(client.events()).last().isEqualTo(new AmqpEvent.Opened(Frames.open("server")));
        assertThat(client.said().get(0)).isEqualTo(ProtocolHeader.SASL);
        assertThat(client.said(Open.class)).extracting(Open::containerId).containsExactly("client");
        assertThat(client.connection.session().isOpen()).isFalse();
    }

    @Test
    void a_client_that_is_refused_is_told_and_the_line_ends() {
        TestEnd client = TestEnd.client(TestEnd.SMALL, true);
        client.hears(ProtocolHeader.SASL).hears(new SaslFrame.SaslMechanisms(List.of(PLAIN)));
        client.connection.saslInit(PLAIN, WORD, null);

        client.hears(new SaslFrame.SaslOutcome(SaslCode.SYS_TEMP, null));

        assertThat(client.events()).last().isEqualTo(new AmqpEvent.SaslEnded(SaslCode.SYS_TEMP, null));
        assertThat(client.connection.isClosed()).isTrue();
    }

    @Test
    void a_client_whose_server_wants_sasl_ends_the_line() {
        TestEnd client = TestEnd.client(TestEnd.SMALL, false);

        client.hears(ProtocolHeader.SASL);

        assertThat(client.events(AmqpEvent.Failed.class)).hasSize(1);
        assertThat(client.said()).containsExactly(ProtocolHeader.AMQP);
    }

    private void assertFailed(Symbol condition) {
        assertThat(end.events(AmqpEvent.Failed.class))
                .extracting(AmqpEvent.Failed::condition)
                .containsExactly(condition);
        assertThat(end.connection.isClosed()).isTrue();
    }
}
