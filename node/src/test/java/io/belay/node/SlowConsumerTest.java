package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.base.Break;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.ReasonCode;
import io.belay.node.limit.Slowness;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Since when a client owes answers, and how its line ends when that is too long. */
class SlowConsumerTest {
    private final TestBroker broker = new TestBroker();

    @Test
    void an_mqtt_client_owes_answers_from_its_first_message_until_the_last_is_answered() {
        TestClient reader = TestClient.of(broker, "r", false, 60).subscribe(1, "a", 1);
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        broker.pass(250);
        assertThat(reader.gateway.unansweredSinceMs()).isEqualTo(Slowness.NEVER);

        publisher.publish("a", 1, 1, "one").publish("a", 1, 2, "two");
        broker.pass(250);
        long sinceMs = broker.nowMs;
        broker.pass(250);
        assertThat(reader.gateway.unansweredSinceMs()).isEqualTo(sinceMs);

        reader.client.puback(reader.publishes().get(0).packetId(), ReasonCode.SUCCESS);
        broker.settle();
        assertThat(reader.gateway.unansweredSinceMs()).as("it has answered one").isEqualTo(broker.nowMs);
        reader.client.puback(reader.publishes().get(1).packetId(), ReasonCode.SUCCESS);
        broker.settle();
        broker.pass(250);
        assertThat(reader.gateway.unansweredSinceMs()).isEqualTo(Slowness.NEVER);
    }

    @Test
    void an_mqtt_line_that_is_too_slow_ends_with_the_reason_and_its_session_stays() {
        TestClient reader = TestClient.of(broker, "r", false, 60).subscribe(1, "a", 1);
        TestClient.of(broker, "p", true, 0).publish("a", 1, 1, "one");

        reader.gateway.end(Break.slow("slow: by the test"));
        reader.gateway.flush();
        broker.settle();

        assertThat(reader.seen(MqttEvent.Left.class).get(0).reason()).isEqualTo(ReasonCode.QUOTA_EXCEEDED);
        assertThat(reader.closed).isNotNull();
        TestClient back = TestClient.of(broker, "r", false, 60);
        assertThat(back.messages()).containsExactly("a=one");
    }

    @Test
    void an_amqp_client_owes_answers_until_it_has_settled() {
        TestAmqpClient client = TestAmqpClient.of(broker, "till-7");
        AmqpSession session = client.session();
        AmqpSender sender = client.sender(session, "orders");
        AmqpReceiver receiver = client.receiver(session, "orders");
        receiver.credit(10, false);
        broker.settle();
        client.send(sender, "one");
        broker.pass(250);
        assertThat(client.gateway.unansweredSinceMs()).isEqualTo(broker.nowMs);

        AmqpEvent.Delivery delivery = client.seen(AmqpEvent.Delivery.class).get(0);
        receiver.settle(delivery.deliveryId(), delivery.deliveryId(), DeliveryState.ACCEPTED, true);
        broker.settle();
        broker.pass(250);

        assertThat(client.gateway.unansweredSinceMs()).isEqualTo(Slowness.NEVER);
    }

    @Test
    void an_amqp_line_that_is_too_slow_ends_with_the_reason() {
        TestAmqpClient client = TestAmqpClient.of(broker, "till-7");

        client.gateway.end(Break.slow("slow: by the test"));
        client.gateway.flush();
        broker.settle();

        assertThat(Objects.requireNonNull(
                                client.seen(AmqpEvent.Closed.class).get(0).error())
                        .condition())
                .isEqualTo(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
    }
}
