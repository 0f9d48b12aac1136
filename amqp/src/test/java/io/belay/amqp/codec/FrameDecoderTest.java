package io.belay.amqp.codec;

import static io.belay.amqp.codec.Wire.bytes;
import static io.belay.amqp.codec.Wire.decoder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Performative.End;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.SaslFrame;
import io.belay.amqp.type.Symbol;
import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of a line to frames (§2.2, §2.3). */
class FrameDecoderTest {
    private static final String END = "00 53 17 45";
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    @Test
    @Clause("AMQP-2.2")
    void a_line_begins_with_a_protocol_header_whatever_version_it_names() {
        assertThat(first("'AMQP' 00 01 00 00")).isEqualTo(Frame.ProtocolHeader.AMQP);
        assertThat(first("'AMQP' 03 01 00 00")).isEqualTo(Frame.ProtocolHeader.SASL);
        assertThat(first("'AMQP' 00 00 09 01")).isEqualTo(new Frame.ProtocolHeader(0, 0, 9, 1));
        assertThat(first("'AMQP' ff fe fd fc")).isEqualTo(new Frame.ProtocolHeader(255, 254, 253, 252));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'GET / HTTP/1.1'", "00000008 02000000", "10 0c 00 04 'MQTT' 05"})
    @Clause("AMQP-2.2")
    void what_does_not_begin_with_the_header_is_another_protocol(String drawn) {
        MalformedException refused = refused(() -> new FrameDecoder(512).decode(ByteBuffer.wrap(bytes(drawn))));

        assertThat(Fault.of(refused)).isEqualTo(Fault.FRAMING);
        assertThat(Fault.of(refused).condition()).isEqualTo(ErrorCondition.CONNECTION_FRAMING_ERROR);
    }

    @Test
    @Clause("AMQP-5.3")
    void a_layer_after_the_first_begins_with_a_header_as_well() {
        FrameDecoder decoder = new FrameDecoder(512);
        ByteBuffer in = ByteBuffer.wrap(bytes("""
                'AMQP' 03 01 00 00
                00000010 02 01 0000  00 53 44 c0 03 01 50 00   # sasl-outcome ok
                'AMQP' 00 01 00 00
                00000008 02 00 0007
                """));

        assertThat(decoder.decode(in)).isEqualTo(Frame.ProtocolHeader.SASL);
        assertThat(decoder.decode(in)).isInstanceOf(Frame.Sasl.class);
        decoder.expectHeader();
        assertThat(decoder.decode(in)).isEqualTo(Frame.ProtocolHeader.AMQP);
        assertThat(decoder.decode(in)).isEqualTo(new Frame.Heartbeat(7));
        assertThat(decoder.decode(in)).isNull();
    }

    @Test
    @Clause("AMQP-2.3.1")
    void what_stands_between_header_and_body_is_ignored() {
        ByteBuffer in = ByteBuffer.wrap(bytes("00000014 04 00 ffff  dead beef dead beef" + END));

        assertThat(decoder(512).decode(in)).isEqualTo(new Frame.Amqp(65_535, new End(null), NOTHING));
    }

    @Test
    @Clause("AMQP-2.4.5")
    void a_frame_without_body_says_only_that_the_peer_is_there() {
        assertThat(decoder(512).decode(ByteBuffer.wrap(bytes("00000008 02 00 0000"))))
                .isEqualTo(new Frame.Heartbeat(0));
        assertThat(decoder(512).decode(ByteBuffer.wrap(bytes("0000000c 03 00 8000 ffffffff"))))
                .isEqualTo(new Frame.Heartbeat(32_768));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "0, 00000000 02000000, a size of 0",
        "0, 00000007 02000000, a size that has no room for the header",
        "0, 00000201 02000000, a size of one more than 512",
        "0, ffffffff 02000000, a size of 4 GiB",
        "4, 00000008 01000000, a body that begins in the header",
        "4, 00000008 00000000, a body that begins at the size",
        "4, 00000008 03000000, a body that begins after the frame",
        "5, 0000000c 02020000 00531745, a frame of type 2",
        "5, 00000008 02ff0000, a frame of type 255"
    })
    @Clause("AMQP-2.3.1")
    void what_is_no_frame_ends_the_line(int offset, String drawn, String what) {
        MalformedException refused = refused(() -> decoder(512).decode(ByteBuffer.wrap(bytes(drawn))));

        assertThat(Fault.of(refused)).as(what).isEqualTo(Fault.FRAMING);
        assertThat(refused.offset()).isEqualTo(offset);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "8, 00000008 02010000, an empty frame of the SASL layer",
        "8, 0000000c 02010000 00531745, a performative in the SASL layer",
        "8, 00000010 02000000 005344c003015000, a frame of the SASL layer in the other",
        "12, 0000000d 02000000 00531745 00, a payload behind an end",
        "16, 00000011 02010000 005344c003015000 00, a payload behind an outcome",
        "8, 0000000c 02000000 00537045, a section of a message as performative",
        "8, 0000000c 02000000 00530145, a performative that nobody defined",
        "8, 00000009 02000000 45, a list that nothing describes"
    })
    void what_does_not_belong_into_a_frame_is_refused(int offset, String drawn, String what) {
        MalformedException refused = refused(() -> decoder(512).decode(ByteBuffer.wrap(bytes(drawn))));

        assertThat(Fault.of(refused)).as(what + refused.getMessage()).isEqualTo(Fault.DECODE);
        assertThat(refused.offset()).isEqualTo(offset);
    }

    @Test
    @Clause("AMQP-2.8.19")
    void a_frame_may_be_as_large_as_the_maximum() {
        assertThat(decoder(512).decode(transferOf(511))).isNotNull();
        assertThat(decoder(512).decode(transferOf(512))).isNotNull();
        assertThatThrownBy(() -> decoder(512).decode(transferOf(513))).isInstanceOf(MalformedException.class);

        FrameDecoder raised = decoder(512);
        raised.frameSizeMax(513);
        assertThat(raised.decode(transferOf(513))).isNotNull();
        assertThatThrownBy(() -> new FrameDecoder(511)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_frame_that_is_all_there_is_read_in_place() {
        ByteBuffer in = transferOf(100);
        byte[] whole = in.array();

        Frame.Amqp frame = (Frame.Amqp) known(decoder(512).decode(in));
        whole[99] = 42;

        assertThat(frame.payload().get(frame.payload().limit() - 1)).isEqualTo((byte) 42);
        assertThat(in.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @Seeds(40)
    void a_line_gives_the_same_frames_however_it_is_cut(long seed) {
        Random random = new Random(seed);
        List<Frame> sent = new ArrayList<>();
        byte[] stream = randomFrames(seed, sent);
        FrameDecoder decoder = new FrameDecoder(1 << 20);
        List<Frame> received = new ArrayList<>();

        int from = 0;
        while (from < stream.length) {
            int length = Math.min(stream.length - from, seed % 4 == 0 ? 1 : random.nextInt(400));
            ByteBuffer in =
                    ByteBuffer.allocateDirect(length).put(stream, from, length).flip();
            for (Frame frame = decoder.decode(in); frame != null; frame = decoder.decode(in)) {
                received.add(copied(frame));
            }
            assertThat(in.hasRemaining()).isFalse();
            from += length;
        }

        assertThat(received).isEqualTo(sent);
    }

    @Test
    void a_size_that_is_only_promised_takes_no_more_room_than_64_KiB() {
        FrameInput input = new FrameInput();

        input.fill(ByteBuffer.allocate(8), 1 << 30);

        assertThat(input.view().array()).hasSizeLessThanOrEqualTo(FrameInput.TRUSTED_MAX);
    }

    @Test
    void a_large_frame_in_small_pieces_is_kept_whole() {
        int size = 300_000;
        byte[] stream = transferOf(size).array();
        FrameDecoder decoder = decoder(size);

        Frame frame = null;
        for (int from = 0; from < size; from += 1000) {
            assertThat(frame).isNull();
            frame = decoder.decode(ByteBuffer.wrap(stream, from, 1000));
        }

        assertThat(((Frame.Amqp) known(frame)).payload().remaining()).isEqualTo(size - 18);
    }

    private static byte[] randomFrames(long seed, List<Frame> sent) {
        RandomTypes random = new RandomTypes(seed);
        ByteWriter out = new ByteWriter(1000);
        FrameEncoder.write(Frame.ProtocolHeader.AMQP, out);
        sent.add(Frame.ProtocolHeader.AMQP);
        for (int index = 0; index < 12; index++) {
            if (index % 4 == 0) {
                FrameEncoder.writeHeartbeat(out);
                sent.add(new Frame.Heartbeat(0));
            } else if (index % 4 == 1) {
                ByteBuffer payload = ByteBuffer.wrap(random.binary().bytes());
                Transfer transfer = random.transfer();
                FrameEncoder.writeTransfer(index, transfer, payload.duplicate(), 1 << 20, out);
                sent.add(new Frame.Amqp(index, transfer, payload));
            } else if (index % 4 == 2) {
                SaslFrame content = new SaslFrame.SaslMechanisms(List.of(Symbol.of("PLAIN")));
                FrameEncoder.write(content, out);
                sent.add(new Frame.Sasl(content));
            } else {
                var performative = random.performative();
                FrameEncoder.write(index, performative, out);
                sent.add(new Frame.Amqp(index, performative, NOTHING));
            }
        }
        return out.toArray();
    }

    /** A payload lies in the decoder's room until the next call. */
    private static Frame copied(Frame frame) {
        if (!(frame instanceof Frame.Amqp amqp)) return frame;
        byte[] payload = new byte[amqp.payload().remaining()];
        amqp.payload().get(payload);
        return new Frame.Amqp(amqp.channel(), amqp.performative(), ByteBuffer.wrap(payload));
    }

    /** A frame of {@code size} bytes, of which the payload is all but 18. */
    private static ByteBuffer transferOf(int size) {
        byte[] head = bytes("00 53 14 c0 05 04 43 43 40 43 # handle, delivery-id, delivery-tag, message-format");
        byte[] body = new byte[size - 8];
        System.arraycopy(head, 0, body, 0, head.length);
        return Wire.frame(0, 1, body);
    }

    private static @Nullable Frame first(String drawn) {
        return new FrameDecoder(512).decode(ByteBuffer.wrap(bytes(drawn)));
    }

    private static Frame known(@Nullable Frame frame) {
        if (frame == null) throw new AssertionError("no frame");
        return frame;
    }

    private static MalformedException refused(Runnable reading) {
        MalformedException refused = catchThrowableOfType(MalformedException.class, reading::run);
        assertThat(refused).isNotNull();
        return refused;
    }
}
