package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLink;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Target;
import io.belay.client.ClientAddress.Kind;
import io.belay.client.ClientFailure.Known;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A temporary queue that is gone is told: who waits there would wait for ever. */
class TemporaryLostTest {
    private static final long LATER = Long.MAX_VALUE;

    private final Answers answers = new Answers();
    private final Sink sink = new Sink();
    private final Sink others = new Sink();

    /** Whose broker keeps no sessions. */
    private static World plain() {
        return World.of(PlainModeTest.plain()).opened();
    }

    private static ClientTemporary temporary(World world) {
        ClientTemporary made = world.session.temporary(Kind.TEMPORARY_QUEUE, LATER, Answer.NOBODY);
        world.settle();
        return made;
    }

    @Test
    void with_its_line_go_its_consumers_and_producers_and_nothing_else() {
        World world = plain();
        ClientAddress mine = temporary(world).address();
        ClientChannel channel = world.session.channel();
        ClientConsumer consumer = channel.consumer(ConsumerSpec.of(mine), sink, LATER, Answer.NOBODY);
        channel.consumer(ConsumerSpec.of(ClientAddress.queue("q")), others, LATER, Answer.NOBODY);
        ClientProducer producer = channel.producer(mine, LATER, Answer.NOBODY);
        world.settle();

        world.cut();
        producer.send(Sink.message("late"), false, null, LATER, answers);
        world.settle();

        assertThat(sink.ended.condition()).isEqualTo(ClientFailure.DESTINATION_LOST);
        assertThat(sink.ended.words()).contains(mine.name());
        assertThat(consumer.failure()).isEqualTo(sink.ended);
        assertThat(others.ended).isNull();
        assertThat(answers.failure().condition()).isEqualTo(ClientFailure.DESTINATION_LOST);
        assertThat(answers.failure().known()).isEqualTo(Known.NOT_DONE);
        assertThat(world.events(ClientEvent.DestinationLost.class))
                .extracting(ClientEvent.DestinationLost::destination)
                .containsExactly(mine);
        assertThat(world.events(ClientEvent.Resumed.class).get(0).links())
                .as("none of it is made again")
                .isEqualTo(1);
    }

    @Test
    void what_waits_to_be_sent_to_it_fails_and_what_has_left_is_in_doubt() {
        World world = plain();
        ClientAddress mine = temporary(world).address();
        ClientProducer producer = world.session.channel().producer(mine, LATER, Answer.NOBODY);
        world.settle();
        producer.send(Sink.message("left"), false, null, LATER, answers);
        world.isReachable = false;
        world.cutAfter(1).settle();
        producer.send(Sink.message("waits"), false, null, LATER, answers);

        world.isReachable = true;
        world.pass(2_000);

        assertThat(answers.all).extracting(ClientFailure::known).containsExactly(Known.UNKNOWN, Known.NOT_DONE);
        assertThat(world.session.hasRoom()).isTrue();
        assertThat(world.events(ClientEvent.SessionLost.class)).isEmpty();
    }

    @Test
    void a_new_one_serves_as_the_old_one_did() {
        World world = plain();
        ClientAddress before = temporary(world).address();
        world.cut();

        ClientTemporary fresh = temporary(world);
        ClientChannel channel = world.session.channel();
        channel.consumer(ConsumerSpec.of(fresh.address()), sink, LATER, Answer.NOBODY)
                .grant(1);
        channel.producer(fresh.address(), LATER, Answer.NOBODY)
                .send(Sink.message("answer"), false, null, LATER, answers);
        world.settle();

        assertThat(fresh.address()).isNotEqualTo(before);
        assertThat(sink.texts()).containsExactly("answer");
        answers.assertDone(1);
    }

    @Test
    void one_that_is_being_made_is_made_on_the_next_line() {
        World world = plain();
        world.isReachable = false;
        world.cut();
        ClientTemporary made = world.session.temporary(Kind.TEMPORARY_QUEUE, LATER, answers);

        world.isReachable = true;
        world.pass(2_000);

        answers.assertDone(1);
        assertThat(made.address().name()).isNotEmpty();
        assertThat(world.events(ClientEvent.DestinationLost.class)).isEmpty();
    }

    @Test
    void where_the_broker_forgets_a_session_it_is_made_again_under_its_name() {
        World world = World.of(ClientOptions.of("till-7")).opened();
        ClientTemporary temporary = temporary(world);
        ClientAddress before = temporary.address();
        world.session.channel().consumer(ConsumerSpec.of(before), sink, LATER, Answer.NOBODY);
        world.settle();

        ((RealBroker) world.peer).forget();
        world.cut();

        assertThat(temporary.address()).isEqualTo(before);
        assertThat(sink.ended).isNull();
        assertThat(world.events(ClientEvent.DestinationLost.class)).isEmpty();
    }

