package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLimits;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.node.message.TestMessages;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** AMQP clients send to queues and consume from them. */
final class AmqpQueueTest {
    private static final DeliveryState FAILED = new DeliveryState.Modified(true, false, Collections.emptyMap());
    private static final DeliveryState UNDELIVERABLE = new DeliveryState.Modified(true, true, Collections.emptyMap());
    private static final DeliveryState UNTOUCHED = new DeliveryState.Modified(false, false, Collections.emptyMap());

    private final TestBroker broker = new TestBroker();
    private final TestAmqpClient client = TestAmqpClient.of(broker, "till-7");
    private final AmqpSession session = client.session();

    private AmqpReceiver consumerOf(String... texts) {
        client.send(client.sender(session, "orders"), texts);
        AmqpReceiver receiver = client.receiver(session, "orders");
        client.credit(receiver, 10);
        return receiver;
    }

    private long deliveryCount(TestAmqpClient.Arrived one) {
        return one.sections().header().deliveryCount();
    }

    @Test
    void what_is_sent_to_a_queue_is_accepted_and_arrives_in_order() {
        AmqpReceiver receiver = consumerOf("one", "two");

        assertThat(client.outcomes.values()).containsExactly(DeliveryState.ACCEPTED, DeliveryState.ACCEPTED);
        assertThat(client.texts(receiver)).containsExactly("one", "two");
    }

    @Test
    @Clause("AMQP-2.6.7")
    void no_more_arrives_than_the_client_gave_credit_for() {
        client.send(client.sender(session, "orders"), "one", "two", "three");
        AmqpReceiver receiver = client.receiver(session, "orders");

        client.credit(receiver, 2);
        assertThat(client.texts(receiver)).containsExactly("one", "two");

        client.credit(receiver, 1);
        assertThat(client.texts(receiver)).containsExactly("one", "two", "three");
    }

    @Test
    @Clause("AMQP-2.6.7")
    void a_drain_is_answered_once_there_is_nothing_more() {
        client.send(client.sender(session, "orders"), "one");
        AmqpReceiver receiver = client.receiver(session, "orders");

        client.drain(receiver, 10);

        assertThat(client.texts(receiver)).containsExactly("one");
        assertThat(client.seen(AmqpEvent.Drained.class)).hasSize(1);
        assertThat(receiver.credit()).isZero();
    }

    @Test
    @Clause("AMQP-3.4.2")
    void what_is_accepted_is_gone() {
        AmqpReceiver receiver = consumerOf("one");

        client.settle(client.arrivedOn(receiver).get(0), DeliveryState.ACCEPTED);

        assertThat(broker.node.broker().queue("orders").messages()).isZero();
    }

    @Test
    @Clause("AMQP-3.4.4")
    void what_is_released_comes_again_as_if_it_had_never_been_delivered() {
        AmqpReceiver receiver = consumerOf("one");

        client.settle(client.arrivedOn(receiver).get(0), DeliveryState.RELEASED);

        assertThat(client.texts(receiver)).containsExactly("one", "one");
        assertThat(deliveryCount(client.arrivedOn(receiver).get(1))).isZero();
    }

    @Test
    @Clause("AMQP-3.4.5")
    void what_failed_comes_again_and_says_how_often_it_failed() {
        AmqpReceiver receiver = consumerOf("one");

        client.settle(client.arrivedOn(receiver).get(0), FAILED);
        client.settle(client.arrivedOn(receiver).get(1), UNTOUCHED);

        assertThat(client.arrivedOn(receiver)).extracting(this::deliveryCount).containsExactly(0L, 1L, 1L);
    }

    @Test
    @Clause("AMQP-3.4.3")
    void what_is_rejected_is_a_dead_letter_that_says_why() {
        AmqpReceiver receiver = consumerOf("one", "two");

        AmqpError error = new AmqpError(ErrorCondition.DECODE_ERROR, "no such article");
        client.settle(client.arrivedOn(receiver).get(0), new DeliveryState.Rejected(error));
        client.settle(client.arrivedOn(receiver).get(1), UNDELIVERABLE);
        AmqpReceiver dead = client.receiver(session, "DLQ");
        client.credit(dead, 10);

        assertThat(client.texts(dead)).containsExactly("one", "two");
        var first = client.arrivedOn(dead).get(0).sections();
        assertThat(first.applicationProperty("belay_dead_reason")).isEqualTo("no such article");
        assertThat(first.applicationProperty("belay_dead_origin")).isEqualTo("orders");
        assertThat(first.applicationProperty("belay_dead_time")).isEqualTo(broker.nowMs);
    }

