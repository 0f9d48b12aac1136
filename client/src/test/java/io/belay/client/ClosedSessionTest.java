package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A session that is closed: whatever is asked of it still is answered at once, for nobody gives it time any more. */
class ClosedSessionTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final ClientAddress QUEUE = ClientAddress.queue("q");

    private final Answers answers = new Answers();
    private final World world = World.of(ClientOptions.of("till-7")).opened();
    private final ClientChannel channel = world.session.channel();
    private final ClientConsumer consumer = channel.consumer(ConsumerSpec.of(QUEUE), new Sink(), LATER, Answer.NOBODY);
    private final ClientProducer producer = channel.producer(QUEUE, LATER, Answer.NOBODY);
    private final ClientTemporary temporary =
            world.session.temporary(ClientAddress.Kind.TEMPORARY_QUEUE, LATER, Answer.NOBODY);

    private void close() {
        consumer.grant(5);
        world.settle();
        world.session.close(LATER, answers);
        world.settle();
        answers.assertDone(1);
    }

    @Test
    void all_that_it_had_is_closed() {
        close();

        consumer.close(LATER, answers);
        producer.close(LATER, answers);
        temporary.delete(LATER, answers);
        channel.close(LATER, answers);
        channel.confirm(LATER, answers);

        answers.assertDone(6);
    }

    @Test
    void nothing_comes_to_its_consumers() {
        close();

        consumer.drain(LATER, answers);

        assertThat(answers.all).hasSize(2);
        assertThat(answers.all.get(1).condition()).isEqualTo(ClientFailure.CLOSED);
    }
}
