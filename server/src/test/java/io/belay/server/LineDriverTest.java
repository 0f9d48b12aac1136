package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.core.Broker;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.net.LineOptions;
import io.belay.node.Authenticator;
import io.belay.node.Node;
import io.belay.node.NodeOptions;
import io.belay.node.Reply;
import io.belay.node.limit.Limit;
import io.belay.node.limit.LimitCounts;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.limit.MemoryBudget.Share;
import io.belay.node.limit.SlowOptions;
import io.belay.node.mqtt.MqttGateway;
import io.belay.node.mqtt.MqttOptions;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One driver on a line without a socket; the node is there and its thread does not run. */
class LineDriverTest {
    private static final int HIGH = 1_000;
    private static final LineOptions OPTIONS = LineOptions.DEFAULT.withWaterMarks(100, HIGH);

    private static final SlowOptions SLOW = new SlowOptions(90_000, 120_000);

    private final LimitCounts limits = new LimitCounts();
    private final MemoryBudget budget = new MemoryBudget(8_000_000, limits);
    private final BrokerClock clock = new BrokerClock(0);
    private final NodeThread node = new NodeThread(
            new Node(NodeOptions.DEFAULTS, new Broker(), new Log(LogOptions.DEFAULTS, LogStart.fresh(7))),
            clock,
            order -> {},
            why -> {});
    private final TestLine line = new TestLine(1);
    private final LineDriver driver = new LineDriver(line, OPTIONS, node, clock, limits, budget, SLOW, () -> {});
    private final long startMs = clock.nowMs();

    LineDriverTest() {
        driver.drive(new MqttGateway(
                1, line.peer(), "assigned", MqttOptions.DEFAULTS, Authenticator.ANONYMOUS, driver, startMs));
    }

    private void connect() {
        connect(driver);
    }

    /** CONNECT, MQTT 5.0, clean start, keep alive 10 s. */
    private static void connect(LineDriver driver) {
        int[] connect = {
            0x10,
            14, // CONNECT
            0,
            4,
            'M',
            'Q',
            'T',
            'T',
            5, // protocol
            2,
            0,
            10,
            0, // clean start, keep alive, no properties
            0,
            1,
            'c' // client id
        };
        hear(driver, connect);
    }

    private void open() {
        connect();
        answerConnect();
    }

    private void answerConnect() {
        driver.replied(new Reply.Opened(1, false, 1, 1, 0), clock.nowMs());
        driver.finish();
    }

    private static void hear(LineDriver driver, int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
        for (int each : bytes) buffer.put((byte) each);
        driver.received(buffer.flip());
        driver.batchEnd();
    }

    /** So many PINGREQs; each is answered with two bytes. */
    private void ping(int count) {
        int[] bytes = new int[2 * count];
        for (int i = 0; i < bytes.length; i += 2) bytes[i] = 0xC0;
        hear(driver, bytes);
    }

    private void clog() {
        line.peerReads = false;
        ping(HIGH / 2 + 1);
    }

    private void drain() {
        line.peerReads = true;
        line.flush();
        driver.drained();
    }

    /** A QoS 0 message that, with CONNECT before it, makes the line wait for the node; its length. */
    private int outrunTheNode() {
        return publish(LineDriver.UNPROCESSED_MAX);
    }

    private int publish(int length) {
        int rest = length - 4; // behind the first byte and three of length
        ByteBuffer packet = ByteBuffer.allocate(length).put((byte) 0x30);
        packet.put((byte) (rest & 0x7F | 0x80))
                .put((byte) (rest >> 7 & 0x7F | 0x80))
                .put((byte) (rest >> 14));
        packet.putShort((short) 1).put((byte) 'a').put((byte) 0); // topic, no properties
        driver.received(packet.rewind());
        driver.batchEnd();
        return length;
    }

    @Test
    void that_somebody_wanted_anothers_session_is_told_and_nothing_else_is() {
        List<String> told = new ArrayList<>();
        node.ended().tell((client, peer, why) -> told.add(client + " from " + peer + ": " + why));
        connect();

        driver.replied(new Reply.Closed(1, Reply.Closed.Cause.QUOTA, "too many"), clock.nowMs());
        assertThat(told).isEmpty();
        driver.replied(
                new Reply.Closed(1, Reply.Closed.Cause.NOT_OWNER, "session c belongs to another user"), clock.nowMs());

        assertThat(told)
                .containsExactly("c from " + line.peer() + ": session c belongs to another user than anonymous");
    }