    @Test
    void nothing_is_told_of_it_when_all_is_over() {
        World world = plain();
        temporary(world);

        world.session.close(LATER, answers);
        world.settle();

        answers.assertDone(1);
        assertThat(world.events(ClientEvent.DestinationLost.class)).isEmpty();
    }

    // Brokers that do as they like

    private final ScriptedBroker broker = new ScriptedBroker().keeping(5, false);

    /** Whose broker keeps sessions, and calls temporary queues as it likes. */
    private World scripted(String name) {
        broker.answersAttaches = false;
        calls(name);
        return new World(broker, ClientOptions.of("till-7"), ReturnOptions.to("amqp://a"), 7).opened();
    }

    private void calls(String name) {
        broker.reaction = event -> {
            if (event instanceof AmqpEvent.Attached attached) answer(attached.link(), attached.attach(), name);
        };
    }

    private static void answer(AmqpLink link, Attach theirs, String name) {
        boolean isDynamic = theirs.target() instanceof Target target && target.dynamic();
        link.attach(isDynamic ? to(Target.at(name), theirs) : theirs, null);
    }

    private static Attach to(Target target, Attach theirs) {
        return new Attach(
                "",
                0,
                theirs.role(),
                theirs.senderSettleMode(),
                theirs.receiverSettleMode(),
                theirs.source(),
                target,
                null,
                false,
                0,
                0,
                List.of(),
                List.of(),
                theirs.properties());
    }

    @Test
    void one_that_comes_back_under_another_name_is_lost_and_the_other_one_given_back() {
        World world = scripted("first");
        ClientAddress mine = temporary(world).address();
        world.session.channel().consumer(ConsumerSpec.of(mine), sink, LATER, Answer.NOBODY);
        world.settle();

        calls("second");
        world.cut();

        assertThat(mine.name()).isEqualTo("first");
        assertThat(sink.ended.condition()).isEqualTo(ClientFailure.DESTINATION_LOST);
        assertThat(world.events(ClientEvent.DestinationLost.class)).hasSize(1);
        assertThat(broker.events(AmqpEvent.Detached.class)).as("both links").hasSize(2);
        assertThat(world.session.isConnected()).isTrue();
    }

    @Test
    void a_failover_to_a_broker_that_keeps_no_sessions_costs_it() {
        World world = scripted("first");
        ClientAddress mine = temporary(world).address();
        world.session.channel().consumer(ConsumerSpec.of(mine), sink, LATER, Answer.NOBODY);
        world.settle();

        broker.offered = List.of();
        broker.properties = new LinkedHashMap<>();
        broker.events.clear();
        world.cut();

        assertThat(world.session.isResumable()).isFalse();
        assertThat(sink.ended.condition()).isEqualTo(ClientFailure.DESTINATION_LOST);
        assertThat(world.events(ClientEvent.DestinationLost.class)).hasSize(1);
        assertThat(broker.events(AmqpEvent.Attached.class))
                .as("at the new broker")
                .isEmpty();
    }

    @Test
    void one_that_the_broker_takes_away_is_lost() {
        World world = scripted("first");
        temporary(world);

        broker.links.get("t1").detach(true, new AmqpError(ErrorCondition.RESOURCE_DELETED, "by an operator"));
        world.settle();

        assertThat(world.events(ClientEvent.DestinationLost.class))
                .containsExactly(new ClientEvent.DestinationLost(
                        "amqp://a", new ClientAddress("first", Kind.TEMPORARY_QUEUE), "by an operator"));
    }

    @Test
    void one_that_is_deleted_is_not_lost() {
        World world = plain();
        ClientTemporary temporary = temporary(world);

        temporary.delete(LATER, answers);
        world.cut();

        answers.assertDone(1);
        assertThat(world.events(ClientEvent.DestinationLost.class)).isEmpty();
    }

    @Test
    void what_had_come_from_it_is_void() {
        World world = plain();
        ClientAddress mine = temporary(world).address();
        ClientChannel channel = world.session.channel();
        ClientConsumer consumer = channel.consumer(ConsumerSpec.of(mine), sink, LATER, Answer.NOBODY);
        consumer.grant(5);
        channel.producer(mine, LATER, Answer.NOBODY).send(Sink.message("m"), false, null, LATER, answers);
        world.settle();

        world.cut();
        consumer.settle(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);
        world.settle();

        assertThat(sink.voided).containsExactlyElementsOf(List.of(sink.deliveries.get(0)));
        answers.assertDone(2);
    }
}
