package io.belay.amqp;

import static io.belay.amqp.Frames.bytes;
import static io.belay.amqp.Frames.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.Begin;
import io.belay.amqp.type.Performative.Disposition;
import io.belay.amqp.type.Performative.End;
import io.belay.amqp.type.Performative.Flow;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.Symbol;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SessionTest {
    @Test
    @Clause("AMQP-2.5.1")
    void a_begin_of_the_peer_is_answered_on_a_channel_of_ours() {
        TestEnd end = TestEnd.openServer(TestEnd.SMALL);

        end.hears(2, Frames.begin(-1));
        end.session().begin();

        Begin answer = end.said(Begin.class).get(0);
        assertThat(answer.remoteChannel()).isEqualTo(2);
        assertThat(answer.incomingWindow()).isEqualTo(8);
        assertThat(answer.handleMax()).isEqualTo(3);
        assertThat(end.session().channel()).isZero();
        assertThat(end.session().isOpen()).isTrue();
    }

    @Test
    @Clause("AMQP-2.5.4")
    void a_session_that_the_peer_ends_is_ended_by_us_and_its_channel_used_again() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);
        AmqpSession session = end.session();
        end.receiver("s", 0, 1);

        end.hears(0, new End(null));
        session.end(null);
        end.hears(0, Frames.begin(-1));

        assertThat(end.events().get(0)).isEqualTo(new AmqpEvent.Ended(session, null));
        assertThat(end.said(End.class)).containsExactly(new End(null));
        assertThat(end.session()).isNotSameAs(session);
        assertThat(session.links()).hasSize(1);
        assertThat(end.connection.sessions()).hasSize(1);
    }

    @Test
    @Clause("AMQP-2.5.4")
    void after_we_have_ended_nothing_counts_but_the_peers_end() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);
        AmqpSession session = end.session();
        end.receiver("s", 0, 1);

        session.end(Frames.error(ErrorCondition.INTERNAL_ERROR));
        end.hears(Frames.transfer(0, 0, false), "late").hears(0, Frames.sender("late", 1));
        assertThat(end.events()).isEmpty();
        end.hears(0, new End(null));

        assertThat(end.events()).containsExactly(new AmqpEvent.Ended(session, null));
        assertThat(end.connection.sessions()).isEmpty();
    }

    @Test
    void a_link_of_a_session_that_ended_can_be_attached_in_another() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);
        end.receiver("s", 0, 1);
        end.session().end(null);
        end.hears(0, new End(null)).hears(0, Frames.begin(-1));
        end.session().begin();

        AmqpReceiver again = end.receiver("s", 0, 1);

        assertThat(again.isAttached()).isTrue();
        assertThat(end.events()).isEmpty();
    }

    @Test
    @Clause("AMQP-2.5.6")
    void our_window_is_opened_again_when_half_of_it_is_used() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);
        end.receiver("s", 0, 100);

        for (int n = 0; n < 3; n++) end.hears(Frames.transfer(0, n, true), "m");
        assertThat(end.said(Flow.class)).isEmpty();
        end.hears(Frames.transfer(0, 3, true), "m");

        assertThat(end.said(Flow.class))
                .extracting(Flow::nextIncomingId, Flow::incomingWindow)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(4L, 8L));
    }

    @Test
    @Clause("AMQP-2.5.6")
    void a_message_waits_for_the_peers_window_and_every_sender_hears_when_it_opens() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL, Frames.open("c", 512, 9, 0), Frames.begin(-1, 0, 2, 100));
        AmqpSender first = end.sender("a", 0, 9);
        AmqpSender second = end.sender("b", 1, 9);
        end.hears(0, Frames.flow(0, 2, -1, -1, -1, false, false));
        end.forget();

        first.send(tag(0), false, null, 0, 0, ByteBuffer.wrap(new byte[1_500]));
        assertThat(end.said(Transfer.class)).hasSize(2);
        assertThat(second.isWritable()).isFalse();
        end.hears(0, Frames.flow(2, 2, 0, 0, 9, false, false));

        assertThat(end.said(Transfer.class))
                .hasSize(4)
                .last()
                .extracting(Transfer::more)
                .isEqualTo(false);
        assertThat(second.isWritable()).isFalse();
        end.hears(0, Frames.flow(4, 1, -1, -1, -1, false, false));
        assertThat(end.events()).last().isEqualTo(new AmqpEvent.Writable(end.session()));
        assertThat(second.isWritable()).isTrue();
    }

    @Test
    void credit_is_not_given_back_before_the_message_that_used_it_is_sent() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL, Frames.open("c", 512, 9, 0), Frames.begin(-1, 0, 1, 100));
        AmqpSender sender = end.sender("a", 0, 0);
        end.hears(0, Frames.flow(0, 1, 0, 0, 9, true, false));
        end.forget();

        sender.send(tag(0), false, null, 0, 0, ByteBuffer.wrap(new byte[600]));
        sender.drained();
        assertThat(end.said(Flow.class)).isEmpty();
        end.hears(0, Frames.flow(1, 5, -1, -1, -1, false, false));

        assertThat(end.said(0)).hasSize(3).last().isInstanceOf(Flow.class);
        assertThat(end.said(Flow.class)).extracting(Flow::deliveryCount).containsExactly(9L);
    }

    @Test
    @Clause("AMQP-2.5.6")
    void ids_wrap_around() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL, Frames.open("c"), Frames.begin(-1, 0xFFFF_FFFEL, 8, 100));
        AmqpReceiver receiver = end.receiver("s", 0, 100);

        end.hears(Frames.transfer(0, 0xFFFF_FFFFL, false), "a").hears(Frames.transfer(0, 0, false), "b");
        end.hears(Frames.transfer(0, 1, false), "c");
        receiver.settle(0xFFFF_FFFFL, 1, DeliveryState.ACCEPTED, true);
        end.hears(0, Frames.flow(0, 8, -1, -1, -1, false, true));

        assertThat(end.texts()).containsExactly("a", "b", "c");
        assertThat(end.said(Disposition.class))
                .containsExactly(Frames.disposition(Role.RECEIVER, 0xFFFF_FFFFL, 1, true, DeliveryState.ACCEPTED));
        assertThat(end.said(Flow.class)).extracting(Flow::nextIncomingId).containsExactly(1L);
    }

    @Test
    void a_window_that_the_peer_misreports_is_no_window() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);
        AmqpSender sender = end.sender("a", 0, 9);
        sender.send(tag(0), true, null, 0, 0, ByteBuffer.wrap(bytes("x")));

        end.hears(0, Frames.flow(0, 1, -1, -1, -1, false, false));
        assertThat(sender.isWritable()).isFalse();
        end.hears(0, Frames.flow(0x8000_0000L, 0, -1, -1, -1, false, false));

        assertThat(end.connection.isClosed()).isFalse();
    }

    @Test
    void a_session_of_ours_is_answered_and_carries_links_of_ours() {
        TestEnd client = TestEnd.client(TestEnd.SMALL, false);
        client.connection.open(Frames.open("client"));
        client.hears(io.belay.amqp.codec.Frame.ProtocolHeader.AMQP).hears(0, Frames.open("server"));
        AmqpSession session = client.connection.session();
        session.begin();
        client.hears(2, Frames.begin(0));
        AmqpSender sender = session.sender("s");
        sender.attach(Frames.sender("ignored", 99));
        client.hears(2, Frames.receiver("s", 2)).hears(2, Frames.credit(2, 0, 1));

        assertThat(client.events())
                .containsExactly(
                        new AmqpEvent.Opened(Frames.open("server")),
                        new AmqpEvent.Begun(session, Frames.begin(0)),
                        new AmqpEvent.Attached(sender, Frames.receiver("s", 2)),
                        new AmqpEvent.Credit(sender, 1, false));
        assertThat(sender.isWritable()).isTrue();
        assertThat(client.said(0)).hasSize(3);
    }

    @Test
    void a_session_that_breaks_the_protocol_is_ended_and_told_and_others_live_on() {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);
        AmqpSession bad = end.session();
        end.hears(1, Frames.begin(-1));
        end.session().begin();
        end.forget();

        end.hears(0, Frames.credit(7, 0, 1));
        end.hears(0, new End(null));

        assertThat(end.events()).hasSize(1);
        AmqpError error = ((AmqpEvent.SessionFailed) end.events().get(0)).error();
        assertThat(error.condition()).isEqualTo(ErrorCondition.SESSION_UNATTACHED_HANDLE);
        assertThat(end.said(End.class)).containsExactly(new End(error));
        assertThat(bad.isOpen()).isFalse();
        assertThat(end.connection.sessions()).hasSize(1);
        assertThat(end.session().isOpen()).isTrue();
    }

    @Test
    void each_fault_of_a_session_has_its_condition() {
        assertThat(fault(end -> end.hears(0, Frames.detach(3, true))))
                .isEqualTo(ErrorCondition.SESSION_UNATTACHED_HANDLE);
        assertThat(fault(end -> end.hears(Frames.transfer(3, 0, true), "x")))
                .isEqualTo(ErrorCondition.SESSION_UNATTACHED_HANDLE);
        assertThat(fault(end -> end.hears(0, Frames.sender("other", 0))))
                .isEqualTo(ErrorCondition.SESSION_HANDLE_IN_USE);
        assertThat(fault(end -> end.hears(Frames.transfer(1, 0, true), "x"))).isEqualTo(ErrorCondition.NOT_ALLOWED);
        assertThat(fault(end -> end.hears(0, Frames.disposition(Role.SENDER, 9, 8, true, null))))
                .isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(fault(end -> end.hears(Frames.part(0, -1, true), "x"))).isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(fault(end -> end.hears(Frames.transfer(0, 4, false), "x").hears(Frames.transfer(0, 4, false), "x")))
                .isEqualTo(ErrorCondition.INVALID_FIELD);
        assertThat(fault(end -> end.hears(Frames.part(0, 4, true), "x").hears(Frames.transfer(0, 5, false), "x")))
                .isEqualTo(ErrorCondition.NOT_ALLOWED);
    }

    /** What a session with a receiver at handle 0 and a sender at handle 1 is ended for. */
    private static Symbol fault(java.util.function.Consumer<TestEnd> deed) {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);
        end.receiver("s", 0, 100);
        end.sender("r", 1, 100);
        deed.accept(end);
        return end.events(AmqpEvent.SessionFailed.class).get(0).error().condition();
    }
}
