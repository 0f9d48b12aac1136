package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TransactionRequest.Discharge;
import io.belay.testkit.Clause;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A commit has one answer, whatever becomes of the line and of the broker while it is under way. */
final class AmqpReturnTransactionTest {
    private final TestBroker broker = new TestBroker();
    private final ReturningClient client = ReturningClient.of(broker, "till-7");

    @BeforeEach
    void a_transacted_client() {
        client.sender("p0", "in");
        client.sender("p1", "out");
        client.coordinator("x1");
        client.receiver("c1", "in");
        client.send("p0", "question");
    }

    private long in(String queue) {
        return Objects.requireNonNull(broker.node.broker().queue(queue)).messages();
    }

    /** One message taken, one sent. */
    private Binary begun() {
        Binary transaction = client.declare("x1");
        client.enlist("p1", transaction, "answer");
        client.enlist(client.got("question"), transaction);
        return transaction;
    }

    private DeliveryState commit(Binary transaction) {
        Binary tag = client.ask("x1", new Discharge(transaction, false));
        client.settle();
        return Objects.requireNonNull(client.outcomes.get(tag));
    }

    @Test
    @Clause("AMQP-4.4.3")
    void sends_in_a_transaction_come_settled_and_count_with_its_commit() {
        Binary transaction = begun();
        assertThat(in("out")).isZero();

        assertThat(commit(transaction)).isEqualTo(DeliveryState.ACCEPTED);

        assertThat(in("out")).isEqualTo(1);
        assertThat(in("in")).isZero();
        broker.pass(1_000);
        assertThat(broker.node.broker().heldLinks(client.number())).isEmpty();
    }

    @Test
    void an_undecided_transaction_dies_with_its_line_and_its_deliveries_stay_uncounted() {
        begun();

        client.cut().comeBack();

        assertThat(in("out")).isZero();
        assertThat(client.got("question").times).isEqualTo(1);
        assertThat(commit(begun())).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(in("out")).isEqualTo(1);
        assertThat(in("in")).isZero();
    }

    @Test
    @Clause("PAIN-2")
    void a_commit_whose_answer_was_lost_is_known_to_have_happened() {
        Binary transaction = begun();
        client.line.readsNothing = true;
        Binary tag = client.ask("x1", new Discharge(transaction, false));
        broker.settle();

        client.cut().comeBack();

        assertThat(client.outcomes.get(tag)).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(in("out")).isEqualTo(1);
        broker.pass(1_000);
        assertThat(broker.node.broker().heldLinks(client.number())).isEmpty();
    }

    /** The broker dies after each of its steps; the client asks what became of the commit, and does it again if nothing did. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @Clause("PAIN-2")
    void a_commit_has_happened_once_wherever_the_broker_dies(int steps) {
        Binary transaction = begun();
        Binary tag = client.ask("x1", new Discharge(transaction, false));

        for (int step = 0; step < steps; step++) if (!broker.step()) broker.stepDisk();
        client.hear();
        broker.restart();
        client.comeBack();
        if (!DeliveryState.ACCEPTED.equals(client.outcomes.get(tag))) {
            assertThat(in("out")).as("it never happened").isZero();
            assertThat(commit(begun())).isEqualTo(DeliveryState.ACCEPTED);
        }

        assertThat(in("out")).isEqualTo(1);
        assertThat(in("in")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @Clause("PAIN-2")
    void a_commit_has_happened_once_wherever_the_line_breaks(int steps) {
        Binary transaction = begun();
        Binary tag = client.ask("x1", new Discharge(transaction, false));

        for (int step = 0; step < steps; step++) if (!broker.step()) broker.stepDisk();
        client.cut().comeBack();
        if (!DeliveryState.ACCEPTED.equals(client.outcomes.get(tag))) {
            assertThat(commit(begun())).isEqualTo(DeliveryState.ACCEPTED);
        }

        assertThat(in("out")).isEqualTo(1);
        assertThat(in("in")).isZero();
    }

    /** Taken in a transaction that is not asked for yet, with a second to live. */
    private void shortLived() {
        client.write("p0", ReturningClient.passing("short", 1_000));
        Binary transaction = client.declare("x1");
        client.enlist("p1", transaction, "answer");
        client.enlist(client.got("short"), transaction);
    }

