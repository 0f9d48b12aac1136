package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.LinkMemory;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.testkit.Clause;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** By which tags a client that comes back names what it has. */
final class AmqpReturnTagsTest {
    private final TestBroker broker = new TestBroker();
    private final ReturningClient client = ReturningClient.of(broker, "till-7");

    private void holding(String... texts) {
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        client.send("p1", texts);
    }

    private Map<Binary, DeliveryState> answerTo(LinkMemory memory) {
        var receiver = client.attachReceiver("c1", memory);
        return Objects.requireNonNull(
                Objects.requireNonNull(client.line.answer(receiver)).unsettled());
    }

    private static LinkMemory accepted(Binary tag) {
        return new LinkMemory(0, Collections.singletonMap(tag, new LinkMemory.Entry(DeliveryState.ACCEPTED, 0)));
    }

    private long inQueue() {
        return Objects.requireNonNull(broker.node.broker().queue("orders")).messages();
    }

    @Test
    @Clause("AMQP-2.6.7")
    void the_tag_of_a_delivery_is_the_sequence_of_its_entry_and_the_number_of_its_queue() {
        holding("one", "two");

        assertThat(client.got("two").tag).isEqualTo(Binary.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 2, 1}));
    }

    @Test
    void a_tag_without_the_number_of_its_queue_names_an_entry_of_the_one_that_there_is() {
        holding("one");
        client.cut().open();
        Binary tag = Binary.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 1});

        assertThat(answerTo(accepted(tag))).containsOnlyKeys(tag);
        client.settle();

        assertThat(inQueue()).isZero();
    }

    @Test
    void a_tag_of_another_queue_names_nothing_of_this_one() {
        holding("one");
        client.cut().open();

        assertThat(answerTo(accepted(Binary.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 2}))))
                .isEmpty();

        assertThat(inQueue()).isEqualTo(1);
        assertThat(client.got("one").times).as("it had forgotten that").isEqualTo(2);
    }

    @Test
    void tags_that_the_broker_does_not_know_are_passed_over() {
        holding("one");
        client.cut();
        client.open();
        Binary unknown = Binary.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 77});
        Binary strange = Binary.of(new byte[] {1});
        LinkMemory memory = new LinkMemory(
                0,
                new LinkedHashMap<>(Map.of(
                        unknown, new LinkMemory.Entry(DeliveryState.ACCEPTED, 0),
                        strange, new LinkMemory.Entry(ReturningClient.HAS_ALL, 0))));

        assertThat(answerTo(memory))
                .as("this client has forgotten what the broker has")
                .isEmpty();
        assertThat(client.got("one").times)
                .as("it comes again: this client has forgotten it")
                .isEqualTo(2);
    }
}