    @Test
    void a_consumer_that_wants_it_settled_answers_nothing() {
        client.send(client.sender(session, "orders"), "one");
        AmqpReceiver receiver =
                client.receiver(session, "quick", SenderSettleMode.SETTLED, TestAmqpClient.source("orders", "queue"));

        client.credit(receiver, 10);

        assertThat(client.arrivedOn(receiver))
                .extracting(TestAmqpClient.Arrived::settled)
                .containsExactly(true);
        assertThat(broker.node.broker().queue("orders").messages()).isZero();
    }

    @Test
    void dispositions_count_after_the_link_is_gone() {
        AmqpReceiver receiver = consumerOf("one", "two");

        client.detach(receiver, true);
        client.settle(client.arrivedOn(receiver).get(0), DeliveryState.ACCEPTED);
        client.settle(client.arrivedOn(receiver).get(1), DeliveryState.RELEASED);
        AmqpReceiver next =
                client.receiver(session, "next", SenderSettleMode.UNSETTLED, TestAmqpClient.source("orders"));
        client.credit(next, 10);

        assertThat(client.texts(next)).containsExactly("two");
        assertThat(deliveryCount(client.arrivedOn(next).get(0))).isZero();
    }

    @Test
    @Clause("AMQP-2.6.6")
    void what_a_client_leaves_undecided_of_a_link_goes_back_untried() {
        AmqpReceiver receiver = consumerOf("one", "two");
        client.detach(receiver, true);
        client.settle(client.arrivedOn(receiver).get(0), DeliveryState.ACCEPTED);
        AmqpReceiver next =
                client.receiver(session, "next", SenderSettleMode.UNSETTLED, TestAmqpClient.source("orders"));
        client.credit(next, 10);
        assertThat(client.texts(next)).isEmpty();

        broker.pass(30_000);

        assertThat(client.texts(next)).containsExactly("two");
        assertThat(deliveryCount(client.arrivedOn(next).get(0))).isZero();
        client.settle(client.arrivedOn(receiver).get(1), DeliveryState.ACCEPTED); // too late
        assertThat(broker.node.broker().queue("orders").messages()).isOne();
    }

    @Test
    @Clause("AMQP-2.6.6")
    void a_detach_is_answered_although_the_last_outcome_comes_right_behind_it() {
        AmqpReceiver receiver = consumerOf("one");

        receiver.detach(true, null);
        client.settle(client.arrivedOn(receiver).get(0), DeliveryState.RELEASED);
        broker.settle();

        assertThat(client.detached(receiver)).isNotNull();
    }

    @Test
    void what_a_session_ends_with_in_order_comes_again_untried() {
        consumerOf("one");

        session.end(null);
        broker.settle();
        AmqpReceiver next = client.receiver(client.session(), "orders");
        client.credit(next, 10);

        assertThat(client.texts(next)).containsExactly("one");
        assertThat(deliveryCount(client.arrivedOn(next).get(0))).isZero();
    }

    @Test
    void what_a_lost_line_had_goes_to_another_consumer() {
        consumerOf("one");

        client.cut();
        TestAmqpClient other = TestAmqpClient.of(broker, "till-8");
        AmqpReceiver receiver = other.receiver(other.session(), "orders");
        other.credit(receiver, 10);

        assertThat(other.texts(receiver)).containsExactly("one");
        assertThat(other.arrivedOn(receiver)).extracting(this::deliveryCount).containsExactly(1L);
    }

