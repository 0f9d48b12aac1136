package io.belay.amqp;

import static io.belay.amqp.Frames.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.belay.amqp.type.DeliveryState;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.protonj2.test.driver.codec.messaging.Accepted;
import org.apache.qpid.protonj2.test.driver.codec.messaging.Received;
import org.apache.qpid.protonj2.test.driver.codec.messaging.Released;
import org.apache.qpid.protonj2.test.driver.codec.primitives.Binary;
import org.apache.qpid.protonj2.test.driver.codec.primitives.UnsignedInteger;
import org.apache.qpid.protonj2.test.driver.codec.primitives.UnsignedLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What our sender does on a link that comes back, row by row, seen by somebody else's receiver. */
@Clause({"AMQP-2.6.13", "AMQP-3.4.6"})
class ResumingSenderTest {
    /** An amqp-value section with the string hello: 10 bytes; then a footer that is an empty map: 6 bytes. */
    private static final byte[] MESSAGE = {
        0, 0x53, 0x77, (byte) 0xA1, 5, 'h', 'e', 'l', 'l', 'o', 0, 0x53, 0x78, (byte) 0xC1, 1, 0
    };

    private final ScriptedPeer peer = new ScriptedPeer().opened();

    @Test
    void a_message_that_the_receiver_has_not_heard_of_is_sent_as_a_new_delivery() {
        AmqpSender sender = attach(null, null);
        peer.script
                .expectTransfer()
                .withDeliveryTag(tag(1).bytes())
                .withResume(nullOrFalse())
                .withPayload(MESSAGE);

        resume(sender);

        peer.done();
        assertThat(sender.memory().unsettled()).containsOnlyKeys(tag(1));
    }

    @Test
    void a_message_whose_outcome_was_heard_and_that_the_receiver_has_settled_is_forgotten_without_a_word() {
        AmqpSender sender = attach(DeliveryState.ACCEPTED, null);

        assertThat(resume(sender)).isEqualTo(-1);

        peer.done();
        assertThat(sender.memory().unsettled()).isEmpty();
        assertThat(sender.credit()).isEqualTo(10);
    }

    @Test
    void a_message_of_which_the_receiver_has_a_part_is_resumed_behind_it() {
        AmqpSender sender = attach(null, theirs(received(1, 2)));
        byte[] rest = {0x78, (byte) 0xC1, 1, 0};
        peer.script.expectTransfer().withResume(true).withState(notNullValue()).withPayload(rest);

        long id = resume(sender);

        peer.done();
        assertThat(id).isZero();
        assertThat(sender.memory().unsettled()).containsOnlyKeys(tag(1));
    }

    @Test
    void a_receiver_that_claims_more_than_there_is_gets_all_of_the_message() {
        AmqpSender sender = attach(null, theirs(received(7, 0)));
        peer.script.expectTransfer().withResume(true).withState(nullValue()).withPayload(MESSAGE);

        resume(sender);

        peer.done();
    }

    @Test
    void a_message_of_which_the_receiver_has_only_the_tag_is_resumed_from_its_beginning() {
        AmqpSender sender = attach(null, theirs(null));
        peer.script
                .expectTransfer()
                .withResume(true)
                .withState(nullValue())
                .withPayload(MESSAGE)
                .accept();

        resume(sender);

        peer.done();
        AmqpEvent.Outcome outcome = peer.end.events(AmqpEvent.Outcome.class).get(0);
        assertThat(outcome.tag()).isEqualTo(tag(1));
        assertThat(outcome.context()).isEqualTo(9);
    }

    @Test
    void a_message_that_the_receiver_has_decided_about_is_confirmed_settled_and_without_payload() {
        AmqpSender sender = attach(null, theirs(Released.getInstance()));
        peer.script
                .expectTransfer()
                .withResume(true)
                .withSettled(true)
                .withState(Released.getInstance())
                .withPayload(nullValue(ByteBuffer.class));

        resume(sender);

        peer.done();
        assertThat(sender.memory().unsettled()).isEmpty();
    }

    @Test
    void an_outcome_that_the_receiver_has_forgotten_is_told_back_to_it() {
        AmqpSender sender = attach(DeliveryState.ACCEPTED, theirs(null));
        peer.script
                .expectTransfer()
                .withResume(true)
                .withSettled(true)
                .withState(Accepted.getInstance())
                .withPayload(nullValue(ByteBuffer.class));

        resume(sender);

        peer.done();
    }

    @Test
    void a_message_that_is_no_longer_there_is_resumed_and_aborted() {
        AmqpSender sender = attach(null, theirs(received(0, 3)));
        peer.script.expectTransfer().withResume(true).withAborted(true).withPayload(nullValue(ByteBuffer.class));

        sender.resume(new Resumption.Step.Abort(tag(1)), 0, 9, ByteBuffer.allocate(0));

        peer.done();
        assertThat(sender.memory().unsettled()).isEmpty();
        assertThat(peer.end.session().output.unsettled.count()).isZero();
    }

    @Test
    void a_message_that_only_the_receiver_knows_is_passed_over() {
        Map<Binary, Object> theirs = new LinkedHashMap<>();
        theirs.put(ScriptedPeer.tag(4), Accepted.getInstance());
        peer.sender(LinkMemory.NONE, theirs, false);

        assertThat(steps(LinkMemory.NONE)).isEmpty();
        peer.done();
    }

    @Test
    void as_long_as_the_receivers_map_is_incomplete_nothing_new_is_sent() {
        LinkMemory memory = ScriptedPeer.memory(1, null);
        peer.sender(memory, new LinkedHashMap<>(), true);

        assertThat(steps(memory)).isEmpty();
        peer.done();
    }

    private AmqpSender attach(@Nullable DeliveryState ours, @Nullable Map<Binary, Object> theirs) {
        return peer.sender(ScriptedPeer.memory(1, ours), theirs, false);
    }

    private List<Resumption.Step> steps(LinkMemory memory) {
        return Resumption.ofSender(
                memory, peer.theirs().unsettled(), peer.theirs().incompleteUnsettled());
    }

    private long resume(AmqpSender sender) {
        List<Resumption.Step> steps = steps(sender.memory());
        assertThat(steps).hasSize(1);
        return sender.resume(steps.get(0), 0, 9, ByteBuffer.wrap(MESSAGE));
    }

    private static Map<Binary, Object> theirs(@Nullable Object state) {
        Map<Binary, Object> theirs = new LinkedHashMap<>();
        theirs.put(ScriptedPeer.tag(1), state);
        return theirs;
    }

    private static Received received(int section, long offset) {
        return new Received()
                .setSectionNumber(UnsignedInteger.valueOf(section))
                .setSectionOffset(UnsignedLong.valueOf(offset));
    }

    private static org.hamcrest.Matcher<?> nullOrFalse() {
        return org.hamcrest.Matchers.anyOf(nullValue(), org.hamcrest.Matchers.is(false));
    }
}
