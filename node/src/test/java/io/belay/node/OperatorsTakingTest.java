package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.QueuePolicy;
import io.belay.core.Refusal.Reason;
import io.belay.core.Scheduling;
import io.belay.core.WhenFull;
import io.belay.node.message.MessageFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operators look at messages, take some, and send some. */
final class OperatorsTakingTest {
    private final TestNode world = new TestNode();
    private final TestPeer peer = world.peer("p");
    private final List<QueueTaken> taken = new ArrayList<>();
    private final List<Boolean> settled = new ArrayList<>();

    private QueuePage browse(long after, int most) {
        List<QueuePage> pages = new ArrayList<>();
        world.node.operators().browse("q", after, most, pages::add);
        world.settle();
        assertThat(pages).as("told once").hasSize(1);
        return pages.get(0);
    }

    private void receive(int most, long waitMs) {
        world.node.operators().receive("q", most, waitMs, taken::add);
        world.settle();
    }

    private void settle(long receipt, boolean isTaken) {
        world.node.operators().settle(receipt, isTaken, settled::add);
        world.settle();
    }

    private static List<String> texts(List<QueueItem> items) {
        return items.stream()
                .map(each -> new String(each.message().content(), StandardCharsets.UTF_8).substring(1))
                .toList();
    }

    private List<String> left() {
        return texts(browse(0, 100).items());
    }

    // Looking

    @Test
    void a_queue_is_seen_in_pages_and_nothing_of_it_is_taken() {
        peer.send("q", "a", "b", "c");

        QueuePage first = browse(0, 2);
        QueuePage second = browse(first.next(), 2);

        assertThat(texts(first.items())).containsExactly("a", "b");
        assertThat(first.next()).isEqualTo(2);
        assertThat(texts(second.items())).containsExactly("c");
        assertThat(second.next()).isZero();
        assertThat(world.peer("c").consume(1, "q", 9).texts(1)).containsExactly("a", "b", "c");
    }

    @Test
    void it_is_told_what_each_message_waits_for() {
        peer.send("q", "with somebody", "ready");
        world.peer("c").consume(1, "q", 1);
        peer.send(Address.queue("q"), "later", new Scheduling(4, TestNode.START_MS + 5_000, 0));

        assertThat(browse(0, 9).items().stream().map(QueueItem::state).toList())
                .containsExactly(QueueItem.State.TAKEN, QueueItem.State.READY, QueueItem.State.DELAYED);
    }

    @Test
    void what_is_not_in_memory_is_read_back() {
        TestNode small = new TestNode(new NodeOptions(io.belay.core.Limits.DEFAULTS, 1, 512 << 10, 32 << 20, 16 << 20));
        small.peer("p").send("q", "a", "b", "c");
        List<QueuePage> pages = new ArrayList<>();

        small.node.operators().browse("q", 0, 9, pages::add);
        small.settle();

        assertThat(texts(pages.get(0).items())).containsExactly("a", "b", "c");
    }

    @Test
    void no_more_is_seen_at_a_time_than_fits_into_memory() {
        byte[] part = new byte[(int) Looking.BYTES_MAX / 32];
        Message message = new Message("q", Guarantee.AT_LEAST_ONCE, false, 0, MessageFormat.MQTT, true, part);
        for (int each = 0; each < 40; each++) peer.send(Address.queue("q"), message);

        QueuePage first = browse(0, 99);

        assertThat(first.items()).hasSize(32);
        assertThat(browse(first.next(), 99).items()).hasSize(8);
    }

    @Test
    void there_is_nothing_to_see_where_there_is_no_queue() {
        assertThat(browse(0, 1).refusal()).isNotNull();
        peer.send("q", "a");
        peer.consume(1, "q", 1).dispose(1, Request.Disposition.ACCEPTED, 1);
        assertThat(browse(0, 1).refusal()).isNull();
        assertThat(browse(0, 1).items()).isEmpty();
    }

    // Taking

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3"})
    void so_many_are_taken_and_gone_once_it_is_said_that_they_have_arrived(int most, int got) {
        peer.send("q", "a", "b", "c");

        receive(most, 0);

        assertThat(texts(taken.get(0).items())).isEqualTo(List.of("a", "b", "c").subList(0, got));
        assertThat(left()).as("until it is settled").hasSize(3);
        settle(taken.get(0).receipt(), true);
        assertThat(settled).containsExactly(true);
        assertThat(left()).hasSize(3 - got);
    }

