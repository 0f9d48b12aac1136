package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.client.ClientAddress.Kind;
import org.junit.jupiter.api.Test;

/** Consumers of all kinds, across cuts, against the broker itself. */
class ConsumingTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final ClientAddress QUEUE = ClientAddress.queue("q");
    private static final ClientAddress TOPIC = ClientAddress.topic("t");

    private final World world = World.of(ClientOptions.of("till-7")).opened();
    private final ClientChannel channel = world.session.channel();
    private final Answers answers = new Answers();
    private final Sink sink = new Sink();

    private ClientConsumer consumer(ConsumerSpec spec, Sink to, int credit) {
        ClientConsumer consumer = channel.consumer(spec, to, LATER, answers);
        if (credit > 0) consumer.grant(credit);
        world.settle();
        return consumer;
    }

    private void send(ClientAddress to, String... texts) {
        ClientProducer producer = channel.producer(to, LATER, Answer.NOBODY);
        for (String text : texts) producer.send(Sink.message(text), false, null, LATER, Answer.NOBODY);
        world.settle();
        producer.close(LATER, Answer.NOBODY);
        world.settle();
    }

    @Test
    void a_drain_ends_when_there_is_nothing_more_also_over_a_cut() {
        ClientConsumer consumer = consumer(ConsumerSpec.of(QUEUE), sink, 0);
        send(QUEUE, "m0", "m1");
        consumer.grant(10);
        consumer.drain(LATER, answers);
        world.cut();

        answers.assertDone(2);
        assertThat(sink.texts()).containsExactly("m0", "m1");
        assertThat(consumer.credit()).isZero();
    }

    @Test
    void a_drain_without_credit_is_over_at_once() {
        ClientConsumer consumer = consumer(ConsumerSpec.of(QUEUE), sink, 0);

        consumer.drain(LATER, answers);

        answers.assertDone(2);
    }

    @Test
    void a_browser_shows_each_message_once_and_leaves_it_there() {
        send(QUEUE, "m0", "m1", "m2");
        ClientConsumer browser = consumer(ConsumerSpec.of(QUEUE).browsing(), sink, 2);
        world.cut();
        world.settle();
        browser.grant(10);
        browser.drain(LATER, answers);
        world.settle();

        assertThat(sink.texts()).containsExactly("m0", "m1", "m2");
        answers.assertDone(2);
        Sink other = new Sink();
        consumer(ConsumerSpec.of(QUEUE), other, 10);
        assertThat(other.texts()).containsExactly("m0", "m1", "m2");
    }

    @Test
    void a_drain_of_a_browser_is_not_over_because_of_what_it_has_shown_before() {
        send(QUEUE, "m0", "m1", "m2");
        ClientConsumer browser = consumer(ConsumerSpec.of(QUEUE).browsing(), sink, 2);
        world.isReachable = false;
        world.cut();
        browser.grant(1);
        browser.drain(LATER, answers);
        world.isReachable = true;
        world.pass(1_000);

        assertThat(sink.texts()).containsExactly("m0", "m1", "m2");
        answers.assertDone(2);
    }

    @Test
    void a_selector_chooses() {
        consumer(ConsumerSpec.of(QUEUE).selecting("JMSPriority > 9"), sink, 10);
        Sink all = new Sink();
        consumer(ConsumerSpec.of(QUEUE).selecting(null), all, 10);
        send(QUEUE, "m0");

        assertThat(sink.texts()).isEmpty();
        assertThat(all.texts()).containsExactly("m0");
    }

    @Test
    void a_selector_that_is_wrong_is_refused_and_nobody_is_told_of_an_end() {
        channel.consumer(ConsumerSpec.of(QUEUE).selecting("a b c"), sink, LATER, answers);
        world.settle();

        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(sink.ended).isNull();
    }

    @Test
    void a_subscription_that_does_not_last_misses_nothing_over_a_cut() {
        consumer(ConsumerSpec.of(TOPIC), sink, 10);
        World other = new World(world.peer, ClientOptions.of("other"), ReturnOptions.to("amqp://a"), 9);
        world.isReachable = false;
        world.cut();
        other.lineOffset(1_000).opened();
        ClientProducer producer = other.session.channel().producer(TOPIC, LATER, answers);
        producer.send(Sink.message("m0"), false, null, LATER, answers);
        other.settle();
        world.isReachable = true;
        world.pass(1_000);

        assertThat(sink.texts()).containsExactly("m0");
        answers.assertDone(3);
    }

    @Test
    void a_durable_subscription_outlives_its_consumer_and_can_be_deleted() {
        ConsumerSpec spec = ConsumerSpec.of(TOPIC).durable("sub");
        ClientConsumer first = consumer(spec, sink, 10);
        world.session.unsubscribe("sub", false, LATER, answers);
        assertThat(answers.all.get(1).condition()).isEqualTo(ErrorCondition.RESOURCE_LOCKED);
        first.close(LATER, answers);
        world.settle();
        send(TOPIC, "m0");
        Sink later = Sink.accepting();
        ClientConsumer second = consumer(spec, later, 10);
        assertThat(later.texts()).containsExactly("m0");

        channel.consumer(spec, new Sink(), LATER, failure -> answers.answered(failure));
        assertThat(answers.all.get(4).condition()).isEqualTo(ErrorCondition.RESOURCE_LOCKED);
        second.close(LATER, answers);
        world.settle();
        world.session.unsubscribe("sub", false, LATER, answers);
        world.settle();
        world.session.unsubscribe("sub", false, LATER, answers);
        world.settle();

        assertThat(answers.all.get(6)).isNull();
        assertThat(answers.all.get(7).condition()).isEqualTo(ErrorCondition.NOT_FOUND);
    }

    @Test
    void a_durable_subscription_is_opened_again_as_soon_as_it_is_closed() {
        ConsumerSpec spec = ConsumerSpec.of(TOPIC).durable("sub");
        ClientConsumer first = consumer(spec, sink, 10);

        first.close(LATER, answers);
        Sink later = new Sink();
        channel.consumer(spec, later, LATER, answers).grant(5);
        world.settle();
        send(TOPIC, "m0");

        answers.assertDone(3);
        assertThat(later.texts()).containsExactly("m0");
    }

    @Test
    void consumers_share_a_subscription() {
        ConsumerSpec spec = ConsumerSpec.of(TOPIC).shared("sub", false, false);
        consumer(spec, sink, 1);
        Sink other = new Sink();
        consumer(spec, other, 1);
        world.cut();
        send(TOPIC, "m0", "m1");

        assertThat(sink.texts()).hasSize(1);
        assertThat(other.texts()).hasSize(1).doesNotContainAnyElementsOf(sink.texts());
        answers.assertDone(2);
    }

    @Test
    void a_temporary_queue_keeps_its_address_and_what_is_in_it() {
        ClientTemporary temporary = world.session.temporary(Kind.TEMPORARY_QUEUE, LATER, answers);
        world.settle();
        ClientAddress address = temporary.address();
        send(address, "m0");

        world.cut();
        consumer(ConsumerSpec.of(address), sink, 10);

        answers.assertDone(2);
        assertThat(temporary.address()).isEqualTo(address);
        assertThat(sink.texts()).containsExactly("m0");
    }

    @Test
    void a_temporary_queue_can_be_deleted_and_is_gone() {
        ClientTemporary temporary = world.session.temporary(Kind.TEMPORARY_QUEUE, LATER, answers);
        world.settle();
        ClientAddress address = temporary.address();

        temporary.delete(LATER, answers);
        world.settle();

        answers.assertDone(2);
        Answers refused = new Answers();
        channel.consumer(ConsumerSpec.of(address), sink, LATER, refused);
        world.settle();
        assertThat(refused.failure().error()).isNotNull();
    }

    @Test
    void a_consumer_that_closes_waits_for_what_the_application_has() {
        ClientConsumer consumer = consumer(ConsumerSpec.of(QUEUE), sink, 5);
        send(QUEUE, "m0");
        consumer.close(LATER, answers);
        world.settle();
        assertThat(answers.all).hasSize(1);

        world.cut();
        consumer.settle(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        world.settle();

        answers.assertDone(2);
        Sink other = new Sink();
        consumer(ConsumerSpec.of(QUEUE), other, 5);
        assertThat(other.texts()).isEmpty();
    }

    @Test
    void what_comes_to_a_consumer_that_closes_goes_to_the_next() {
        ClientConsumer consumer = channel.consumer(ConsumerSpec.of(QUEUE), sink, LATER, answers);
        consumer.grant(5);
        send(QUEUE, "m0", "m1");
        consumer.settle(sink.deliveries.get(0), DeliveryState.RELEASED);
        consumer.settle(sink.deliveries.get(1), DeliveryState.RELEASED);
        consumer.close(LATER, answers);
        world.settle();

        Sink other = new Sink();
        consumer(ConsumerSpec.of(QUEUE), other, 5);
        assertThat(other.texts()).containsExactly("m0", "m1");
        assertThat(Sink.failures(other.deliveries.get(0))).isZero();
    }

    @Test
    void a_closed_channel_gives_back_its_number_and_lets_others_live() {
        consumer(ConsumerSpec.of(QUEUE), sink, 0);
        ClientChannel other = world.session.channel();
        ClientProducer producer = other.producer(QUEUE, LATER, answers);
        world.settle();

        channel.close(LATER, answers);
        world.settle();
        producer.send(Sink.message("m0"), false, null, LATER, answers);
        world.settle();
        answers.assertDone(4);

        Answers refused = new Answers();
        channel.producer(QUEUE, LATER, refused);
        assertThat(refused.failure().condition()).isEqualTo(ClientFailure.CLOSED);
    }
}
