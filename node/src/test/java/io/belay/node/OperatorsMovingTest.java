package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.DeliveryState;
import io.belay.core.Message;
import io.belay.core.QueuePolicy;
import io.belay.core.Refusal.Reason;
import io.belay.core.Scheduling;
import io.belay.core.WhenFull;
import io.belay.node.QueueAnswer.Moved;
import io.belay.node.QueueAnswer.Moved.Left;
import io.belay.node.Request.Disposition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators move messages from queue to queue, and dead letters home. */
final class OperatorsMovingTest {
    private static final DeliveryState FAILED = new DeliveryState.Modified(true, false, Collections.emptyMap());

    private final TestNode world = new TestNode();
    private final TestPeer peer = world.peer("p");

    private QueueAnswer order(QueueOrder order) {
        List<QueueAnswer> answers = new ArrayList<>();
        world.node.operators().carryOut(order, answers::add);
        world.settle();
        while (world.node.nextTimeMs() == 0) world.pass(0);
        assertThat(answers).as("answered once").hasSize(1);
        return answers.get(0);
    }

    private QueueAnswer move(long... sequences) {
        return order(new QueueOrder.Move("q", "to", sequences.length == 0 ? null : sequences, Long.MAX_VALUE));
    }

    private void create(String name, QueuePolicy policy) {
        assertThat(order(new QueueOrder.Create(name, policy))).isInstanceOf(QueueAnswer.Done.class);
    }

    private static QueuePolicy holding(int messages) {
        return new QueuePolicy(messages, 1_000_000, WhenFull.REFUSE, 1, "dead", false);
    }

    private static List<String> texts(Node node, String queue) {
        List<String> texts = new ArrayList<>();
        node.operators().browse(queue, 0, 100_000, page -> page.items().forEach(each -> texts.add(text(each))));
        return texts;
    }

    private static String text(QueueItem item) {
        return new String(item.message().content(), StandardCharsets.UTF_8).substring(1);
    }

    private List<String> texts(String queue) {
        return texts(world.node, queue);
    }

    @Test
    void all_goes_in_order_and_comes_to_whoever_waits_there() {
        create("to", holding(10));
        TestPeer waiting = world.peer("c").consume(1, "to", 10);
        peer.send("q", "a", "b", "c");

        assertThat(move()).isEqualTo(new Moved(3, List.of(), 0));

        assertThat(waiting.texts(1)).containsExactly("a", "b", "c");
        assertThat(texts("q")).isEmpty();
        assertThat(move()).isEqualTo(new Moved(0, List.of(), 0));
    }

