package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.DeliveryState.TransactionalState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.TransactionRequest;
import io.belay.base.ByteWriter;
import io.belay.node.limit.MemoryBudget.Share;
import io.belay.node.message.TestMessages;
import io.belay.testkit.Clause;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

/** Local transactions (AMQP 1.0 part 4, reference D.6): all of it or nothing. */
final class AmqpTransactionTest {
    private final TestBroker broker = new TestBroker();

    private final class Shop {
        final TestAmqpClient client = TestAmqpClient.of(broker, "till-7");
        final AmqpSession session = client.session();
        final AmqpSender coordinator = client.coordinator(session);
        final AmqpSender sender = client.sender(session, "orders");

        DeliveryState send(Binary transaction, String text) {
            return client.send(sender, TestAmqpClient.text(text), false, new TransactionalState(transaction, null));
        }

        long messages() {
            return broker.node.broker().queue("orders").messages();
        }
    }

    private static DeliveryState accepted(Binary transaction) {
        return new TransactionalState(transaction, DeliveryState.ACCEPTED);
    }

    private static AbstractStringAssert<?> assertRejected(DeliveryState outcome) {
        return assertThat(AmqpQueueTest.rejection(outcome).condition().text());
    }

    @Test
    @Clause({"AMQP-4.4.1", "AMQP-4.5.5"})
    void what_is_sent_in_a_transaction_counts_once_it_is_committed() {
        Shop shop = new Shop();
        Binary transaction = shop.client.declare(shop.coordinator);

        DeliveryState outcome = shop.send(transaction, "one");
        shop.send(transaction, "two");

        assertThat(outcome).isEqualTo(accepted(transaction));
        assertThat(shop.messages()).isZero();

        assertThat(shop.client.discharge(shop.coordinator, transaction, false)).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(shop.messages()).isEqualTo(2);
    }

    @Test
    @Clause("AMQP-4.3")
    void what_is_sent_in_a_transaction_is_forgotten_if_it_rolls_back() {
        Shop shop = new Shop();
        Binary transaction = shop.client.declare(shop.coordinator);
        shop.send(transaction, "one");

        assertThat(shop.client.discharge(shop.coordinator, transaction, true)).isEqualTo(DeliveryState.ACCEPTED);

        assertThat(shop.messages()).isZero();
    }

    @Test
    @Clause("AMQP-4.4.2")
    void an_acknowledgement_in_a_transaction_counts_once_it_is_committed() {
        Shop shop = new Shop();
        shop.client.send(shop.sender, "one");
        AmqpReceiver receiver = shop.client.receiver(shop.session, "orders");
        shop.client.credit(receiver, 10);
        Binary transaction = shop.client.declare(shop.coordinator);

        shop.client.settle(shop.client.arrivedOn(receiver).get(0), accepted(transaction));
        assertThat(shop.messages()).isEqualTo(1);

        shop.client.discharge(shop.coordinator, transaction, false);
        assertThat(shop.messages()).isZero();
    }

    @Test
    void an_acknowledgement_that_is_rolled_back_brings_the_message_again_with_a_count() {
        Shop shop = new Shop();
        shop.client.send(shop.sender, "one");
        AmqpReceiver receiver = shop.client.receiver(shop.session, "orders");
        shop.client.credit(receiver, 10);
        Binary transaction = shop.client.declare(shop.coordinator);
        shop.client.settle(shop.client.arrivedOn(receiver).get(0), accepted(transaction));

        shop.client.discharge(shop.coordinator, transaction, true);

        assertThat(shop.client.texts(receiver)).containsExactly("one", "one");
        assertThat(shop.client.arrivedOn(receiver).get(1).sections().header().deliveryCount())
                .isEqualTo(1);
    }

    @Test
    void a_discharge_and_the_next_declare_may_be_sent_ahead() {
        Shop shop = new Shop();
        Binary transaction = shop.client.declare(shop.coordinator);
        shop.client.write(shop.sender, TestAmqpClient.text("one"), false, new TransactionalState(transaction, null));
        long discharge = ask(shop, new TransactionRequest.Discharge(transaction, false));
        long declare = ask(shop, new TransactionRequest.Declare(null));

        broker.settle();

        assertThat(shop.messages()).isEqualTo(1);
        assertThat(shop.client.outcomes.get(discharge)).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(shop.client.outcomes.get(declare)).isInstanceOf(DeliveryState.Declared.class);
    }

