package io.belay.amqp.codec;

import static io.belay.amqp.codec.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.base.ByteWriter;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames to bytes (§2.3), and a message over several of them. */
class FrameEncoderTest {
    private static final int FRAME_SIZE_MAX = 512;
    private static final Transfer TRANSFER =
            new Transfer(1, 2, Binary.of((byte) 3), 0, false, false, null, null, false, false, false);
    private static final Transfer GOING_ON =
            new Transfer(1, -1, null, -1, false, false, null, null, false, false, false);
    private static final int HEAD_LENGTH = 8 + 6 + 2 + 2 + 3 + 1 + 2; // of a frame with TRANSFER

    private final ByteWriter out = new ByteWriter(64);

    @Test
    @Clause("AMQP-2.4.5")
    void a_sign_of_life_is_an_empty_frame() {
        FrameEncoder.writeHeartbeat(out);

        assertThat(out.toArray()).containsExactly(bytes("00000008 02 00 0000"));
    }

    @Test
    @Clause("AMQP-2.2")
    void a_layer_begins_with_its_header() {
        FrameEncoder.write(Frame.ProtocolHeader.AMQP, out);
        FrameEncoder.write(Frame.ProtocolHeader.SASL, out);

        assertThat(out.toArray()).containsExactly(bytes("'AMQP' 00 01 00 00 'AMQP' 03 01 00 00"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    void a_message_that_fits_the_frame_goes_out_in_one(int offset) {
        ByteBuffer payload = payload(FRAME_SIZE_MAX - HEAD_LENGTH + offset);

        boolean done = FrameEncoder.writeTransfer(7, TRANSFER, payload, FRAME_SIZE_MAX, out);

        assertThat(done).isTrue();
        assertThat(out.length()).isEqualTo(FRAME_SIZE_MAX + offset);
        Frame.Amqp frame = frame(out);
        assertThat(frame.channel()).isEqualTo(7);
        assertThat(frame.performative()).isEqualTo(TRANSFER);
        assertThat(frame.payload().remaining()).isEqualTo(FRAME_SIZE_MAX - HEAD_LENGTH + offset);
    }

    @Test
    @Clause("AMQP-2.6.14")
    void one_byte_more_than_fits_goes_into_a_second_frame() {
        ByteBuffer payload = payload(FRAME_SIZE_MAX - HEAD_LENGTH + 1);

        boolean done = FrameEncoder.writeTransfer(7, TRANSFER, payload, FRAME_SIZE_MAX, out);

        assertThat(done).isFalse();
        assertThat(payload.remaining()).isEqualTo(1);
        assertThat(out.length()).isEqualTo(FRAME_SIZE_MAX);
        assertThat(((Transfer) frame(out).performative()).more()).isTrue();
        out.clear();
        assertThat(FrameEncoder.writeTransfer(7, GOING_ON, payload, FRAME_SIZE_MAX, out))
                .isTrue();
        assertThat(frame(out).performative()).isEqualTo(GOING_ON);
        assertThat(frame(out).payload()).isEqualTo(ByteBuffer.wrap(new byte[] {(byte) (FRAME_SIZE_MAX - HEAD_LENGTH)}));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 487, 488, 489, 600, 2000})
    void a_message_in_two_pieces_arrives_as_one_however_its_frames_fall(int headLength) {
        byte[] message = payload(2500).array();
        ByteBuffer head = ByteBuffer.wrap(message, 0, headLength);
        ByteBuffer tail = ByteBuffer.allocateDirect(2500 - headLength).put(message, headLength, 2500 - headLength);
        tail.flip();
        ByteWriter received = new ByteWriter(3000);

        boolean done = false;
        for (Transfer transfer = TRANSFER; !done; transfer = GOING_ON) {
            out.clear();
            done = FrameEncoder.writeTransfer(7, transfer, head, tail, FRAME_SIZE_MAX, out);
            assertThat(out.length()).isLessThanOrEqualTo(FRAME_SIZE_MAX);
            Frame.Amqp frame = frame(out);
            assertThat(((Transfer) frame.performative()).more()).isEqualTo(!done);
            received.writeBuffer(frame.payload(), frame.payload().remaining());
        }

        assertThat(received.toArray()).containsExactly(message);
    }

    @Test
    void a_transfer_without_payload_is_written_as_it_is() {
        assertThat(FrameEncoder.writeTransfer(0, GOING_ON, payload(0), FRAME_SIZE_MAX, out))
                .isTrue();

        assertThat(frame(out).performative()).isEqualTo(GOING_ON);
    }

    @Test
    void a_transfer_that_fills_the_frame_itself_is_a_bug_of_the_caller() {
        assertThatThrownBy(() -> FrameEncoder.writeTransfer(0, TRANSFER, payload(9), HEAD_LENGTH, out))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Frame.Amqp frame(ByteWriter written) {
        Frame frame = Wire.decoder(FRAME_SIZE_MAX).decode(ByteBuffer.wrap(written.toArray()));
        if (!(frame instanceof Frame.Amqp amqp)) throw new AssertionError("no frame of AMQP");
        return amqp;
    }

    private static ByteBuffer payload(int length) {
        byte[] bytes = new byte[length];
        for (int index = 0; index < length; index++) bytes[index] = (byte) index;
        return ByteBuffer.wrap(Arrays.copyOf(bytes, length));
    }
}
