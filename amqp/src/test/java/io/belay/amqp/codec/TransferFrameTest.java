package io.belay.amqp.codec;

import static io.belay.amqp.codec.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way through transfers reads and writes what the long way does, which is taken where the input ends soon after. */
class TransferFrameTest {
    private static final int FRAME_SIZE_MAX = 4096;
    private static final int BEHIND =
            100; // bytes of input behind a frame, with which any list can be read the short way

    @ParameterizedTest
    @Seeds(1000)
    @Clause("AMQP-2.7.5")
    void both_ways_read_the_same_or_find_the_same_wrong(long seed) {
        byte[] body = body(new Random(seed));
        ByteBuffer alone = Wire.frame(0, 3, body);

        MalformedException refused = refused(alone.duplicate());
        Frame frame = refused == null ? decoded(alone.duplicate()) : null;

        for (boolean isDirect : new boolean[] {false, true}) {
            ByteBuffer among = among(alone, isDirect);
            MalformedException refusedAmong = refused(among.duplicate());
            assertThat(refusedAmong == null).isEqualTo(refused == null);
            if (refusedAmong == null || refused == null)
                assertThat(decoded(among)).isEqualTo(frame);
            else assertThat(refusedAmong).hasMessage(refused.getMessage());
        }
    }

    @ParameterizedTest
    @Seeds(500)
    @Clause("AMQP-2.7.5")
    void a_whole_message_is_written_as_field_by_field(long seed) {
        Random random = new Random(seed);
        Transfer transfer = random.nextInt(4) == 0 ? randomTransfer(random, true) : randomTransfer(random, false);
        byte[] head = new byte[random.nextInt(3) * random.nextInt(40)];
        byte[] tail = new byte[random.nextInt(200)];
        random.nextBytes(head);
        random.nextBytes(tail);

        ByteWriter expected = new ByteWriter(0);
        FrameEncoder.write(7, transfer, expected);
        expected.writeRaw(head, 0, head.length).writeRaw(tail, 0, tail.length);
        expected.patchInt(0, expected.length());
        ByteWriter out = new ByteWriter(random.nextInt(60));
        boolean isWhole = FrameEncoder.writeTransfer(
                7, transfer, ByteBuffer.wrap(head), ByteBuffer.wrap(tail), FRAME_SIZE_MAX, out);

        assertThat(isWhole).isTrue();
        assertThat(out.toArray()).containsExactly(expected.toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32})
    void a_tag_of_up_to_32_bytes_is_usual(int tagLength) {
        Transfer transfer = transfer(tagLength);
        ByteWriter out = written(transfer, 0);
        ByteBuffer tight = ByteBuffer.wrap(out.toArray());
        ByteBuffer roomy = roomy(tight);

        assertThat(read(tight)).isNull();
        assertThat(tight.position()).isZero();
        assertThat(read(roomy)).isEqualTo(transfer);
        assertThat(roomy.position()).isEqualTo(out.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 66, 67})
    void the_longest_is_read_if_the_input_has_a_byte_more(int length) {
        Transfer longest = transfer(32);
        ByteWriter out = written(longest, 0);
        ByteBuffer in = ByteBuffer.allocate(length).put(out.view()).rewind();

        assertThat(out.length()).isEqualTo(65);
        assertThat(read(in) != null).isEqualTo(length >= 66);
    }

    @Test
    void a_frame_is_read_up_to_the_size_that_the_input_and_the_line_have() {
        ByteWriter out = written(transfer(2), 70);
        ByteBuffer whole = ByteBuffer.wrap(out.toArray());
        ByteBuffer cut = ByteBuffer.wrap(out.toArray(), 0, out.length() - 1);

        assertThat(new TransferFrame().read(whole.duplicate(), out.length())).isTrue();
        assertThat(new TransferFrame().read(whole, out.length() - 1)).isFalse();
        assertThat(new TransferFrame().read(cut, out.length())).isFalse();
        assertThat(whole.position() + cut.position()).isZero();
    }

    @Test
    void a_list_that_goes_on_behind_its_frame_is_left_alone() {
        ByteBuffer in = roomy(ByteBuffer.wrap(written(transfer(2), 0).toArray()));
        int size = in.getInt(0);

        in.putInt(0, size - 1);
        assertThat(read(in)).isNull();
        assertThat(in.position()).isZero();
        in.putInt(0, size);
        assertThat(read(in)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x03_00_0000, 0x02_01_0000, 0x01_00_0000, 0x00_00_0000, 0x82_00_0000})
    void another_header_is_left_alone(int kind) {
        ByteBuffer in = roomy(ByteBuffer.wrap(written(transfer(2), 70).toArray()));
        in.putInt(4, kind);

        assertThat(read(in)).isNull();
        assertThat(in.position()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 53 14 c0 07 04 43 43 a0 01 09 43",
                "00 53 14 c0 08 05 43 43 a0 01 09 43 41",
                "00 53 14 c0 09 06 43 43 a0 01 09 43 41 42",
                "00 53 14 c0 14 06 70 00000001 70 00000002 a0 00 70 00000003 42 42"
            })
    void it_may_end_with_its_format_with_settled_or_with_more(String drawn) {
        assertThat(read(roomy(Wire.frame(0, 3, bytes(drawn))))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 53 15 c0 09 06 43 43 a0 01 09 43 41 42 # a disposition",
                "00 53 14 d0 0000000c 00000006 43 43 a0 01 09 43 41 42 # a wide list",
                "00 53 14 c0 06 03 43 43 a0 01 09 # too few fields",
                "00 53 14 c0 0a 07 43 43 a0 01 09 43 41 42 40 # more fields",
                "00 53 14 c0 09 05 43 43 a0 01 09 43 41 42 # a field that is not counted",
                "00 53 14 c0 09 06 40 43 a0 01 09 43 41 42 # no handle",
                "00 53 14 c0 09 06 43 40 a0 01 09 43 41 42 # no delivery-id",
                "00 53 14 c0 07 06 43 43 40 43 41 42 # no tag",
                "00 53 14 c0 0c 06 43 43 b0 00000001 09 43 41 42 # a wide tag",
                "00 53 14 c0 09 06 43 43 a0 01 09 40 41 42 # no format",
                "00 53 14 c0 0a 06 43 43 a0 01 09 43 56 01 42 # a boolean in two bytes",
                "00 53 14 c0 09 06 43 43 a0 01 09 43 41 40 # more is null",
                "00 53 14 c0 08 06 43 43 a0 01 09 43 41 42 # a size that is too small",
                "00 53 14 c0 0a 06 43 43 a0 01 09 43 41 42 # a size that is too large"
            })
    void what_differs_in_anything_is_left_alone(String drawn) {
        ByteBuffer in = roomy(Wire.frame(0, 3, bytes(drawn)));

        assertThat(read(in)).isNull();
        assertThat(in.position()).isZero();
    }