    @ParameterizedTest
    @CsvSource({"998, true", "1000, true", "1002, false"})
    void a_peer_that_does_not_read_its_answers_is_not_read(int answers, boolean reads) {
        open();
        line.peerReads = false;

        ping(answers / 2);

        assertThat(line.unwrittenBytes()).isEqualTo(answers);
        assertThat(line.isReading).isEqualTo(reads);

        drain();
        assertThat(line.isReading).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"4096, true", "4097, false"})
    void while_all_lines_have_brought_too_much_one_is_read_until_a_little_waits(int bytes, boolean reads) {
        open();
        driver.processed(16);
        budget.add(Share.RECEIVED, budget.max(Share.RECEIVED) - 4096);
        assertThat(budget.isTight(Share.RECEIVED)).isTrue();

        driver.received(ByteBuffer.wrap(new byte[] {(byte) 0xC0, 0}));
        publish(bytes - 2);

        assertThat(line.isReading).isEqualTo(reads);
        driver.processed(bytes);
        line.runTasks();
        assertThat(line.isReading).isTrue();
        assertThat(limits.count(Limit.UNPROCESSED)).isEqualTo(reads ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"89999, false", "90000, true", "90001, true"})
    void a_peer_that_takes_nothing_for_too_long_while_bytes_wait_loses_its_line(long afterMs, boolean ends) {
        open();
        clog();
        long sinceMs = clock.nowMs();
        driver.tick(sinceMs);

        driver.tick(sinceMs + afterMs);

        assertThat(line.closed != null).isEqualTo(ends);
        assertThat(limits.count(Limit.STALLED)).isEqualTo(ends ? 1 : 0);
    }

    @Test
    void a_peer_that_takes_a_little_now_and_then_is_not_too_slow() {
        open();
        clog();
        long atMs = clock.nowMs();
        for (int count = 0; count < 5; count++) {
            driver.tick(atMs + count * 80_000);
            line.take(1);
            driver.tick(atMs + count * 80_000 + 250);
        }

        assertThat(line.closed).isNull();
    }

    @Test
    void what_a_line_kept_is_let_go_when_it_is_lost() {
        open();
        driver.received(ByteBuffer.wrap(new byte[] {0x30, (byte) 0xFF, 0x7F, 0, 1, 'a'})); // the beginning of a PUBLISH
        driver.batchEnd();
        assertThat(budget.used(Share.PARTIAL)).isEqualTo(6);
        assertThat(budget.used(Share.RECEIVED)).isEqualTo(16 + 6);

        driver.lost(new Break(Cause.RESET, "by the test"), true);

        assertThat(budget.used(Share.PARTIAL)).isZero();
    }

    @Test
    void a_line_that_makes_a_long_beginning_longer_ends_when_there_is_no_room() {
        open();
        ByteBuffer beginning = ByteBuffer.allocate(17_000);
        beginning.put((byte) 0x30).put((byte) 0xFF).put((byte) 0xFF).put((byte) 3);
        driver.received(beginning.slice(0, 16 << 10));
        budget.add(Share.PARTIAL, budget.max(Share.PARTIAL));
        driver.batchEnd();
        assertThat(line.closed).isNull();

        driver.received(ByteBuffer.allocate(1));
        driver.batchEnd();

        assertThat(line.closed).isNotNull();
    }

    @Test
    void a_line_is_read_again_only_when_no_reason_not_to_is_left() {
        open();
        int length = outrunTheNode();
        clog();

        drain();
        assertThat(line.isReading).as("the node is behind").isFalse();
        clog();
        driver.processed(length);
        line.runTasks();
        assertThat(line.isReading).as("the peer does not read").isFalse();
        drain();

        assertThat(line.isReading).isTrue();
    }

    @Test
    @Clause({"MQTT-3.1.2-22", "MQTT-3.1.2-24"})
    void silence_of_a_peer_that_is_not_read_is_not_its_fault_and_counts_afterwards() {
        open();
        clog();

        driver.tick(startMs + 60_000);
        assertThat(line.closed).isNull();
        drain();
        long againMs = clock.nowMs();
        driver.tick(againMs + 14_000);
        assertThat(line.closed).isNull();
        driver.tick(againMs + 15_000);

        assertThat(line.closed).isNotNull();
    }

    @Test
    void an_answer_of_the_node_does_not_make_silence_count_while_another_reason_stands() {
        connect();
        int length = outrunTheNode();
        answerConnect();

        driver.tick(startMs + 60_000);
        assertThat(line.isReading).isFalse();
        assertThat(line.closed).isNull();
        driver.processed(length);
        line.runTasks();
        long againMs = clock.nowMs();
        driver.tick(againMs + 15_000);

        assertThat(line.isReading).isTrue();
        assertThat(line.closed).isNotNull();
    }

    @Test
    void want_of_memory_when_replies_are_passed_on_costs_that_line_and_no_other() {
        open();
        TestLine poor = new TestLine(2);
        LineDriver other = new LineDriver(poor, OPTIONS, node, clock, limits, budget, SLOW, () -> {});
        other.drive(new MqttGateway(
                2, poor.peer(), "other", MqttOptions.DEFAULTS, Authenticator.ANONYMOUS, other, startMs));
        connect(other);
        poor.isExhausted = true;
        LoopReplies replies = new LoopReplies(clock);
        replies.add(other, new Reply.Opened(2, false, 2, 1, 0));
        replies.add(driver, new Reply.Closed(1, Reply.Closed.Cause.STOPPING, "the broker stops"));
        int before = line.sent.size();

        replies.run();

        assertThat(poor.closed).contains("internal error", "OutOfMemoryError");
        assertThat(line.sent.size()).as("the goodbye of the other line").isGreaterThan(before);
        assertThat(line.closed).doesNotContain("internal error");
    }

    @Test
    void a_connect_that_waits_for_its_answer_stops_reading_whatever_else_does() {
        connect();
        int length = outrunTheNode();
        driver.processed(length);
        line.runTasks();
        assertThat(line.isReading).isFalse();

        answerConnect();

        assertThat(line.isReading).isTrue();
    }
}
