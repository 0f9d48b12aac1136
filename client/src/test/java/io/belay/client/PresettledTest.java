package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.type.DeliveryState;
import org.junit.jupiter.api.Test;

/** A consumer whose messages come settled: each at most once, and nothing to decide. */
class PresettledTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final ClientAddress QUEUE = ClientAddress.queue("q");
    private static final ConsumerSpec SPEC = ConsumerSpec.of(QUEUE).presettled(true);

    private final Sink sink = new Sink();

    private ClientConsumer consumer(World world, ConsumerSpec spec, Sink to) {
        ClientConsumer consumer = world.session.channel().consumer(spec, to, LATER, Answer.NOBODY);
        consumer.grant(10);
        world.settle();
        return consumer;
    }

    private static void send(World world, String text) {
        ClientProducer producer = world.session.channel().producer(QUEUE, LATER, Answer.NOBODY);
        producer.send(Sink.message(text), false, null, LATER, Answer.NOBODY);
        world.settle();
    }

    @Test
    void what_comes_is_gone_and_is_neither_voided_nor_brought_again_by_a_cut() {
        World world = World.of(ClientOptions.of("till-7")).opened();
        ClientConsumer consumer = consumer(world, SPEC, sink);
        send(world, "m0");

        world.cut();
        send(world, "m1");

        assertThat(sink.texts()).containsExactly("m0", "m1");
        assertThat(sink.deliveries).allMatch(ClientDelivery::isSettled);
        assertThat(sink.voided).isEmpty();
        consumer.close(LATER, Answer.NOBODY);
        Sink other = new Sink();
        consumer(world, ConsumerSpec.of(QUEUE), other);
        assertThat(other.texts()).isEmpty();
    }

    @Test
    void what_a_broker_sends_unsettled_all_the_same_is_accepted_at_once() {
        ScriptedBroker broker = new ScriptedBroker().keeping(5, false);
        World world = new World(broker, ClientOptions.of("till-7"), ReturnOptions.to("amqp://a"), 7).opened();
        consumer(world, SPEC, sink);

        broker.sends("c1", 1, "m0");
        world.settle();

        assertThat(sink.texts()).containsExactly("m0");
        assertThat(broker.events(AmqpEvent.Outcome.class))
                .extracting(AmqpEvent.Outcome::state)
                .containsExactly(DeliveryState.ACCEPTED);
    }

    @Test
    void nothing_is_to_be_confirmed_of_what_comes_settled_to_one_that_closes() {
        ScriptedBroker broker = new ScriptedBroker().keeping(5, false);
        World world = new World(broker, ClientOptions.of("till-7"), ReturnOptions.to("amqp://a"), 7).opened();
        ClientChannel channel = world.session.channel();
        ClientConsumer closing = channel.consumer(ConsumerSpec.of(QUEUE), sink, LATER, Answer.NOBODY);
        closing.grant(10);
        world.settle();
        broker.sends("c1", 1, "undecided, so that the link lasts");
        world.settle();
        closing.close(LATER, Answer.NOBODY);

        broker.shows("c1", 2, "settled");
        world.settle();
        Answers answers = new Answers();
        channel.confirm(LATER, answers);

        answers.assertDone(1);
        assertThat(sink.deliveries).hasSize(1);
        assertThat(broker.events(AmqpEvent.Outcome.class)).isEmpty();
    }
}