    /** What the short way reads, null if it leaves that to the long one. */
    private static @Nullable Transfer read(ByteBuffer in) {
        TransferFrame frame = Wire.decoder(FRAME_SIZE_MAX).transfer(in);
        return frame == null ? null : (Transfer) frame.toFrame().performative();
    }

    private static ByteWriter written(Transfer transfer, int payloadLength) {
        ByteWriter out = new ByteWriter(0);
        FrameEncoder.writeTransfer(0, transfer, ByteBuffer.allocate(payloadLength), FRAME_SIZE_MAX, out);
        return out;
    }

    private static ByteBuffer roomy(ByteBuffer frame) {
        return among(frame, false);
    }

    private static Transfer randomTransfer(Random random, boolean isUnusual) {
        byte[] tag = new byte[random.nextInt(33)];
        random.nextBytes(tag);
        return new Transfer(
                random.nextInt(300),
                uint(random),
                random.nextInt(8) == 0 ? null : Binary.of(tag),
                random.nextInt(8) == 0 ? -1 : uint(random),
                random.nextBoolean(),
                isUnusual && random.nextBoolean(),
                isUnusual && random.nextBoolean() ? ReceiverSettleMode.SECOND : null,
                isUnusual && random.nextBoolean() ? DeliveryState.ACCEPTED : null,
                isUnusual && random.nextBoolean(),
                isUnusual && random.nextBoolean(),
                isUnusual && random.nextBoolean());
    }

    private static long uint(Random random) {
        return random.nextInt() >>> random.nextInt(32) & 0xFFFF_FFFFL;
    }

    private static Transfer transfer(int tagLength) {
        Binary tag = Binary.of(new byte[tagLength]);
        return new Transfer(0xFFFF_FFFFL, 256, tag, 70_000, true, false, null, null, false, false, false);
    }

    /** A transfer in any widths, often with something wrong, and sometimes with a payload. */
    private static byte[] body(Random random) {
        ByteWriter list = new ByteWriter(0);
        int count = 3 + random.nextInt(5);
        for (int field = 0; field < count; field++) {
            if (random.nextInt(12) == 0) list.writeByte(Format.NULL);
            else if (field == 2) writeTag(random, list);
            else if (field < 4) writeUint(random, list);
            else list.writeByte(random.nextBoolean() ? Format.TRUE : Format.FALSE);
        }
        int declared = random.nextInt(8) == 0 ? random.nextInt(8) : count;
        ByteWriter body = new ByteWriter(0).writeInt(0x00_53_14_C0);
        body.writeByte(list.length() + 1).writeByte(declared).writeRaw(list.toArray(), 0, list.length());
        for (int left = random.nextInt(3); left > 0; left--) body.writeByte(random.nextInt());
        byte[] bytes = body.toArray();
        if (random.nextInt(4) == 0) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        return bytes;
    }

    private static void writeTag(Random random, ByteWriter out) {
        int length = random.nextInt(8) == 0 ? 30 + random.nextInt(5) : random.nextInt(6);
        if (random.nextInt(8) == 0) out.writeByte(Format.BINARY_32).writeInt(length);
        else out.writeByte(Format.BINARY_8).writeByte(length);
        for (int index = 0; index < length; index++) out.writeByte(random.nextInt());
    }

    private static void writeUint(Random random, ByteWriter out) {
        int width = random.nextInt(3);
        if (width == 0) out.writeByte(Format.UINT_0);
        else if (width == 1) out.writeByte(Format.UINT_SMALL).writeByte(random.nextInt());
        else out.writeByte(Format.UINT).writeInt(random.nextInt());
    }

    private static ByteBuffer among(ByteBuffer frame, boolean isDirect) {
        int length = frame.remaining() + BEHIND;
        ByteBuffer among = isDirect ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
        return among.put(frame.duplicate()).rewind();
    }

    private static @Nullable Frame decoded(ByteBuffer in) {
        return Wire.decoder(FRAME_SIZE_MAX).decode(in);
    }

    private static @Nullable MalformedException refused(ByteBuffer in) {
        return catchThrowableOfType(MalformedException.class, () -> decoded(in));
    }
}
