package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.PROTOCOL_ERROR;
import static io.belay.mqtt.ReasonCode.SUCCESS;
import static io.belay.mqtt.TestLine.V3;
import static io.belay.mqtt.TestLine.V5;
import static io.belay.mqtt.TestLine.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Clause;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the calls of a driver and the events of a line go together. */
class ConnectionTest {
    @Test
    void an_event_has_its_answer_before_the_next_packet_is_looked_at() {
        List<String> order = new ArrayList<>();
        TestLine line = TestLine.server(V5);
        line.reactingWith(event -> {
            order.add(event.getClass().getSimpleName());
            if (event instanceof MqttEvent.Connecting) line.connection.accept(TestLine.connack(Properties.NONE));
            if (event instanceof MqttEvent.Published it)
                line.connection.puback(it.publish().packetId(), SUCCESS);
            if (event instanceof MqttEvent.Subscribing it) {
                int id = it.subscribe().packetId();
                line.connection.suback(new Packet.Suback(id, List.of(SUCCESS), Properties.NONE));
            }
        });

        line.hears(together(
                TestLine.connect(V5, 0, Properties.NONE),
                publish("t", 1, 1),
                new Packet.Pingreq(),
                TestLine.subscribe(1, "t"),
                publish("t", 1, 1)));

        assertThat(order).containsExactly("Connecting", "Published", "Subscribing", "Published");
        assertThat(line.said())
                .extracting(packet -> packet.getClass().getSimpleName())
                .containsExactly("Connack", "Puback", "Pingresp", "Suback", "Puback");
    }

