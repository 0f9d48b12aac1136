package io.belay.amqp;

import static io.belay.amqp.Frames.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.belay.amqp.codec.Frame.ProtocolHeader;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Performative.Detach;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.Symbol;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit of {@link AmqpLimits} at one below, at it, and one above. */
class ConnectionLimitsTest {
    private final TestEnd end = TestEnd.withSession(TestEnd.SMALL);

    @ParameterizedTest
    @CsvSource({"-1,false", "0,false", "1,true"})
    void a_frame_is_as_long_as_the_peer_was_told(int beyond, boolean isTooLong) {
        end.receiver("s", 0, 9);
        int overhead = 8 + 16; // header, and the transfer of this very delivery

        end.hears(Frames.transfer(0, 0, true), "x".repeat(4_096 - overhead + beyond));

        assertThat(end.connection.isClosed()).isEqualTo(isTooLong);
        if (isTooLong) assertThat(failed()).isEqualTo(ErrorCondition.CONNECTION_FRAMING_ERROR);
        else assertThat(end.texts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "3,true", "5,true"})
    void a_session_more_than_the_peer_was_told_has_no_links_and_the_others_have(int channel, boolean isRefused) {
        end.hears(channel, Frames.begin(-1));
        end.session().begin();
        end.forget();

        end.hears(channel, Frames.sender("s", 0)).hears(0, Frames.sender("t", 0));

        assertThat(end.events(AmqpEvent.Attached.class)).hasSize(isRefused ? 1 : 2);
        assertThat(end.said(Detach.class))
                .extracting(said -> said.error().condition())
                .hasSize(isRefused ? 1 : 0)
                .allMatch(ErrorCondition.RESOURCE_LIMIT_EXCEEDED::equals);
        assertThat(end.connection.isClosed()).isFalse();
    }

    @Test
    void a_session_beyond_channel_max_hears_which_channel_it_is_on_however_few_there_are() {
        TestEnd three = TestEnd.withSession(limits(3, 10));
        three.hears(4, Frames.begin(-1));
        three.session().begin();

        three.hears(4, Frames.sender("s", 0));

        assertThat(three.said(Detach.class))
                .extracting(said -> said.error().description())
                .containsExactly("expected a session on channel 2 at most (channel-max), found one on 4");
    }

    @Test
    void refused_links_of_a_session_too_many_that_are_not_detached_cost_the_line() {
        TestEnd small = TestEnd.withSession(limits(2, 10));
        small.hears(3, Frames.begin(-1));
        small.session().begin();

        for (int link = 0; link < 4; link++) small.hears(3, Frames.sender("s" + link, link));
        assertThat(small.connection.isClosed()).isFalse();
        small.hears(4, Frames.begin(-1)).hears(4, Frames.sender("s4", 0));

        assertThat(small.connection.isClosed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"4,false", "5,false", "6,true"})
    void as_many_sessions_again_as_the_peer_was_told_cost_the_line(int channel, boolean isTooHigh) {
        for (int number = 1; number <= channel; number++) end.hears(number, Frames.begin(-1));

        assertThat(end.connection.isClosed()).isEqualTo(isTooHigh);
        if (isTooHigh) assertThat(failed()).isEqualTo(ErrorCondition.CONNECTION_FRAMING_ERROR);
    }

    @ParameterizedTest
    @CsvSource({"2,false", "3,false", "4,true"})
    void a_handle_is_no_higher_than_the_peer_was_told(int handle, boolean isTooHigh) {
        end.hears(0, Frames.sender("s", handle));

        assertThat(end.connection.isClosed()).isEqualTo(isTooHigh);
        if (isTooHigh) assertThat(failed()).isEqualTo(ErrorCondition.CONNECTION_FRAMING_ERROR);
    }

