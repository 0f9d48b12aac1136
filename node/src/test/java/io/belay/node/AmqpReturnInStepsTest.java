package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.LinkMemory;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Target;
import io.belay.testkit.Clause;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

    /** The first attach of several: there is more to tell than one takes. */
    static Performative.Attach part(String name, LinkMemory memory) {
        Map<Binary, @Nullable DeliveryState> states = new LinkedHashMap<>();
        memory.unsettled().forEach((tag, entry) -> states.put(tag, entry.state()));
        return new Performative.Attach(
                name,
                0,
                Role.RECEIVER,
                SenderSettleMode.UNSETTLED,
                ReceiverSettleMode.SECOND,
                TestAmqpClient.source("orders", "queue"),
                Target.at(null),
                states,
                true,
                -1,
                0,
                List.of(),
                List.of(),
                Collections.emptyMap());
    }

    @Test
    @Clause("AMQP-2.6.13")
    void what_it_says_in_part_that_it_has_released_it_takes_from_nobody_who_has_it_since() {
        ReturningClient taker = ReturningClient.of(broker, "taker");
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        client.send("p1", "one");
        taker.receiver("c1", "orders");
        ReturningClient.Got released = client.got("one");
        client.receiver("c1").credit(0, false);
        client.decide(released, DeliveryState.RELEASED).settle();
        assertThat(taker.texts()).containsExactly("one");
        client.unsettled.get("c1").put(released.tag, released); // The answer was lost.

        broker.restart();
        client.open();
        client.line.says(client.session.channel(), part("c1", client.memoryOf("c1")));
        taker.comeBack();

        assertThat(taker.voids).isEmpty();
        taker.accept("one");
        assertThat(taker.confirmed).containsExactly("one");
        assertThat(inQueue()).isZero();
    }
}
