package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLink;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.client.ClientFailure.Known;
import org.junit.jupiter.api.Test;

/** A session against a broker that keeps none. */
class PlainModeTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final ClientAddress QUEUE = ClientAddress.queue("q");

    private final World world = World.of(plain()).opened();
    private final ClientChannel channel = world.session.channel();
    private final Answers answers = new Answers();
    private final Sink sink = new Sink();
    private final ClientProducer producer = channel.producer(QUEUE, LATER, Answer.NOBODY);
    private final ClientConsumer consumer = channel.consumer(ConsumerSpec.of(QUEUE), sink, LATER, Answer.NOBODY);

    /** A client that asks for no session to be kept. */
    static ClientOptions plain() {
        ClientOptions base = ClientOptions.of("till-7");
        return new ClientOptions(
                base.containerId(),
                null,
                null,
                null,
                false,
                false,
                0,
                false,
                10_000,
                10_000,
                10_000,
                100,
                100_000,
                1 << 20,
                base.properties());
    }

    private void send(String text) {
        producer.send(Sink.message(text), false, null, LATER, answers);
    }

    @Test
    void it_sends_and_receives() {
        consumer.grant(5);
        send("m0");
        world.settle();
        consumer.settle(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);
        world.settle();
        world.cut();

        answers.assertDone(2);
        assertThat(world.session.isResumable()).isFalse();
        assertThat(sink.texts()).containsExactly("m0");
    }

    @Test
    void what_the_application_has_is_void_after_a_cut_and_comes_again() {
        consumer.grant(5);
        send("m0");
        world.settle();

        world.cut();
        ClientDelivery old = sink.deliveries.get(0);
        consumer.settle(old, DeliveryState.ACCEPTED);
        world.settle();

        assertThat(sink.voided).containsExactly(old);
        assertThat(old.isVoid()).isTrue();
        assertThat(sink.texts()).containsExactly("m0", "m0");
        assertThat(Sink.failures(sink.deliveries.get(1))).isEqualTo(1);
        assertThat(world.events(ClientEvent.Resumed.class))
                .containsExactly(new ClientEvent.Resumed("amqp://a", 2, 0, 0, 0, 0, 1));
        assertThat(world.events(ClientEvent.SessionLost.class)).isEmpty();
    }

    @Test
    void it_waits_until_the_broker_notices_that_its_old_line_is_gone() {
        world.cutsSilently().cut();
        world.pass(90_000);

        assertThat(world.events(ClientEvent.Failed.class)).isEmpty();
        assertThat(world.events(ClientEvent.Resumed.class)).hasSize(1);
    }

    @Test
    void it_waits_no_less_when_an_attempt_meanwhile_was_lost_wherever_that_was() {
        for (int after = 10; after < 600; after += 10) {
            World waiting = World.of(plain()).opened();
            waiting.cutsSilently().cutsEachAfter(after).cut();
            waiting.pass(15_000);
            waiting.cutsEachAfter(LATER).faultless();
            waiting.pass(75_000);

            assertThat(waiting.events(ClientEvent.Failed.class))
                    .as("after %d bytes", after)
                    .isEmpty();
            assertThat(waiting.events(ClientEvent.Resumed.class)).hasSize(1);
        }
    }

    @Test
    void what_was_not_answered_is_sent_again() {
        world.settle();
        send("m0");
        world.cutAfter(1).settle();
        world.settle();

        answers.assertDone(1);
        assertThat(world.events(ClientEvent.Resumed.class).get(0).resent()).isEqualTo(1);
    }

    @Test
    void of_what_was_not_answered_and_is_not_to_be_repeated_nobody_knows() {
        World once = World.of(plain().repeatingDoubtful(false)).opened();
        ClientProducer sender = once.session.channel().producer(QUEUE, LATER, Answer.NOBODY);
        once.settle();
        sender.send(Sink.message("m0"), false, null, LATER, answers);
        once.cutAfter(1).settle();
        sender.send(Sink.message("m1"), false, null, LATER, answers);
        once.settle();

        assertThat(answers.all.get(0).known()).isEqualTo(Known.UNKNOWN);
        assertThat(answers.all.get(0).condition()).isEqualTo(ClientFailure.LINE_LOST);
        assertThat(answers.all.get(1)).isNull();
        assertThat(once.events(ClientEvent.SessionLost.class))
                .containsExactly(new ClientEvent.SessionLost("amqp://a", 1, 0, 0, 0));
        assertThat(once.events(ClientEvent.Resumed.class).get(0).resent()).isZero();
    }

    @Test
    void of_what_has_left_and_is_not_answered_in_time_nobody_will_know() {
        ScriptedBroker broker = new ScriptedBroker();
        broker.accepts = false;
        World slow = new World(broker, plain(), ReturnOptions.to("amqp://a"), 7).opened();
        ClientProducer sender = slow.session.channel().producer(QUEUE, LATER, Answer.NOBODY);
        slow.settle();
        sender.send(Sink.message("left"), false, null, slow.in(5_000), answers);
        slow.settle();
        broker.credit = 0;
        ClientProducer other = slow.session.channel().producer(QUEUE, LATER, Answer.NOBODY);
        other.send(Sink.message("never left"), false, null, slow.in(5_000), answers);

        slow.pass(4_999);
        assertThat(answers.all).as("before the deadline").isEmpty();
        slow.pass(1);

        assertThat(answers.all).extracting(ClientFailure::known).containsExactly(Known.UNKNOWN, Known.NOT_DONE);
        assertThat(answers.all).extracting(ClientFailure::condition).containsOnly(ClientFailure.DEADLINE);
    }

    @Test
    void of_what_is_refused_when_it_is_sent_again_nobody_knows_whether_it_came_before() {
        ScriptedBroker broker = new ScriptedBroker();
        World scripted = new World(broker, plain(), ReturnOptions.to("amqp://a"), 7).opened();
        ClientProducer sender = scripted.session.channel().producer(QUEUE, LATER, Answer.NOBODY);
        scripted.settle();
        broker.accepts = false;
        sender.send(Sink.message("m0"), false, null, LATER, answers);
        scripted.settle();

        broker.reaction = event -> {
            if (event instanceof AmqpEvent.Delivery again) {
                DeliveryState no = new DeliveryState.Rejected(new AmqpError(ErrorCondition.NOT_FOUND, "gone"));
                again.receiver().settle(again.deliveryId(), again.deliveryId(), no, true);
            }
        };
        scripted.cut();

        assertThat(answers.failure().known()).isEqualTo(Known.UNKNOWN);
        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.NOT_FOUND);
    }

    @Test
    void an_open_transaction_can_only_be_rolled_back() {
        ClientTransaction transaction = channel.transaction();
        producer.send(Sink.message("m0"), false, transaction, LATER, answers);
        world.settle();

        world.cut();
        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.DOOMED);
        transaction.commit(LATER, answers);

        assertThat(answers.all.get(1).known()).isEqualTo(Known.NOT_DONE);
        assertThat(answers.all.get(1).condition()).isEqualTo(ErrorCondition.TRANSACTION_ROLLBACK);
        assertThat(world.session.hasRoom()).isTrue();
    }

    @Test
    void what_a_doomed_transaction_acknowledges_comes_again_after_its_rollback() {
        ClientTransaction transaction = channel.transaction();
        producer.send(Sink.message("m0"), false, transaction, LATER, answers);
        world.settle();
        world.cut();
        consumer.grant(5);
        send("m1");
        world.settle();

        transaction.acknowledge(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        transaction.commit(LATER, answers);
        world.settle();

        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.ROLLED_BACK);
        assertThat(sink.texts()).containsExactly("m1", "m1");
        assertThat(Sink.failures(sink.deliveries.get(1))).isEqualTo(1);
    }

    @Test
    void nobody_knows_of_a_commit_whose_answer_is_lost() {
        ClientTransaction transaction = channel.transaction();
        producer.send(Sink.message("m0"), false, transaction, LATER, answers);
        world.settle();
        transaction.commit(LATER, answers);

        world.cutAfter(1).settle();

        assertThat(answers.all.get(1).known()).isEqualTo(Known.UNKNOWN);
        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.UNKNOWN);
    }

    @Test
    void a_consumer_that_was_closing_is_closed_by_the_cut() {
        consumer.grant(5);
        send("m0");
        world.settle();
        consumer.close(LATER, answers);
        assertThat(answers.all).hasSize(1);

        world.cut();

        answers.assertDone(2);
    }

    @Test
    void without_a_return_the_session_is_over() {
        var returning = new ReturnOptions(java.util.List.of("a"), false, false, ReturnOptions.Pattern.Backoff.DEFAULT);
        World once = new World(new RealBroker(World.START_MS), plain(), returning, 1).opened();
        Sink ended = new Sink();
        once.session.channel().consumer(ConsumerSpec.of(QUEUE), ended, LATER, answers);
        once.settle();

        once.cut();

        assertThat(once.dialed).hasSize(1);
        assertThat(ended.ended.condition()).isEqualTo(ClientFailure.LINE_LOST);
        once.session.channel().producer(QUEUE, LATER, answers);
        assertThat(answers.all.get(1).condition()).isEqualTo(ClientFailure.LINE_LOST);
    }

    @Test
    void a_channel_that_the_broker_ends_on_the_way_back_does_not_hold_up_the_others() {
        ScriptedBroker broker = new ScriptedBroker();
        World scripted = new World(broker, plain(), ReturnOptions.to("amqp://a"), 7).opened();
        Sink ended = new Sink();
        scripted.session.channel().consumer(ConsumerSpec.of(QUEUE), ended, LATER, Answer.NOBODY);
        ClientProducer other = scripted.session.channel().producer(QUEUE, LATER, Answer.NOBODY);
        scripted.settle();
        broker.reaction = event -> {
            if (event instanceof AmqpEvent.Attached attached && attached.link() instanceof AmqpSender) {
                attached.link().session().end(new AmqpError(ErrorCondition.INTERNAL_ERROR, "so there"));
            }
        };
        broker.answersAttaches = false;
        scripted.cut();
        assertThat(ended.ended.condition()).isEqualTo(ErrorCondition.INTERNAL_ERROR);
        assertThat(scripted.session.isConnected()).isFalse();

        AmqpLink late = broker.links.get(other.name);
        late.attach(broker.attaches.get(other.name), null);
        ((AmqpReceiver) late).credit(1, false);
        other.send(Sink.message("m0"), false, null, LATER, answers);
        scripted.settle();

        assertThat(scripted.session.isConnected()).isTrue();
        assertThat(scripted.dialed).hasSize(2);
        answers.assertDone(1);
    }
}