    @Test
    void what_has_not_arrived_is_back_in_its_place() {
        peer.send("q", "a", "b", "c");

        receive(2, 0);
        settle(taken.get(0).receipt(), false);

        assertThat(world.peer("c").consume(1, "q", 9).texts(1)).containsExactly("a", "b", "c");
        settle(taken.get(0).receipt(), true);
        assertThat(settled).containsExactly(true, false);
        assertThat(left()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false"})
    void what_nobody_says_anything_of_is_back_when_time_is_up(long beyondMs, boolean isInTime) {
        peer.send("q", "a");
        receive(1, 0);

        world.pass(Receiving.LEASE_MS + beyondMs);
        settle(taken.get(0).receipt(), true);

        assertThat(settled).containsExactly(isInTime);
        assertThat(left()).hasSize(isInTime ? 0 : 1);
        assertThat(world.node.nextTimeMs()).as("nothing more to wait for").isGreaterThan(world.nowMs + 40_000);
    }

    @Test
    void who_waits_gets_what_comes() {
        peer.send("q", "gone");
        receive(1, 0);
        settle(taken.get(0).receipt(), true);

        receive(5, 1_000);
        assertThat(taken).hasSize(1);
        peer.send("q", "a", "b");

        assertThat(texts(taken.get(1).items())).containsExactly("a");
        settle(taken.get(1).receipt(), true);
        assertThat(left()).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource({"999, 0", "1000, 1", "1001, 1"})
    void who_waits_in_vain_hears_so_when_time_is_up(long ms, int told) {
        peer.send("q", "gone");
        receive(1, 0);
        settle(taken.get(0).receipt(), true);

        receive(5, 1_000);
        world.pass(ms);

        assertThat(taken).hasSize(1 + told);
        if (told == 1) assertThat(taken.get(1).items()).isEmpty();
        peer.send("q", "a");
        assertThat(left()).containsExactly("a");
        assertThat(taken).hasSize(2);
    }

    @Test
    void no_more_is_taken_at_a_time_than_fits_into_memory() {
        byte[] part = new byte[(int) Receiving.BYTES_MAX / 32];
        Message message = new Message("q", Guarantee.AT_LEAST_ONCE, false, 0, MessageFormat.MQTT, true, part);
        for (int each = 0; each < 40; each++) peer.send(Address.queue("q"), message);

        receive(99, 0);
        assertThat(taken.get(0).items()).hasSize(32);
        settle(taken.get(0).receipt(), true);
        receive(99, 0);

        assertThat(taken.get(1).items()).hasSize(8);
        settle(taken.get(1).receipt(), true);
        assertThat(left()).isEmpty();
    }

    @Test
    void so_many_take_at_a_time() {
        peer.send("q", "a");
        for (int each = 0; each < Receivings.COUNT_MAX; each++) receive(1, 10_000);
        assertThat(taken).hasSize(1);

        receive(1, 10_000);
        assertThat(taken.get(1).refusal().reason()).isEqualTo(Reason.IN_USE);
        settle(taken.get(0).receipt(), true);
        receive(1, 10_000);

        assertThat(taken).hasSize(2);
        world.pass(10_000);
        assertThat(taken).hasSize(2 + Receivings.COUNT_MAX);
    }

    @Test
    void who_waits_at_a_queue_that_ends_or_is_not_there_hears_so() {
        receive(1, 0);
        assertThat(taken.get(0).refusal().reason()).isEqualTo(Reason.NO_QUEUE);

        peer.send("q", "a");
        receive(1, 0);
        settle(taken.get(1).receipt(), true);
        receive(1, 10_000);
        world.node.operators().carryOut(new QueueOrder.Delete("q"), answer -> {});
        world.settle();

        assertThat(taken.get(2).refusal().message()).contains("an operator deleted it");
    }

    @Test
    void what_was_taken_and_not_settled_is_there_after_a_crash() {
        TestBroker broker = new TestBroker();
        Message message = TestPeer.message("q", "a", Scheduling.NORMAL);
        broker.node.operators().send(Address.queue("q"), message, true, answer -> {});
        broker.settle();
        broker.node.operators().receive("q", 1, 0, taken::add);
        broker.settle();
        assertThat(taken.get(0).items()).hasSize(1);

        broker.restart();
        broker.node.operators().settle(taken.get(0).receipt(), true, settled::add);
        broker.node.operators().receive("q", 1, 0, taken::add);
        broker.settle();

        assertThat(settled).containsExactly(false);
        assertThat(texts(taken.get(1).items())).containsExactly("a");
    }

    // Sending

    private QueueAnswer send(Address to, String text) {
        List<QueueAnswer> answers = new ArrayList<>();
        Message message = TestPeer.message(to.name(), text, Scheduling.NORMAL);
        world.node.operators().send(to, message, false, answers::add);
        boolean isEarly = !answers.isEmpty();
        world.settle();
        assertThat(isEarly && answers.get(0) instanceof QueueAnswer.Done)
                .as("done before it is on disk")
                .isFalse();
        return answers.get(0);
    }

    @Test
    void what_is_sent_is_answered_once_it_is_safe() {
        peer.send("q", "a");
        TestPeer listener = world.peer("c");
        listener.open(1, SourceSpec.of(Address.topic("news")));
        listener.credit(1, 1);

        assertThat(send(Address.queue("q"), "b")).isEqualTo(new QueueAnswer.Done(true, 1));
        assertThat(send(Address.topic("news"), "c")).isEqualTo(new QueueAnswer.Done(true, 1));

        assertThat(left()).containsExactly("a", "b");
        assertThat(listener.texts(1)).containsExactly("c");
    }

    @Test
    void operators_are_bound_by_the_limits_of_queues_too() {
        QueuePolicy policy = new QueuePolicy(1, 1_000, WhenFull.REFUSE, 0, "", false);
        world.node.operators().carryOut(new QueueOrder.Create("q", policy), answer -> {});
        send(Address.queue("q"), "a");

        assertThat(((QueueAnswer.Refused) send(Address.queue("q"), "b"))
                        .refusal()
                        .reason())
                .isEqualTo(Reason.QUEUE_FULL);
        assertThat(((QueueAnswer.Refused) send(Address.queue("none"), "b"))
                        .refusal()
                        .reason())
                .isEqualTo(Reason.NO_QUEUE);
    }
}
