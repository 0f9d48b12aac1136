package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session against the broker itself, without any fault or with one. */
class ReturningTest {
    private static final long LATER = Long.MAX_VALUE;

    private final World world = World.of(ClientOptions.of("till-7")).opened();
    private final ClientChannel channel = world.session.channel();
    private final Answers answers = new Answers();
    private final Sink sink = Sink.accepting();

    @Test
    void it_connects_and_the_broker_keeps_its_session() {
        assertThat(world.events).containsExactly(new ClientEvent.Connected("amqp://a", true));
        assertThat(world.session.number()).isPositive();
    }

    @Test
    void messages_go_to_a_queue_and_come_from_it() {
        ClientProducer producer = channel.producer(ClientAddress.queue("q"), LATER, answers);
        ClientConsumer consumer = channel.consumer(ConsumerSpec.of(ClientAddress.queue("q")), sink, LATER, answers);
        consumer.grant(10);
        for (int n = 0; n < 5; n++) producer.send(Sink.message("m" + n), false, null, LATER, answers);
        world.settle();
        channel.confirm(LATER, answers);
        world.settle();

        answers.assertDone(8);
        assertThat(sink.texts()).containsExactly("m0", "m1", "m2", "m3", "m4");
        assertThat(consumer.credit()).isEqualTo(5);
    }

    @Test
    void after_a_cut_all_goes_on() {
        ClientProducer producer = channel.producer(ClientAddress.queue("q"), LATER, answers);
        ClientConsumer consumer = channel.consumer(ConsumerSpec.of(ClientAddress.queue("q")), sink, LATER, answers);
        consumer.grant(10);
        producer.send(Sink.message("m0"), false, null, LATER, answers);
        world.settle();

        world.cut();
        producer.send(Sink.message("m1"), false, null, LATER, answers);
        world.settle();

        answers.assertDone(4);
        assertThat(sink.texts()).containsExactly("m0", "m1");
        assertThat(world.events(ClientEvent.Interrupted.class)).hasSize(1);
        assertThat(world.events(ClientEvent.Resumed.class))
                .containsExactly(new ClientEvent.Resumed("amqp://a", 2, 0, 0, 0, 0, 0));
    }

    @Test
    void what_the_application_has_stays_its_own() {
        sink.accepts = false;
        ClientProducer producer = channel.producer(ClientAddress.queue("q"), LATER, answers);
        ClientConsumer consumer = channel.consumer(ConsumerSpec.of(ClientAddress.queue("q")), sink, LATER, answers);
        consumer.grant(10);
        producer.send(Sink.message("m0"), false, null, LATER, answers);
        world.settle();

        world.cut();
        consumer.settle(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);
        world.settle();

        answers.assertDone(4);
        assertThat(sink.texts()).containsExactly("m0");
        assertThat(sink.voided).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_failure_counts_once_wherever_the_line_breaks(boolean dies) {
        boolean wasCut = true;
        for (int bytes = 1; wasCut; bytes++) {
            World cut = World.of(ClientOptions.of("till-8")).opened();
            Sink had = new Sink();
            ClientChannel on = cut.session.channel();
            ClientConsumer consumer = on.consumer(ConsumerSpec.of(ClientAddress.queue("q")), had, LATER, answers);
            consumer.grant(10);
            on.producer(ClientAddress.queue("q"), LATER, answers).send(Sink.message("m0"), false, null, LATER, answers);
            cut.settle();

            consumer.settle(had.deliveries.get(0), new DeliveryState.Modified(true, false, Collections.emptyMap()));
            cut.cutAfter(bytes).dyingAtCuts(dies);
            cut.settle();
            wasCut = cut.left() == Long.MAX_VALUE;
            cut.faultless();
            cut.pass(10_000);

            assertThat(had.texts()).as("cut after %d bytes", bytes).containsExactly("m0", "m0");
            assertThat(Sink.failures(had.deliveries.get(1)))
                    .as("cut after %d bytes", bytes)
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_second_cut_right_after_the_return_keeps_the_order(boolean dies) {
        boolean wasCut = true;
        for (int bytes = 1; wasCut; bytes += 7) {
            World twice = World.of(ClientOptions.of("till-8")).opened();
            Sink had = new Sink();
            ClientChannel on = twice.session.channel();
            on.consumer(ConsumerSpec.of(ClientAddress.queue("q")), had, LATER, answers)
                    .grant(10);
            ClientProducer producer = on.producer(ClientAddress.queue("q"), LATER, answers);
            for (int n = 0; n < 3; n++) producer.send(Sink.message("m" + n), false, null, LATER, answers);
            twice.settle();
            for (int n = 3; n < 6; n++) producer.send(Sink.message("m" + n), false, null, LATER, answers);
            twice.session.flush(twice.nowMs);

            twice.cutAfter(bytes).dyingAtCuts(dies).cut();
            wasCut = twice.left() == Long.MAX_VALUE;
            twice.faultless();
            twice.pass(10_000);
            producer.send(Sink.message("m6"), false, null, LATER, answers);
            twice.settle();

            assertThat(had.texts())
                    .as("cut again after %d bytes", bytes)
                    .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6");
            assertThat(had.voided).isEmpty();
        }
    }

    @Test
    void a_transaction_happens_as_a_whole() {
        ClientProducer producer = channel.producer(ClientAddress.queue("q"), LATER, answers);
        ClientConsumer consumer = channel.consumer(ConsumerSpec.of(ClientAddress.queue("q")), sink, LATER, answers);
        consumer.grant(10);
        ClientTransaction transaction = channel.transaction();
        producer.send(Sink.message("m0"), false, transaction, LATER, answers);
        producer.send(Sink.message("m1"), false, transaction, LATER, answers);
        world.settle();
        assertThat(sink.texts()).isEmpty();

        transaction.commit(LATER, answers);
        world.settle();

        answers.assertDone(5);
        assertThat(sink.texts()).containsExactly("m0", "m1");
        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.COMMITTED);
    }

    @Test
    void it_is_closed_when_the_broker_says_so() {
        world.isBlackhole = true;
        world.session.close(world.in(1_000), answers);
        world.settle();
        assertThat(answers.all).isEmpty();

        world.pass(1_000);

        answers.assertDone(1);
    }

    @Test
    void it_closes_in_good_order() {
        channel.producer(ClientAddress.queue("q"), LATER, answers)
                .send(Sink.message("m0"), false, null, LATER, answers);

        world.session.close(world.in(1_000), answers);
        world.settle();

        answers.assertDone(3);
        assertThat(world.events(ClientEvent.Closed.class)).hasSize(1);
        assertThat(world.session.nextTickMs()).isEqualTo(Long.MAX_VALUE);
    }
}