    @Test
    @Clause("AMQP-4.5.8")
    void a_transaction_that_nobody_knows_is_refused() {
        Shop shop = new Shop();
        Binary unknown = Binary.of((byte) 9);

        assertRejected(shop.send(unknown, "one")).isEqualTo("amqp:transaction:unknown-id");
        assertRejected(shop.client.discharge(shop.coordinator, unknown, false))
                .isEqualTo("amqp:transaction:unknown-id");
        assertThat(shop.messages()).isZero();
    }

    @Test
    void a_transaction_that_is_over_is_over() {
        Shop shop = new Shop();
        Binary transaction = shop.client.declare(shop.coordinator);
        shop.client.discharge(shop.coordinator, transaction, false);

        assertRejected(shop.client.discharge(shop.coordinator, transaction, false))
                .isEqualTo("amqp:transaction:unknown-id");
    }

    @Test
    void a_transaction_that_takes_too_long_rolls_back() {
        broker.amqp = AmqpTestOptions.with("transactionTimeoutMs", 10_000L);
        Shop shop = new Shop();
        shop.client.send(shop.sender, "old");
        AmqpReceiver receiver = shop.client.receiver(shop.session, "orders");
        shop.client.credit(receiver, 1);
        Binary transaction = shop.client.declare(shop.coordinator);
        shop.client.settle(shop.client.arrivedOn(receiver).get(0), accepted(transaction));
        shop.send(transaction, "one");

        broker.pass(9_999);
        assertThat(shop.send(transaction, "two")).isEqualTo(accepted(transaction));
        broker.pass(1);
        assertRejected(shop.send(transaction, "three")).isEqualTo("amqp:transaction:timeout");
        shop.client.credit(receiver, 1);

        assertThat(shop.client.texts(receiver)).containsExactly("old", "old");
        assertRejected(shop.client.discharge(shop.coordinator, transaction, false))
                .isEqualTo("amqp:transaction:timeout");
        assertThat(shop.messages()).isEqualTo(1);
    }

    /** Qpid JMS declares as soon as a session is there, and the next one with each commit. */
    @Test
    void a_transaction_in_which_nothing_has_happened_takes_no_time() {
        broker.amqp = AmqpTestOptions.with("transactionTimeoutMs", 10_000L);
        Shop shop = new Shop();
        Binary early = shop.client.declare(shop.coordinator);
        Binary late = shop.client.declare(shop.coordinator);
        broker.pass(20_000);

        assertThat(shop.send(late, "one")).isEqualTo(accepted(late));
        broker.pass(5_000);
        assertThat(shop.send(early, "two")).isEqualTo(accepted(early));
        broker.pass(5_000);

        assertRejected(shop.client.discharge(shop.coordinator, late, false)).isEqualTo("amqp:transaction:timeout");
        assertThat(shop.client.discharge(shop.coordinator, early, false)).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(shop.messages()).isEqualTo(1);
    }

    @Test
    void the_messages_of_open_transactions_have_a_limit() {
        broker.amqp = AmqpTestOptions.with("transactionMessagesMax", 3);
        Shop shop = new Shop();
        Binary first = shop.client.declare(shop.coordinator);
        Binary second = shop.client.declare(shop.coordinator);

        assertThat(shop.send(first, "one")).isEqualTo(accepted(first));
        assertThat(shop.send(second, "two")).isEqualTo(accepted(second));
        assertThat(shop.send(second, "three")).isEqualTo(accepted(second));
        assertRejected(shop.send(second, "four")).isEqualTo("amqp:resource-limit-exceeded");

        assertRejected(shop.client.discharge(shop.coordinator, second, false)).isEqualTo("amqp:transaction:rollback");
        assertThat(shop.client.discharge(shop.coordinator, first, false)).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(shop.messages()).isEqualTo(1);
    }

