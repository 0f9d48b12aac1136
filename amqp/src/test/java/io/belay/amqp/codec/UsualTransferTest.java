package io.belay.amqp.codec;

import static io.belay.amqp.codec.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Performative.Transfer;
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

/** The short way through transfers says what the long way says, which is taken where the input ends soon after. */
class UsualTransferTest {
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
    @ValueSource(ints = {0, 1, 31, 32})
    void a_tag_of_up_to_32_bytes_is_usual(int tagLength) {
        Transfer transfer = transfer(tagLength);
        ByteWriter out = new ByteWriter(0);
        UsualTransfer.write(transfer, transfer.more(), out);
        AmqpReader reader = new AmqpReader(ByteBuffer.wrap(out.toArray(), 0, out.length()));
        AmqpReader roomy = new AmqpReader(
                ByteBuffer.allocate(out.length() + BEHIND).put(out.view()).rewind());

        assertThat(UsualTransfer.is(transfer)).isTrue();
        assertThat(UsualTransfer.read(reader)).isNull();
        assertThat(reader.position()).isZero();
        assertThat(UsualTransfer.read(roomy)).isEqualTo(transfer);
        assertThat(roomy.position()).isEqualTo(out.length());
    }

    @Test
    void a_tag_of_33_bytes_is_not() {
        assertThat(UsualTransfer.is(transfer(33))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {57, 58, 59})
    void the_longest_is_read_if_the_input_has_a_byte_more(int length) {
        Transfer longest = transfer(32);
        ByteWriter out = new ByteWriter(0);
        UsualTransfer.write(longest, false, out);
        ByteBuffer in = ByteBuffer.allocate(length).put(out.view()).rewind();

        assertThat(out.length()).isEqualTo(57);
        assertThat(UsualTransfer.read(new AmqpReader(in)) != null).isEqualTo(length >= 58);
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
        assertThat(UsualTransfer.read(roomy(drawn))).isNotNull();
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
        AmqpReader reader = roomy(drawn);

        assertThat(UsualTransfer.read(reader)).isNull();
        assertThat(reader.position()).isZero();
    }

    private static AmqpReader roomy(String drawn) {
        byte[] bytes = bytes(drawn);
        return new AmqpReader(
                ByteBuffer.allocate(bytes.length + BEHIND).put(bytes).rewind());
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
