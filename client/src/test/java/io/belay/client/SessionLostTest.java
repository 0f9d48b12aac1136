package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.client.ClientFailure.Known;
import org.junit.jupiter.api.Test;

/** The broker comes back without its memory. */
class SessionLostTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final ClientAddress QUEUE = ClientAddress.queue("q");

    private final World world = World.of(ClientOptions.of("till-7")).opened();
    private final RealBroker broker = (RealBroker) world.peer;
    private final ClientChannel channel = world.session.channel();
    private final Answers answers = new Answers();
    private final Sink sink = new Sink();
    private final ClientProducer producer = channel.producer(QUEUE, LATER, Answer.NOBODY);
    private final ClientConsumer consumer = channel.consumer(ConsumerSpec.of(QUEUE), sink, LATER, Answer.NOBODY);

    private void send(String text, Answer answer) {
        producer.send(Sink.message(text), false, null, LATER, answer);
    }

    @Test
    void it_is_told_once_and_precisely() {
        consumer.grant(5);
        send("m0", Answer.NOBODY);
        world.settle();
        Answers doubt = new Answers();
        send("m1", doubt);
        ClientTransaction open = channel.transaction();
        open.acknowledge(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        world.losingDiskAtCuts().cutAfter(1).settle();
        world.pass(1_000);

        assertThat(world.events(ClientEvent.SessionLost.class))
                .containsExactly(new ClientEvent.SessionLost("amqp://a", 1, 0, 1, 1));
        assertThat(doubt.failure().known()).isEqualTo(Known.UNKNOWN);
        assertThat(doubt.failure().condition()).isEqualTo(ClientFailure.SESSION_LOST);
        assertThat(sink.voided).hasSize(1);
        assertThat(open.outcome()).isEqualTo(ClientTransaction.Outcome.DOOMED);
    }

    @Test
    void what_can_be_made_again_is_and_goes_on() {
        ClientTemporary temporary = world.session.temporary(ClientAddress.Kind.TEMPORARY_QUEUE, LATER, answers);
        world.settle();
        ClientAddress before = temporary.address();
        consumer.grant(5);

        broker.forget();
        world.cut();
        send("m1", answers);
        world.settle();

        answers.assertDone(2);
        assertThat(sink.texts()).containsExactly("m1");
        assertThat(temporary.address().kind()).isEqualTo(before.kind());
        assertThat(temporary.address().name()).isNotEmpty();
        assertThat(world.events(ClientEvent.Resumed.class).get(0).links()).isEqualTo(3);
    }

    @Test
    void a_message_that_never_left_is_sent_in_the_new_session() {
        broker.forget();
        world.isReachable = false;
        world.cut();
        send("m1", answers);
        world.isReachable = true;
        world.pass(2_000);

        answers.assertDone(1);
    }

    @Test
    void nobody_knows_of_a_commit_whose_answer_is_lost_with_the_session() {
        ClientTransaction transaction = channel.transaction();
        producer.send(Sink.message("m0"), false, transaction, LATER, Answer.NOBODY);
        world.settle();
        transaction.commit(LATER, answers);

        world.losingDiskAtCuts().cutAfter(1).settle();
        world.pass(1_000);

        assertThat(answers.failure().known()).isEqualTo(Known.UNKNOWN);
        assertThat(world.events(ClientEvent.SessionLost.class).get(0).commitsInDoubt())
                .isEqualTo(1);
        assertThat(world.session.hasRoom()).isTrue();
    }

    @Test
    void nobody_knows_of_outcomes_that_were_on_their_way() {
        consumer.grant(5);
        send("m0", Answer.NOBODY);
        world.settle();
        consumer.settle(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);

        broker.forget();
        world.cut();

        assertThat(answers.failure().known()).isEqualTo(Known.UNKNOWN);
        assertThat(sink.voided).isEmpty();
    }

    @Test
    void who_asks_again_after_the_time_was_up_hears_that_nobody_knows() {
        consumer.grant(5);
        send("m0", Answer.NOBODY);
        world.settle();
        world.isReachable = false;
        world.cut();
        consumer.settle(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        channel.confirm(world.in(500), answers);
        world.pass(500);
        assertThat(answers.failure().known()).isEqualTo(Known.PENDING);

        broker.forget();
        world.isReachable = true;
        world.pass(20_000);
        Answers again = new Answers();
        channel.confirm(LATER, again);
        Answers later = new Answers();
        channel.confirm(LATER, later);

        assertThat(again.failure().known()).isEqualTo(Known.UNKNOWN);
        later.assertDone(1);
    }
}
