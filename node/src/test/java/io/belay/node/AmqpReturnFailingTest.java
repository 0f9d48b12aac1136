package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.LinkMemory;
import io.belay.amqp.type.DeliveryState;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** A failed delivery counts once, wherever its line is lost. */
final class AmqpReturnFailingTest {
    private static final DeliveryState FAILED = new DeliveryState.Modified(true, false, Collections.emptyMap());

    private final TestBroker broker = new TestBroker();
    private final ReturningClient client = ReturningClient.of(broker, "till-7");

    private ReturningClient holding(String text) {
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        return client.send("p1", text);
    }

    @Test
    void a_failed_delivery_whose_count_was_not_confirmed_is_counted_once() {
        holding("one");
        client.line.readsNothing = true;
        client.decide(client.got("one"), FAILED);
        broker.settle();

        client.cut().comeBack();

        assertThat(client.confirmed).containsExactly("one");
        assertThat(client.texts()).containsExactly("one", "one");
        assertThat(client.all.get(1).failures).isEqualTo(1);
    }

    @Test
    void a_second_failure_of_a_delivery_that_was_counted_once_counts_as_well() {
        holding("one");
        client.decide(client.got("one"), FAILED).settle();
        client.decide(client.all.get(1), FAILED);
        client.line.client.drained(); // It went nowhere.

        client.cut().comeBack();

        assertThat(client.all).extracting(got -> got.failures).containsExactly(0L, 1L, 2L);
    }

    @Test
    void a_failed_delivery_counts_for_a_client_that_does_not_say_how_often_it_had_failed() {
        holding("one");
        client.decide(client.got("one"), FAILED);
        client.line.client.drained(); // It went nowhere.
        client.cut();
        client.open();
        LinkMemory memory =
                new LinkMemory(0, Collections.singletonMap(client.got("one").tag, new LinkMemory.Entry(FAILED, 0)));

        client.attachReceiver("c1", memory);

        assertThat(client.all).extracting(got -> got.failures).containsExactly(0L, 1L);
    }
}
