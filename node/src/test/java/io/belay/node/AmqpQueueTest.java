package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.DeliveryState;
import org.junit.jupiter.api.Test;

/** AMQP clients send to queues and consume from them. */
final class AmqpQueueTest {
    private final TestBroker broker = new TestBroker();
    private final TestAmqpClient client = TestAmqpClient.of(broker, "till-7");
    private final AmqpSession session = client.session();

    @Test
    void what_is_sent_to_a_queue_is_accepted_and_arrives_in_order() {
        AmqpSender sender = client.sender(session, "orders");
        AmqpReceiver receiver = client.receiver(session, "orders");

        client.send(sender, "one", "two");
        client.credit(receiver, 10);

        assertThat(client.outcomes.values()).containsExactly(DeliveryState.ACCEPTED, DeliveryState.ACCEPTED);
        assertThat(client.texts(receiver)).containsExactly("one", "two");
    }
}
