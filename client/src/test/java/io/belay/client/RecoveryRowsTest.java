package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.LinkMemory;
import io.belay.amqp.Resumption;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each row of what the two ends may remember of a delivery (reference A.5), at a client that comes back. */
@Clause({"AMQP-2.6.13", "AMQP-3.4.6"})
class RecoveryRowsTest {
    private static final long LATER = Long.MAX_VALUE;
    private static final ClientAddress QUEUE = ClientAddress.queue("q");
    private static final Binary TAG = ClientSend.binaryTag(1);

    private final ScriptedBroker broker = new ScriptedBroker().keeping(5, false);
    private final World world = new World(broker, ClientOptions.of("till-7"), ReturnOptions.to("amqp://a"), 7).opened();
    private final ClientChannel channel = world.session.channel();
    private final Answers answers = new Answers();
    private final Sink sink = new Sink();
    private final ClientProducer producer = channel.producer(QUEUE, LATER, Answer.NOBODY);
    private final ClientConsumer consumer = channel.consumer(ConsumerSpec.of(QUEUE), sink, LATER, Answer.NOBODY);

    @BeforeEach
    void attached() {
        broker.accepts = false;
        consumer.grant(10);
        world.settle();
        broker.keeping(5, true);
    }

    private void sendAndCut(@Nullable DeliveryState held, boolean isHeld) {
        producer.send(Sink.message("m0"), false, null, LATER, answers);
        world.settle();
        if (isHeld) broker.held.put("p1", memory(held));
        broker.events.clear();
        world.cut();
    }

    private static LinkMemory memory(@Nullable DeliveryState state) {
        Map<Binary, LinkMemory.Entry> unsettled = new LinkedHashMap<>();
        unsettled.put(TAG, new LinkMemory.Entry(state, 0));
        return new LinkMemory(0, unsettled);
    }

    private ClientEvent.Resumed resumed() {
        List<ClientEvent.Resumed> all = world.events(ClientEvent.Resumed.class);
        return all.get(all.size() - 1);
    }

    // What we send

    @Test
    void links_say_that_they_settle_second_and_what_they_remember() {
        sendAndCut(null, false);

        Performative.Attach attach = broker.attaches.get("p1");
        assertThat(attach.receiverSettleMode()).isEqualTo(ReceiverSettleMode.SECOND);
        assertThat(attach.unsettled()).containsOnlyKeys(TAG);
        assertThat(broker.attaches.get("c2").unsettled()).isNotNull().isEmpty();
    }

    @Test
    void what_the_broker_does_not_hold_is_sent_anew_under_its_tag() {
        sendAndCut(null, false);

        AmqpEvent.Delivery again = broker.events(AmqpEvent.Delivery.class).get(0);
        assertThat(again.tag()).isEqualTo(TAG);
        assertThat(again.resumed()).isFalse();
        assertThat(resumed().resent()).isEqualTo(1);
        again.receiver().settle(again.deliveryId(), again.deliveryId(), DeliveryState.ACCEPTED, false);
        world.settle();
        answers.assertDone(1);
        consumer.grant(1); // That it is settled goes along with whatever is said next.
        world.settle();
        assertThat(broker.events(AmqpEvent.Settled.class)).hasSize(1);
    }

    @Test
    void what_the_broker_has_accepted_is_done_and_confirmed_without_the_message() {
        sendAndCut(DeliveryState.ACCEPTED, true);

        answers.assertDone(1);
        assertThat(resumed().confirmed()).isEqualTo(1);
        AmqpEvent.Resumed confirmed = broker.events(AmqpEvent.Resumed.class).get(0);
        assertThat(confirmed.settled()).isTrue();
        assertThat(confirmed.tag()).isEqualTo(TAG);
    }

