package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import org.junit.jupiter.api.Test;

/** A session that is closed while its line is not in use: the broker is told if that matters to others. */
class ClosingAwayTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final ClientAddress QUEUE = ClientAddress.queue("q");

    private final Answers answers = new Answers();
    private final Sink sink = new Sink();
    private final World world = World.of(ClientOptions.of("till-7")).opened();

    private void awayWithOneMessage() {
        ClientChannel channel = world.session.channel();
        channel.consumer(ConsumerSpec.of(QUEUE), sink, LATER, Answer.NOBODY).grant(5);
        channel.producer(QUEUE, LATER, Answer.NOBODY).send(Sink.message("m0"), false, null, LATER, Answer.NOBODY);
        world.settle();
        assertThat(sink.texts()).containsExactly("m0");
        world.isReachable = false;
        world.cut();
    }

    @Test
    void on_the_way_back_it_says_good_bye() {
        ScriptedBroker broker = new ScriptedBroker().keeping(5, false);
        World scripted = new World(broker, ClientOptions.of("till-7"), ReturnOptions.to("amqp://a"), 7).opened();
        scripted.session.channel().producer(QUEUE, LATER, Answer.NOBODY);
        scripted.settle();
        broker.keeping(5, true).answersAttaches = false;
        scripted.cut();
        assertThat(scripted.session.isConnected()).isFalse();

        scripted.session.close(scripted.in(1_000), answers);
        scripted.settle();

        answers.assertDone(1);
        assertThat(broker.events(AmqpEvent.Closed.class)).hasSize(1);
    }

    @Test
    void what_the_application_has_goes_to_others_once_the_broker_is_back() {
        awayWithOneMessage();
        world.session.close(world.in(30_000), answers);
        world.settle();
        assertThat(answers.all).isEmpty();

        world.isReachable = true;
        world.pass(10_000);

        answers.assertDone(1);
        World other = new World(world.peer, ClientOptions.of("other"), ReturnOptions.to("amqp://a"), 9);
        other.lineOffset(1_000).opened();
        Sink theirs = new Sink();
        other.session
                .channel()
                .consumer(ConsumerSpec.of(QUEUE), theirs, LATER, Answer.NOBODY)
                .grant(5);
        other.settle();
        assertThat(theirs.texts()).containsExactly("m0");
    }

    @Test
    void it_waits_for_the_broker_until_the_deadline_and_no_longer() {
        awayWithOneMessage();
        world.session.close(world.in(1_000), answers);

        world.pass(999);
        assertThat(answers.all).isEmpty();
        world.pass(1);

        answers.assertDone(1);
        assertThat(world.session.nextTickMs()).isEqualTo(LATER);
    }

    @Test
    void with_nothing_of_the_brokers_it_does_not_wait() {
        world.isReachable = false;
        world.cut();

        world.session.close(world.in(30_000), answers);

        answers.assertDone(1);
    }
}
