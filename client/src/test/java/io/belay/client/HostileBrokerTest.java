package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLink;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Role;
import io.belay.testkit.Seeds;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** A broker that does what it must not: it may cost a line, never the application. */
class HostileBrokerTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final ClientAddress QUEUE = ClientAddress.queue("q");

    private final ScriptedBroker broker = new ScriptedBroker().keeping(5, false);
    private final World world = new World(broker, ClientOptions.of("till-7"), ReturnOptions.to("amqp://a"), 7).opened();
    private final ClientChannel channel = world.session.channel();
    private final Answers answers = new Answers();
    private final Sink sink = new Sink();
    private final ClientProducer producer = channel.producer(QUEUE, LATER, Answer.NOBODY);
    private final ClientConsumer consumer = channel.consumer(ConsumerSpec.of(QUEUE), sink, LATER, Answer.NOBODY);

    private void use() {
        consumer.grant(10);
        world.settle();
        world.pass(1_000);
        broker.keeping(5, true);
    }

    private void assertBack() {
        world.settle();
        assertThat(world.events(ClientEvent.Interrupted.class)).isNotEmpty();
        assertThat(world.session.isConnected()).isTrue();
        assertThat(world.events(ClientEvent.Failed.class)).isEmpty();
    }

    @Test
    void bytes_that_are_no_frame_cost_the_line() {
        use();
        broker.saysRaw(new byte[] {0, 0, 0, 1, 0, 0, 0, 0});
        assertBack();
    }

    @Test
    void a_session_of_its_own_costs_the_line() {
        use();
        broker.line().session().begin();
        assertBack();
    }

    @Test
    void a_link_of_its_own_costs_the_line() {
        use();
        AmqpLink link = broker.links.get("p1").session().receiver("mine");
        link.attach(broker.attaches.get("c2"));
        assertBack();
    }

    @Test
    void the_end_of_a_session_costs_the_line_where_sessions_are_kept() {
        use();
        broker.links.get("p1").session().end(new AmqpError(ErrorCondition.INTERNAL_ERROR, "so there"));
        assertBack();
    }

    @Test
    void a_message_beyond_the_credit_costs_the_consumer() {
        use();
        broker.saysRaw(
                0,
                new Performative.Transfer(
                        99, 0, Binary.of((byte) 1), 0, false, false, null, null, false, false, false));
        assertBack();
    }

    @Test
    void a_declare_that_is_merely_accepted_costs_the_line() {
        use();
        ClientTransaction transaction = channel.transaction();
        producer.send(Sink.message("m0"), false, transaction, LATER, Answer.NOBODY);
        world.settle();
        transaction.rollback(LATER, Answer.NOBODY);
        world.pass(1_000);
        assertBack();
    }

    @Test
    void an_outcome_that_is_none_leaves_the_message_where_it_is() {
        broker.accepts = false;
        use();
        producer.send(Sink.message("m0"), false, null, LATER, answers);
        world.settle();
        long id = broker.events(AmqpEvent.Delivery.class).get(0).deliveryId();
        broker.saysRaw(
                0, new Performative.Disposition(Role.RECEIVER, id, id, false, new DeliveryState.Received(1, 1), false));
        broker.saysRaw(0, new Performative.Disposition(Role.RECEIVER, 77, 99, true, DeliveryState.ACCEPTED, false));
        world.settle();
        assertThat(answers.all).isEmpty();

        broker.saysRaw(0, new Performative.Disposition(Role.RECEIVER, id, id, true, null, false));
        world.settle();

        assertThat(answers.failure().known()).isEqualTo(ClientFailure.Known.UNKNOWN);
    }

    @Test
    void a_link_that_it_ends_fails_and_the_others_go_on() {
        use();
        broker.links.get("c2").detach(true, new AmqpError(ErrorCondition.RESOURCE_DELETED, "gone"));
        broker.links.get("p1").detach(false, null);
        world.settle();

        assertThat(sink.ended.condition()).isEqualTo(ErrorCondition.RESOURCE_DELETED);
        assertThat(producer.failure()).isNotNull();
        producer.send(Sink.message("m0"), false, null, LATER, answers);
        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.LINK_DETACH_FORCED);
        assertThat(world.session.isConnected()).isTrue();
    }

    @Test
    void an_attach_that_is_never_answered_costs_the_line_on_return_only() {
        use();
        broker.answersAttaches = false;
        world.cut();
        world.pass(9_000);
        assertThat(world.session.isConnected()).isFalse();
        broker.answersAttaches = true;

        world.pass(3_000);

        assertThat(world.session.isConnected()).isTrue();
        assertThat(world.events(ClientEvent.AttemptFailed.class).get(0).cause()).contains("no answer within 10000 ms");
    }

    @Test
    void one_that_lets_us_in_and_fails_us_is_not_asked_ever_faster() {
        use();
        broker.reaction = event -> {
            if (event instanceof AmqpEvent.Attached) broker.saysRaw(new byte[] {0, 0, 0, 1, 0, 0, 0, 0});
        };
        world.cut();
        world.pass(60_000);

        assertThat(world.dialed.size()).isBetween(8, 60);
    }

    @ParameterizedTest
    @Seeds(60)
    void no_frames_of_any_kind_cause_an_exception(long seed) {
        Random random = new Random(seed);
        use();
        ClientTransaction transaction = channel.transaction();
        boolean isTransacted = random.nextBoolean(); // This broker never begins one.
        if (isTransacted) producer.send(Sink.message("m"), false, transaction, LATER, Answer.NOBODY);
        for (int n = 0; n < 60; n++) {
            producer.send(Sink.message("m" + n), false, null, LATER, Answer.NOBODY);
            if (!sink.deliveries.isEmpty()) {
                consumer.settle(sink.deliveries.get(random.nextInt(sink.deliveries.size())), DeliveryState.ACCEPTED);
            }
            broker.saysRaw(random.nextInt(3), frame(random));
            if (random.nextBoolean()) world.settle();
            if (random.nextInt(4) == 0) world.pass(random.nextInt(3_000));
        }
        transaction.rollback(LATER, Answer.NOBODY);
        world.pass(30_000);

        assertThat(world.session.isConnected()).isTrue();
    }

    private static Performative frame(Random random) {
        Binary tag = ClientSend.binaryTag(random.nextInt(6));
        DeliveryState state = switch (random.nextInt(6)) {
            case 0 -> DeliveryState.ACCEPTED;
            case 1 -> DeliveryState.RELEASED;
            case 2 -> new DeliveryState.Declared(tag);
            case 3 -> new DeliveryState.Rejected(null);
            case 4 -> new DeliveryState.TransactionalState(tag, DeliveryState.ACCEPTED);
            default -> null;
        };
        Role role = random.nextBoolean() ? Role.RECEIVER : Role.SENDER;
        int some = random.nextInt(8);
        return switch (random.nextInt(7)) {
            case 0, 1 ->
                new Performative.Disposition(role, some, some + random.nextInt(9), random.nextBoolean(), state, false);
            case 2 ->
                new Performative.Transfer(
                        random.nextInt(4),
                        some,
                        tag,
                        0,
                        random.nextBoolean(),
                        false,
                        null,
                        state,
                        random.nextBoolean(),
                        false,
                        false);
            case 3 ->
                new Performative.Flow(
                        0,
                        100,
                        0,
                        100,
                        random.nextInt(4),
                        some,
                        some,
                        0,
                        random.nextBoolean(),
                        true,
                        Collections.emptyMap());
            case 4 -> new Performative.Detach(random.nextInt(4), random.nextBoolean(), null);
            case 5 ->
                new Performative.Begin(random.nextInt(3), 0, 100, 100, 1, List.of(), List.of(), Collections.emptyMap());
            default -> new Performative.End(null);
        };
    }
}