    private DeliveryState commitAgain(String... acknowledged) {
        Binary again = client.declare("x1");
        client.enlist("p1", again, "answer");
        for (String text : acknowledged) client.enlist(client.got(text), again);
        return commit(again);
    }

    @Test
    void a_commit_takes_what_has_expired_since_it_was_acknowledged() {
        client.write("p0", ReturningClient.passing("short", 1_000));
        Binary transaction = client.declare("x1");
        client.enlist(client.got("short"), transaction);

        broker.pass(2_000);

        assertThat(commit(transaction)).isEqualTo(DeliveryState.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void a_commit_takes_what_has_expired_since_it_was_acknowledged_however_often_its_line_is_lost(int lines) {
        shortLived();
        client.cut();
        broker.pass(2_000);
        assertThat(in("in")).as("only the question is left").isEqualTo(1);

        client.comeBack();
        for (int more = 1; more < lines; more++) client.cut().comeBack();

        assertThat(client.voids).isEmpty();
        assertThat(commitAgain("short", "question")).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(in("out")).isEqualTo(1);
        assertThat(in("in")).isZero();
        assertThat(client.got("short").times).isEqualTo(1);
    }

    @Test
    void a_commit_takes_what_was_purged_since_it_was_acknowledged_and_sends_what_it_sent() {
        begun();
        client.cut();
        broker.node.operators().carryOut(new QueueOrder.Purge("in"), answer -> {});
        broker.settle();
        assertThat(in("in")).isZero();

        client.comeBack();

        assertThat(client.voids).isEmpty();
        assertThat(commitAgain("question")).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(in("out")).isEqualTo(1);
    }

    @Test
    void what_has_expired_before_its_line_was_lost_is_still_with_its_consumer_too() {
        shortLived();
        broker.pass(2_000);

        client.cut().comeBack();

        assertThat(client.voids).isEmpty();
        assertThat(commitAgain("short")).isEqualTo(DeliveryState.ACCEPTED);
        client.accept("question");
        client.cut().comeBack();
        assertThat(client.unsettled.get("c1")).isEmpty();
    }

    @Test
    void what_has_expired_is_confirmed_when_it_is_decided_after_the_return() {
        shortLived();
        client.cut();
        broker.pass(2_000);
        client.comeBack();

        client.accept("short");

        assertThat(client.confirmed).contains("short");
        assertThat(client.unsettled.get("c1")).hasSize(1);
    }

    @Test
    void what_has_expired_after_a_consumer_was_given_up_is_void() {
        shortLived();
        client.cut();
        client.open(); // and does not attach, so that nobody waits for what it has
        broker.pass(20_000);

        client.cut().comeBack();

        assertThat(client.voids).contains("short");
    }

    @Test
    void a_send_that_cannot_be_taken_makes_the_discharge_fail_and_leaves_the_link() {
        client.sender("p2", Target.at(null));
        Binary transaction = client.declare("x1");
        DeliveryState state = new DeliveryState.TransactionalState(transaction, null);
        byte[] nowhere = TestAmqpClient.text("says not where to");
        client.sender("p2").send(Binary.of(new byte[] {9}), true, state, 0, 9, java.nio.ByteBuffer.wrap(nowhere));
        client.settle();

        DeliveryState answer = commit(transaction);

        assertThat(answer).isInstanceOf(DeliveryState.Rejected.class);
        assertThat(client.sender("p2").isAttached()).isTrue();
    }

    @Test
    void a_send_in_a_transaction_that_is_unknown_leaves_the_link_and_is_told_by_the_discharge() {
        Binary unknown = Binary.of(new byte[] {7});

        client.enlist("p1", unknown, "lost");

        assertThat(client.sender("p1").isAttached()).isTrue();
        DeliveryState answer = commit(unknown);
        assertThat(answer).isInstanceOf(DeliveryState.Rejected.class);
        assertThat(Objects.requireNonNull(((DeliveryState.Rejected) answer).error())
                        .condition())
                .isEqualTo(ErrorCondition.TRANSACTION_UNKNOWN_ID);
        assertThat(in("out")).isZero();
    }

    @Test
    void a_message_to_a_topic_inside_a_transaction_is_as_safe_as_an_answered_one() {
        client.sender("p2", TestAmqpClient.target("news", "topic"));
        client.receiver("c2", TestAmqpClient.source("news", "topic"));
        Binary transaction = client.declare("x1");
        client.enlist("p2", transaction, "to all");
        client.credit = 0;
        client.cut().comeBack();
        client.credit = 100;

        Binary again = client.declare("x1");
        client.enlist("p2", again, "to all");
        assertThat(commit(again)).isEqualTo(DeliveryState.ACCEPTED);
        broker.restart();
        client.comeBack();

        assertThat(client.texts()).contains("to all");
    }

    @Test
    void a_refused_commit_is_not_remembered() {
        Binary transaction = client.declare("x1");
        client.enlist("p1", transaction, "answer");
        broker.disk.isFull = true;
        client.sender("p2", Target.at(null));
        DeliveryState state = new DeliveryState.TransactionalState(transaction, null);
        client.sender("p2").send(Binary.of(new byte[] {9}), true, state, 0, 9, java.nio.ByteBuffer.allocate(0));
        client.settle();

        assertThat(commit(transaction)).isInstanceOf(DeliveryState.Rejected.class);

        broker.pass(1_000);
        assertThat(broker.node.broker().heldLinks(client.number())).isEmpty();
        assertThat(in("out")).isZero();
    }

    @Test
    void a_rollback_counts_what_was_taken_and_keeps_it_with_its_consumer() {
        Binary transaction = begun();

        Binary tag = client.ask("x1", new Discharge(transaction, true));
        client.settle();

        assertThat(client.outcomes.get(tag)).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(client.all).hasSizeGreaterThanOrEqualTo(1);
        assertThat(in("in")).isEqualTo(1);
        assertThat(in("out")).isZero();
    }

    private void detachConsumer() {
        client.receiver("c1").detach(false, null);
        client.settle();
    }

    @Test
    @Clause("PAIN-2")
    void a_commit_takes_what_was_acknowledged_before_its_link_was_attached_anew() {
        Binary transaction = begun();
        detachConsumer();
        client.attachReceiver("c1", client.memoryOf("c1"));

        assertThat(commit(transaction)).isEqualTo(DeliveryState.ACCEPTED);

        assertThat(in("out")).isEqualTo(1);
        assertThat(in("in")).isZero();
        client.accept("question");
        assertThat(client.unsettled.get("c1")).isEmpty();
        client.send("p0", "next");
        assertThat(client.texts()).containsExactly("question", "next");
    }

    @Test
    @Clause("PAIN-2")
    void a_commit_takes_what_was_acknowledged_on_a_link_that_is_detached() {
        Binary transaction = begun();
        detachConsumer();

        assertThat(commit(transaction)).isEqualTo(DeliveryState.ACCEPTED);

        assertThat(in("out")).isEqualTo(1);
        assertThat(in("in")).isZero();
    }

    @Test
    @Clause("PAIN-2")
    void a_commit_is_refused_if_what_it_acknowledges_was_given_to_others_meanwhile() {
        Binary transaction = begun();
        detachConsumer();
        broker.pass(5_000); // So long its consumer is waited for.

        assertThat(commit(transaction)).isInstanceOf(DeliveryState.Rejected.class);

        assertThat(in("out")).isZero();
        assertThat(in("in")).isEqualTo(1);
    }

    @Test
    void a_commit_takes_what_was_acknowledged_of_a_queue_that_has_ended_meanwhile() {
        Binary transaction = begun();
        broker.node.operators().carryOut(new QueueOrder.Delete("in"), answer -> {});
        broker.settle();

        assertThat(commit(transaction)).isEqualTo(DeliveryState.ACCEPTED);

        assertThat(in("out")).isEqualTo(1);
    }

    @Test
    void a_rollback_leaves_what_was_acknowledged_before_its_link_was_attached_anew_undecided() {
        Binary transaction = begun();
        detachConsumer();
        client.attachReceiver("c1", client.memoryOf("c1"));

        client.ask("x1", new Discharge(transaction, true));
        client.settle();

        assertThat(in("in")).isEqualTo(1);
        client.accept("question");
        assertThat(in("in")).isZero();
    }

    @Test
    void a_coordinator_that_is_attached_for_the_first_time_remembers_nothing() {
        assertThat(Objects.requireNonNull(client.line.answer(client.sender("x1")))
                        .unsettled())
                .isNull();

        client.cut().comeBack();

        assertThat(Objects.requireNonNull(client.line.answer(client.sender("x1")))
                        .unsettled())
                .isEmpty();
    }
}
