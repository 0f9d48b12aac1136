package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpSender;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Performative;
import io.belay.testkit.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wanted while a message is coming in. */
class GrantingTest {
    private static final long LATER = Long.MAX_VALUE;

    private final ScriptedBroker broker = new ScriptedBroker().keeping(5, false);
    private final World world = new World(broker, ClientOptions.of("till-7"), ReturnOptions.to("amqp://a"), 7).opened();
    private final ClientChannel channel = world.session.channel();
    private final ClientConsumer consumer =
            channel.consumer(ConsumerSpec.of(ClientAddress.queue("q")), new Sink(), LATER, Answer.NOBODY);

    private AmqpSender sender() {
        return (AmqpSender) broker.links.get("c1");
    }

    /** Part of a message comes, without the knowledge of the broker's own engine, so that its count stays where it was. */
    private void begins() {
        Binary tag = Binary.of((byte) 1);
        broker.saysRaw(0, new Performative.Transfer(0, 0, tag, 0, false, true, null, null, false, false, false));
        world.settle();
    }

    @Test
    @Clause("AMQP-2.6.7")
    void what_has_begun_to_come_is_not_wanted_twice() {
        consumer.grant(2);
        world.settle();
        begins();

        consumer.grant(1);
        world.settle();

        assertThat(consumer.credit()).isEqualTo(3);
        assertThat(sender().credit()).isEqualTo(2); // behind the one that has begun
    }

    /** The rest of what has begun comes. */
    private void ends() {
        broker.saysRaw(0, new Performative.Transfer(0, -1, null, -1, false, false, null, null, false, false, false));
        world.settle();
    }

    @Test
    @Clause("AMQP-2.6.7")
    void a_drain_waits_for_what_has_begun_to_come_and_asks_for_nothing_else() {
        List<String> drained = new ArrayList<>();
        consumer.grant(1);
        world.settle();
        begins();

        consumer.drain(LATER, failure -> drained.add(String.valueOf(failure)));
        world.settle();

        assertThat(drained).isEmpty();
        assertThat(sender().credit()).isZero();

        ends();

        assertThat(drained).containsExactly("null");
        assertThat(consumer.credit()).isZero();
    }

    @Test
    @Clause("AMQP-2.6.7")
    void a_drain_that_is_answered_while_a_message_comes_in_ends_with_it() {
        List<String> drained = new ArrayList<>();
        consumer.grant(3);
        world.settle();
        begins();

        consumer.drain(LATER, failure -> drained.add(String.valueOf(failure)));
        world.settle();
        broker.saysRaw(0, new Performative.Flow(0, 2_000, 0, 2_000, 0, 3, 0, -1, true, false, Map.of()));
        world.settle();

        assertThat(drained).isEmpty();
        assertThat(consumer.credit()).isOne();

        ends();

        assertThat(drained).containsExactly("null");
        assertThat(consumer.credit()).isZero();
    }

    @Test
    void nothing_is_wanted_of_a_consumer_that_ends_while_a_message_comes_in() {
        consumer.grant(1);
        world.settle();
        begins();

        consumer.close(LATER, Answer.NOBODY);

        assertThat(consumer.credit()).isZero();
    }
}
