package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Source;
import io.belay.testkit.Clause;
import java.util.Collections;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A client comes back to a broker that was restarted, and its line is lost again before all its links are attached. */
final class AmqpReturnInStepsTest {
    private static final Source COPY = TestAmqpClient.source("orders", "copy", Collections.emptyMap(), "queue");

    private final TestBroker broker = new TestBroker();
    private final ReturningClient client = ReturningClient.of(broker, "till-7");

    private long inQueue() {
        return Objects.requireNonNull(broker.node.broker().queue("orders")).messages();
    }

    /** Has one message, has decided about it, and the broker was restarted without having heard that. */
    private void decides() {
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        client.send("p1", "one");
        client.decide(client.got("one"), DeliveryState.ACCEPTED);
        client.line.client.drained(); // It went nowhere.
        broker.restart();
    }

    @Test
    @Clause("AMQP-2.6.13")
    void a_browser_that_is_back_first_costs_no_consumer_of_its_queue_what_it_had() {
        client.receiver("b1", COPY);
        decides();
        client.open();
        client.attachReceiver("b1", null);

        client.cut().comeBack();

        assertThat(client.confirmed).containsExactly("one");
        assertThat(inQueue()).isZero();
    }

    @Test
    @Clause("AMQP-2.6.13")
    void a_consumer_that_ends_before_the_others_are_back_costs_them_nothing() {
        client.receiver("c2", "orders");
        decides();
        client.open();
        client.attachReceiver("c2", null).detach(true, null);
        client.settle();

        client.cut().comeBack();

        assertThat(client.confirmed).containsExactly("one");
        assertThat(inQueue()).isZero();
    }
}
