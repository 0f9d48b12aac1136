package io.belay.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.codec.FrameEncoder;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.base.ByteWriter;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** A transfer means the same in whatever encoding it comes; the usual one is read by a shorter way than all others. */
class TransferWaysTest {
    private static final int STEPS = 60;
    private static final int LIST_AT = 11; // in a frame: the format code of the transfer's list
    private static final int HEARTBEATS = 10; // behind a frame: enough bytes that the shorter way is taken

    @ParameterizedTest
    @Seeds(500)
    void whatever_is_sent_is_heard_the_same_in_both_encodings(long seed) {
        Random random = new Random(seed);
        int credit = 1 + random.nextInt(2 * STEPS);
        TestEnd usual = end(credit);
        TestEnd wide = end(credit);
        AmqpReceiver ofUsual = (AmqpReceiver) usual.link("in");
        AmqpReceiver ofWide = (AmqpReceiver) wide.link("in");

        long id = 0;
        boolean more = false;
        for (int step = 0; step < STEPS; step++) {
            boolean continues = more && random.nextInt(10) > 0;
            if (!continues && random.nextInt(60) > 0) id += 1 + random.nextInt(2);
            more = random.nextInt(6) == 0;
            byte[] frame = frame(random, id, more);
            long settled = random.nextInt(3) > 0 ? id : id - 4;
            usual.hears(among(frame));
            wide.hears(among(widened(frame)));
            ofUsual.settle(settled - 4, settled, DeliveryState.ACCEPTED, true);
            ofWide.settle(settled - 4, settled, DeliveryState.ACCEPTED, true);
            assertThat(wide.takes()).containsExactly(usual.takes());
        }

        assertThat(told(wide)).isEqualTo(told(usual));
        assertThat(wide.connection.isClosed()).isEqualTo(usual.connection.isClosed());
    }

    /** A receiver at handle 0, a sender at handle 1. */
    private static TestEnd end(int credit) {
        TestEnd end = TestEnd.withSession(TestEnd.SMALL);
        end.receiver("in", 0, credit);
        end.sender("out", 1, 0);
        return end;
    }

    /** Mostly right: parts and whole messages, settled or not, seldom on another channel or link. */
    private static byte[] frame(Random random, long id, boolean more) {
        int channel = random.nextInt(200) == 0 ? 1 : 0;
        long handle = random.nextInt(100) == 0 ? random.nextInt(3) : 0;
        boolean settled = random.nextInt(4) == 0;
        int format = random.nextInt(300);
        var transfer = new Transfer(handle, id, Frames.tag(id), format, settled, more, null, null, false, false, false);
        ByteBuffer payload = ByteBuffer.allocate(random.nextInt(2) * random.nextInt(100));
        random.nextBytes(payload.array());
        ByteWriter out = new ByteWriter(64);
        FrameEncoder.writeTransfer(channel, transfer, payload, 1 << 20, out);
        return out.toArray();
    }

    /** The same frame with the list in its wide form. */
    private static byte[] widened(byte[] frame) {
        assertThat(frame[LIST_AT] & 0xFF).isEqualTo(0xC0);
        return new ByteWriter(64)
                .writeInt(frame.length + 6)
                .writeRaw(frame, 4, LIST_AT - 4)
                .writeByte(0xD0)
                .writeInt((frame[LIST_AT + 1] & 0xFF) + 3)
                .writeInt(frame[LIST_AT + 2])
                .writeRaw(frame, LIST_AT + 3, frame.length - LIST_AT - 3)
                .toArray();
    }

    private static ByteBuffer among(byte[] frame) {
        ByteWriter out = new ByteWriter(64).writeRaw(frame, 0, frame.length);
        for (int left = HEARTBEATS; left > 0; left--) FrameEncoder.writeHeartbeat(out);
        return out.view();
    }

    private static List<String> told(TestEnd end) {
        return end.events().stream().map(TransferWaysTest::words).toList();
    }

    private static String words(AmqpEvent event) {
        if (!(event instanceof AmqpEvent.Delivery one)) return event.getClass().getSimpleName();
        byte[] bytes = new byte[one.payload().remaining()];
        one.payload().get(bytes);
        String payload = HexFormat.of().formatHex(bytes);
        return one.deliveryId() + " " + one.tag() + " " + one.messageFormat() + " " + one.settled() + " " + payload;
    }
}
