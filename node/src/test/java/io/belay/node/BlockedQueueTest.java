package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.DeliveryState.TransactionalState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.core.QueuePolicy;
import io.belay.core.WhenFull;
import io.belay.node.message.TestMessages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The senders of a queue that blocks wait without credit, and go on when there is room. */
final class BlockedQueueTest {
    private static final int MAX = 20;
    private static final int STOPS_AT = 18;
    private static final int GOES_ON_AT = 16;

    private final TestBroker broker = new TestBroker();
    private final TestAmqpClient one = TestAmqpClient.of(broker, "till-1");
    private final TestAmqpClient two = TestAmqpClient.of(broker, "till-2");
    private final AmqpSession session = one.session();
    private AmqpSender sender;
    private AmqpSender other;

    @BeforeEach
    void make_a_queue_with_two_senders() {
        order(new QueueOrder.Create("q", new QueuePolicy(MAX, 100_000, WhenFull.BLOCK, 0, "", false)));
        sender = one.sender(session, "q");
        other = two.sender(two.session(), "q");
    }

    private void order(QueueOrder order) {
        broker.node.operators().carryOut(order, answer -> assertThat(answer).isInstanceOf(QueueAnswer.Done.class));
        broker.settle();
    }

    private void fill(int messages) {
        for (int each = 0; each < messages; each++) one.send(sender, "m" + each);
    }

    private long messages() {
        return broker.node.broker().queue("q").messages();
    }

    private void assertBlocked(boolean blocked) {
        if (blocked) {
            assertThat(sender.credit()).isZero();
            assertThat(other.credit()).isZero();
        } else {
            assertThat(sender.credit()).isPositive();
            assertThat(other.credit()).isPositive();
        }
    }

    @Test
    void senders_lose_their_credit_at_nine_tenths_and_get_it_back_at_eight() {
        fill(STOPS_AT - 1);
        assertBlocked(false);
        fill(1);
        assertBlocked(true);

        AmqpReceiver receiver = one.receiver(session, "q");
        one.credit(receiver, MAX);
        for (int taken = 0; messages() > GOES_ON_AT + 1; taken++)
            one.settle(one.arrivedOn(receiver).get(taken), DeliveryState.ACCEPTED);
        assertBlocked(true);
        one.settle(one.arrivedOn(receiver).get(1), DeliveryState.ACCEPTED);

        assertBlocked(false);
        two.send(other, "more");
        assertThat(messages()).isEqualTo(GOES_ON_AT + 1);
    }

    @Test
    void what_was_under_way_when_credit_ended_is_taken_up_to_the_limit() {
        for (int each = 0; each < MAX + 1; each++) one.write(sender, TestAmqpClient.text("m"), false, null);
        broker.settle();

        assertThat(one.outcomes.values().stream().filter(DeliveryState.ACCEPTED::equals))
                .hasSize(MAX);
        assertThat(one.outcomes.get((long) MAX)).isInstanceOf(DeliveryState.Rejected.class);
        assertThat(messages()).isEqualTo(MAX);
        assertBlocked(true);
    }

    @Test
    void bytes_block_as_messages_do() {
        order(new QueueOrder.Create("bytes", new QueuePolicy(1_000, 1_000, WhenFull.BLOCK, 0, "", false)));
        AmqpSender heavy = one.sender(session, "bytes");

        one.send(heavy, "x".repeat(700));
        assertThat(heavy.credit()).isPositive();
        one.send(heavy, "x".repeat(200));

        assertThat(broker.node.broker().queue("bytes").bytes()).isBetween(900L, 1_000L);
        assertThat(heavy.credit()).isZero();
    }

    @Test
    void a_sender_that_comes_to_a_full_queue_waits_too() {
        fill(STOPS_AT);

        AmqpSender late = two.sender(two.session(), "late", TestAmqpClient.target("q", "queue"));

        assertThat(late.credit()).isZero();
        order(new QueueOrder.Purge("q"));
        assertThat(late.credit()).isPositive();
    }

    @Test
    void purging_wakes_them() {
        fill(STOPS_AT);

        order(new QueueOrder.Purge("q"));

        assertBlocked(false);
        two.send(other, "more");
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void deleting_ends_their_links() {
        fill(STOPS_AT);

        order(new QueueOrder.Delete("q"));

        assertThat(one.error(sender).condition()).isEqualTo(ErrorCondition.RESOURCE_DELETED);
        assertThat(two.error(other).condition()).isEqualTo(ErrorCondition.RESOURCE_DELETED);
    }

    @Test
    void a_consumer_that_takes_without_settling_wakes_them() {
        fill(STOPS_AT);

        AmqpReceiver quick =
                one.receiver(session, "quick", SenderSettleMode.SETTLED, TestAmqpClient.source("q", "queue"));
        one.credit(quick, MAX);

        assertThat(messages()).isZero();
        assertBlocked(false);
    }

    @Test
    void messages_that_expire_wake_them() {
        for (int each = 0; each < STOPS_AT; each++)
            one.send(sender, new TestMessages().header(true, 4, 5_000).value("m"));
        assertBlocked(true);

        broker.pass(5_000);

        assertThat(messages()).isZero();
        assertBlocked(false);
    }

    @Test
    void a_commit_that_fills_the_queue_blocks_them() {
        AmqpSender coordinator = one.coordinator(session);
        Binary id = one.declare(coordinator);
        for (int each = 0; each < STOPS_AT; each++)
            one.send(sender, TestAmqpClient.text("m"), false, new TransactionalState(id, null));
        assertBlocked(false);

        assertThat(one.discharge(coordinator, id, false)).isEqualTo(DeliveryState.ACCEPTED);

        assertThat(messages()).isEqualTo(STOPS_AT);
        assertBlocked(true);
    }

    @Test
    void a_queue_of_one_message_blocks_and_goes_on() {
        order(new QueueOrder.Create("one", new QueuePolicy(1, 100_000, WhenFull.BLOCK, 0, "", false)));
        AmqpSender single = one.sender(session, "one");

        one.send(single, "m");
        assertThat(single.credit()).isZero();
        order(new QueueOrder.Purge("one"));

        assertThat(single.credit()).isPositive();
    }
}
