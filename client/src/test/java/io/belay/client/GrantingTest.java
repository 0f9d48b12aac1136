package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpSender;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Performative;
import io.belay.testkit.Clause;
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

    @Test
    void nothing_is_wanted_of_a_consumer_that_ends_while_a_message_comes_in() {
        consumer.grant(1);
        world.settle();
        begins();

        consumer.close(LATER, Answer.NOBODY);

        assertThat(consumer.credit()).isZero();
    }
}
