package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Break;
import io.belay.base.ByteWriter;
import io.belay.base.Cause;
import io.belay.mqtt.MqttEncoder;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Lines that carry, cut, stall and fall silent. */
final class LineTest {
    private static final long LATENCY_US = 100;
    private static final Packet CONNECT =
            new Packet.Connect(Version.MQTT_5, "c", true, 0, null, null, null, Properties.NONE);
    private static final Packet CONNACK = new Packet.Connack(false, ReasonCode.SUCCESS, Properties.NONE);

    private final Agenda agenda = new Agenda();
    private final History history = new History(agenda::nowUs, () -> 0);
    private final Ear client = new Ear();
    private final Ear server = new Ear();

    private static final Break RESET = new Break(Cause.RESET, "cut");

    private static final class Ear implements Line.End {
        private final ByteWriter heard = new ByteWriter(64);
        private final List<String> lost = new ArrayList<>();
        private int calls;

        @Override
        public void received(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            heard.writeRaw(copy, 0, copy.length);
            calls++;
        }

        @Override
        public void lost(Break how) {
            lost.add(how.words());
        }
    }

    private Line line(long seed, Mischief mischief) {
        Line.Surroundings world = new Line.Surroundings(agenda, new Chance(seed), history, mischief);
        return new Line(1, "c", Protocol.MQTT, world, LATENCY_US, client, server);
    }

    private static ByteBuffer bytes(Packet... packets) {
        ByteWriter out = new ByteWriter(64);
        for (Packet packet : packets) MqttEncoder.encode(packet, Version.MQTT_5, out);
        return out.view();
    }

    private List<Point> points() {
        return history.moments().stream()
                .map(Moment::event)
                .filter(Event.Passed.class::isInstance)
                .map(event -> ((Event.Passed) event).point())
                .toList();
    }

    @ParameterizedTest
    @Seeds(20)
    void bytes_arrive_whole_in_order_and_late_however_they_are_cut_up(long seed) {
        Line line = line(seed, Mischief.NONE);

        line.sendFromClient(bytes(CONNECT));
        line.sendFromClient(bytes(new Packet.Pingreq(), new Packet.Pingreq()));
        boolean isThereAtOnce = server.calls > 0;
        agenda.runUntil(1_000_000);

        assertThat(isThereAtOnce).isFalse();
        assertThat(server.heard.view()).isEqualTo(bytes(CONNECT, new Packet.Pingreq(), new Packet.Pingreq()));
        assertThat(points().subList(0, 3)).containsOnly(Point.CLIENT_SENT);
        assertThat(points().subList(3, 6)).containsOnly(Point.SERVER_GOT);
    }

    @Test
    void a_cut_loses_what_is_under_way_and_tells_both_ends_once() {
        Line line = line(1, Mischief.NONE);

        line.sendFromClient(bytes(CONNECT));
        line.cut(10, 20, RESET);
        line.cut(10, 20, new Break(Cause.RESET, "cut again"));
        agenda.runUntil(1_000_000);

        assertThat(server.calls).isZero();
        assertThat(client.lost).containsExactly("cut");
        assertThat(server.lost).containsExactly("cut");
        assertThat(line.isBroken()).isFalse();
    }

    @Test
    void a_half_open_line_is_silent_and_tells_nobody() {
        Line line = line(1, Mischief.NONE);

        line.halfOpen(true, false);
        line.sendFromClient(bytes(CONNECT));
        line.sendFromServer(bytes(CONNACK));
        agenda.runUntil(1_000_000);

        assertThat(server.calls).isZero();
        assertThat(client.calls).isPositive();
        assertThat(client.lost).isEmpty();
        assertThat(server.lost).isEmpty();
        assertThat(line.isBroken()).isTrue();
    }

    @Test
    void what_is_held_back_after_the_first_bytes_gets_through_once_it_is_released() {
        Line line = line(1, Mischief.NONE);
        ByteBuffer all = bytes(CONNECT);

        line.holdUp(5);
        line.sendFromClient(all.duplicate());
        line.closeByClient("given up");
        agenda.runUntil(1_000_000);
        int before = server.heard.length();
        boolean knewOfTheEnd = !server.lost.isEmpty();
        line.release();
        agenda.runUntil(2_000_000);

        assertThat(before).isEqualTo(5);
        assertThat(knewOfTheEnd).isFalse();
        assertThat(server.heard.view()).isEqualTo(all);
        assertThat(server.lost).containsExactly("given up");
    }