    @Test
    void one_link_more_than_the_connection_may_have_is_refused_and_too_many_refused_ones_cost_the_line() {
        for (int session = 1; session < 3; session++) {
            end.hears(session, Frames.begin(-1));
            end.session().begin();
        }
        end.forget();
        for (int link = 0; link < 6; link++) end.hears(link / 4, Frames.sender("s" + link, link % 4));
        assertThat(end.events(AmqpEvent.Attached.class)).hasSize(6);

        end.hears(1, Frames.sender("s6", 2));

        assertThat(end.events(AmqpEvent.Attached.class)).hasSize(6);
        assertThat(end.said(Attach.class)).extracting(Attach::target).containsOnlyNulls();
        assertThat(end.said(Detach.class))
                .extracting(detach -> detach.error().condition())
                .containsExactly(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
        for (int link = 7; link < 12; link++) end.hears(link / 4, Frames.sender("s" + link, link % 4));
        assertThat(end.connection.isClosed()).isFalse();
    }

    @Test
    void refused_links_that_are_detached_count_no_more() {
        AmqpLimits two = limits(1, 10);
        TestEnd small = TestEnd.withSession(two);
        small.hears(0, Frames.sender("a", 0));
        for (int n = 0; n < 5; n++) {
            small.hears(0, Frames.sender("b", 1)).hears(0, Frames.detach(1, true));
        }
        assertThat(small.connection.isClosed()).isFalse();

        small.hears(0, Frames.sender("b", 1)).hears(0, Frames.sender("c", 2));

        assertThat(small.connection.isClosed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"19,false", "20,false", "21,true"})
    void a_link_with_too_long_a_name_is_refused(int length, boolean isTooLong) {
        end.hears(0, Frames.sender("n".repeat(length), 0));

        assertThat(end.events(AmqpEvent.Attached.class)).hasSize(isTooLong ? 0 : 1);
        assertThat(end.said(Detach.class)).hasSize(isTooLong ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"19,false", "20,false", "21,true"})
    void a_container_with_too_long_a_name_is_refused(int length, boolean isTooLong) {
        TestEnd fresh = TestEnd.server(TestEnd.SMALL);
        fresh.hears(ProtocolHeader.AMQP).hears(0, Frames.open("c".repeat(length)));

        assertThat(fresh.connection.isClosed()).isEqualTo(isTooLong);
    }

    @ParameterizedTest
    @CsvSource({"5999,false", "6000,false", "6001,true"})
    void a_message_that_is_too_long_costs_the_link(int length, boolean isTooLong) {
        AmqpReceiver receiver = end.receiver("s", 0, 9);

        end.hears(Frames.part(0, 0, true), "x".repeat(3_000));
        end.hears(Frames.part(0, -1, false), "x".repeat(length - 3_000));

        assertThat(receiver.isAttached()).isEqualTo(!isTooLong);
        if (isTooLong) assertThat(linkFailed()).isEqualTo(ErrorCondition.LINK_MESSAGE_SIZE_EXCEEDED);
        else assertThat(end.texts()).hasSize(1);
        assertThat(end.session().isOpen()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1999,false", "2000,false", "2001,true"})
    void unfinished_messages_together_that_are_too_long_cost_the_line(int length, boolean isTooLong) {
        for (int link = 0; link < 4; link++) end.receiver("s" + link, link, 9);

        for (int link = 0; link < 3; link++) end.hears(Frames.part(link, link, true), "x".repeat(2_000));
        end.hears(Frames.part(3, 3, true), "x".repeat(length));

        assertThat(end.connection.isClosed()).isEqualTo(isTooLong);
        if (isTooLong) assertThat(failed()).isEqualTo(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
    }

    @Test
    void messages_that_are_finished_aborted_or_detached_count_no_more() {
        end.receiver("a", 0, 99);
        for (int n = 0; n < 20; n += 4) {
            end.hears(Frames.part(0, n, true), "x".repeat(3_000)).hears(Frames.part(0, -1, false), "x".repeat(3_000));
            end.hears(Frames.part(0, n + 1, true), "x".repeat(3_000));
            end.hears(Frames.transfer(0, -1, null, false, false, null, false, true), "");
            ((AmqpReceiver) end.link("a")).settle(0, n, DeliveryState.ACCEPTED, true);
            end.receiver("b", 1, 99);
            end.hears(Frames.part(1, n + 2, true), "x".repeat(4_000)).hears(0, Frames.detach(1, true));
            end.link("b").detach(true, null);
            end.takes();
        }

        assertThat(end.connection.isClosed()).isFalse();
        assertThat(end.session().isOpen()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"7,false", "8,false", "9,true"})
    void a_session_takes_as_many_frames_as_its_window_has(int count, boolean isBeyond) {
        end.receiver("s", 0, 99);

        for (int n = 0; n < count; n++) end.hears(Frames.transfer(0, n, true), "x");

        assertThat(end.session().isOpen()).isEqualTo(!isBeyond);
        if (isBeyond) assertThat(sessionFailed()).isEqualTo(ErrorCondition.SESSION_WINDOW_VIOLATION);
        assertThat(end.texts()).hasSize(Math.min(count, 8));
    }

    @ParameterizedTest
    @CsvSource({"2,false", "3,false", "4,true"})
    void a_link_takes_as_many_deliveries_as_it_has_credit(int count, boolean isBeyond) {
        AmqpReceiver receiver = end.receiver("s", 0, 3);

        for (int n = 0; n < count; n++) end.hears(Frames.transfer(0, n, true), "x");

        assertThat(receiver.isAttached()).isEqualTo(!isBeyond);
        if (isBeyond) assertThat(linkFailed()).isEqualTo(ErrorCondition.LINK_TRANSFER_LIMIT_EXCEEDED);
        assertThat(end.texts()).hasSize(Math.min(count, 3));
    }

    @Test
    void deliveries_that_were_under_way_when_we_took_credit_back_are_taken() {
        AmqpReceiver receiver = end.receiver("s", 0, 3);

        receiver.credit(1, false);
        for (int n = 0; n < 3; n++) end.hears(Frames.transfer(0, n, true), "x");
        assertThat(receiver.isAttached()).isTrue();
        assertThat(receiver.credit()).isZero();
        end.hears(Frames.transfer(0, 3, true), "x");

        assertThat(receiver.isAttached()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"15,false", "16,false", "17,true"})
    void a_session_has_only_so_many_deliveries_of_the_peer_unsettled(int count, boolean isBeyond) {
        end.receiver("s", 0, 99);

        for (int n = 0; n < count; n++) {
            end.hears(Frames.transfer(0, n, false), "x");
            end.takes();
        }

        assertThat(end.session().isOpen()).isEqualTo(!isBeyond);
        if (isBeyond) assertThat(sessionFailed()).isEqualTo(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
    }

    @Test
    void with_so_many_deliveries_of_ours_unsettled_no_sender_is_writable_until_one_is_settled() {
        AmqpSender sender = end.sender("r", 0, 99);
        for (int n = 0; n < 15; n++) sender.send(tag(n), false, null, 0, n, ByteBuffer.allocate(1));
        assertThat(sender.isWritable()).isTrue();
        sender.send(tag(15), false, null, 0, 15, ByteBuffer.allocate(1));
        assertThat(sender.isWritable()).isFalse();

        end.hears(0, Frames.disposition(Role.RECEIVER, 3, 3, true, DeliveryState.ACCEPTED));

        assertThat(end.events(AmqpEvent.Writable.class)).hasSize(1);
        assertThat(sender.isWritable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,false", "1,false"})
    void no_sender_is_writable_while_too_much_waits_for_the_line(int beyond, boolean isWritable) {
        AmqpSender sender = end.sender("r", 0, 99);
        for (int n = 0; n < 24; n++) sender.send(tag(n), true, null, 0, n, ByteBuffer.allocate(4_000));
        int overhead = 8 + 17; // header, and the transfer of delivery 24

        int filler = 100_000 - end.connection.out().length() - overhead;
        sender.send(tag(24), true, null, 0, 24, ByteBuffer.allocate(filler + beyond));

        assertThat(end.connection.out().length()).isEqualTo(100_000 + beyond);
        assertThat(sender.isWritable()).isEqualTo(isWritable);
        end.takes();
        assertThat(sender.isWritable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"999,false", "1000,false", "1001,true"})
    void only_so_much_is_kept_while_it_is_our_turn(int length, boolean isTooMuch) {
        TestEnd fresh = TestEnd.server(TestEnd.SMALL);
        fresh.hears(ProtocolHeader.AMQP).hears(0, Frames.open("c"));

        fresh.hears(ByteBuffer.allocate(length - 500)).hears(ByteBuffer.allocate(500));

        assertThat(fresh.connection.isClosed()).isEqualTo(isTooMuch);
    }

    @Test
    void our_own_frames_are_no_longer_than_the_peer_takes_and_than_we_may_say() {
        for (long peers : new long[] {100, 512, 1_000, Integer.MAX_VALUE, 0xFFFF_FFFFL}) {
            TestEnd one = TestEnd.withSession(TestEnd.SMALL, Frames.open("c", peers, 9, 0), Frames.begin(-1));
            AmqpSender sender = one.sender("r", 0, 9);
            int most = (int) Math.min(Math.max(peers, 512), 4_096);

            sender.send(tag(1), true, null, 0, 0, ByteBuffer.allocate(5_000));
            int length = ByteBuffer.wrap(one.connection.out().toArray()).getInt();

            assertThat(length).isEqualTo(most);
            assertThat(one.said(Transfer.class))
                    .last()
                    .extracting(Transfer::more)
                    .isEqualTo(false);
        }
    }

    @Test
    void a_peer_that_leaves_us_no_handle_or_channel_to_answer_with_is_refused() {
        TestEnd noHandle = TestEnd.withSession(TestEnd.SMALL, Frames.open("c"), Frames.begin(-1, 0, 8, 0));
        noHandle.hears(0, Frames.sender("a", 0)).hears(0, Frames.sender("b", 1));
        noHandle.link("a").attach(Frames.sender("a", 0));
        noHandle.link("b").attach(Frames.sender("b", 0));
        assertThat(noHandle.session().isOpen()).isFalse();

        TestEnd noChannel = TestEnd.withSession(TestEnd.SMALL, Frames.open("c", 4_096, 0, 0), Frames.begin(-1));
        noChannel.reactingWith(event -> noChannel.session().begin()).hears(1, Frames.begin(-1));
        assertThat(noChannel.connection.isClosed()).isTrue();
    }

    @Test
    void limits_out_of_their_range_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> limits(0, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> limits(1, 0));
    }

    private static AmqpLimits limits(int linksMax, int nameLengthMax) {
        return new AmqpLimits(
                4_096, 4_096, 3, 4, linksMax, nameLengthMax, 6_000, 8_000, 8, 16, 100_000, 1_000, 5_000, 60_000);
    }

    private Symbol failed() {
        return end.events(AmqpEvent.Failed.class).get(0).condition();
    }

    private Symbol sessionFailed() {
        List<AmqpEvent.SessionFailed> failed = end.events(AmqpEvent.SessionFailed.class);
        return failed.get(0).error().condition();
    }

    private Symbol linkFailed() {
        return end.events(AmqpEvent.LinkFailed.class).get(0).error().condition();
    }
}
