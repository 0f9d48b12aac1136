package io.belay.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.codec.FrameEncoder;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Performative.End;
import io.belay.amqp.type.Role;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A session that this end has ended takes room until the peer has ended it too: so long it counts. */
class EndedSessionTest {
    private final TestEnd end = TestEnd.withSession(TestEnd.SMALL); // 6 links, as many refused ones

    @Test
    void links_of_a_session_that_its_client_does_not_end_count() {
        attach(0, "a", 4);
        end.session().end(null);
        begin(1);
        attach(1, "b", 4);

        assertThat(end.events(AmqpEvent.Attached.class)).hasSize(6);
    }

    @Test
    void once_it_has_they_count_no_more() {
        attach(0, "a", 4);
        end.session().end(null);
        end.hears(0, new End(null));
        begin(0);
        attach(0, "b", 4);
        begin(1);
        attach(1, "c", 3);

        assertThat(end.events(AmqpEvent.Attached.class)).hasSize(4 + 4 + 2);
    }

    private void begin(int channel) {
        end.hears(channel, Frames.begin(-1));
        end.session().begin();
    }

    private void attach(int channel, String name, int count) {
        for (int handle = 0; handle < count; handle++) end.hears(channel, Frames.sender(name + handle, handle));
    }

    @Test
    void what_senders_do_not_settle_in_many_sessions_counts_for_all_of_them() {
        int sessions = Gathering.UNSETTLED_FACTOR + 1;
        AmqpLimits one =
                new AmqpLimits(4_096, 4_096, sessions, 4, 100, 20, 6_000, 8_000, 8, 1, 100_000, 1_000, 5_000, 60_000);
        TestEnd end = TestEnd.openServer(one);
        for (int channel = 0; channel < sessions; channel++) send(end, channel);
        assertThat(end.events(AmqpEvent.SessionFailed.class))
                .extracting(failed -> failed.session().channel())
                .containsExactly(sessions - 1);
        end.hears(sessions - 1, new End(null));

        send(end, sessions - 1);
        assertThat(end.events(AmqpEvent.SessionFailed.class)).hasSize(2);
        end.hears(sessions - 1, new End(null));
        end.hears(0, Frames.disposition(Role.SENDER, 0, 0, true, null));
        send(end, sessions - 1);

        assertThat(end.events(AmqpEvent.SessionFailed.class)).hasSize(2);
        assertThat(end.events(AmqpEvent.Delivery.class)).hasSize(sessions);
    }

    private static void send(TestEnd end, int channel) {
        end.hears(channel, Frames.begin(-1));
        end.session().begin();
        Attach attach = Frames.sender("s" + channel, 0);
        end.hears(channel, attach);
        AmqpReceiver receiver = (AmqpReceiver) end.link("s" + channel);
        receiver.attach(attach);
        receiver.credit(1, false);
        end.said();
        ByteWriter out = new ByteWriter(64);
        FrameEncoder.writeTransfer(
                channel, Frames.transfer(0, 0, false), ByteBuffer.wrap(Frames.bytes("m")), 1 << 20, out);
        end.hears(out.view());
    }
}
