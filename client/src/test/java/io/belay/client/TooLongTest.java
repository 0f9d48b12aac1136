package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.ErrorCondition;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Messages that are longer than the broker takes, which it tells when it attaches. */
class TooLongTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final int LENGTH_MAX = 8 << 20;

    private final World world = World.of(ClientOptions.of("till-7")).opened();
    private final ClientChannel channel = world.session.channel();
    private final Answers answers = new Answers();
    private final Answers committed = new Answers();
    private final ClientProducer producer = channel.producer(ClientAddress.queue("q"), LATER, Answer.NOBODY);

    private void send(ByteBuffer message, ClientTransaction transaction) {
        producer.send(message, false, transaction, LATER, answers);
    }

    @Test
    void one_more_byte_than_the_broker_takes_is_too_long() {
        assertThat(producer.tooLong(LENGTH_MAX + 1)).isNull(); // It is not known yet.

        world.settle();

        assertThat(producer.tooLong(LENGTH_MAX)).isNull();
        ClientFailure failure = Objects.requireNonNull(producer.tooLong(LENGTH_MAX + 1));
        assertThat(failure.known()).isEqualTo(ClientFailure.Known.NOT_DONE);
        assertThat(failure.condition()).isEqualTo(ErrorCondition.LINK_MESSAGE_SIZE_EXCEEDED);
    }

    @Test
    void it_is_known_while_the_line_is_away() {
        world.settle();
        world.isReachable = false;

        world.cut();

        assertThat(producer.tooLong(LENGTH_MAX + 1)).isNotNull();
    }

    @Test
    void a_transaction_whose_message_turns_out_too_long_can_only_be_rolled_back() {
        ClientTransaction transaction = channel.transaction();
        send(ByteBuffer.allocate(LENGTH_MAX + 1), transaction);
        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.OPEN);

        world.settle();
        transaction.commit(LATER, committed);
        world.settle();

        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.ROLLED_BACK);
        assertThat(committed.failure().condition()).isEqualTo(ErrorCondition.TRANSACTION_ROLLBACK);
        assertThat(committed.failure().words()).contains("the broker takes " + LENGTH_MAX);
        assertThat(world.session.hasRoom()).isTrue();
    }

    @Test
    void a_message_that_is_sent_though_it_is_too_long_rolls_its_transaction_back() {
        world.settle();
        ClientTransaction transaction = channel.transaction();

        send(ByteBuffer.allocate(LENGTH_MAX + 1), transaction);

        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.LINK_MESSAGE_SIZE_EXCEEDED);
        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.DOOMED);
    }
}
