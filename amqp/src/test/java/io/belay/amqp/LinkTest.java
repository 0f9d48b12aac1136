package io.belay.amqp;

import static io.belay.amqp.Frames.bytes;
import static io.belay.amqp.Frames.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Performative.Detach;
import io.belay.amqp.type.Performative.Disposition;
import io.belay.amqp.type.Performative.Flow;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.Role;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LinkTest {
    private final TestEnd end = TestEnd.withSession(TestEnd.SMALL);

    @Test
    @Clause("AMQP-2.6.3")
    void an_attach_of_the_peer_is_told_and_answered_under_a_handle_of_our_own() {
        end.hears(0, Frames.receiver("r", 3));
        AmqpEvent.Attached told = end.events(AmqpEvent.Attached.class).get(0);
        told.link().attach(told.attach());

        Attach answer = end.said(Attach.class).get(0);
        assertThat(answer.name()).isEqualTo("r");
        assertThat(answer.role()).isEqualTo(Role.SENDER);
        assertThat(answer.handle()).isZero();
        assertThat(answer.initialDeliveryCount()).isZero();
        assertThat(answer.source()).isEqualTo(told.attach().source());
        assertThat(told.link().isAttached()).isTrue();
    }

    @Test
    @Clause("AMQP-2.6.3")
    void a_link_that_we_refuse_is_answered_without_our_terminus_and_closed() {
        end.hears(0, Frames.sender("s", 0));

        end.link("s").refuse(Frames.error(ErrorCondition.NOT_FOUND));

        Attach answer = (Attach) end.said(0).get(0);
        assertThat(answer.target()).isNull();
        assertThat(answer.source()).isNotNull();
        assertThat(end.said(0).get(1)).isEqualTo(new Detach(0, true, Frames.error(ErrorCondition.NOT_FOUND)));
        end.forget().hears(0, Frames.detach(0, true));
        assertThat(end.events()).isEmpty();
        assertThat(end.session().links()).isEmpty();
    }

    @Test
    @Clause("AMQP-2.6.12")
    void a_message_is_sent_within_the_credit_and_its_outcome_told() {
        AmqpSender sender = end.sender("r", 3, 2);

        long id = sender.send(tag(1), false, null, 0, 77, ByteBuffer.wrap(bytes("hello")));
        Transfer transfer = end.said(Transfer.class).get(0);
        end.hears(0, Frames.disposition(Role.RECEIVER, 0, 0, true, DeliveryState.ACCEPTED));

        assertThat(sender.credit()).isEqualTo(1);
        assertThat(transfer).isEqualTo(Frames.transfer(0, 0, tag(1), false, false, null, false, false));
        assertThat(end.events())
                .containsExactly(new AmqpEvent.Outcome(sender, id, tag(1), 77, DeliveryState.ACCEPTED, true, false));
    }

    @Test
    void an_outcome_that_is_told_twice_is_news_once() {
        AmqpSender sender = end.sender("r", 0, 5);
        sender.send(tag(1), false, null, 0, 7, ByteBuffer.wrap(bytes("hello")));

        end.hears(0, Frames.disposition(Role.RECEIVER, 0, 0, false, DeliveryState.ACCEPTED));
        end.hears(0, Frames.disposition(Role.RECEIVER, 0, 0, false, DeliveryState.ACCEPTED));
        sender.settle(0, DeliveryState.ACCEPTED);
        end.hears(0, Frames.disposition(Role.RECEIVER, 0, 0, true, DeliveryState.ACCEPTED));

        assertThat(end.events())
                .containsExactly(new AmqpEvent.Outcome(sender, 0, tag(1), 7, DeliveryState.ACCEPTED, false, false));
        assertThat(end.said(Disposition.class))
                .containsExactly(Frames.disposition(Role.SENDER, 0, 0, true, DeliveryState.ACCEPTED));
    }

    @Test
    @Clause("AMQP-2.6.6")
    void what_crosses_the_detach_of_a_receiver_is_given_back_once_if_it_wants_that() {
        AmqpReceiver receiver = end.receiver("s", 0, 10);
        receiver.releaseLate();
        end.hears(Frames.transfer(0, 0, false), "m0");
        receiver.detach(true, null);

        end.hears(Frames.transfer(0, 1, false), "m1");
        end.hears(Frames.transfer(0, 2, true), "m2");

        assertThat(end.texts()).containsExactly("m0");
        assertThat(end.said(Disposition.class))
                .containsExactly(Frames.disposition(Role.RECEIVER, 1, 1, true, DeliveryState.RELEASED));
    }

    @Test
    void what_crosses_the_detach_of_a_receiver_that_will_come_back_is_left_alone() {
        AmqpReceiver receiver = end.receiver("s", 0, 10);
        receiver.detach(false, null);

        end.hears(Frames.transfer(0, 0, false), "m0");

        assertThat(end.texts()).isEmpty();
        assertThat(end.said(Disposition.class)).isEmpty();
    }

    @Test
    @Clause("AMQP-2.7.6")
    void that_we_settle_goes_with_the_next_frame_if_it_can_wait() {
        AmqpSender sender = end.sender("r", 0, 5);
        sender.send(tag(1), false, null, 0, 7, ByteBuffer.wrap(bytes("hello")));
        sender.send(tag(2), false, null, 0, 8, ByteBuffer.wrap(bytes("hello")));
        end.hears(0, Frames.disposition(Role.RECEIVER, 0, 1, false, DeliveryState.ACCEPTED));
        end.said(Transfer.class);

        sender.settle(0, DeliveryState.ACCEPTED, true);
        sender.settle(1, DeliveryState.ACCEPTED, true);
        assertThat(end.said(Disposition.class)).isEmpty();
        sender.send(tag(3), false, null, 0, 9, ByteBuffer.wrap(bytes("hello")));

        assertThat(end.said(Disposition.class))
                .containsExactly(new Disposition(Role.SENDER, 0, 1, true, DeliveryState.ACCEPTED, true));
    }

    @Test
    @Clause("AMQP-2.7.6")
    void an_outcome_says_whether_its_answer_can_wait() {
        AmqpSender sender = end.sender("r", 0, 5);
        sender.send(tag(1), false, null, 0, 7, ByteBuffer.wrap(bytes("hello")));

        end.hears(0, new Disposition(Role.RECEIVER, 0, 0, false, DeliveryState.ACCEPTED, true));

        assertThat(end.events(AmqpEvent.Outcome.class))
                .extracting(AmqpEvent.Outcome::canWait)
                .containsExactly(true);
    }

    @Test
    @Clause("AMQP-2.7.6")
    void outcomes_of_a_range_are_told_one_by_one_and_those_of_other_ranges_not() {
        AmqpSender sender = end.sender("r", 0, 9);
        for (int n = 0; n < 6; n++) sender.send(tag(n), false, null, 0, n, ByteBuffer.wrap(bytes("x")));

        end.hears(0, Frames.disposition(Role.RECEIVER, 1, 3, true, DeliveryState.RELEASED));
        end.hears(0, Frames.disposition(Role.RECEIVER, 0, 0x7000_0000L, true, null));

        assertThat(end.events(AmqpEvent.Outcome.class))
                .extracting(AmqpEvent.Outcome::context)
                .containsExactly(1L, 2L, 3L, 0L, 4L, 5L);
    }

    @Test
    void neighbours_that_are_settled_alike_become_one_frame() {
        AmqpReceiver receiver = end.receiver("s", 0, 10);
        for (int n = 0; n < 6; n++) end.hears(Frames.transfer(0, n, false), "m" + n);

        for (int n = 0; n < 6; n++) {
            receiver.settle(n, n, n == 4 ? DeliveryState.RELEASED : DeliveryState.ACCEPTED, true);
        }

        assertThat(end.texts()).containsExactly("m0", "m1", "m2", "m3", "m4", "m5");
        assertThat(end.said(Disposition.class))
                .containsExactly(
                        Frames.disposition(Role.RECEIVER, 0, 3, true, DeliveryState.ACCEPTED),
                        Frames.disposition(Role.RECEIVER, 4, 4, true, DeliveryState.RELEASED),
                        Frames.disposition(Role.RECEIVER, 5, 5, true, DeliveryState.ACCEPTED));
    }

    @Test
    void a_range_that_we_settle_passes_over_what_is_settled() {
        AmqpReceiver receiver = end.receiver("s", 0, 10);
        for (int n = 0; n < 4; n++) end.hears(Frames.transfer(0, n, n == 2), "m");

        receiver.settle(0, 3, DeliveryState.ACCEPTED, true);

        assertThat(end.said(Disposition.class))
                .containsExactly(
                        Frames.disposition(Role.RECEIVER, 0, 1, true, DeliveryState.ACCEPTED),
                        Frames.disposition(Role.RECEIVER, 3, 3, true, DeliveryState.ACCEPTED));
    }

    @Test
    @Clause("AMQP-2.6.12")
    void with_settle_mode_second_we_answer_first_and_forget_when_the_sender_settles() {
        AmqpReceiver receiver = end.receiver("s", 0, 10);
        end.hears(Frames.transfer(0, 5, false), "m");

        receiver.settle(5, 5, DeliveryState.ACCEPTED, false);
        end.forget().hears(0, Frames.disposition(Role.SENDER, 5, 5, true, DeliveryState.ACCEPTED));

        assertThat(end.events()).containsExactly(new AmqpEvent.Settled(receiver, 5, tag(5), DeliveryState.ACCEPTED));
        assertThat(receiver.memory().unsettled()).isEmpty();
    }

    @Test
    @Clause("AMQP-2.6.14")
    void a_message_of_many_frames_is_told_once_it_is_whole() {
        end.receiver("s", 0, 10);

        end.hears(Frames.part(0, 0, true), "one ").hears(Frames.part(0, -1, true), "two ");
        assertThat(end.events()).isEmpty();
        end.hears(Frames.part(0, 0, false), "three");

        assertThat(end.texts()).containsExactly("one two three");
    }

    @Test
    @Clause("AMQP-2.6.14")
    void an_aborted_message_vanishes() {
        AmqpReceiver receiver = end.receiver("s", 0, 10);

        end.hears(Frames.part(0, 0, true), "one ");
        end.hears(Frames.transfer(0, -1, null, false, false, null, false, true), "");
        end.hears(Frames.transfer(0, 1, false), "next");

        assertThat(end.texts()).containsExactly("next");
        assertThat(receiver.memory().unsettled()).containsOnlyKeys(tag(1));
    }

    @Test
    void a_message_of_ours_is_cut_into_the_frames_that_the_peer_takes() {
        TestEnd small = TestEnd.withSession(TestEnd.SMALL, Frames.open("c", 512, 9, 0), Frames.begin(-1));
        AmqpSender sender = small.sender("r", 0, 1);

        sender.send(tag(1), false, null, 0, 0, ByteBuffer.wrap(new byte[300]), ByteBuffer.wrap(new byte[900]));

        assertThat(small.said(Transfer.class)).extracting(Transfer::more).containsExactly(true, true, false);
        assertThat(small.said(Transfer.class)).extracting(Transfer::deliveryId).containsExactly(0L, -1L, -1L);
    }

    @Test
    @Clause("AMQP-2.6.7")
    void credit_that_is_set_many_times_is_told_once() {
        AmqpReceiver receiver = end.receiver("s", 0, 10);

        receiver.credit(11, false);
        receiver.credit(12, false);

        assertThat(end.said(Flow.class)).extracting(Flow::linkCredit).containsExactly(12L);
    }

    @Test
    @Clause("AMQP-2.6.7")
    void what_is_left_of_credit_is_given_back_when_there_is_nothing_to_send() {
        AmqpSender sender = end.sender("r", 0, 0);
        end.hears(0, Frames.flow(0, 100, 0, 0, 5, true, false));
        assertThat(end.events()).containsExactly(new AmqpEvent.Credit(sender, 5, true));
        assertThat(sender.isDraining()).isTrue();

        sender.send(tag(0), true, null, 0, 0, ByteBuffer.wrap(bytes("last")));
        sender.drained();
        sender.drained();

        Flow flow = end.said(Flow.class).get(0);
        assertThat(flow.deliveryCount()).isEqualTo(5);
        assertThat(flow.linkCredit()).isZero();
        assertThat(flow.drain()).isTrue();
        assertThat(end.said(Flow.class)).hasSize(1);
        assertThat(sender.credit()).isZero();
    }

    @Test
    @Clause("AMQP-2.6.7")
    void a_drain_of_ours_ends_when_the_sender_gives_its_credit_back() {
        AmqpReceiver receiver = end.receiver("s", 0, 0);
        receiver.credit(5, true);
        end.hears(Frames.transfer(0, 0, true), "last");
        assertThat(end.said(Flow.class)).extracting(Flow::drain).containsExactly(true);

        end.hears(0, Frames.flow(0, 100, 0, 5, 0, true, false));

        assertThat(end.events(AmqpEvent.Drained.class)).containsExactly(new AmqpEvent.Drained(receiver));
        assertThat(receiver.credit()).isZero();
    }

    @Test
    @Clause("AMQP-2.6.7")
    void a_flow_with_echo_is_answered_with_the_state_of_the_link() {
        AmqpSender sender = end.sender("r", 3, 4);
        sender.available(17);

        end.hears(0, Frames.flow(0, 100, 3, 0, 4, false, true));

        Flow flow = end.said(Flow.class).get(0);
        assertThat(flow.handle()).isZero();
        assertThat(flow.linkCredit()).isEqualTo(4);
        assertThat(flow.available()).isEqualTo(17);
    }

    @Test
    void credit_may_come_before_we_have_answered_the_attach() {
        end.hears(0, Frames.receiver("r", 0)).hears(0, Frames.credit(0, -1, 3));
        AmqpSender sender = (AmqpSender) end.link("r");
        assertThat(sender.isWritable()).isFalse();

        sender.attach(Frames.receiver("r", 0));

        assertThat(sender.credit()).isEqualTo(3);
        assertThat(sender.isWritable()).isTrue();
    }

    @Test
    @Clause("AMQP-2.6.6")
    void after_a_detach_outcomes_of_its_deliveries_are_still_told() {
        AmqpSender sender = end.sender("r", 0, 9);
        sender.send(tag(1), false, null, 0, 41, ByteBuffer.wrap(bytes("x")));

        end.hears(0, Frames.detach(0, true));
        sender.detach(true, null);
        end.hears(0, Frames.disposition(Role.RECEIVER, 0, 0, true, DeliveryState.RELEASED));

        assertThat(end.events())
                .containsExactly(
                        new AmqpEvent.Detached(sender, true, null),
                        new AmqpEvent.Outcome(sender, 0, tag(1), 41, DeliveryState.RELEASED, true, false));
        assertThat(end.said(Detach.class)).containsExactly(new Detach(0, true, null));
    }

    @Test
    @Clause("AMQP-2.6.6")
    void what_is_under_way_to_us_when_we_detach_is_given_back() {
        AmqpReceiver receiver = end.receiver("s", 0, 9);
        end.hears(Frames.transfer(0, 0, false), "x")
                .hears(Frames.part(0, 1, true), "x")
                .forget();

        receiver.releaseLate();
        receiver.detach(true, null);
        end.hears(Frames.part(0, -1, false), "x").hears(Frames.part(0, 2, true), "x");
        end.hears(Frames.part(0, 2, false), "x").hears(Frames.transfer(0, 3, true), "x");

        assertThat(end.said(0).get(0)).isEqualTo(new Detach(0, true, null));
        assertThat(end.said(Disposition.class))
                .containsExactly(Frames.disposition(Role.RECEIVER, 1, 2, true, DeliveryState.RELEASED));
        assertThat(end.texts()).isEmpty();
    }

    @Test
    void nothing_is_given_back_to_a_peer_that_broke_the_protocol() {
        end.receiver("s", 0, 1);
        end.hears(Frames.transfer(0, 0, false), "x").hears(Frames.transfer(0, 1, false), "x");
        end.hears(Frames.transfer(0, 2, false), "x");

        assertThat(end.said(Disposition.class)).isEmpty();
    }

    @Test
    void deliveries_of_a_closed_link_that_nobody_settles_can_be_forgotten() {
        AmqpSender sender = end.sender("r", 0, 99);
        AmqpSender other = end.sender("o", 1, 99);
        for (int n = 0; n < 15; n++) sender.send(tag(n), false, null, 0, n, ByteBuffer.allocate(1));
        other.send(tag(15), false, null, 0, 15, ByteBuffer.allocate(1));
        end.hears(0, Frames.detach(0, true)).forget();
        assertThat(other.isWritable()).isFalse();

        sender.forgetDeliveries();
        end.hears(0, Frames.disposition(Role.RECEIVER, 0, 15, true, DeliveryState.ACCEPTED));

        assertThat(other.isWritable()).isTrue();
        assertThat(end.events(AmqpEvent.Outcome.class))
                .extracting(AmqpEvent.Outcome::context)
                .containsExactly(15L);
    }

    @Test
    void a_link_that_the_peer_gives_up_before_our_answer_is_attached_and_detached() {
        end.hears(0, Frames.receiver("r", 0)).hears(0, Frames.detach(0, true));

        ((AmqpEvent.Attached) end.events().get(0)).link().detach(true, null);

        assertThat(end.said(Attach.class).get(0).source()).isNull();
        assertThat(end.said(Detach.class)).containsExactly(new Detach(0, true, null));
        assertThat(end.session().links()).isEmpty();
    }

    @Test
    @Clause("AMQP-2.6.1")
    void a_link_that_is_attached_once_more_is_stolen_from_its_first_attachment() {
        AmqpReceiver first = end.receiver("s", 0, 1);

        end.hears(0, Frames.sender("s", 1));

        assertThat(end.events()).hasSize(2);
        AmqpEvent.LinkFailed stolen = (AmqpEvent.LinkFailed) end.events().get(0);
        assertThat(stolen.link()).isSameAs(first);
        assertThat(stolen.error().condition()).isEqualTo(ErrorCondition.LINK_STOLEN);
        AmqpEvent.Attached again = (AmqpEvent.Attached) end.events().get(1);
        again.link().attach(again.attach());
        assertThat(again.link().isAttached()).isTrue();
        assertThat(first.isAttached()).isFalse();
        assertThat(end.said(Detach.class)).extracting(Detach::closed).containsExactly(false);
    }

    @Test
    @Clause("AMQP-2.6.3")
    void an_answer_to_an_attach_that_we_took_back_meanwhile_is_no_new_link() {
        AmqpSender sender = end.session().sender("ours");
        sender.attach(Frames.sender("ours", 0));
        sender.detach(true, null);
        end.forget();

        end.hears(0, Frames.receiver("ours", 3)).hears(0, Frames.detach(3, true));

        assertThat(end.said(0)).isEmpty();
        assertThat(end.events()).containsExactly(new AmqpEvent.Detached(sender, true, null));
        assertThat(end.session().links()).isEmpty();
    }

    @Test
    @Clause("AMQP-2.6.14")
    void a_message_that_is_given_up_half_said_is_aborted_once_the_window_is_open() {
        AmqpSender sender = end.sender("r", 0, 9);
        end.hears(0, Frames.flow(0, 1, 0, 0, 9, false, false));
        sender.send(tag(1), false, null, 0, 7, ByteBuffer.allocate(5_000));

        assertThat(sender.abort()).isTrue();
        assertThat(sender.abort()).isTrue();
        end.forget().hears(0, Frames.flow(1, 5, 0, 1, 8, false, false));

        assertThat(end.said(Transfer.class)).extracting(Transfer::aborted).containsExactly(true);
        assertThat(sender.memory().unsettled()).isEmpty();
        assertThat(sender.isWritable()).isTrue();
        assertThat(sender.abort()).isFalse();
    }

    @Test
    void the_same_name_in_the_other_direction_is_another_link() {
        AmqpReceiver receiver = end.receiver("x", 0, 1);
        AmqpSender sender = end.sender("x", 1, 1);

        assertThat(receiver.isAttached()).isTrue();
        assertThat(sender.isAttached()).isTrue();
    }
}