    @Test
    void nothing_is_lost_when_a_consumer_leaves_with_messages_on_their_way() {
        client.send(client.sender(session, "orders"), "one", "two", "three");
        AmqpReceiver receiver = client.receiver(session, "orders");
        receiver.credit(10, false);
        receiver.detach(true, null);
        broker.settle();

        client.arrivedOn(receiver).forEach(each -> client.settle(each, DeliveryState.RELEASED));
        AmqpReceiver next =
                client.receiver(session, "next", SenderSettleMode.UNSETTLED, TestAmqpClient.source("orders"));
        client.credit(next, 10);

        assertThat(client.texts(next)).containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void a_settled_message_is_taken_without_an_answer() {
        AmqpSender sender = client.sender(session, "orders");

        DeliveryState outcome = client.send(sender, TestAmqpClient.text("one"), true, null);

        assertThat(outcome).isNull();
        assertThat(broker.node.broker().queue("orders").messages()).isEqualTo(1);
    }

    @Test
    void priority_and_time_to_live_travel_in_the_header() {
        client.send(
                client.sender(session, "orders"),
                new TestMessages().header(true, 7, 5_000).value("one"));
        broker.pass(2_000);
        AmqpReceiver receiver = client.receiver(session, "orders");

        client.credit(receiver, 1);

        var header = client.arrivedOn(receiver).get(0).sections().header();
        assertThat(header.durable()).isTrue();
        assertThat(header.priority()).isEqualTo(7);
        assertThat(header.ttlMs()).isEqualTo(3_000);
    }

    @Test
    void what_has_expired_does_not_arrive() {
        client.send(
                client.sender(session, "orders"),
                new TestMessages().header(true, 4, 5_000).value("one"));
        broker.pass(5_000);
        AmqpReceiver receiver = client.receiver(session, "orders");

        client.credit(receiver, 1);

        assertThat(client.arrived).isEmpty();
    }

    @Test
    void a_message_waits_for_its_delivery_time() {
        AmqpSender sender = client.sender(session, "orders");
        AmqpReceiver receiver = client.receiver(session, "orders");
        client.credit(receiver, 10);

        client.send(
                sender,
                new TestMessages()
                        .annotation("x-opt-delivery-time", broker.nowMs + 1_000)
                        .value("at"));
        client.send(
                sender,
                new TestMessages().annotation("x-opt-delivery-delay", 2_000L).value("after"));
        assertThat(client.arrived).isEmpty();

        broker.pass(1_000);
        assertThat(client.texts(receiver)).containsExactly("at");
        broker.pass(1_000);
        assertThat(client.texts(receiver)).containsExactly("at", "after");
    }

    @Test
    void a_browser_sees_all_and_takes_nothing() {
        client.send(client.sender(session, "orders"), "one", "two");
        var source = TestAmqpClient.source("orders", "copy", Collections.emptyMap(), "queue");
        AmqpReceiver browser = client.receiver(session, "browser", SenderSettleMode.SETTLED, source);

        client.drain(browser, 1_000);

        assertThat(client.texts(browser)).containsExactly("one", "two");
        assertThat(client.seen(AmqpEvent.Drained.class)).hasSize(1);
        assertThat(broker.node.broker().queue("orders").messages()).isEqualTo(2);
    }

    @Test
    void a_message_larger_than_its_consumer_takes_is_a_dead_letter() {
        client.send(client.sender(session, "orders"), "x".repeat(2_000));
        var small =
                new AmqpLimits(4_096, 4_096, 10, 10, 10, 100, 1_000, 2_000, 100, 100, 100_000, 10_000, 5_000, 60_000);
        TestAmqpClient other = new TestAmqpClient(broker, false, small).open("small");
        AmqpReceiver receiver = other.receiver(other.session(), "orders");

        other.credit(receiver, 10);

        assertThat(other.arrived).isEmpty();
        assertThat(broker.node.broker().queue("DLQ").messages()).isEqualTo(1);
    }

    @Test
    @Clause("AMQP-3.2.16")
    void a_message_of_another_format_is_rejected() {
        AmqpSender sender = client.sender(session, "orders");
        var tag = Binary.of((byte) 1);

        long id = sender.send(tag, false, null, 7, 0, empty(), empty());
        broker.settle();

        assertThat(rejection(client.outcomes.get(id)).condition()).isEqualTo(ErrorCondition.NOT_IMPLEMENTED);
    }

    @Test
    void a_message_that_cannot_be_read_is_rejected_and_the_link_stays() {
        AmqpSender sender = client.sender(session, "orders");

        DeliveryState outcome = client.send(sender, new byte[] {0, 0x53, 0x73, 0x45, 1});

        assertThat(rejection(outcome).condition()).isEqualTo(ErrorCondition.DECODE_ERROR);
        assertThat(client.send(sender, TestAmqpClient.text("one"))).isEqualTo(DeliveryState.ACCEPTED);
    }

    @Test
    void a_settled_message_that_cannot_be_read_costs_the_link() {
        AmqpSender sender = client.sender(session, "orders");

        client.send(sender, new byte[] {0, 0x53, 0x73, 0x45, 1}, true, null);

        assertThat(client.error(sender).condition()).isEqualTo(ErrorCondition.DECODE_ERROR);
    }

    static AmqpError rejection(DeliveryState outcome) {
        assertThat(outcome).isInstanceOf(DeliveryState.Rejected.class);
        return ((DeliveryState.Rejected) outcome).error();
    }

    private static ByteBuffer empty() {
        return ByteBuffer.allocate(0);
    }
}