    private static byte[] together(Packet... packets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Packet packet : packets) all.writeBytes(TestLine.encoded(packet, V5));
        return all.toByteArray();
    }

    @Test
    void a_gateway_that_closes_within_an_event_hears_nothing_more() {
        TestLine line = TestLine.openServer(V5);
        line.reactingWith(event -> line.connection.disconnect(ReasonCode.NOT_AUTHORIZED, null));

        line.hears(together(publish("t", 0, 0), publish("t", 0, 0), new Packet.Pingreq()));

        assertThat(line.events()).hasSize(1);
        assertThat(line.said()).containsExactly(new Packet.Disconnect(ReasonCode.NOT_AUTHORIZED, Properties.NONE));
        assertThat(line.connection.ended()).isNull();
    }

    @Test
    void what_waits_for_connack_stays_in_order_with_what_comes_after_it() {
        TestLine line = TestLine.server(V5);
        byte[] second = TestLine.encoded(publish("b", 0, 0), V5);

        line.hears(together(TestLine.connect(V5, 0, Properties.NONE), publish("a", 0, 0)));
        line.hears(java.util.Arrays.copyOf(second, 3));
        assertThat(line.events()).hasSize(1);
        assertThat(line.connection.isWaiting()).isTrue();
        line.connection.accept(TestLine.connack(Properties.NONE));
        line.resumes().hears(java.util.Arrays.copyOfRange(second, 3, second.length));
        line.hears(publish("c", 0, 0));

        assertThat(line.events())
                .extracting(event -> ((MqttEvent.Published) event).publish().topic())
                .containsExactly("a", "b", "c");
    }

    @Test
    void a_driver_that_forgets_to_resume_loses_no_order() {
        TestLine line = TestLine.server(V5);
        line.hears(together(TestLine.connect(V5, 0, Properties.NONE), publish("a", 0, 0)));

        line.connection.accept(TestLine.connack(Properties.NONE));
        line.hears(publish("b", 0, 0));

        assertThat(line.events())
                .filteredOn(MqttEvent.Published.class::isInstance)
                .extracting(event -> ((MqttEvent.Published) event).publish().topic())
                .containsExactly("a", "b");
    }

    @Test
    @Clause({"M5-80", "MQTT-4.13.2-1"})
    void the_reason_of_a_failure_is_told_to_both_sides_in_words() {
        TestLine line = TestLine.openServer(V5);

        line.hears(publish("", 0, false, 0, 3));

        MqttEvent.Failed failed = (MqttEvent.Failed) line.events().get(0);
        assertThat(failed.reason()).isEqualTo(PROTOCOL_ERROR);
        assertThat(failed.why()).isEqualTo("topic alias 3 stands for no topic yet");
        assertThat(line.connection.ended()).isEqualTo(failed);
        Properties words =
                Properties.builder().put(Property.REASON_STRING, failed.why()).build();
        assertThat(line.said()).containsExactly(new Packet.Disconnect(PROTOCOL_ERROR, words));
    }

    @Test
    @Clause({"M5-75", "M5-80"})
    void a_malformed_packet_during_authentication_is_refused_by_connack() {
        Properties method = Properties.builder()
                .put(Property.AUTHENTICATION_METHOD, "SCRAM")
                .build();
        TestLine line = TestLine.server(V5);
        line.hears(TestLine.connect(V5, 0, method));

        line.hears("f1 00");

        assertThat(line.said())
                .singleElement()
                .extracting(packet -> ((Packet.Connack) packet).reason())
                .isEqualTo(ReasonCode.MALFORMED_PACKET);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void on_a_closed_connection_every_method_does_nothing(Version version) {
        TestLine server = TestLine.openServer(version);
        TestLine client = TestLine.openClient(version, 10, Properties.NONE);
        Properties none = Properties.NONE;
        for (TestLine line : List.of(server, client)) {
            MqttConnection it = line.connection;
            it.disconnect(SUCCESS, null);
            line.forget();

            assertThat(it.publish(TestLine.message("t"), 1, false, false, 1, -1, new int[0]))
                    .as("as if sent: the next line sends it again")
                    .isTrue();
            it.puback(1, SUCCESS);
            it.pubrec(1, SUCCESS);
            it.pubrel(1);
            it.pubcomp(1, SUCCESS);
            it.accept(TestLine.connack(none));
            it.refuse(ReasonCode.BANNED, none);
            it.challenge(new Packet.Auth(ReasonCode.CONTINUE_AUTHENTICATION, none));
            it.authenticate(new Packet.Auth(ReasonCode.CONTINUE_AUTHENTICATION, none));
            it.suback(new Packet.Suback(1, List.of(SUCCESS), none));
            it.unsuback(new Packet.Unsuback(1, List.of(SUCCESS), none));
            it.connect(TestLine.connect(version, 0, none));
            assertThat(it.subscribe(TestLine.subscribe(1, "t"))).isTrue();
            assertThat(it.unsubscribe(new Packet.Unsubscribe(1, List.of("t"), none)))
                    .isTrue();
            it.ping();
            it.disconnect(SUCCESS, null);
            it.disconnect(new Packet.Disconnect(SUCCESS, none));
            line.hears(new byte[] {(byte) 0xC0, 0}).resumes().at(1_000_000);

            assertThat(line.said()).isEmpty();
            assertThat(line.events()).isEmpty();
            assertThat(it.isWaiting()).isFalse();
            assertThat(it.nextTickMs()).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void the_version_is_known_once_connect_is_heard() {
        TestLine line = TestLine.server(V3);

        assertThat(line.connection.version()).isNull();
        line.hears(TestLine.connect(V3, 0, Properties.NONE));

        assertThat(line.connection.version()).isEqualTo(V3);
    }

    @Test
    @Clause({"M5-85"})
    void a_goodbye_can_name_another_server() {
        TestLine line = TestLine.openServer(V5);
        Properties other = Properties.builder()
                .put(Property.SERVER_REFERENCE, "b.example:1883")
                .build();

        line.connection.disconnect(new Packet.Disconnect(ReasonCode.SERVER_MOVED, other));

        assertThat(line.said()).containsExactly(new Packet.Disconnect(ReasonCode.SERVER_MOVED, other));
    }

    @Test
    @Clause({"M5-5", "MQTT-3.14.2-2"})
    void neither_end_says_a_session_expiry_in_disconnect_that_it_must_not() {
        Properties expiry =
                Properties.builder().put(Property.SESSION_EXPIRY_INTERVAL, 9).build();
        Packet.Disconnect disconnect = new Packet.Disconnect(SUCCESS, expiry);

        assertThatThrownBy(() -> TestLine.openServer(V5).connection.disconnect(disconnect))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        TestLine.openClient(V5, 0, Properties.NONE).connection.disconnect(disconnect))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Clause("M5-5")
    void a_client_with_a_session_expiry_can_change_it_when_it_leaves() {
        Properties kept =
                Properties.builder().put(Property.SESSION_EXPIRY_INTERVAL, 60).build();
        TestLine line = TestLine.client(V5);
        line.connection.connect(TestLine.connect(V5, 0, kept));
        line.hears(TestLine.connack(Properties.NONE));
        line.forget();

        Properties longer = Properties.builder()
                .put(Property.SESSION_EXPIRY_INTERVAL, 3_600)
                .build();
        line.connection.disconnect(new Packet.Disconnect(SUCCESS, longer));

        assertThat(line.said()).containsExactly(new Packet.Disconnect(SUCCESS, longer));
    }

    @Test
    void mistakes_of_ours_are_found_at_once() {
        MqttConnection server = TestLine.openServer(V5).connection;
        MqttConnection client = TestLine.openClient(V5, 0, Properties.NONE).connection;
        Packet.Auth auth = new Packet.Auth(ReasonCode.CONTINUE_AUTHENTICATION, Properties.NONE);
        List<Runnable> mistakes = List.of(
                () -> server.puback(1, SUCCESS),
                () -> server.pubrec(1, SUCCESS),
                () -> server.pubcomp(1, SUCCESS),
                () -> server.suback(new Packet.Suback(1, List.of(SUCCESS), Properties.NONE)),
                () -> server.unsuback(new Packet.Unsuback(1, List.of(SUCCESS), Properties.NONE)),
                () -> server.accept(TestLine.connack(Properties.NONE)),
                () -> server.refuse(ReasonCode.BANNED, Properties.NONE),
                () -> server.challenge(auth),
                () -> server.ping(),
                () -> server.connect(TestLine.connect(V5, 0, Properties.NONE)),
                () -> server.subscribe(TestLine.subscribe(1, "t")),
                () -> client.connect(TestLine.connect(V5, 0, Properties.NONE)),
                () -> client.authenticate(auth),
                () -> client.accept(TestLine.connack(Properties.NONE)),
                () -> client.suback(new Packet.Suback(1, List.of(SUCCESS), Properties.NONE)));

        for (Runnable mistake : mistakes) {
            assertThatThrownBy(mistake::run).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_message_released_twice_on_one_line_is_a_mistake_of_ours() {
        MqttConnection server = TestLine.openServer(V5).connection;
        server.pubrel(5);

        assertThatThrownBy(() -> server.pubrel(5)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void every_packet_has_a_branch_at_both_ends_of_an_open_line() {
        Properties none = Properties.NONE;
        Map<String, Packet> sample = new TreeMap<>();
        for (Packet packet : List.of(
                TestLine.connect(V5, 0, none),
                TestLine.connack(none),
                publish("t", 0, 0),
                new Packet.Puback(1, SUCCESS, none),
                new Packet.Pubrec(1, SUCCESS, none),
                new Packet.Pubrel(1, SUCCESS, none),
                new Packet.Pubcomp(1, SUCCESS, none),
                TestLine.subscribe(1, "t"),
                new Packet.Suback(1, List.of(SUCCESS), none),
                new Packet.Unsubscribe(1, List.of("t"), none),
                new Packet.Unsuback(1, List.of(SUCCESS), none),
                new Packet.Pingreq(),
                new Packet.Pingresp(),
                new Packet.Disconnect(SUCCESS, none),
                new Packet.Auth(ReasonCode.CONTINUE_AUTHENTICATION, none))) {
            sample.put(packet.getClass().getName(), packet);
        }
        assertThat(sample).hasSize(Packet.class.getPermittedSubclasses().length);

        for (Packet packet : sample.values()) {
            // Whatever it is, the peer's packet ends in an event, an answer, silence or a failure: never an exception.
            TestLine server = TestLine.openServer(V5).hears(packet);
            TestLine client = TestLine.openClient(V5, 0, none).hears(packet);
            boolean isOfOneEnd = packet instanceof Packet.Connect || packet instanceof Packet.Connack;
            if (isOfOneEnd)
                assertThat(List.of(server.failure(), client.failure())).containsOnly(PROTOCOL_ERROR);
        }
    }

    @Test
    void nothing_of_the_input_is_kept_and_all_of_it_is_taken() {
        TestLine line = TestLine.openServer(V3);
        byte[] first = TestLine.bytes("30 04 00 01 74");
        ByteBuffer in = ByteBuffer.wrap(first);

        line.connection.receive(in, 0, event -> {});
        java.util.Arrays.fill(first, (byte) 0xFF);
        line.hears("78");

        assertThat(in.hasRemaining()).isFalse();
        MqttEvent.Published told = (MqttEvent.Published) line.events().get(0);
        assertThat(told.publish().topic()).isEqualTo("t");
    }
}
