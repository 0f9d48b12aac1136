package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.core.Lifetime;
import io.belay.core.Limits;
import io.belay.core.Message;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueView;
import io.belay.core.Refusal.Reason;
import io.belay.core.Scheduling;
import io.belay.core.WhenFull;
import io.belay.node.QueueAnswer.Done;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators do to queues, and what those who use them see of it. */
final class OperatorsTest {
    private static final QueuePolicy POLICY = new QueuePolicy(10, 1_000, WhenFull.REFUSE, 3, "dead", false);

    private TestBroker broker = new TestBroker();
    private final TestAmqpClient client = TestAmqpClient.of(broker, "till-7");
    private final AmqpSession session = client.session();

    private QueueAnswer order(QueueOrder order) {
        List<QueueAnswer> answers = new ArrayList<>();
        broker.node.operators().carryOut(order, answers::add);
        broker.settle();
        assertThat(answers).as("answered once").hasSize(1);
        return answers.get(0);
    }

    private QueueAnswer create(String name) {
        return order(new QueueOrder.Create(name, POLICY));
    }

    private Reason refusal(QueueOrder order) {
        return ((QueueAnswer.Refused) order(order)).refusal().reason();
    }

    private QueueView queue(String name) {
        return broker.node.broker().queue(name);
    }

