package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Source;
import org.junit.jupiter.api.Test;

/** Subscriptions that are not durable, of clients that come back: how long they last. */
final class AmqpReturnPassingTest {
    private final TestBroker broker = new TestBroker();
    private final ReturningClient client = ReturningClient.of(broker, "till-7");

    private boolean shared() {
        return broker.node.operators().queues().stream()
                .anyMatch(queue -> queue.queue().spec().name().startsWith("$shared"));
    }

    @Test
    void a_subscription_that_nobody_named_has_no_gap_over_line_and_broker() {
        client.receiver("c1", TestAmqpClient.source("news", "topic"));
        TestAmqpClient other = TestAmqpClient.of(broker, "other");
        client.cut();
        other.send(other.sender(other.session(), "s", TestAmqpClient.target("news", "topic")), "one");
        broker.restart();
        TestAmqpClient again = TestAmqpClient.of(broker, "other");
        again.send(again.sender(again.session(), "s", TestAmqpClient.target("news", "topic")), "two");

        client.comeBack();

        assertThat(client.texts()).containsExactly("one", "two");
    }

    @Test
    void a_shared_subscription_that_is_not_durable_stays_with_its_session() {
        Source shared = TestAmqpClient.source("news", "topic", "shared");
        client.receiver("s|volatile1", shared);
        client.cut();
        broker.restart();
        TestAmqpClient other = TestAmqpClient.of(broker, "other");
        other.send(other.sender(other.session(), "s", TestAmqpClient.target("news", "topic")), "kept");

        client.comeBack();

        assertThat(client.texts()).containsExactly("kept");
        client.receiver("s|volatile1").detach(true, null);
        client.settle();
        assertThat(broker.node.operators().queues())
                .noneMatch(queue -> queue.queue().spec().name().startsWith("$shared"));
    }

    @Test
    void a_subscription_that_all_share_outlives_the_broker_as_long_as_somebody_comes_back_to_it() {
        client.receiver("s|global-volatile1", TestAmqpClient.source("news", "topic", "shared", "global"));
        broker.restart();
        TestAmqpClient other = TestAmqpClient.of(broker, "other");
        other.send(other.sender(other.session(), "s", TestAmqpClient.target("news", "topic")), "kept");

        client.comeBack();
        assertThat(client.texts()).containsExactly("kept");
        client.accept("kept");
        broker.restart();
        assertThat(shared()).isTrue();
        broker.pass(60_000);
        assertThat(shared()).as("its only session is gone").isFalse();
    }

    @Test
    void a_subscription_that_all_share_ends_when_its_client_is_back_without_it() {
        client.receiver("s|global-volatile1", TestAmqpClient.source("news", "topic", "shared", "global"));
        broker.restart();

        client.wish("belay:consumers", new io.belay.amqp.type.UnsignedInteger(0))
                .open();
        client.settle();

        assertThat(shared()).isFalse();
    }

    @Test
    void a_subscription_that_all_share_ends_when_its_client_is_back_and_does_not_open_it_again() {
        client.receiver("s|global-volatile1", TestAmqpClient.source("news", "topic", "shared", "global"));
        client.sender("p1", TestAmqpClient.target("news", "topic"));
        client.send("p1", "one");
        broker.restart();

        client.open();
        broker.pass(20_000);

        assertThat(shared()).isFalse();
    }
}