    @Test
    void acknowledgements_count_against_the_same_limit() {
        broker.amqp = AmqpTestOptions.with("transactionMessagesMax", 1);
        Shop shop = new Shop();
        shop.client.send(shop.sender, "one", "two");
        AmqpReceiver receiver = shop.client.receiver(shop.session, "orders");
        shop.client.credit(receiver, 2);
        Binary transaction = shop.client.declare(shop.coordinator);

        shop.client.settle(shop.client.arrivedOn(receiver).get(0), accepted(transaction));
        shop.client.settle(shop.client.arrivedOn(receiver).get(1), accepted(transaction));

        assertRejected(shop.client.discharge(shop.coordinator, transaction, false))
                .isEqualTo("amqp:transaction:rollback");
        assertThat(shop.messages()).isEqualTo(2);
    }

    @Test
    void the_bytes_of_open_transactions_have_a_limit() {
        int length = TestAmqpClient.text("one").length + "orders".length();
        broker.amqp = AmqpTestOptions.with("transactionBytesMax", 2L * length);
        Shop shop = new Shop();
        Binary transaction = shop.client.declare(shop.coordinator);

        assertThat(shop.send(transaction, "one")).isEqualTo(accepted(transaction));
        assertThat(shop.send(transaction, "two")).isEqualTo(accepted(transaction));
        assertRejected(shop.send(transaction, "3")).isEqualTo("amqp:resource-limit-exceeded");
    }

    @Test
    void the_words_of_rejections_count_against_the_same_limit() {
        broker.amqp = AmqpTestOptions.with("transactionBytesMax", 1_000L);
        Shop shop = new Shop();
        shop.client.send(shop.sender, "one", "two");
        AmqpReceiver receiver = shop.client.receiver(shop.session, "orders");
        shop.client.credit(receiver, 2);
        Binary first = shop.client.declare(shop.coordinator);
        Binary second = shop.client.declare(shop.coordinator);

        shop.client.settle(shop.client.arrivedOn(receiver).get(0), rejected(first, 990));
        shop.client.settle(shop.client.arrivedOn(receiver).get(1), rejected(second, 11));

        assertRejected(shop.client.discharge(shop.coordinator, second, false)).isEqualTo("amqp:transaction:rollback");
        assertThat(shop.client.discharge(shop.coordinator, first, false)).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(shop.messages()).isEqualTo(1);
        assertThat(broker.node.budget().used(Share.TRANSACTIONS)).isZero();
    }

    private static DeliveryState rejected(Binary transaction, int length) {
        AmqpError why = new AmqpError(Symbol.of("x".repeat(length)), "");
        return new TransactionalState(transaction, new DeliveryState.Rejected(why));
    }

    @Test
    void committed_transactions_no_longer_count() {
        broker.amqp = AmqpTestOptions.with("transactionMessagesMax", 1);
        Shop shop = new Shop();

        for (int round = 0; round < 3; round++) {
            Binary transaction = shop.client.declare(shop.coordinator);
            assertThat(shop.send(transaction, "one")).isEqualTo(accepted(transaction));
            boolean fail = round == 1;
            assertThat(shop.client.discharge(shop.coordinator, transaction, fail))
                    .isEqualTo(DeliveryState.ACCEPTED);
        }

        assertThat(shop.messages()).isEqualTo(2);
    }

    @Test
    void the_number_of_open_transactions_has_a_limit() {
        broker.amqp = AmqpTestOptions.with("transactionsMax", 2);
        Shop shop = new Shop();

        shop.client.declare(shop.coordinator);
        Binary second = shop.client.declare(shop.coordinator);
        assertRejected(shop.client.request(shop.coordinator, new TransactionRequest.Declare(null)))
                .isEqualTo("amqp:resource-limit-exceeded");

        shop.client.discharge(shop.coordinator, second, true);
        shop.client.declare(shop.coordinator);
    }

