package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While a client tells in parts what it has, that leaves the queue. */
class PartlyToldTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final int FRAME_SIZE = 512; // some fifteen deliveries
    private static final int MANY = 60;
    private static final long TTL_MS = 3_000;

    private final Late broker = new Late();
    private final World world;
    private final ClientChannel channel;
    private final ClientProducer producer;
    private final Answers answers = new Answers();
    private final Sink sink = new Sink();
    private final ClientConsumer consumer;

    PartlyToldTest() {
        broker.real.options = SmallFrames.of(FRAME_SIZE);
        var patient = new ReturnOptions.Pattern.Backoff(100, 10_000, 0);
        var returning = new ReturnOptions(List.of("amqp://a"), false, true, patient);
        world = new World(broker, ClientOptions.of("till-7"), returning, 7).opened();
        channel = world.session.channel();
        producer = channel.producer(ClientAddress.queue("q"), LATER, Answer.NOBODY);
        consumer = channel.consumer(ConsumerSpec.of(ClientAddress.queue("q")), sink, LATER, Answer.NOBODY);
        consumer.grant(2 * MANY);
        for (int n = 0; n < MANY; n++) producer.send(Sink.message("m" + n, TTL_MS), false, null, LATER, Answer.NOBODY);
        world.settle();
        assertThat(sink.deliveries).hasSize(MANY);
    }

    /** A broker that has heard so much of a client when what that has expires. */
    private final class Late implements Peer {
        final RealBroker real = new RealBroker(World.START_MS);
        int left = -1; // pieces that it hears before; less than 0 for never

        @Override
        public void hear(long line, byte[] bytes) {
            if (left-- == 0) {
                world.nowMs += TTL_MS;
                real.time(world.nowMs);
                while (real.works()) continue;
            }
            real.hear(line, bytes);
        }

        @Override
        public void accept(long line) {
            real.accept(line);
        }

        @Override
        public byte[] says(long line) {
            return real.says(line);
        }

        @Override
        public boolean hasClosed(long line) {
            return real.hasClosed(line);
        }

        @Override
        public void lost(long line) {
            real.lost(line);
        }

        @Override
        public boolean works() {
            return real.works();
        }

        @Override
        public void time(long nowMs) {
            real.time(nowMs);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    @Clause("AMQP-2.6.13")
    void of_all_that_it_has_a_client_hears_that_it_is_gone(int pieces) {
        world.isReachable = false;
        world.cut();
        for (int n = 0; n < MANY; n += 2) consumer.settle(sink.deliveries.get(n), DeliveryState.ACCEPTED);
        broker.left = pieces;
        world.isReachable = true;
        world.passUntil(world.session::isConnected);
        world.settle();

        for (int n = 1; n < MANY; n += 2) consumer.settle(sink.deliveries.get(n), DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);
        consumer.close(LATER, answers);
        world.settle();

        answers.assertDone(2);
        assertThat(world.events(ClientEvent.Resumed.class)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    @Clause("AMQP-2.6.13")
    void what_it_has_not_decided_is_still_its_own_and_the_next_come(int pieces) {
        world.isReachable = false;
        world.cut();
        broker.left = pieces;
        world.isReachable = true;
        world.passUntil(world.session::isConnected);
        producer.send(Sink.message("next"), false, null, LATER, answers);
        world.settle();

        answers.assertDone(1);
        assertThat(sink.voided).isEmpty();
        assertThat(sink.texts().subList(MANY, sink.texts().size())).containsExactly("next");
        assertThat(consumer.credit()).isEqualTo(MANY - 1);
        for (ClientDelivery delivery : sink.deliveries) consumer.settle(delivery, DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);
        world.settle();
        answers.assertDone(2);
        assertThat(world.events(ClientEvent.Resumed.class)).hasSize(1);
    }
}
