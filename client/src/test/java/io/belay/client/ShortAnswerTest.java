package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker cannot answer in one frame what a client tells in one. */
class ShortAnswerTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final int FRAME_SIZE = 512;
    private static final int MANY = 200;

    private final RealBroker broker = new RealBroker(World.START_MS);
    private final Answers answers = new Answers();
    private final Sink sink = new Sink();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Clause("AMQP-2.7.3")
    void all_that_it_has_is_still_its_own(boolean dies) {
        broker.options = SmallFrames.of(1 << 16, FRAME_SIZE);
        var patient = new ReturnOptions.Pattern.Backoff(100, 10_000, 0);
        var returning = new ReturnOptions(List.of("amqp://a"), false, true, patient);
        World world = new World(broker, ClientOptions.of("till-7"), returning, 7).opened();
        ClientChannel channel = world.session.channel();
        ClientProducer producer = channel.producer(ClientAddress.queue("q"), LATER, Answer.NOBODY);
        ClientConsumer consumer =
                channel.consumer(ConsumerSpec.of(ClientAddress.queue("q")), sink, LATER, Answer.NOBODY);
        consumer.grant(2 * MANY);
        for (int n = 0; n < MANY; n++) producer.send(Sink.message("m" + n), false, null, LATER, Answer.NOBODY);
        world.settle();

        world.isReachable = false;
        if (dies) world.die();
        else world.cut();
        for (int n = 0; n < MANY; n += 2) consumer.settle(sink.deliveries.get(n), DeliveryState.ACCEPTED);
        world.isReachable = true;
        world.passUntil(world.session::isConnected);
        producer.send(Sink.message("next"), false, null, LATER, Answer.NOBODY);
        world.settle();

        assertThat(sink.voided).isEmpty();
        assertThat(sink.texts()).hasSize(MANY + 1);
        for (ClientDelivery delivery : List.copyOf(sink.deliveries)) consumer.settle(delivery, DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);
        consumer.close(LATER, answers);
        world.settle();
        answers.assertDone(2);
    }
}