    @Test
    void what_the_node_refuses_rolls_back_as_a_whole() {
        TestBroker small = new TestBroker(AmqpLinkTest.queuesMax(1));
        TestAmqpClient client = TestAmqpClient.of(small, "till-7");
        AmqpSession session = client.session();
        AmqpSender coordinator = client.coordinator(session);
        AmqpSender sender = client.sender(session, "orders");
        AmqpSender anywhere = client.sender(session, "relay", TestAmqpClient.target(null));
        client.send(sender, "old");
        AmqpReceiver receiver = client.receiver(session, "orders");
        client.credit(receiver, 1);
        Binary transaction = client.declare(coordinator);
        TransactionalState state = new TransactionalState(transaction, null);
        client.settle(client.arrivedOn(receiver).get(0), accepted(transaction));
        client.send(sender, TestAmqpClient.text("one"), false, state);
        client.send(anywhere, new TestMessages().to("another").value("two"), false, state);

        assertRejected(client.discharge(coordinator, transaction, false)).isEqualTo("amqp:transaction:rollback");

        assertThat(small.node.broker().queue("orders").messages()).isEqualTo(1);
        client.credit(receiver, 1);
        assertThat(client.texts(receiver)).containsExactly("old", "old");
    }

    @Test
    void closing_the_coordinator_rolls_back() {
        Shop shop = new Shop();
        Binary transaction = shop.client.declare(shop.coordinator);
        shop.send(transaction, "one");

        shop.client.detach(shop.coordinator, true);
        AmqpSender next = shop.client.sender(shop.session, "coordinator 2", new Coordinator(List.of()));

        assertRejected(shop.client.discharge(next, transaction, false)).isEqualTo("amqp:transaction:unknown-id");
        assertThat(shop.messages()).isZero();
    }

    @Test
    void the_end_of_the_session_rolls_back() {
        Shop shop = new Shop();
        shop.client.send(shop.sender, "old");
        AmqpReceiver receiver = shop.client.receiver(shop.session, "orders");
        shop.client.credit(receiver, 1);
        Binary transaction = shop.client.declare(shop.coordinator);
        shop.client.settle(shop.client.arrivedOn(receiver).get(0), accepted(transaction));

        shop.session.end(null);
        broker.settle();
        AmqpReceiver next = shop.client.receiver(shop.client.session(), "orders");
        shop.client.credit(next, 1);

        assertThat(shop.client.texts(next)).containsExactly("old");
    }

    @Test
    void a_lost_line_rolls_back() {
        Shop shop = new Shop();
        Binary transaction = shop.client.declare(shop.coordinator);
        shop.send(transaction, "one");

        shop.client.cut();

        assertThat(shop.messages()).isZero();
    }

    @Test
    void distributed_transactions_are_not_there() {
        Shop shop = new Shop();

        assertRejected(shop.client.request(shop.coordinator, new TransactionRequest.Declare("global")))
                .isEqualTo("amqp:not-implemented");
    }

    @Test
    void nonsense_to_the_coordinator_is_rejected() {
        Shop shop = new Shop();

        assertRejected(shop.client.send(shop.coordinator, TestAmqpClient.text("begin")))
                .isEqualTo("amqp:decode-error");
    }

    @Test
    void a_declare_that_wants_no_answer_costs_the_coordinator() {
        Shop shop = new Shop();
        ByteWriter out = new ByteWriter(32);
        SectionWriter.writeRequest(new TransactionRequest.Declare(null), out);

        shop.client.send(shop.coordinator, out.toArray(), true, null);

        assertThat(shop.client.error(shop.coordinator).condition()).isEqualTo(ErrorCondition.NOT_ALLOWED);
    }

    @Test
    void a_message_that_cannot_be_read_spoils_its_transaction() {
        Shop shop = new Shop();
        Binary transaction = shop.client.declare(shop.coordinator);
        shop.send(transaction, "one");
        shop.client.send(shop.sender, new byte[] {1}, false, new TransactionalState(transaction, null));

        assertRejected(shop.client.discharge(shop.coordinator, transaction, false))
                .isEqualTo("amqp:transaction:rollback");
        assertThat(shop.messages()).isZero();
        assertThat(shop.client.seen(AmqpEvent.Detached.class)).isEmpty();
    }

    private static long ask(Shop shop, TransactionRequest request) {
        ByteWriter out = new ByteWriter(32);
        SectionWriter.writeRequest(request, out);
        return shop.client.write(shop.coordinator, out.toArray(), false, null);
    }
}
