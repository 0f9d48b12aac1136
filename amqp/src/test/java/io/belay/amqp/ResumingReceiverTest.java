package io.belay.amqp;

import static io.belay.amqp.Frames.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.DeliveryState.Received;
import io.belay.amqp.type.ErrorCondition;
import io.belay.testkit.Clause;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.protonj2.test.driver.actions.TransferInjectAction;
import org.apache.qpid.protonj2.test.driver.codec.messaging.Accepted;
import org.apache.qpid.protonj2.test.driver.codec.primitives.UnsignedInteger;
import org.apache.qpid.protonj2.test.driver.codec.primitives.UnsignedLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What our receiver does on a link that comes back, row by row, with somebody else's sender. */
@Clause({"AMQP-2.6.13", "AMQP-3.4.6"})
class ResumingReceiverTest {
    private final ScriptedPeer peer = new ScriptedPeer().opened();

    @Test
    void what_the_sender_does_not_know_is_settled() {
        LinkMemory memory = ScriptedPeer.memory(1, DeliveryState.ACCEPTED);
        AmqpReceiver receiver = peer.receiver(memory, null);

        assertThat(Resumption.settledBySender(memory, peer.theirs().unsettled(), false))
                .containsExactly(tag(1));
        receiver.forget(tag(1));

        assertThat(receiver.memory().unsettled()).isEmpty();
        peer.done();
    }

    @Test
    void what_we_have_decided_about_is_told_as_resumed_and_forgotten_when_settled() {
        AmqpReceiver receiver = peer.receiver(ScriptedPeer.memory(1, DeliveryState.ACCEPTED), theirs(1));

        transfer(1)
                .withResume(true)
                .withSettled(true)
                .withState(Accepted.getInstance())
                .now();
        peer.flow();

        assertThat(peer.end.events(AmqpEvent.Resumed.class))
                .containsExactly(new AmqpEvent.Resumed(
                        receiver, 0, tag(1), DeliveryState.ACCEPTED, DeliveryState.ACCEPTED, true));
        assertThat(peer.end.texts()).isEmpty();
        assertThat(receiver.memory().unsettled()).isEmpty();
    }

    @Test
    void what_we_have_decided_about_and_the_sender_has_not_heard_is_answered_once_more() {
        AmqpReceiver receiver = peer.receiver(ScriptedPeer.memory(1, DeliveryState.RELEASED), theirs(1));

        transfer(1).withResume(true).withPayload(new byte[] {1, 2, 3}).now();
        peer.flow();
        assertThat(peer.end.events(AmqpEvent.Resumed.class).get(0).settled()).isFalse();
        assertThat(peer.end.texts()).isEmpty();
        peer.script.expectDisposition().withFirst(0).withSettled(true);
        receiver.settle(0, 0, DeliveryState.RELEASED, true);

        peer.done();
        assertThat(receiver.memory().unsettled()).isEmpty();
    }

    @Test
    void what_we_have_not_decided_about_is_told_as_a_delivery_when_it_comes_again() {
        AmqpReceiver receiver = peer.receiver(ScriptedPeer.memory(1, null), theirs(1));

        transfer(1).withResume(true).withPayload(Frames.bytes("hello")).now();
        peer.flow();

        AmqpEvent.Delivery told = peer.end.events(AmqpEvent.Delivery.class).get(0);
        assertThat(told.resumed()).isTrue();
        assertThat(peer.end.texts()).containsExactly("hello");
        assertThat(receiver.memory().unsettled()).containsOnlyKeys(tag(1));
    }

    @Test
    void a_message_of_which_we_have_a_part_is_put_together() {
        peer.receiver(part("hel"), theirs(1));

        transfer(1)
                .withResume(true)
                .withState(received(0, 2))
                .withPayload(Frames.bytes("l"))
                .withMore(true)
                .now();
        transfer(1).withPayload(Frames.bytes("lo")).now();
        peer.flow();

        assertThat(peer.end.texts()).containsExactly("hello");
    }

    @Test
    void a_message_that_is_resumed_behind_what_we_have_costs_the_link() {
        AmqpReceiver receiver = peer.receiver(part("hel"), theirs(1));

        peer.script.expectDetach();
        transfer(1)
                .withResume(true)
                .withState(received(0, 4))
                .withPayload(Frames.bytes("o"))
                .now();
        peer.done();

        assertThat(peer.end.events(AmqpEvent.LinkFailed.class).get(0).error().condition())
                .isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(receiver.isAttached()).isFalse();
    }

    @Test
    void a_resumed_message_that_we_do_not_know_is_passed_over() {
        AmqpReceiver receiver = peer.receiver(LinkMemory.NONE, theirs(1));

        transfer(1)
                .withResume(true)
                .withPayload(Frames.bytes("ghost"))
                .withMore(true)
                .now();
        transfer(1).withPayload(Frames.bytes("ly")).now();
        transfer(2).withDeliveryId(1).withPayload(Frames.bytes("real")).now();
        peer.flow();

        assertThat(peer.end.texts()).containsExactly("real");
        assertThat(receiver.memory().unsettled()).containsOnlyKeys(tag(2));
    }

    @Test
    void a_resumed_message_that_the_sender_has_lost_is_forgotten() {
        AmqpReceiver receiver = peer.receiver(part("hel"), theirs(1));

        transfer(1).withResume(true).withAborted(true).now();
        peer.flow();

        assertThat(peer.end.events(AmqpEvent.Settled.class))
                .containsExactly(new AmqpEvent.Settled(receiver, 0, tag(1), null));
        assertThat(receiver.memory().unsettled()).isEmpty();
    }

    @Test
    void a_message_that_was_sent_anew_under_a_tag_that_we_know_is_a_new_one() {
        AmqpReceiver receiver = peer.receiver(ScriptedPeer.memory(1, DeliveryState.ACCEPTED), null);
        receiver.forget(tag(1));

        transfer(1).withPayload(Frames.bytes("hello")).now();
        peer.flow();

        assertThat(peer.end.events(AmqpEvent.Delivery.class).get(0).resumed()).isFalse();
    }

    private TransferInjectAction transfer(int tag) {
        return peer.script.remoteTransfer().withHandle(0).withDeliveryId(0).withDeliveryTag(tag(tag).bytes());
    }

    private static Map<org.apache.qpid.protonj2.test.driver.codec.primitives.Binary, Object> theirs(int tag) {
        Map<org.apache.qpid.protonj2.test.driver.codec.primitives.Binary, Object> theirs = new LinkedHashMap<>();
        theirs.put(ScriptedPeer.tag(tag), null);
        return theirs;
    }

    private static LinkMemory part(String beginning) {
        Map<Binary, LinkMemory.@Nullable Entry> unsettled = new LinkedHashMap<>();
        Binary bytes = Binary.of(Frames.bytes(beginning));
        unsettled.put(tag(1), new LinkMemory.Entry(new Received(0, 3), 0, bytes));
        return new LinkMemory(0, unsettled);
    }

    private static org.apache.qpid.protonj2.test.driver.codec.messaging.Received received(int section, long offset) {
        return new org.apache.qpid.protonj2.test.driver.codec.messaging.Received()
                .setSectionNumber(UnsignedInteger.valueOf(section))
                .setSectionOffset(UnsignedLong.valueOf(offset));
    }
}
