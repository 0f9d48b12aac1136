package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.DeliveryState.TransactionalState;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.testkit.Clause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who settles first, and that nothing said of a delivery overtakes or waits for ever. */
final class AmqpSettlingTest {
    private static final DeliveryState FAILED = new DeliveryState.Modified(true, false, Collections.emptyMap());

    private final TestBroker broker = new TestBroker();
    private final TestAmqpClient client = TestAmqpClient.of(broker, "till-7");
    private final AmqpSession session = client.session();

    private static Attach second(Attach attach) {
        return new Attach(
                attach.name(),
                attach.handle(),
                attach.role(),
                attach.senderSettleMode(),
                ReceiverSettleMode.SECOND,
                attach.source(),
                attach.target(),
                null,
                false,
                0,
                0,
                List.of(),
                List.of(),
                Collections.emptyMap());
    }

    /** A consumer that settles only after the broker, and the messages that it has. */
    private AmqpReceiver cautious(String... texts) {
        client.send(client.sender(session, "orders"), texts);
        AmqpReceiver receiver = session.receiver("cautious");
        receiver.attach(second(TestAmqpClient.attach(
                Role.RECEIVER,
                SenderSettleMode.UNSETTLED,
                TestAmqpClient.source("orders", "queue"),
                Target.at(null),
                List.of())));
        broker.settle();
        client.credit(receiver, 10);
        return receiver;
    }

    private long messages() {
        return broker.node.broker().queue("orders").messages();
    }

    @Test
    @Clause("AMQP-2.6.12")
    void what_a_cautious_consumer_accepts_is_settled_once_it_is_safe() {
        AmqpReceiver receiver = cautious("one", "two");

        receiver.settle(
                client.arrived.get(0).deliveryId(), client.arrived.get(1).deliveryId(), DeliveryState.ACCEPTED, false);
        client.exchange();
        broker.step();
        assertThat(client.seen(AmqpEvent.Settled.class))
                .as("nothing is synced yet")
                .isEmpty();

        broker.settle();
        assertThat(client.seen(AmqpEvent.Settled.class)).hasSize(2);
        assertThat(messages()).isZero();
    }

    @Test
    @Clause("AMQP-2.6.12")
    void an_outcome_that_is_not_settled_waits_for_its_transaction() {
        AmqpReceiver receiver = cautious("one");
        AmqpSender coordinator = client.coordinator(session);
        Binary transaction = client.declare(coordinator);

        long id = client.arrivedOn(receiver).get(0).deliveryId();
        receiver.settle(id, id, new TransactionalState(transaction, DeliveryState.ACCEPTED), false);
        broker.settle();
        assertThat(client.seen(AmqpEvent.Settled.class)).isEmpty();

        client.discharge(coordinator, transaction, false);
        assertThat(client.seen(AmqpEvent.Settled.class)).hasSize(1);
        assertThat(messages()).isZero();
    }

    @Test
    @Clause("AMQP-2.6.12")
    void a_sender_that_settles_last_is_told_the_outcome_first() {
        AmqpSender sender = session.sender("cautious");
        sender.attach(second(TestAmqpClient.attach(
                Role.SENDER, SenderSettleMode.UNSETTLED, Source.at("x"), TestAmqpClient.target("orders"), List.of())));
        broker.settle();

        client.send(sender, TestAmqpClient.text("one"));

        AmqpEvent.Outcome outcome = client.seen(AmqpEvent.Outcome.class).get(0);
        assertThat(outcome.state()).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(outcome.settled()).isFalse();
    }

    @Test
    @Clause("AMQP-3.5.3")
    void what_is_settled_without_an_outcome_gets_the_default() {
        client.send(client.sender(session, "orders"), "one");
        Source plain = TestAmqpClient.source("orders", "queue");
        Source source = new Source(
                plain.address(),
                plain.durability(),
                plain.expiryPolicy(),
                0,
                false,
                Collections.emptyMap(),
                null,
                Collections.emptyMap(),
                FAILED,
                List.of(),
                plain.capabilities());
        AmqpReceiver receiver = client.receiver(session, "a", SenderSettleMode.UNSETTLED, source);
        client.credit(receiver, 10);

        client.arrived
                .get(0)
                .link()
                .settle(
                        client.arrived.get(0).deliveryId(),
                        client.arrived.get(0).deliveryId(),
                        null,
                        true);
        broker.settle();

        assertThat(client.arrivedOn(receiver)).hasSize(2);
        assertThat(client.arrivedOn(receiver).get(1).sections().header().deliveryCount())
                .isEqualTo(1);
    }

    @Test
    @Clause("AMQP-3.4.5")
    void annotations_that_an_outcome_would_merge_are_answered_by_that_outcome_without_them() {
        AmqpReceiver receiver = cautious("one", "two");
        Map<Symbol, Object> annotations = Map.of(Symbol.of("x-opt-step"), 3);

        for (int index = 0; index < 2; index++) {
            long id = client.arrived.get(index).deliveryId();
            receiver.settle(id, id, new DeliveryState.Modified(index == 0, index == 1, annotations), false);
        }
        broker.settle();

        assertThat(client.seen(AmqpEvent.Settled.class))
                .extracting(AmqpEvent.Settled::state)
                .containsExactly(FAILED, new DeliveryState.Modified(false, true, Collections.emptyMap()));
        assertThat(client.arrivedOn(receiver)).hasSize(3);
        assertThat(client.arrivedOn(receiver).get(2).sections().header().deliveryCount())
                .isEqualTo(1);
    }

    @Test
    void neighbours_of_one_opinion_go_to_the_node_as_one_request() {
        client.send(client.sender(session, "orders"), "1", "2", "3", "4");
        AmqpReceiver receiver = client.receiver(session, "orders");
        client.credit(receiver, 4);
        List<TestAmqpClient.Arrived> all = client.arrivedOn(receiver);
        all.get(0).link().settle(all.get(0).deliveryId(), all.get(2).deliveryId(), DeliveryState.ACCEPTED, true);
        all.get(3).link().settle(all.get(3).deliveryId(), all.get(3).deliveryId(), FAILED, true);

        client.exchange();

        List<Request.Dispose> asked = new ArrayList<>();
        broker.requests.forEach(each -> {
            if (each instanceof Request.Dispose dispose) asked.add(dispose);
        });
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0).sequences()).hasSize(3);
        assertThat(asked.get(1).disposition()).isEqualTo(Request.Disposition.FAILED);
    }

    @Test
    void nothing_overtakes_what_was_said_of_a_delivery() {
        client.send(client.sender(session, "orders"), "1", "2");
        AmqpReceiver receiver = client.receiver(session, "orders");
        client.credit(receiver, 1);
        TestAmqpClient.Arrived one = client.arrivedOn(receiver).get(0);
        receiver.settle(one.deliveryId(), one.deliveryId(), DeliveryState.RELEASED, true);
        receiver.credit(1, false);
        broker.settle();

        assertThat(client.texts(receiver)).containsExactly("1", "1");
    }
}
