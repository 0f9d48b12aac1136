package io.belay.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.demo.Fault;
import io.belay.demo.Proxy;
import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client library can be made to do: lines that fall silent, packets that break off, acknowledgements left out. */
class RawSessionTest {
    @TempDir
    static Path directory;

    static BrokerProcess broker;

    @BeforeAll
    static void start() {
        broker = Brokers.start(directory);
    }

    @AfterAll
    static void stop() {
        if (broker != null) broker.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    @Clause({"M3-31", "M5-38", "MQTT-4.4.0-1"})
    void what_was_not_acknowledged_comes_again_with_its_packet_id_and_flagged(int level) throws Exception {
        String name = "forgetful-" + level;
        try (RawClient publisher = RawClient.clean(5, broker.port(), "to-" + name)) {
            RawClient first = RawClient.returning(level, broker.port(), name);
            first.subscribe(name, 2);
            publisher.publish(name, 1, false, "one");
            publisher.publish(name, 2, false, "two");
            RawPacket one = first.expect(RawPacket.PUBLISH);
            RawPacket two = first.expect(RawPacket.PUBLISH);
            assertThat(one.isDup() || two.isDup()).isFalse();
            first.reset();

            try (RawClient second = RawClient.returning(level, broker.port(), name)) {
                List<RawPacket> again = second.take(2);
                assertThat(again).extracting(RawPacket::text).containsExactly("one", "two");
                assertThat(again).extracting(RawPacket::packetId).containsExactly(one.packetId(), two.packetId());
                assertThat(again).allMatch(RawPacket::isDup);
            }
        }
    }

    @Test
    @Clause({"M5-37", "MQTT-4.3.3-10"})
    void a_message_that_is_sent_twice_before_its_release_is_delivered_once() throws Exception {
        byte[] text = "once".getBytes(StandardCharsets.UTF_8);
        try (RawClient subscriber = RawClient.clean(5, broker.port(), "once-s")) {
            subscriber.subscribe("once", 2);
            RawClient first = RawClient.returning(5, broker.port(), "once-p");
            first.send(PacketBytes.publish(5, "once", 2, false, false, 7, text));
            first.expect(PacketBytes.PUBREC, 7);
            first.reset();

            try (RawClient second = RawClient.returning(5, broker.port(), "once-p")) {
                second.send(PacketBytes.publish(5, "once", 2, true, false, 7, text));
                second.expect(PacketBytes.PUBREC, 7);
                second.send(PacketBytes.answer(PacketBytes.PUBREL, 7));
                second.expect(PacketBytes.PUBCOMP, 7);
                second.publish("once", 2, false, "next");
            }

            assertThat(subscriber.take(2)).extracting(RawPacket::text).containsExactly("once", "next");
        }
    }

    @Test
    @Clause({"S-7", "M5-20"})
    void a_client_whose_line_fell_silent_comes_back_to_its_session() throws Exception {
        try (Proxy proxy = new Proxy(new InetSocketAddress("127.0.0.1", broker.port()));
                RawClient publisher = RawClient.clean(5, broker.port(), "silent-p")) {
            RawClient first = RawClient.returning(5, proxy.port(), "silent");
            first.subscribe("silent", 1);
            proxy.inflict(Fault.HALF_OPEN_AT_BROKER, 0); // the broker does not learn that the client is gone
            publisher.publish("silent", 1, false, "into the void");

            try (RawClient second = RawClient.returning(5, broker.port(), "silent")) {
                RawPacket packet = second.expect(RawPacket.PUBLISH);
                assertThat(packet.text()).isEqualTo("into the void");
                second.settle(packet);
            }
        }
    }

    @Test
    @Clause({"M3-10", "M5-10", "S-11"})
    void a_client_that_says_nothing_for_one_and_a_half_keep_alives_is_closed_and_its_will_published() throws Exception {
        try (RawClient mourner = RawClient.clean(5, broker.port(), "waiting");
                RawClient silent = new RawClient(5, broker.port())) {
            mourner.subscribe("fell/silent", 1);
            byte[] connect = PacketBytes.connectWithWill(5, "falls-silent", "fell/silent", "no word");
            connect[11] = 1; // keep alive, seconds
            silent.send(connect);
            silent.expect(RawPacket.CONNACK);
            long startNs = System.nanoTime();

            assertThat(mourner.expect(RawPacket.PUBLISH).text()).isEqualTo("no word");

            assertThat((System.nanoTime() - startNs) / 1_000_000).isGreaterThanOrEqualTo(1400);
            silent.readToEnd();
        }
    }

    @Test
    @Clause({"M3-8", "M5-21", "M5-80"})
    void what_is_not_mqtt_is_closed_and_nobody_else_notices() throws Exception {
        try (RawClient bystander = RawClient.clean(5, broker.port(), "bystander");
                RawClient stranger = new RawClient(5, broker.port())) {
            stranger.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            stranger.readToEnd();
            bystander.send(PacketBytes.ping());
            bystander.expect(RawPacket.PINGRESP);
        }
    }

    @Test
    @Clause({"M3-33", "M5-40"})
    void a_packet_that_breaks_off_is_no_packet() throws Exception {
        try (RawClient subscriber = RawClient.clean(5, broker.port(), "half-s");
                RawClient publisher = RawClient.clean(5, broker.port(), "half-p")) {
            subscriber.subscribe("half", 1);
            byte[] whole = PacketBytes.publish(5, "half", 1, false, false, 1, new byte[1000]);
            RawClient breaking = RawClient.clean(5, broker.port(), "half-b");
            breaking.send(Arrays.copyOf(whole, 500));
            breaking.close();

            publisher.publish("half", 1, false, "whole");

            assertThat(subscriber.expect(RawPacket.PUBLISH).text()).isEqualTo("whole");
        }
    }

    @Test
    @Clause({"M3-23", "M5-18"})
    void a_protocol_level_from_the_future_is_refused() throws Exception {
        try (RawClient client = new RawClient(4, broker.port())) {
            byte[] connect = PacketBytes.connect(4, "future", true, 60, 0, 0);
            connect[8] = 6; // protocol level

            client.send(connect);

            RawPacket last = client.readToEnd();
            assertThat(last).as("CONNACK with a refusal").isNotNull();
            assertThat(last.type()).isEqualTo(RawPacket.CONNACK);
            assertThat(last.reason()).isNotZero();
        }
    }

    @Test
    void the_raw_client_itself_says_when_it_hears_what_it_did_not_expect() throws Exception {
        try (RawClient client = RawClient.clean(5, broker.port(), "surprised")) {
            client.send(PacketBytes.ping());

            assertThatThrownBy(() -> client.expect(PacketBytes.PUBACK)).isInstanceOf(IOException.class);
        }
    }
}
