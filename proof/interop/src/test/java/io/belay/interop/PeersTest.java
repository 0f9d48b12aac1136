package io.belay.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.demo.Fault;
import io.belay.demo.Proxy;
import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What other people's clients find when they come to this broker, over real sockets. */
@Tag("programs") // some of the clients are programs that must be installed
class PeersTest {
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
    @EnumSource
    @Clause({"M3-28", "M3-29", "M5-35", "M5-36", "M5-37"})
    void a_message_arrives_at_every_quality_of_service(Peer peer) throws Exception {
        String topic = "qos/" + peer;
        for (int qos = 0; qos <= 2; qos++) {
            try (Line subscriber = peer.open(Visit.once(broker.port(), peer + "-qos-s-" + qos));
                    Line publisher = peer.open(Visit.once(broker.port(), peer + "-qos-p-" + qos))) {
                subscriber.subscribe(topic, qos);

                publisher.publish(topic, qos, false, "at " + qos);

                assertThat(subscriber.next()).isEqualTo(new Arrival(topic, "at " + qos, qos, false));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Clause({"M3-1", "M3-2", "M5-3", "M5-41"})
    void a_returning_client_gets_what_it_missed_in_order(Peer peer) throws Exception {
        Visit visit = Visit.first(broker.port(), peer + "-returning");
        String topic = "missed/" + peer;
        try (Line first = peer.open(visit)) {
            first.subscribe(topic, 2);
            first.leave();
        }
        try (RawClient publisher = RawClient.clean(5, broker.port(), "missed-by-" + peer)) {
            for (int number = 0; number < 20; number++) publisher.publish(topic, 1 + number / 10, false, "" + number);
        }

        try (Line second = peer.open(visit.again())) {
            for (int number = 0; number < 20; number++) {
                assertThat(second.next()).isEqualTo(new Arrival(topic, "" + number, 1 + number / 10, false));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Clause({"M3-15", "M5-25"})
    void its_will_is_published_when_its_line_breaks(Peer peer) throws Exception {
        String topic = "will/" + peer;
        try (Proxy proxy = new Proxy(new InetSocketAddress("127.0.0.1", broker.port()));
                RawClient mourner = RawClient.clean(5, broker.port(), "mourner-of-" + peer);
                Line dying = peer.open(Visit.once(proxy.port(), peer + "-dying").withWill(topic))) {
            mourner.subscribe(topic, 1);
            dying.subscribe("will/nothing", 0);

            proxy.inflict(Fault.RESET, 0);

            assertThat(mourner.expect(RawPacket.PUBLISH).text()).isEqualTo("gone");
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MOSQUITTO_5", mode = EnumSource.Mode.EXCLUDE) // It asks for its will, see below.
    @Clause({"M3-17", "M5-26"})
    void its_will_is_forgotten_when_it_says_goodbye(Peer peer) throws Exception {
        String topic = "goodbye/" + peer;
        try (RawClient mourner = RawClient.clean(5, broker.port(), "no-mourner-of-" + peer);
                Line leaving =
                        peer.open(Visit.once(broker.port(), peer + "-leaving").withWill(topic))) {
            mourner.subscribe(topic, 1);
            leaving.subscribe("goodbye/nothing", 0);

            leaving.leave();
            try (RawClient marker = RawClient.clean(5, broker.port(), peer + "-leaving")) {
                marker.publish(topic, 1, false, "came again");
            }

            assertThat(mourner.expect(RawPacket.PUBLISH).text()).isEqualTo("came again");
        }
    }

    @Test
    @Clause("MQTT-3.14.4-3")
    void mosquitto_says_goodbye_with_its_will() throws Exception {
        try (RawClient mourner = RawClient.clean(5, broker.port(), "mourner-of-mosquitto");
                Line leaving = Peer.MOSQUITTO_5.open(
                        Visit.once(broker.port(), "mosquitto").withWill("asked/for"))) {
            mourner.subscribe("asked/for", 1);
            leaving.subscribe("asked/nothing", 0);

            leaving.leave(); // DISCONNECT with reason code 0x04

            assertThat(mourner.expect(RawPacket.PUBLISH).text()).isEqualTo("gone");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Clause({"M3-35", "M5-60"})
    void a_newcomer_gets_the_retained_message_until_an_empty_one_removes_it(Peer peer) throws Exception {
        String topic = "retained/" + peer;
        try (Line publisher = peer.open(Visit.once(broker.port(), peer + "-retaining"))) {
            publisher.publish(topic, 1, true, "old");
            publisher.publish(topic, 1, true, "kept");
            try (Line newcomer = peer.open(Visit.once(broker.port(), peer + "-newcomer"))) {
                newcomer.subscribe("retained/" + peer + "/#", 1);
                assertThat(newcomer.next()).isEqualTo(new Arrival(topic, "kept", 1, true));
            }

            publisher.publish(topic, 1, true, "");

            try (Line latecomer = peer.open(Visit.once(broker.port(), peer + "-latecomer"))) {
                latecomer.subscribe(topic, 1);
                publisher.publish(topic, 1, false, "fresh");
                assertThat(latecomer.next()).isEqualTo(new Arrival(topic, "fresh", 1, false));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = ".*_5", mode = EnumSource.Mode.MATCH_ALL)
    @Clause({"M5-70", "M5-71"})
    void members_of_a_group_share_its_messages_each_going_to_one(Peer peer) throws Exception {
        String filter = "$share/" + peer + "/shared/" + peer;
        try (Line publisher = peer.open(Visit.once(broker.port(), peer + "-to-group"));
                Line leaver = peer.open(Visit.once(broker.port(), peer + "-member-1"));
                Line stayer = peer.open(Visit.once(broker.port(), peer + "-member-2"))) {
            leaver.subscribe(filter, 1);
            stayer.subscribe(filter, 1);
            List<String> sent =
                    IntStream.range(0, 10).mapToObj(number -> "" + number).toList();
            for (String text : sent) publisher.publish("shared/" + peer, 1, false, text);

            List<String> shared = new ArrayList<>();
            for (Line member : List.of(leaver, stayer)) {
                for (int i = 0; i < 5; i++) shared.add(member.next().text());
            }
            assertThat(shared).containsExactlyInAnyOrderElementsOf(sent);

            leaver.leave();
            for (String text : sent) publisher.publish("shared/" + peer, 1, false, text);
            for (String text : sent) assertThat(stayer.next().text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Clause({"M3-7", "M5-20"})
    void it_loses_its_line_to_a_newcomer_of_the_same_name(Peer peer) throws Exception {
        try (Line older = peer.open(Visit.once(broker.port(), peer + "-older"))) {
            older.subscribe("takeover/" + peer, 1);

            try (RawClient newer = RawClient.clean(5, broker.port(), peer + "-older")) {
                older.awaitEnd();
                newer.send(PacketBytes.disconnect());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Clause({"M3-7", "M5-20"})
    void it_takes_over_from_an_older_line_of_the_same_name(Peer peer) throws Exception {
        String name = peer + "-newer";
        try (RawClient older = RawClient.clean(5, broker.port(), name);
                Line newer = peer.open(Visit.once(broker.port(), name))) {
            newer.subscribe("taken/" + peer, 1);

            assertThat(older.readToEnd()).isNotNull().returns(0x8E, RawPacket::reason);
            newer.publish("taken/" + peer, 1, false, "mine");
            assertThat(newer.next().text()).isEqualTo("mine");
        }
    }
}
