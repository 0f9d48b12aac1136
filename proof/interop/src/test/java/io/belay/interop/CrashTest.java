package io.belay.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client finds again after kill -9 of the broker, on the wire. */
class CrashTest {
    @TempDir
    Path directory;

    private BrokerProcess broker;

    @BeforeEach
    void start() {
        broker = Brokers.start(directory);
    }

    @AfterEach
    void stop() {
        if (broker != null) broker.close();
    }

    @Test
    @Clause({"M5-38", "M3-31", "MQTT-4.4.0-1"})
    void deliveries_under_way_come_again_with_their_packet_ids_and_flagged() throws Exception {
        RawClient before = RawClient.returning(5, broker.port(), "s");
        before.subscribe("t", 2);
        publish("one", 1);
        publish("two", 2);
        publish("three", 1);
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) ids.add(before.expect(RawPacket.PUBLISH).packetId());

        crash();

        try (RawClient after = RawClient.returning(5, broker.port(), "s")) {
            List<RawPacket> again = after.take(3);
            assertThat(again).extracting(RawPacket::text).containsExactly("one", "two", "three");
            assertThat(again).extracting(RawPacket::packetId).containsExactlyElementsOf(ids);
            assertThat(again).allMatch(RawPacket::isDup);
        }
    }

    @Test
    @Clause({"M5-37", "M5-38", "MQTT-4.3.3-5"})
    void a_delivery_that_was_released_is_released_again_and_not_delivered_again() throws Exception {
        RawClient before = RawClient.returning(5, broker.port(), "s");
        before.subscribe("t", 2);
        publish("released", 2);
        int id = before.expect(RawPacket.PUBLISH).packetId();
        before.send(PacketBytes.answer(PacketBytes.PUBREC, id));
        before.expect(PacketBytes.PUBREL, id);

        crash();

        try (RawClient after = RawClient.returning(5, broker.port(), "s")) {
            after.expect(PacketBytes.PUBREL, id);
            after.send(PacketBytes.answer(PacketBytes.PUBCOMP, id));
            publish("next", 2);
            assertThat(after.expect(RawPacket.PUBLISH).text()).isEqualTo("next");
        }
    }

    @Test
    @Clause({"M5-37", "MQTT-4.3.3-10"})
    void a_message_that_the_broker_has_is_not_taken_again_when_its_publisher_repeats_it() throws Exception {
        byte[] text = "once".getBytes(StandardCharsets.UTF_8);
        RawClient.returning(5, broker.port(), "s").subscribe("t", 2);
        RawClient before = RawClient.returning(5, broker.port(), "p");
        before.send(PacketBytes.publish(5, "t", 2, false, false, 9, text));
        before.expect(PacketBytes.PUBREC, 9);

        crash();

        try (RawClient after = RawClient.returning(5, broker.port(), "p")) {
            after.send(PacketBytes.publish(5, "t", 2, true, false, 9, text));
            after.expect(PacketBytes.PUBREC, 9);
            after.send(PacketBytes.answer(PacketBytes.PUBREL, 9));
            after.expect(PacketBytes.PUBCOMP, 9);
            after.publish("t", 2, false, "next");
        }
        try (RawClient subscriber = RawClient.returning(5, broker.port(), "s")) {
            assertThat(subscriber.take(2)).extracting(RawPacket::text).containsExactly("once", "next");
        }
    }

    @Test
    @Clause({"M5-5", "M3-35", "S-12"})
    void retained_messages_stay_and_the_will_of_a_session_that_stays_is_published() throws Exception {
        try (RawClient publisher = RawClient.clean(5, broker.port(), "p")) {
            publisher.publish("state", 1, true, "kept");
        }
        RawClient mourner = RawClient.returning(5, broker.port(), "mourner");
        mourner.subscribe("will", 1);
        RawClient dying = new RawClient(5, broker.port());
        byte[] connect = PacketBytes.connectWithWill(5, "dying", "will", "gone");
        dying.send(connect);
        dying.expect(RawPacket.CONNACK);

        crash();

        try (RawClient after = RawClient.clean(5, broker.port(), "after")) {
            after.send(PacketBytes.subscribe(5, 1, "state", 1));
            RawPacket first = after.read();
            RawPacket retained = first.type() == RawPacket.PUBLISH ? first : after.expect(RawPacket.PUBLISH);
            assertThat(retained.text()).isEqualTo("kept");
            assertThat(retained.isRetain()).isTrue();
        }
        // Wills wait after a start, so that clients have time to come back; a clean start ends the session and so the
        // wait.
        RawClient.clean(5, broker.port(), "dying").close();
        try (RawClient again = RawClient.returning(5, broker.port(), "mourner")) {
            assertThat(again.expect(RawPacket.PUBLISH).text()).isEqualTo("gone");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("programs") // some of the clients are programs that must be installed
    @Clause({"M3-6", "M5-4"})
    void other_peoples_clients_find_their_session_and_what_it_missed(Peer peer) throws Exception {
        Visit visit = Visit.first(broker.port(), "s");
        try (Line first = peer.open(visit)) {
            first.subscribe("t", 1);
            first.leave();
        }
        publish("before", 1);

        crash();

        publish("after", 1);
        try (Line second = peer.open(visit.again())) {
            assertThat(second.next().text()).isEqualTo("before");
            assertThat(second.next().text()).isEqualTo("after");
        }
    }

    private void crash() {
        broker.kill();
        broker.restart();
    }

    private void publish(String text, int qos) throws Exception {
        try (RawClient publisher = RawClient.clean(5, broker.port(), "publisher")) {
            publisher.publish("t", qos, false, text);
        }
    }
}