    private QueueStatus status(String name) {
        return broker.node.operators().queues().stream()
                .filter(each -> each.queue().spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_order_has_a_branch() {
        List<QueueOrder> samples = List.of(
                new QueueOrder.Create("q", POLICY),
                new QueueOrder.Pause("q", true),
                new QueueOrder.Move("q", "no such", null, 1),
                new QueueOrder.Retry("q", null, 100),
                new QueueOrder.Purge("q"),
                new QueueOrder.Delete("q"));

        assertThat(samples.stream().map(Object::getClass).toList())
                .as("one sample of each permitted QueueOrder")
                .containsExactlyInAnyOrder(QueueOrder.class.getPermittedSubclasses());
        List<Class<?>> answers = new ArrayList<>();
        samples.forEach(sample -> answers.add(order(sample).getClass()));
        assertThat(answers)
                .containsExactly(
                        Done.class,
                        Done.class,
                        QueueAnswer.Unknown.class,
                        QueueAnswer.Moved.class,
                        Done.class,
                        Done.class);
    }

    @Test
    void a_queue_that_an_operator_makes_is_as_ordered_and_stays() {
        assertThat(create("orders")).isEqualTo(new Done(true, 0));

        client.detach(client.sender(session, "orders"), true);
        broker.pass(QueueOptions.DEFAULTS.autoDeleteAfterMs() * 2);

        assertThat(queue("orders").spec().policy()).isEqualTo(POLICY);
        assertThat(queue("orders").spec().lifetime()).isEqualTo(Lifetime.FOR_EVER);
    }

    @Test
    void it_is_answered_when_it_is_on_disk_and_not_before() {
        List<QueueAnswer> answers = new ArrayList<>();

        broker.node.operators().carryOut(new QueueOrder.Create("orders", POLICY), answers::add);
        broker.step();
        assertThat(answers).isEmpty();
        broker.settle();

        assertThat(answers).containsExactly(new Done(true, 0));
    }

    @Test
    void whoever_waits_when_the_disk_fails_hears_so_and_whoever_comes_later_too() {
        broker.disk.failsWrites = true;

        QueueAnswer waited = create("orders");
        QueueAnswer later = order(new QueueOrder.Purge("orders"));

        assertThat(waited).isInstanceOf(QueueAnswer.Failed.class).asString().contains("input/output error");
        assertThat(later).isEqualTo(waited);
    }

    @Test
    void a_queue_that_stands_just_so_is_left_and_another_is_not_overwritten() {
        create("orders");
        var wider = new QueuePolicy(11, 1_000, WhenFull.REFUSE, 3, "dead", false);

        assertThat(create("orders")).isEqualTo(new Done(false, 0));
        assertThat(order(new QueueOrder.Create("orders", wider))).isEqualTo(new QueueAnswer.Differs(status("orders")));
        assertThat(queue("orders").spec().policy()).isEqualTo(POLICY);
    }

    @Test
    void a_queue_that_made_itself_is_not_the_one_that_an_operator_orders() {
        client.sender(session, "orders");

        QueueAnswer answer = order(new QueueOrder.Create("orders", QueuePolicy.DEFAULTS));

        assertThat(answer).isEqualTo(new QueueAnswer.Differs(new QueueStatus(queue("orders"), 0, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$durable/till-7/news", "$", "a\nb", "\u007f", "half \ud800"})
    void names_that_nobody_could_use_are_refused(String name) {
        assertThat(refusal(new QueueOrder.Create(name, POLICY))).isEqualTo(Reason.NOT_ALLOWED);
        if (name.isEmpty()) return; // no dead letter queue
        var dead = new QueuePolicy(10, 1_000, WhenFull.REFUSE, 3, name, false);
        assertThat(refusal(new QueueOrder.Create("orders", dead))).isEqualTo(Reason.NOT_ALLOWED);
    }

    @Test
    void a_name_has_its_length_at_most() {
        int max = Node.QUEUE_NAME_LENGTH_MAX;

        assertThat(create("q".repeat(max - 1))).isEqualTo(new Done(true, 0));
        assertThat(create("é".repeat(max / 2))).isEqualTo(new Done(true, 0));
        assertThat(refusal(new QueueOrder.Create("q" + "é".repeat(max / 2), POLICY)))
                .isEqualTo(Reason.NOT_ALLOWED);
    }

    @Test
    void operators_are_bound_by_the_number_of_queues_too() {
        broker = new TestBroker(new Limits(10, 10, 10, 1_000, 10, 10, 1));

        assertThat(create("one")).isEqualTo(new Done(true, 0));
        assertThat(refusal(new QueueOrder.Create("two", POLICY))).isEqualTo(Reason.QUEUES_FULL);
    }

    @Test
    void what_is_not_there_cannot_be_changed() {
        assertThat(refusal(new QueueOrder.Delete("ordres"))).isEqualTo(Reason.NO_QUEUE);
        assertThat(refusal(new QueueOrder.Purge("ordres"))).isEqualTo(Reason.NO_QUEUE);
        assertThat(refusal(new QueueOrder.Pause("ordres", true))).isEqualTo(Reason.NO_QUEUE);
    }

    @Test
    void a_deleted_queue_tells_its_senders_and_consumers() {
        AmqpSender sender = client.sender(session, "orders");
        AmqpReceiver receiver = client.receiver(session, "orders");
        client.credit(receiver, 1).send(sender, "one", "two");

        assertThat(order(new QueueOrder.Delete("orders"))).isEqualTo(new Done(true, 2));

        assertThat(client.error(sender).condition()).isEqualTo(ErrorCondition.RESOURCE_DELETED);
        assertThat(client.error(receiver).condition()).isEqualTo(ErrorCondition.RESOURCE_DELETED);
        assertThat(queue("orders")).isNull();
    }

    @Test
    void settling_what_was_deleted_or_purged_meanwhile_changes_nothing() {
        AmqpSender sender = client.sender(session, "orders");
        AmqpReceiver receiver = client.receiver(session, "orders");
        client.credit(receiver, 10).send(sender, "one", "two", "three");

        assertThat(order(new QueueOrder.Purge("orders"))).isEqualTo(new Done(true, 3));
        client.settle(client.arrivedOn(receiver).get(0), DeliveryState.ACCEPTED);
        client.settle(client.arrivedOn(receiver).get(1), DeliveryState.RELEASED);
        client.send(sender, "four");
        assertThat(client.texts(receiver)).containsExactly("one", "two", "three", "four");
        order(new QueueOrder.Delete("orders"));
        client.settle(client.arrivedOn(receiver).get(2), DeliveryState.RELEASED);
        client.settle(client.arrivedOn(receiver).get(3), DeliveryState.ACCEPTED);

        AmqpReceiver anew = client.receiver(
                session,
                "anew",
                io.belay.amqp.type.SenderSettleMode.UNSETTLED,
                TestAmqpClient.source("orders", "queue"));
        client.credit(anew, 10).send(client.sender(session, "again", TestAmqpClient.target("orders", "queue")), "five");
        assertThat(client.texts(anew)).containsExactly("five");
        assertThat(client.closed).isNull();
    }

    @Test
    void what_was_purged_does_not_come_back_when_its_consumer_is_lost() {
        TestAmqpClient other = TestAmqpClient.of(broker, "till-8");
        AmqpReceiver lost = other.receiver(other.session(), "orders");
        other.credit(lost, 1);
        client.send(client.sender(session, "orders"), "one", "two");

        order(new QueueOrder.Purge("orders"));
        other.cut();
        AmqpReceiver receiver = client.receiver(session, "orders");
        client.credit(receiver, 10);

        assertThat(client.texts(receiver)).isEmpty();
        assertThat(queue("orders").messages()).isZero();
        assertThat(order(new QueueOrder.Purge("orders"))).isEqualTo(new Done(false, 0));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 2", "1, 2", "2000, 3"})
    void a_long_queue_is_emptied_in_portions_of_what_was_in_it_when_that_was_ordered(int beyond, int portions) {
        TestNode world = new TestNode();
        TestPeer peer = world.peer("p");
        Message message = TestPeer.message("q", "m", Scheduling.NORMAL);
        for (int each = 0; each < Purge.PORTION_MAX + beyond; each++) {
            world.node.handle(new Request.Send(peer.line, 0, 1, Address.queue("q"), message));
            if (each % 1_000 == 0) world.settle();
        }
        List<QueueAnswer> answers = new ArrayList<>();

        world.node.operators().carryOut(new QueueOrder.Purge("q"), answers::add);
        world.settle();
        peer.send("q", "late");
        int rounds = 1;
        for (; world.node.nextTimeMs() == 0; rounds++) world.pass(0);

        assertThat(rounds).isEqualTo(portions);
        assertThat(answers).containsExactly(new Done(true, Purge.PORTION_MAX + beyond));
        assertThat(world.peer("c").consume(1, "q", 9).texts(1)).containsExactly("late");
    }

    @Test
    void a_queue_is_purged_in_several_goes_of_what_was_in_it_at_the_first() {
        AmqpSender sender = client.sender(session, "orders");
        client.send(sender, "one", "two", "three", "four", "five");
        long upTo = status("orders").lastId();

        assertThat(order(new QueueOrder.Purge("orders", upTo, 2))).isEqualTo(new Done(true, 2));
        client.send(sender, "late");
        assertThat(order(new QueueOrder.Purge("orders", upTo, 2))).isEqualTo(new Done(true, 2));
        assertThat(order(new QueueOrder.Purge("orders", upTo, 2))).isEqualTo(new Done(true, 1));
        assertThat(order(new QueueOrder.Purge("orders", upTo, 2))).isEqualTo(new Done(false, 0));

        assertThat(queue("orders").messages()).isEqualTo(1);
        assertThat(status("orders").lastId()).isEqualTo(upTo + 1);
    }

    @ParameterizedTest
    @CsvSource({"1999, 1999", "2000, 2000", "2001, 2001"})
    void a_purge_takes_as_many_as_it_may(long most, long gone) {
        TestNode world = new TestNode();
        TestPeer peer = world.peer("p");
        Message message = TestPeer.message("q", "m", Scheduling.NORMAL);
        for (int each = 0; each < Purge.PORTION_MAX + 5; each++) {
            world.node.handle(new Request.Send(peer.line, 0, 1, Address.queue("q"), message));
            if (each % 1_000 == 0) world.settle();
        }
        List<QueueAnswer> answers = new ArrayList<>();

        world.node.operators().carryOut(new QueueOrder.Purge("q", Long.MAX_VALUE, most), answers::add);
        world.settle();
        while (world.node.nextTimeMs() == 0) world.pass(0);

        assertThat(answers).containsExactly(new Done(true, gone));
    }

    @Test
    void the_message_that_waits_longest_is_the_oldest_that_is_ready() {
        AmqpSender sender = client.sender(session, "orders");
        long number = oldest();
        assertThat(number).as("an empty queue").isZero();

        client.send(sender, "one", "two");
        long first = oldest();
        AmqpReceiver receiver = client.receiver(session, "orders");
        client.credit(receiver, 1);

        assertThat(first).isPositive();
        assertThat(oldest()).as("the first is with a consumer").isEqualTo(first + 1);
        client.credit(receiver, 1);
        assertThat(oldest()).as("both are").isZero();
        assertThat(broker.node.operators().oldestReady(999, 10))
                .as("no such queue")
                .isZero();
    }

    private long oldest() {
        return broker.node.operators().oldestReady(queue("orders").number(), Operators.LOOKED_MAX);
    }

    @ParameterizedTest
    @CsvSource({"1999, true", "2000, false", "2001, false"})
    void so_many_messages_are_looked_at_for_it(int taken, boolean isFound) {
        TestNode world = new TestNode();
        TestPeer peer = world.peer("p");
        for (int each = 0; each < taken + 1; each++) {
            world.node.handle(new Request.Send(
                    peer.line, 0, 1, Address.queue("q"), TestPeer.message("q", "m", Scheduling.NORMAL)));
            if (each % 1_000 == 0) world.settle();
        }
        world.settle();
        world.peer("c").consume(1, "q", taken);

        long queue = world.node.broker().queue("q").number();
        assertThat(world.node.operators().oldestReady(queue, Integer.MAX_VALUE) > 0)
                .isEqualTo(isFound);
    }

    @Test
    void a_long_queue_that_is_deleted_while_it_is_purged_is_gone() {
        TestNode world = new TestNode();
        TestPeer peer = world.peer("p");
        Message message = TestPeer.message("q", "m", Scheduling.NORMAL);
        for (int each = 0; each < Purge.PORTION_MAX + 5; each++) {
            world.node.handle(new Request.Send(peer.line, 0, 1, Address.queue("q"), message));
            if (each % 1_000 == 0) world.settle();
        }
        List<QueueAnswer> answers = new ArrayList<>();

        world.node.operators().carryOut(new QueueOrder.Purge("q"), answers::add);
        world.node.operators().carryOut(new QueueOrder.Delete("q"), answers::add);
        world.settle();
        world.pass(0);

        assertThat(answers).containsExactly(new Done(true, 5), new Done(true, Purge.PORTION_MAX));
        assertThat(world.node.nextTimeMs()).isNotZero();
    }

    @Test
    void a_paused_queue_takes_and_does_not_deliver_until_it_goes_on() {
        AmqpSender sender = client.sender(session, "orders");
        AmqpReceiver receiver = client.receiver(session, "orders");
        client.credit(receiver, 10);

        assertThat(order(new QueueOrder.Pause("orders", true))).isEqualTo(new Done(true, 0));
        assertThat(order(new QueueOrder.Pause("orders", true))).isEqualTo(new Done(false, 0));
        client.send(sender, "one", "two");
        assertThat(client.texts(receiver)).isEmpty();
        assertThat(client.outcomes.values()).containsOnly(DeliveryState.ACCEPTED);
        assertThat(order(new QueueOrder.Pause("orders", false))).isEqualTo(new Done(true, 0));

        assertThat(client.texts(receiver)).containsExactly("one", "two");
    }

    @Test
    void what_a_consumer_has_when_its_queue_is_paused_it_can_settle() {
        AmqpReceiver receiver = client.receiver(session, "orders");
        client.credit(receiver, 1).send(client.sender(session, "orders"), "one", "two");

        order(new QueueOrder.Pause("orders", true));
        client.settle(client.arrivedOn(receiver).get(0), DeliveryState.ACCEPTED);
        client.drain(receiver, 5);

        assertThat(client.texts(receiver)).containsExactly("one");
        assertThat(queue("orders").messages()).isEqualTo(1);
        assertThat(client.seen(AmqpEvent.Drained.class)).hasSize(1);
    }

    @Test
    void an_exclusive_queue_gives_all_to_one_consumer_and_then_to_the_next() {
        order(new QueueOrder.Create("orders", new QueuePolicy(10, 1_000, WhenFull.REFUSE, 3, "", true)));
        TestAmqpClient other = TestAmqpClient.of(broker, "till-8");
        AmqpReceiver first = client.receiver(session, "orders");
        AmqpReceiver second = other.receiver(other.session(), "orders");
        client.credit(first, 10);
        other.credit(second, 10);

        AmqpSender sender = client.sender(session, "orders");
        client.send(sender, "one", "two");
        client.settle(client.arrivedOn(first).get(0), DeliveryState.ACCEPTED);
        client.settle(client.arrivedOn(first).get(1), DeliveryState.ACCEPTED);
        client.detach(first, true);
        client.send(sender, "three");

        assertThat(client.texts(first)).containsExactly("one", "two");
        assertThat(other.texts(second)).containsExactly("three");
    }

    @Test
    void a_queue_of_a_subscription_is_listed_and_no_client_gets_at_it() {
        client.receiver(
                session,
                "news",
                io.belay.amqp.type.SenderSettleMode.UNSETTLED,
                TestAmqpClient.source("news/#", "topic"));
        String name = broker.node.operators().queues().get(0).queue().spec().name();
        assertThat(name).startsWith("$");
        assertThat(status(name).consumers()).isEqualTo(1);

        AmqpSender sender = client.sender(session, name);
        AmqpReceiver receiver = client.receiver(session, name);
        AmqpSender unborn = client.sender(session, "$durable/till-7/unborn");

        assertThat(client.error(sender).condition()).isEqualTo(ErrorCondition.NOT_ALLOWED);
        assertThat(client.error(receiver).condition()).isEqualTo(ErrorCondition.NOT_ALLOWED);
        assertThat(client.error(unborn).condition()).isEqualTo(ErrorCondition.NOT_ALLOWED);
        assertThat(broker.node.operators().queues()).hasSize(1);
    }

    @Test
    void a_list_counts_who_uses_a_queue() {
        create("idle");
        client.sender(session, "busy");
        client.receiver(session, "busy");

        assertThat(broker.node.operators().queues())
                .containsExactly(new QueueStatus(queue("idle"), 0, 0), new QueueStatus(queue("busy"), 1, 1));
    }
}
