package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.testkit.Clause;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client has more messages that it has not decided about than it can tell in one frame. */
class LargeMemoryTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final int FRAME_SIZE = 1_024; // some thirty deliveries
    private static final int MANY = 500;

    private final RealBroker broker = new RealBroker(World.START_MS);
    private final World world;
    private final ClientChannel channel;
    private final ClientProducer producer;
    private final Answers answers = new Answers();
    private final Sink sink = new Sink();
    private final ClientConsumer consumer;

    LargeMemoryTest() {
        broker.options = SmallFrames.of(FRAME_SIZE);
        world = world(1);
        channel = world.session.channel();
        producer = channel.producer(ClientAddress.queue("q"), LATER, answers);
        consumer = channel.consumer(ConsumerSpec.of(ClientAddress.queue("q")), sink, LATER, answers);
        consumer.grant(2 * MANY);
        for (int n = 0; n < MANY; n++) producer.send(Sink.message("m" + n), false, null, LATER, answers);
        world.settle();
        assertThat(sink.deliveries).hasSize(MANY);
    }

    private World world(int number) {
        var returning =
                new ReturnOptions(List.of("amqp://a"), false, true, new ReturnOptions.Pattern.Backoff(100, 10_000, 0));
        return new World(broker, ClientOptions.of("till-" + number), returning, number)
                .lineOffset(1_000L * number)
                .opened();
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> "m" + n).toList();
    }

    private void cut(boolean dies) {
        if (dies) world.die();
        else world.cut();
        world.passUntil(world.session::isConnected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Clause("AMQP-2.7.3")
    void all_that_it_has_is_still_its_own_when_it_is_back(boolean dies) {
        cut(dies);

        assertThat(sink.voided).isEmpty();
        assertThat(world.events(ClientEvent.Resumed.class)).hasSize(1);
        producer.send(Sink.message("m" + MANY), false, null, LATER, answers);
        world.settle();
        assertThat(sink.texts()).as("each came once").isEqualTo(numbered(0, MANY + 1));
        assertThat(consumer.credit()).isEqualTo(MANY - 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Clause("AMQP-2.7.3")
    void what_it_decided_meanwhile_is_carried_out_and_nothing_is_left(boolean dies) {
        world.isReachable = false;
        if (dies) world.die();
        else world.cut();
        for (int n = 0; n < MANY; n += 2) {
            consumer.settle(sink.deliveries.get(n), n % 4 == 0 ? DeliveryState.ACCEPTED : DeliveryState.RELEASED);
        }
        world.isReachable = true;
        world.passUntil(world.session::isConnected);
        channel.confirm(LATER, answers);
        world.settle();

        List<String> again = IntStream.range(0, MANY)
                .filter(n -> n % 4 == 2)
                .mapToObj(n -> "m" + n)
                .toList();
        assertThat(sink.voided).isEmpty();
        assertThat(sink.texts().subList(MANY, sink.texts().size())).isEqualTo(again);
        for (ClientDelivery delivery : List.copyOf(sink.deliveries)) consumer.settle(delivery, DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);
        world.settle();
        answers.assertDone(2 + MANY + 2);
        cut(true);
        world.settle();
        assertThat(sink.deliveries).as("nothing is left").hasSize(MANY + again.size());
    }

    @Test
    void nobody_else_gets_any_of_it_while_it_tells() {
        Sink others = Sink.accepting();
        world.isReachable = false;
        world.die();
        World other = world(2);
        other.session
                .channel()
                .consumer(ConsumerSpec.of(ClientAddress.queue("q")), others, LATER, answers)
                .grant(MANY);
        other.settle();

        world.isReachable = true;
        world.passUntil(world.session::isConnected);
        other.settle();

        assertThat(others.texts()).isEmpty();
        assertThat(sink.voided).isEmpty();
    }

    @Test
    void a_line_that_breaks_while_it_tells_loses_nothing() {
        boolean wasCut = true;
        for (int bytes = 500; wasCut; bytes += 997) {
            world.cut();
            world.cutAfter(bytes).settle();
            wasCut = world.left() == Long.MAX_VALUE;
            world.faultless();
            world.passUntil(world.session::isConnected);
            assertThat(sink.voided).as("cut after %d bytes", bytes).isEmpty();
        }

        assertThat(sink.texts()).isEqualTo(numbered(0, MANY));
        for (ClientDelivery delivery : List.copyOf(sink.deliveries)) consumer.settle(delivery, DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);
        world.settle();
        answers.assertDone(2 + MANY + 1);
    }
}