    @Test
    void one_direction_is_held_back_and_the_other_is_not() {
        Line line = line(1, Mischief.NONE);

        line.holdDown(0);
        line.sendFromClient(bytes(CONNECT));
        line.sendFromServer(bytes(CONNACK));
        agenda.runUntil(1_000_000);

        assertThat(server.calls).isPositive();
        assertThat(client.calls).isZero();
    }

    @Test
    void bytes_come_in_bunches_at_multiples_of_a_time() {
        Line line = line(1, Mischief.NONE);
        agenda.runUntil(10);

        line.bunch(50_000);
        for (int n = 0; n < 20; n++) line.sendFromClient(bytes(new Packet.Pingreq()));
        agenda.runUntil(49_999);
        int before = server.calls;
        agenda.runUntil(50_000);

        assertThat(before).isZero();
        assertThat(server.heard.length()).isEqualTo(40);
    }

    @Test
    void a_stalled_line_delivers_everything_later() {
        Line line = line(1, Mischief.NONE);

        line.stall(500_000);
        line.sendFromClient(bytes(CONNECT));
        agenda.runUntil(499_999);
        int before = server.calls;
        agenda.runUntil(1_000_000);

        assertThat(before).isZero();
        assertThat(server.heard.view()).isEqualTo(bytes(CONNECT));
    }

    @Test
    void who_closes_is_heard_after_what_he_said() {
        Line line = line(3, Mischief.NONE);

        line.sendFromClient(bytes(CONNECT));
        line.closeByClient("bye");
        agenda.runUntil(1_000_000);

        assertThat(server.heard.view()).isEqualTo(bytes(CONNECT));
        assertThat(server.lost).containsExactly("bye");
        assertThat(client.lost).isEmpty();
    }

    @Test
    void a_reader_that_pauses_leaves_bytes_on_the_line() {
        Line line = line(3, Mischief.NONE);

        line.pauseClient(true);
        line.sendFromClient(bytes(CONNECT));
        line.sendFromServer(bytes(CONNACK));
        agenda.runUntil(1_000_000);
        long unread = line.unreadByClient();
        line.pauseClient(false);
        agenda.runUntil(2_000_000);

        assertThat(unread).isEqualTo(bytes(CONNACK).remaining());
        assertThat(line.unreadByClient()).isZero();
        assertThat(client.heard.view()).isEqualTo(bytes(CONNACK));
    }

    @Test
    void mischief_changes_what_is_sent_and_what_the_history_shows() {
        Line line = line(3, new Mischief() {
            @Override
            public List<Packet> fromServer(Line from, Packet packet) {
                return List.of(packet, new Packet.Pingresp());
            }
        });

        line.sendFromClient(bytes(CONNECT));
        line.sendFromServer(bytes(CONNACK));
        agenda.runUntil(1_000_000);

        assertThat(client.heard.view()).isEqualTo(bytes(CONNACK, new Packet.Pingresp()));
        assertThat(points()).filteredOn(Point.SERVER_SENT::equals).hasSize(2);
    }

    @Test
    void what_no_protocol_knows_is_held_against_a_client_once_it_arrives() {
        Line line = line(1, Mischief.NONE);

        line.garble(new byte[] {0, 0}, RESET);
        assertThat(provocations()).isEmpty();
        agenda.runUntil(10 * LATENCY_US);
        assertThat(provocations()).containsExactly(new Event.Provoked(1, RESET));
        assertThat(server.heard.toArray()).containsExactly(0, 0);
    }

    @Test
    void what_is_lost_on_its_way_is_held_against_nobody() {
        Line line = line(1, Mischief.NONE);
        line.garble(new byte[] {0, 0}, RESET);

        line.halfOpen(true, false);
        agenda.runUntil(10 * LATENCY_US);

        assertThat(provocations()).isEmpty();
        assertThat(server.calls).isZero();
    }

    private List<Event> provocations() {
        return history.moments().stream()
                .map(Moment::event)
                .filter(Event.Provoked.class::isInstance)
                .toList();
    }

    @Test
    void bytes_that_nobody_can_read_are_noted_as_an_offence() {
        Line line = line(3, Mischief.NONE);

        line.sendFromClient(bytes(CONNECT));
        line.sendFromServer(ByteBuffer.wrap(new byte[] {(byte) 0xF1, 0})); // AUTH with a flag that must be 0

        assertThat(history.moments()).anyMatch(moment -> moment.event() instanceof Event.Offended);
    }
}
