package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpLimits;
import io.belay.amqp.type.ErrorCondition;
import io.belay.node.amqp.AmqpOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broker allows so many AMQP sessions on one line, and links in each: who wants one more is told so, at once. */
class ManyChannelsTest {
    private static final long LATER = Long.MAX_VALUE;

    private final Answers answers = new Answers();
    private final World world = world();

    private static World world() {
        RealBroker broker = new RealBroker(World.START_MS);
        broker.options = AmqpOptions.DEFAULTS.with(AmqpLimits.DEFAULT.withSessions(2, 3));
        ReturnOptions returning =
                new ReturnOptions(List.of("amqp://a"), false, true, new ReturnOptions.Pattern.Backoff(100, 10_000, 0));
        return new World(broker, ClientOptions.of("till-7"), returning, 1).opened();
    }

    private ClientChannel used() {
        ClientChannel channel = world.session.channel();
        channel.producer(ClientAddress.queue("q"), LATER, answers);
        world.settle();
        return channel;
    }

    @Test
    void one_more_than_the_broker_allows_is_refused_at_once_and_says_how_many_are_allowed() {
        used();
        used();
        answers.assertDone(2);
        answers.all.clear();

        used();

        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
        assertThat(answers.failure().known()).isEqualTo(ClientFailure.Known.NOT_DONE);
        assertThat(answers.failure().words()).contains("2 sessions");
    }

    @Test
    void there_is_room_again_when_one_is_closed_also_after_a_refusal() {
        ClientChannel first = used();
        used();
        used();
        answers.all.clear();

        first.close(LATER, Answer.NOBODY);
        world.settle();
        used();

        answers.assertDone(1);
    }

    @Test
    void one_that_is_wanted_as_another_is_closed_begins_when_the_broker_has_heard_of_its_end() {
        ClientChannel first = used();
        used();
        answers.all.clear();

        first.close(
                LATER,
                failure -> world.session.channel().producer(ClientAddress.queue("q"), world.in(10_000), answers));
        world.settle();

        answers.assertDone(1);
    }

    @Test
    void those_that_there_are_may_have_more_links_and_are_all_back_after_a_cut() {
        ClientChannel first = used();
        used();
        first.producer(ClientAddress.queue("r"), LATER, answers);
        world.settle();
        answers.assertDone(3);
        answers.all.clear();

        world.cut();
        world.passUntil(world.session::isConnected);
        first.producer(ClientAddress.queue("s"), LATER, answers);
        world.settle();

        answers.assertDone(1);
    }

    @Test
    void one_link_more_than_the_broker_allows_a_session_is_refused_at_once_and_the_others_go_on() {
        ClientChannel channel = used();
        for (int more = 0; more < 2; more++) channel.producer(ClientAddress.queue("q"), LATER, answers);
        world.settle();
        answers.assertDone(3);
        answers.all.clear();

        ClientConsumer refused =
                channel.consumer(ConsumerSpec.of(ClientAddress.queue("q")), new Sink(), LATER, answers);

        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
        assertThat(answers.failure().words()).contains("3 links");
        assertThat(refused.failure()).isNotNull();
        assertThat(world.session.isConnected()).isTrue();
    }
}
