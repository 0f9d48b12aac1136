package io.belay.amqp;

import static io.belay.amqp.Frames.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Performative.Detach;
import io.belay.amqp.type.Role;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More is remembered than one frame can tell (AMQP 1.0 §2.7.3, incomplete-unsettled). */
class IncompleteMemoryTest {
    private static final AmqpLimits NARROW =
            new AmqpLimits(512, 512, 3, 4, 6, 20, 6_000, 8_000, 5, 16, 100_000, 1_000, 5_000, 60_000);

    private final Pair pair = new Pair(NARROW).opened();
    private LinkMemory sendersMemory = LinkMemory.NONE;
    private LinkMemory receiversMemory = LinkMemory.NONE;

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 300})
    @Clause("AMQP-2.7.3")
    void two_ends_that_remember_too_much_come_back_until_all_is_resumed(int count) {
        sendersMemory = memory(count, null);
        receiversMemory = memory(count, DeliveryState.ACCEPTED);

        int rounds = 1;
        while (isResumedIncompletely()) rounds++;

        assertThat(sendersMemory.unsettled()).isEmpty();
        assertThat(receiversMemory.unsettled()).isEmpty();
        assertThat(rounds).isLessThanOrEqualTo(1 + count / 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 300})
    void a_memory_is_told_part_by_part_and_each_attachment_carries_all_of_it(int count) {
        LinkMemory memory = memory(count, null);
        Set<Binary> told = new LinkedHashSet<>();
        int rounds = 0;
        for (boolean isComplete = false; !isComplete; rounds++) {
            pair.server.reactingWith(event -> {
                if (event instanceof AmqpEvent.Attached attached)
                    attached.link().attach(attached.attach());
                else if (event instanceof AmqpEvent.Detached gone) gone.link().detach(false, null);
            });
            AmqpSender sender = pair.client.session().sender("link");
            sender.attach(Frames.attach("link", 0, Role.SENDER, 0, null, false), memory, told);
            pair.flow();
            Attach heard = pair.server.events(AmqpEvent.Attached.class).get(0).attach();

            assertThat(heard.unsettled()).containsOnlyKeys(sender.told());
            assertThat(told).doesNotContainAnyElementsOf(sender.told());
            assertThat(sender.told()).isNotEmpty();
            assertThat(sender.memory().unsettled()).hasSize(count);
            told.addAll(sender.told());
            isComplete = !sender.isIncomplete();
            assertThat(heard.incompleteUnsettled()).isEqualTo(!isComplete);
            assertThat(isComplete).isEqualTo(told.size() == count);
            sender.detach(false, null);
            pair.flow();
            pair.client.forget();
            pair.server.forget();
        }
        assertThat(rounds).isLessThanOrEqualTo(1 + count / 20);
    }

    /** One attachment: resumes what both could tell, and detaches. */
    private boolean isResumedIncompletely() {
        pair.server.reactingWith(event -> react(event));
        AmqpSender sender = pair.client.session().sender("link");
        sender.attach(Frames.attach("link", 0, Role.SENDER, 0, null, false), sendersMemory);
        pair.flow();
        Attach theirs = pair.client.events(AmqpEvent.Attached.class).get(0).attach();
        boolean isIncomplete = theirs.incompleteUnsettled() || sender.isIncomplete();
        for (Resumption.Step step : Resumption.ofSender(sendersMemory, theirs.unsettled(), isIncomplete)) {
            if (sender.credit() == 0 || !sender.isWritable()) pair.flow();
            sender.resume(step, 0, 0, ByteBuffer.allocate(0));
        }
        pair.flow();
        sender.detach(false, null);
        pair.flow();
        sendersMemory = sender.memory();
        pair.client.forget();
        pair.server.forget();
        return isIncomplete;
    }

    private void react(AmqpEvent event) {
        if (event instanceof AmqpEvent.Attached attached) {
            AmqpReceiver receiver = (AmqpReceiver) attached.link();
            receiver.attach(attached.attach(), receiversMemory);
            receiver.credit(10, false);
        } else if (event instanceof AmqpEvent.Resumed resumed) {
            assertThat(resumed.settled()).isTrue();
            if (resumed.receiver().credit() < 5) resumed.receiver().credit(10, false);
        } else if (event instanceof AmqpEvent.Detached gone) {
            receiversMemory = gone.link().memory();
            gone.link().detach(false, null);
        }
    }

    @Test
    @Clause("AMQP-2.6.5")
    void who_attaches_again_without_a_memory_tells_none() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);
        end.hears(
                0,
                Frames.attach(
                        "s", 0, Role.SENDER, 3, new LinkedHashMap<>(Map.of(tag(1), DeliveryState.ACCEPTED)), false));
        AmqpEvent.Attached told = end.events(AmqpEvent.Attached.class).get(0);

        told.link().attach(told.attach());

        assertThat(end.said(Attach.class).get(0).unsettled()).isNull();
        assertThat(told.link().isIncomplete()).isFalse();
    }

    @Test
    void a_sender_goes_on_counting_where_it_was() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);
        end.hears(0, Frames.receiver("r", 0));
        end.link("r")
                .attach(
                        Frames.receiver("r", 0),
                        new LinkMemory(0xFFFF_FFFFL, memory(1, null).unsettled()));
        end.hears(0, Frames.credit(0, 0xFFFF_FFFFL, 2));

        ((AmqpSender) end.link("r")).send(tag(9), true, null, 0, 0, ByteBuffer.allocate(1));

        assertThat(end.said(Attach.class).get(0).initialDeliveryCount()).isEqualTo(0xFFFF_FFFFL);
        assertThat(end.link("r").memory().deliveryCount()).isZero();
    }

    @Test
    void an_attach_that_goes_into_no_frame_ends_the_line() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL, Frames.open("c", 512, 9, 0), Frames.begin(-1));
        end.hears(0, Frames.receiver("r", 0));
        Attach attach = Frames.receiver("r", 0);
        Attach tooLong = new Attach(
                attach.name(),
                0,
                attach.role(),
                attach.senderSettleMode(),
                attach.receiverSettleMode(),
                io.belay.amqp.type.Source.at("q".repeat(600)),
                attach.target(),
                null,
                false,
                -1,
                0,
                attach.offeredCapabilities(),
                attach.desiredCapabilities(),
                attach.properties());

        end.link("r").attach(tooLong, memory(3, null));

        assertThat(end.connection.isClosed()).isTrue();
        assertThat(end.connection.ended()).isInstanceOf(AmqpEvent.Failed.class);
        assertThat(end.said(Detach.class)).isEmpty();
    }

    private static LinkMemory memory(int count, @Nullable DeliveryState state) {
        Map<Binary, LinkMemory.Entry> unsettled = new LinkedHashMap<>();
        for (int n = 0; n < count; n++) unsettled.put(tag(n), new LinkMemory.Entry(state, n));
        return new LinkMemory(count, unsettled);
    }
}