    @Test
    void what_the_broker_has_rejected_fails() {
        sendAndCut(new DeliveryState.Rejected(new AmqpError(ErrorCondition.NOT_FOUND, "no")), true);

        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.NOT_FOUND);
    }

    @Test
    void of_what_the_broker_has_begun_to_get_it_gets_the_rest() {
        sendAndCut(null, true);

        assertThat(broker.events(AmqpEvent.Delivery.class).get(0).resumed()).isTrue();
        answers.all.forEach(each -> {});
        assertThat(answers.all).isEmpty();
    }

    @Test
    void new_messages_come_behind_what_is_sent_again() {
        producer.send(Sink.message("m0"), false, null, LATER, answers);
        producer.send(Sink.message("m1"), false, null, LATER, answers);
        world.settle();
        broker.events.clear();
        world.isReachable = false;
        world.cut();
        producer.send(Sink.message("m2"), false, null, LATER, answers);
        world.isReachable = true;
        world.pass(1_000);

        assertThat(broker.events(AmqpEvent.Delivery.class))
                .extracting(AmqpEvent.Delivery::tag)
                .containsExactly(TAG, ClientSend.binaryTag(2), ClientSend.binaryTag(3));
    }

    @Test
    void a_message_that_was_sent_settled_is_lost_with_its_line() {
        world.isReachable = false;
        producer.send(Sink.message("m0"), true, null, LATER, answers);
        world.settle();
        answers.assertDone(1);
        broker.events.clear();
        world.isReachable = true;

        world.cut();

        assertThat(broker.events(AmqpEvent.Delivery.class)).isEmpty();
    }

    // What we receive

    private void receive(int count) {
        for (int n = 1; n <= count; n++) broker.sends("c2", n, "m" + n);
        world.settle();
        assertThat(sink.deliveries).hasSize(count);
    }

    private AmqpSender back(@Nullable LinkMemory held) {
        if (held != null) broker.held.put("c2", held);
        broker.events.clear();
        world.cut();
        return (AmqpSender) broker.links.get("c2");
    }

    private List<Resumption.Step> steps(LinkMemory held) {
        return Resumption.ofSender(held, broker.attaches.get("c2").unsettled(), false);
    }

    @Test
    void what_the_application_has_is_told_as_whole_and_undecided() {
        receive(1);
        back(memory(null));

        assertThat(broker.attaches.get("c2").unsettled())
                .containsEntry(TAG, new DeliveryState.Received(Performative.UINT_MAX, 0));
        assertThat(((AmqpSender) broker.links.get("c2")).credit()).isEqualTo(9 + 1);
    }

    @Test
    void it_is_decided_once_it_is_spoken_of_again_however_early_the_application_was() {
        receive(1);
        LinkMemory held = memory(null);
        AmqpSender sender = back(held);
        consumer.settle(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);
        world.settle();
        assertThat(broker.events(AmqpEvent.Outcome.class)).isEmpty();

        long id = sender.resume(steps(held).get(0), 0, 1, ByteBuffer.allocate(0));
        world.settle();

        assertThat(broker.events(AmqpEvent.Outcome.class).get(0).state()).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(answers.all).isEmpty();
        sender.settle(id, DeliveryState.ACCEPTED);
        world.settle();
        answers.assertDone(1);
        assertThat(sink.texts()).containsExactly("m1");
    }

    @Test
    void what_was_decided_is_told_at_once_and_confirmed_by_the_broker() {
        receive(1);
        consumer.settle(sink.deliveries.get(0), DeliveryState.RELEASED);
        channel.confirm(LATER, answers);
        world.settle();
        LinkMemory held = memory(null);
        AmqpSender sender = back(held);
        assertThat(broker.attaches.get("c2").unsettled()).containsEntry(TAG, DeliveryState.RELEASED);
        assertThat(resumed().reacknowledged()).isEqualTo(1);

        sender.resume(steps(held).get(0), 0, 1, ByteBuffer.allocate(0));
        world.settle();

        answers.assertDone(1);
        assertThat(sender.credit()).isEqualTo(9);
    }

    @Test
    void what_has_failed_is_told_with_how_often_it_had_failed_before() {
        receive(1);
        consumer.settle(sink.deliveries.get(0), new DeliveryState.Modified(true, false, Collections.emptyMap()));
        world.settle();

        back(memory(null));

        assertThat(broker.attaches.get("c2").unsettled())
                .containsEntry(
                        TAG,
                        new DeliveryState.Modified(
                                true,
                                false,
                                Collections.singletonMap(Symbol.of("belay:failures"), new UnsignedInteger(0))));
    }

    @Test
    void what_was_decided_and_the_broker_does_not_know_is_on_record() {
        receive(1);
        consumer.settle(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);
        world.settle();

        back(null);

        answers.assertDone(1);
        assertThat(sink.voided).isEmpty();
    }

    @Test
    void what_is_undecided_and_the_broker_does_not_know_is_void() {
        receive(2);
        ClientTransaction transaction = channel.transaction();
        transaction.acknowledge(sink.deliveries.get(1), DeliveryState.ACCEPTED);

        back(null);

        assertThat(sink.voided).containsExactlyElementsOf(sink.deliveries);
        assertThat(resumed().voided()).isEqualTo(2);
        assertThat(transaction.outcome()).isEqualTo(ClientTransaction.Outcome.DOOMED);
        transaction.commit(LATER, answers);
        assertThat(answers.failure().condition()).isEqualTo(ErrorCondition.TRANSACTION_ROLLBACK);
    }

    @Test
    void what_the_broker_sends_anew_comes_as_any_message() {
        AmqpSender sender = back(null);
        sender.send(TAG, false, null, 0, 1, Sink.message("m1"));
        world.settle();

        assertThat(sink.texts()).containsExactly("m1");
    }

    @Test
    void what_is_lost_again_before_it_was_spoken_of_is_still_ours() {
        receive(1);
        back(memory(null));
        back(memory(null));

        assertThat(broker.attaches.get("c2").unsettled()).containsOnlyKeys(TAG);
        assertThat(sink.voided).isEmpty();
    }

    @Test
    void what_the_broker_settles_by_itself_is_void() {
        receive(1);
        AmqpEvent.Outcome none = null;
        assertThat(none).isNull();
        ((AmqpSender) broker.links.get("c2")).settle(0, DeliveryState.RELEASED);
        world.settle();

        assertThat(sink.voided).hasSize(1);
        consumer.settle(sink.deliveries.get(0), DeliveryState.ACCEPTED);
        channel.confirm(LATER, answers);
        answers.assertDone(1);
    }

    @Test
    void a_receiver_of_the_broker_that_is_slow_to_give_credit_changes_no_order() {
        broker.credit = 0;
        sendAndCut(DeliveryState.ACCEPTED, true);
        answers.assertDone(1);
        producer.send(Sink.message("m1"), false, null, LATER, answers);
        world.settle();
        assertThat(broker.events(AmqpEvent.Delivery.class)).isEmpty();

        ((AmqpReceiver) broker.links.get("p1")).credit(5, false);
        world.settle();

        assertThat(broker.events(AmqpEvent.Resumed.class)).hasSize(1);
        assertThat(broker.events(AmqpEvent.Delivery.class)).hasSize(1);
    }
}
