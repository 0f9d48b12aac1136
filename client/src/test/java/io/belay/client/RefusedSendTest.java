package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.ErrorCondition;
import io.belay.client.ClientFailure.Known;
import org.junit.jupiter.api.Test;

/** A message of a transaction that is refused at once: without it the transaction must not happen. */
class RefusedSendTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final ClientAddress QUEUE = ClientAddress.queue("q");
    private static final int UNSETTLED_MAX = 2;

    private final ScriptedBroker broker = new ScriptedBroker().keeping(5, false);
    private final World world = new World(broker, few(), ReturnOptions.to("amqp://a"), 7).opened();
    private final ClientChannel channel = world.session.channel();
    private final Answers answers = new Answers();
    private final Answers committed = new Answers();
    private final ClientProducer producer = channel.producer(QUEUE, LATER, Answer.NOBODY);

    private static ClientOptions few() {
        ClientOptions base = ClientOptions.of("till-7");
        return new ClientOptions(
                base.containerId(),
                null,
                null,
                null,
                false,
                true,
                300,
                false,
                600_000,
                10_000,
                600_000,
                UNSETTLED_MAX,
                10_000,
                1 << 20,
                base.properties());
    }

    private void send(String text, ClientTransaction transaction, Answer answer) {
        producer.send(Sink.message(text), false, transaction, LATER, answer);
    }

    private void assertRolledBack(ClientTransaction transaction) {
        transaction.commit(LATER, committed);
        assertThat(committed.failure().known()).isEqualTo(Known.NOT_DONE);
        assertThat(committed.failure().condition()).isEqualTo(ErrorCondition.TRANSACTION_ROLLBACK);
        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.ROLLED_BACK);
        assertThat(world.session.hasRoom()).isTrue();
    }

    @Test
    void a_link_that_the_broker_has_ended_rolls_back_what_was_to_go_over_it() {
        world.settle();
        broker.links.get("p1").detach(true, new AmqpError(ErrorCondition.RESOURCE_DELETED, "gone"));
        world.settle();
        ClientTransaction transaction = channel.transaction();

        send("m0", transaction, answers);

        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.RESOURCE_DELETED);
        assertRolledBack(transaction);
    }

    @Test
    void one_message_more_than_there_is_room_for_rolls_back_all() {
        ClientTransaction transaction = channel.transaction();
        for (int n = 0; n < UNSETTLED_MAX; n++) send("m" + n, transaction, Answer.NOBODY);
        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.OPEN);

        send("m2", transaction, answers);

        assertThat(answers.failure().condition()).isEqualTo(ClientFailure.NO_ROOM);
        assertRolledBack(transaction);
    }

    @Test
    void a_message_that_comes_after_the_commit_is_no_part_of_it() {
        ClientTransaction transaction = channel.transaction();
        send("m0", transaction, Answer.NOBODY);
        transaction.commit(LATER, committed);

        send("m1", transaction, answers);

        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.ILLEGAL_STATE);
        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.COMMITTING);
    }
}
