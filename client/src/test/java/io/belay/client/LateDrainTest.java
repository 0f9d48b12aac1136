package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpSender;
import io.belay.client.ClientFailure.Known;
import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;

/** A broker that gives back credit after nobody waits for that any longer. */
class LateDrainTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final int WANTED = 10;

    private final ScriptedBroker broker = new ScriptedBroker().keeping(5, false);
    private final World world = new World(broker, ClientOptions.of("till-7"), ReturnOptions.to("amqp://a"), 7).opened();
    private final ClientChannel channel = world.session.channel();
    private final Sink sink = new Sink();
    private final ClientConsumer consumer =
            channel.consumer(ConsumerSpec.of(ClientAddress.queue("q")), sink, LATER, Answer.NOBODY);
    private final Answers late = new Answers();

    private AmqpSender sender() {
        return (AmqpSender) broker.links.get("c1");
    }

    /** The drain is overdue, and the broker's answer to it meets what we say then. */
    private void answerLate() {
        consumer.grant(WANTED);
        consumer.drain(world.in(1_000), late);
        world.settle();
        sender().drained();
        world.nowMs += 1_000;
        world.session.tick(world.nowMs);
        assertThat(late.failure().known()).isEqualTo(Known.PENDING);
    }

    @Test
    @Clause("AMQP-2.6.7")
    void the_credit_is_with_the_broker_again_and_messages_come() {
        answerLate();
        world.settle();

        assertThat(consumer.credit()).isEqualTo(WANTED);
        assertThat(sender().credit()).isEqualTo(WANTED);
        assertThat(sender().isDraining()).isFalse();
        broker.sends("c1", 1, "m0");
        world.settle();
        assertThat(sink.texts()).containsExactly("m0");
    }

    @Test
    void the_next_drain_is_not_taken_for_answered() {
        answerLate();
        Answers next = new Answers();
        consumer.drain(LATER, next);
        world.settle();
        assertThat(next.all).isEmpty();
        assertThat(sender().isDraining()).isTrue();

        broker.sends("c1", 1, "m0");
        sender().drained();
        world.settle();

        next.assertDone(1);
        assertThat(sink.texts()).containsExactly("m0");
        assertThat(consumer.credit()).isZero();
        consumer.grant(3);
        world.settle();
        assertThat(sender().credit()).isEqualTo(3);
        assertThat(sender().isDraining()).isFalse();
    }

    @Test
    void more_that_is_wanted_meanwhile_is_wanted_still() {
        answerLate();
        consumer.grant(1);
        world.settle();
        sender().drained();
        world.settle();

        assertThat(sender().credit()).isEqualTo(WANTED + 1);
        assertThat(sender().isDraining()).isFalse();
    }

    @Test
    void a_line_that_is_lost_takes_the_drain_with_it() {
        consumer.grant(WANTED);
        consumer.drain(world.in(1_000), late);
        world.pass(1_000);
        broker.keeping(5, true);
        world.cut();
        world.settle();

        assertThat(late.all).hasSize(1);
        assertThat(sender().credit()).isEqualTo(WANTED);
        assertThat(sender().isDraining()).isFalse();
    }
}