    @Test
    void those_that_are_named_go_in_the_order_named() {
        create("to", holding(10));
        peer.send("q", "a", "b", "c", "d");

        assertThat(move(4, 2, 9, 4)).isEqualTo(new Moved(2, List.of(new Left(9, "it is not in the queue")), 1));

        assertThat(texts("to")).containsExactly("d", "b");
        assertThat(texts("q")).containsExactly("a", "c");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 2", "3, 3, 0", "4, 3, 0"})
    void no_more_go_than_are_wanted_and_it_is_told_behind_which_to_go_on(long most, int moved, long lookedUpTo) {
        create("to", holding(10));
        peer.send("q", "a", "b", "c");

        assertThat(order(new QueueOrder.Move("q", "to", null, most)))
                .isEqualTo(new Moved(moved, List.of(), 0, lookedUpTo, Set.of()));
        assertThat(texts("to")).hasSize(moved);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, ''", "0, 1, a", "1, 3, bc", "3, 4, d", "3, 5, de", "4, 9, e", "5, 9, ''"})
    void a_part_of_a_queue_goes(long after, long upTo, String gone) {
        create("to", holding(10));
        peer.send("q", "a", "b", "c", "d", "e");

        order(new QueueOrder.Move("q", "to", null, new QueueOrder.Range(after, upTo), 100));

        assertThat(String.join("", texts("to"))).isEqualTo(gone);
    }

    @Test
    void in_several_goes_what_stays_is_looked_at_once_and_what_comes_later_is_not_meant() {
        create("to", holding(10));
        peer.send("q", "a", "b", "c", "d");
        world.peer("c").consume(1, "q", 1);
        long upTo = 4;
        peer.send("q", "late");

        Moved first = (Moved) order(new QueueOrder.Move("q", "to", null, new QueueOrder.Range(0, upTo), 2));
        Moved second =
                (Moved) order(new QueueOrder.Move("q", "to", null, new QueueOrder.Range(first.lookedUpTo(), upTo), 2));

        assertThat(first).isEqualTo(new Moved(2, List.of(new Left(1, "a consumer has it")), 1, 3, Set.of()));
        assertThat(second).isEqualTo(new Moved(1, List.of(), 0));
        assertThat(texts("to")).containsExactly("b", "c", "d");
    }

    @Test
    void those_that_are_named_are_moved_wherever_they_are() {
        create("to", holding(10));
        peer.send("q", "a", "b");

        Object moved = order(new QueueOrder.Move("q", "to", new long[] {1}, new QueueOrder.Range(1, 2), 1));

        assertThat(moved).isEqualTo(new Moved(1, List.of(), 0));
    }

    @Test
    void what_a_consumer_has_stays_with_it_until_it_gives_it_back() {
        create("to", holding(10));
        peer.send("q", "a", "b");
        TestPeer consumer = world.peer("c").consume(1, "q", 1);

        assertThat(move()).isEqualTo(new Moved(1, List.of(new Left(1, "a consumer has it")), 1));
        consumer.dispose(1, Disposition.RELEASED, 1);
        assertThat(move()).isEqualTo(new Moved(1, List.of(), 0));

        assertThat(texts("to")).containsExactly("b", "a");
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 3", "4, 3"})
    void no_more_go_than_there_is_room_for(int room, int moved) {
        create("to", holding(room));
        peer.send("q", "a", "b", "c");

        Moved answer = (Moved) move();

        assertThat(answer.messages()).isEqualTo(moved);
        assertThat(texts("to")).isEqualTo(List.of("a", "b", "c").subList(0, moved));
        if (moved < 3) assertThat(answer.left()).containsExactly(new Left(3, "queue to is full"));
    }

    @Test
    void a_queue_that_would_drop_its_oldest_is_not_made_to() {
        create("to", new QueuePolicy(2, 1_000, WhenFull.DROP_OLDEST, 0, "", false));
        peer.send("to", "kept");
        peer.send("q", "a", "b");

        assertThat(((Moved) move()).messages()).isEqualTo(1);

        assertThat(texts("to")).containsExactly("kept", "a");
        assertThat(texts("q")).containsExactly("b");
    }

    @Test
    void what_cannot_be_is_refused() {
        peer.send("q", "a");

        assertThat(move()).isEqualTo(new QueueAnswer.Unknown("to"));
        assertThat(((QueueAnswer.Refused) order(new QueueOrder.Move("q", "q", null, 1)))
                        .refusal()
                        .reason())
                .isEqualTo(Reason.NOT_ALLOWED);
        assertThat(((QueueAnswer.Refused) order(new QueueOrder.Move("none", "q", null, 1)))
                        .refusal()
                        .reason())
                .isEqualTo(Reason.NO_QUEUE);
        assertThat(((QueueAnswer.Refused) order(new QueueOrder.Retry("none", null, 100)))
                        .refusal()
                        .reason())
                .isEqualTo(Reason.NO_QUEUE);
        assertThat(texts("q")).containsExactly("a");
    }

    @Test
    void dead_letters_go_home_and_others_stay() {
        create("one", holding(10));
        create("two", holding(10));
        create("gone", holding(10));
        TestPeer failing = world.peer("c");
        for (String queue : List.of("one", "two", "gone")) {
            peer.send(queue, queue + " a", queue + " b");
            failing.consume(queue.length() + queue.charAt(0), queue, 2);
            long link = queue.length() + queue.charAt(0);
            failing.dispose(link, Disposition.FAILED, 1, 2);
        }
        order(new QueueOrder.Delete("gone"));
        peer.send("dead", "no letter");
        failing.cut();
        assertThat(texts("dead")).hasSize(7);

        QueueAnswer answer = order(new QueueOrder.Retry("dead", null, 100));

        assertThat(answer)
                .isEqualTo(new Moved(
                        4,
                        List.of(
                                new Left(5, "queue gone is no more"),
                                new Left(6, "queue gone is no more"),
                                new Left(7, "it is no dead letter")),
                        3));
        assertThat(texts("one")).containsExactly("one a", "one b");
        assertThat(texts("two")).containsExactly("two a", "two b");
        assertThat(texts("dead")).containsExactly("gone a", "gone b", "no letter");
    }

    @Test
    void in_several_goes_nothing_goes_home_to_where_there_was_no_room_before() {
        create("one", holding(3));
        create("two", holding(10));
        TestPeer failing = world.peer("c").consume(1, "one", 3).consume(2, "two", 3);
        peer.send("one", "a", "b", "c");
        peer.send("two", "d", "e");
        failing.dispose(1, Disposition.FAILED, 1, 2, 3);
        failing.dispose(2, Disposition.FAILED, 1, 2);
        failing.cut();
        peer.send("one", "x", "y");
        TestPeer taking = world.peer("t").consume(1, "one", 1);

        Moved first = (Moved) order(new QueueOrder.Retry("dead", null, new QueueOrder.Range(0, 5), 2));
        taking.dispose(1, Disposition.ACCEPTED, 4); // There is room for one now, and b did not come.
        QueueOrder.Range rest = new QueueOrder.Range(first.lookedUpTo(), 5, first.full());
        Moved second = (Moved) order(new QueueOrder.Retry("dead", null, rest, 2));

        assertThat(first.full()).hasSize(1);
        assertThat(second).isEqualTo(new Moved(1, List.of(), 0));
        assertThat(texts("one")).containsExactly("y", "a");
        assertThat(texts("two")).containsExactly("d", "e");
        assertThat(texts("dead")).containsExactly("b", "c");
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, true", "1, false"})
    void an_order_goes_on_while_not_too_many_queues_are_full(int beyond, boolean goesOn) {
        create("to", holding(10));
        peer.send("q", "a", "b");
        Set<Long> full = new LinkedHashSet<>();
        for (long number = 1; number <= Moved.FULL_MAX + beyond; number++) full.add(1_000_000 + number);

        Moved moved = (Moved) order(new QueueOrder.Move("q", "to", null, new QueueOrder.Range(0, 2, full), 1));

        assertThat(moved.lookedUpTo() != 0).isEqualTo(goesOn);
        assertThat(moved.full()).isEqualTo(goesOn ? full : Set.of());
    }

    @Test
    void a_dead_letter_that_fails_again_is_one_again() {
        create("one", holding(10));
        peer.send("one", "a");
        TestPeer failing = world.peer("c").consume(1, "one", 10);
        failing.dispose(1, Disposition.FAILED, 1);

        assertThat(order(new QueueOrder.Retry("dead", new long[] {1}, 100))).isEqualTo(new Moved(1, List.of(), 0));
        failing.dispose(1, Disposition.FAILED, 2);

        assertThat(failing.texts(1)).containsExactly("a", "a");
        assertThat(texts("dead")).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "1, 1"})
    void a_long_queue_is_moved_in_portions_and_others_have_their_turn_between(int beyond, int more) {
        create("to", holding(100_000));
        fill(world.node, Moving.PORTION_MAX + beyond);
        world.settle();
        List<QueueAnswer> answers = new ArrayList<>();

        world.node.operators().carryOut(new QueueOrder.Move("q", "to", null, Long.MAX_VALUE), answers::add);
        world.settle();
        peer.send("q", "late");
        int rounds = 0;
        for (; world.node.nextTimeMs() == 0; rounds++) world.pass(0);

        assertThat(rounds).isEqualTo(more);
        assertThat(answers).containsExactly(new Moved(Moving.PORTION_MAX + beyond, List.of(), 0));
        assertThat(texts("q")).containsExactly("late");
        assertThat(texts("to")).isEqualTo(numbered(Moving.PORTION_MAX + beyond));
    }

    private static void fill(Node node, int count) {
        for (String text : numbered(count)) {
            Message message = TestPeer.message("q", text, Scheduling.NORMAL);
            node.operators().send(Address.queue("q"), message, true, answer -> {});
        }
    }

    private static List<String> numbered(int count) {
        List<String> texts = new ArrayList<>();
        for (int each = 1; each <= count; each++) texts.add("m" + each);
        return texts;
    }

    /** The power goes after so many steps of the disk, each of which writes one portion or a little more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void whatever_breaks_on_the_way_each_message_is_in_one_queue_once_and_in_order(int steps) {
        int count = 2 * Moving.PORTION_MAX + 500;
        TestBroker broker = new TestBroker();
        broker.node.operators().carryOut(new QueueOrder.Create("to", holding(100_000)), answer -> {});
        fill(broker.node, count);
        broker.settle();

        List<QueueAnswer> answers = new ArrayList<>();
        broker.node.operators().carryOut(new QueueOrder.Move("q", "to", null, Long.MAX_VALUE), answers::add);
        for (int step = 0; step < steps; step++) {
            broker.step();
            broker.stepDisk();
            broker.node.time(++broker.nowMs);
        }
        broker.restart();

        List<String> there = texts(broker.node, "to");
        List<String> here = texts(broker.node, "q");
        broker.settle();
        assertThat(there.size() + here.size()).isEqualTo(count);
        List<String> all = new ArrayList<>(there);
        all.addAll(here);
        assertThat(all).isEqualTo(numbered(count));
        if (!answers.isEmpty()) assertThat(here).isEmpty();
        broker.node.operators().carryOut(new QueueOrder.Move("q", "to", null, Long.MAX_VALUE), answers::add);
        while (broker.node.nextTimeMs() <= broker.nowMs) broker.pass(0);
        broker.settle();
        assertThat(texts(broker.node, "to")).isEqualTo(numbered(count));
    }

    /** Dead letters of two queues, so many of each, alternately. */
    private static TestBroker broker(int deadOfEach) {
        TestBroker broker = new TestBroker();
        TestAmqpClient failing = TestAmqpClient.of(broker, "failing");
        for (String queue : List.of("one", "two", "dead"))
            broker.node.operators().carryOut(new QueueOrder.Create(queue, holding(100_000)), answer -> {});
        for (String text : numbered(deadOfEach)) {
            for (String queue : List.of("one", "two"))
                broker.node
                        .operators()
                        .send(
                                Address.queue(queue),
                                TestPeer.message(queue, text, Scheduling.NORMAL),
                                true,
                                answer -> {});
        }
        broker.settle();
        AmqpSession session = failing.session();
        AmqpReceiver one = failing.receiver(session, "one");
        AmqpReceiver two = failing.receiver(session, "two");
        failing.credit(one, deadOfEach).credit(two, deadOfEach);
        for (TestAmqpClient.Arrived each : failing.arrived)
            each.link().settle(each.deliveryId(), each.deliveryId(), FAILED, true);
        broker.settle();
        failing.cut();
        broker.settle();
        return broker;
    }

    /** Where the dead letters of a queue are: at home, then among the dead. */
    private static List<String> whereabouts(TestBroker broker, String queue) {
        List<String> all = texts(broker.node, queue);
        broker.settle();
        broker.node
                .operators()
                .browse(
                        "dead",
                        0,
                        100_000,
                        page -> page.items().stream()
                                .filter(each -> each.dead() != null
                                        && each.dead().origin().equals(queue))
                                .forEach(each -> all.add(text(each))));
        broker.settle();
        return all;
    }

    /** The power goes after so many steps of the disk, each of which writes a portion for each queue, or a little more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void whatever_breaks_on_the_way_home_each_dead_letter_is_in_one_queue_once_and_in_order(int steps) {
        int ofEach = Moving.PORTION_MAX / 2 + 250; // a portion of both, and a rest
        TestBroker broker = broker(ofEach);
        assertThat(texts(broker.node, "dead")).hasSize(2 * ofEach);

        List<QueueAnswer> answers = new ArrayList<>();
        broker.node.operators().carryOut(new QueueOrder.Retry("dead", null, Long.MAX_VALUE), answers::add);
        for (int step = 0; step < steps; step++) {
            broker.step();
            broker.stepDisk();
            broker.node.time(++broker.nowMs);
        }
        broker.restart();

        for (String queue : List.of("one", "two"))
            assertThat(whereabouts(broker, queue)).as(queue).isEqualTo(numbered(ofEach));
        List<String> dead = texts(broker.node, "dead");
        broker.settle();
        if (!answers.isEmpty()) assertThat(dead).as("what was told to be done").isEmpty();
        broker.node.operators().carryOut(new QueueOrder.Retry("dead", null, Long.MAX_VALUE), answers::add);
        while (broker.node.nextTimeMs() <= broker.nowMs) broker.pass(0);
        broker.settle();
        assertThat(texts(broker.node, "dead")).isEmpty();
        for (String queue : List.of("one", "two"))
            assertThat(whereabouts(broker, queue)).as(queue).isEqualTo(numbered(ofEach));
    }
}
