package io.belay.amqp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a peer sends as a value, it is read, or refused with one exception, and nothing is allocated for a promise. */
class HostileValuesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0  | ''                                                    | nothing at all",
                "0  | 57                                                    | a code that nobody defined",
                "0  | c5 01 00                                              | a compound that nobody defined",
                "1  | 56 02                                                 | a boolean of 2",
                "1  | 73 00110000                                           | a char beyond Unicode",
                "1  | 73 ffffffff                                           | a char below zero",
                "2  | a1 05 61                                              | a string cut short",
                "1  | b1 ffffffff 61                                        | a string of 4 GiB",
                "5  | b1 7fffffff 61                                        | a string of 2 GiB",
                "2  | a1 02 c328                                            | a string with half a character",
                "2  | a1 02 c080                                            | a string with an overlong zero",
                "2  | a1 03 eda080                                          | a string with a surrogate",
                "2  | a1 04 f4908080                                        | a string beyond Unicode",
                "4  | a3 03 6162e9                                          | a symbol beyond ASCII",
                "1  | c0 00 00                                              | a list with no room for its count",
                "2  | c0 03 01 41                                           | a list that is larger than all there is",
                "2  | c0 01 01                                              | a list that promises an element",
                "4  | c0 03 01 41 41                                        | a list with more than it counts",
                "4  | c0 02 01 54 07                                        | a list that ends inside its element",
                "5  | d0 00000004 7fffffff                                  | a list of 2 G elements",
                "5  | d0 00000004 ffffffff                                  | a list of minus one",
                "2  | c1 02 01 41                                           | a map with a key alone",
                "5  | d1 00000018 7ffffffe 41414141414141414141414141414141414141 41 | a map of 1 G entries in 29 bytes",
                "7  | c1 09 04 a3 01 61 40 a3 01 61 40                 | a map with a key twice",
                "3  | c1 03 02 45 40                                        | a map with a list as key",
                "3  | c1 05 02 00 40 40 40                                  | a map with a described key",
                "3  | e0 01 00                                              | an array without constructor",
                "3  | e0 02 01 57                                           | an array of what nobody defined",
                "3  | e0 03 02 54 07                                        | an array with an element too few",
                "9  | f0 00000005 7fffffff 71                               | an array of 2 G ints",
                "5  | f0 00000005 ffffffff 40                               | an array of minus one",
                "9  | f0 00000005 7fffffff 40                               | an array of 2 G nulls",
                "9  | f0 00000005 7fffffff 41                               | an array of 2 G trues",
                "9  | f0 00000005 7fffffff 43                               | an array of 2 G zeros",
                "9  | f0 00000005 7fffffff 45                               | an array of 2 G empty lists",
                "1  | 00                                                    | a descriptor that is missing",
                "2  | 00 41                                                 | a described value that is missing"
            })
    void what_no_peer_may_send_is_refused_where_it_goes_wrong(int offset, String drawn, String what) {
        byte[] bytes = Wire.bytes(drawn);

        MalformedException reading = refused(() -> reader(bytes).readValue());
        MalformedException checking = refused(() -> reader(bytes).checkValue());

        assertThat(reading.offset()).as(what + ": " + reading.getMessage()).isEqualTo(offset);
        assertThat(checking).hasMessage(reading.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0 02 01", "d0 00000005 00000001", "00 40", "c1 03 02 40"})
    void values_may_lie_in_32_others_and_no_more(String around) {
        assertThat(nested(around, AmqpReader.DEPTH_MAX - 1).readValue()).isNotNull();
        assertThat(nested(around, AmqpReader.DEPTH_MAX).readValue()).isNotNull();
        nested(around, AmqpReader.DEPTH_MAX).checkValue();

        MalformedException reading =
                refused(() -> nested(around, AmqpReader.DEPTH_MAX + 1).readValue());
        MalformedException checking =
                refused(() -> nested(around, AmqpReader.DEPTH_MAX + 1).checkValue());
        assertThat(Fault.of(reading)).isEqualTo(Fault.LIMIT);
        assertThat(Fault.of(checking)).isEqualTo(Fault.LIMIT);
    }

    @Test
    void a_list_in_20_000_lists_is_refused_and_can_be_skipped() {
        ByteWriter out = new ByteWriter(1 << 18);
        int depth = 20_000;
        for (int left = depth; left > 0; left--)
            out.writeByte(0xD0).writeInt(4 + 9 * (left - 1) + 1).writeInt(1);
        out.writeByte(0x40);
        byte[] bytes = out.toArray();
        AmqpReader skipping = reader(bytes);

        skipping.skipValue();

        assertThat(skipping.remaining()).isZero();
        assertThat(Fault.of(refused(() -> reader(bytes).readValue()))).isEqualTo(Fault.LIMIT);
        assertThat(Fault.of(refused(() -> reader(bytes).checkValue()))).isEqualTo(Fault.LIMIT);
    }

    @Test
    void descriptors_of_descriptors_are_bounded_and_skipped_without_a_stack() {
        byte[] bytes = new byte[200_001];
        Arrays.fill(bytes, 100_000, bytes.length, (byte) 0x40);
        AmqpReader skipping = reader(bytes);

        skipping.skipValue();

        assertThat(skipping.remaining()).isZero();
        assertThat(Fault.of(refused(() -> reader(bytes).readValue()))).isEqualTo(Fault.LIMIT);
        assertThat(Fault.of(refused(() -> reader(bytes).checkValue()))).isEqualTo(Fault.LIMIT);
    }

    @Test
    void an_array_counts_its_descriptors_as_depth() {
        byte[] bytes = Wire.written(out -> {
            out.writeByte(0xE0).writeByte(2 * 40 + 2).writeByte(1);
            for (int left = 40; left > 0; left--) out.writeShort(0x0040);
            out.writeByte(0x41);
        });

        assertThat(Fault.of(refused(() -> reader(bytes).readValue()))).isEqualTo(Fault.LIMIT);
        assertThat(Fault.of(refused(() -> reader(bytes).checkValue()))).isEqualTo(Fault.LIMIT);
    }

    @Test
    void arrays_may_lie_in_32_others_and_no_more() {
        assertThat(arrays(AmqpReader.DEPTH_MAX).readValue()).isNotNull();
        arrays(AmqpReader.DEPTH_MAX).checkValue();
        assertThat(Fault.of(refused(() -> arrays(AmqpReader.DEPTH_MAX + 1).readValue())))
                .isEqualTo(Fault.LIMIT);
        assertThat(Fault.of(refused(() -> arrays(AmqpReader.DEPTH_MAX + 1).checkValue())))
                .isEqualTo(Fault.LIMIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x41, 0x42, 0x43, 0x44, 0x45})
    void an_array_has_256_elements_without_width_and_no_more(int code) {
        assertThat(zeroWidth(AmqpReader.ZERO_WIDTH_MAX - 1, code).readValue()).isNotNull();
        assertThat(zeroWidth(AmqpReader.ZERO_WIDTH_MAX, code).readValue()).isNotNull();
        assertThat(Fault.of(refused(
                        () -> zeroWidth(AmqpReader.ZERO_WIDTH_MAX + 1, code).readValue())))
                .isEqualTo(Fault.LIMIT);
    }

    @ParameterizedTest
    @Seeds(60)
    void a_value_that_is_cut_anywhere_is_refused(long seed) {
        byte[] bytes = Wire.written(out -> AmqpWriter.writeValue(new RandomTypes(seed).value(3), out));

        for (int length = 0; length < bytes.length; length++) {
            AmqpReader cut = new AmqpReader(ByteBuffer.wrap(bytes, 0, length));
            assertThatThrownBy(cut::readValue).isInstanceOf(MalformedException.class);
            AmqpReader skipped = new AmqpReader(ByteBuffer.wrap(bytes, 0, length));
            assertThatThrownBy(skipped::skipValue).isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @Seeds(2000)
    void changed_bytes_are_read_or_refused_and_checking_agrees_with_reading(long seed) {
        Random random = new Random(seed);
        byte[] bytes = Wire.written(out -> AmqpWriter.writeValue(new RandomTypes(seed).value(4), out));
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 0x40);
        }

        MalformedException reading = catchThrowableOfType(
                MalformedException.class, () -> reader(bytes).readValue());
        MalformedException checking = catchThrowableOfType(
                MalformedException.class, () -> reader(bytes).checkValue());

        assertThat(checking == null ? null : checking.getMessage())
                .isEqualTo(reading == null ? null : reading.getMessage());
        if (reading != null) assertThat(reading.offset()).isBetween(0L, (long) bytes.length);
    }

    private static AmqpReader nested(String around, int times) {
        byte[] head = Wire.bytes(around);
        boolean isSized = head[0] != 0;
        boolean isWide = (head[0] & 0xF0) == 0xD0;
        byte[] inside = {0x40};
        for (int left = times; left > 0; left--) {
            byte[] wrapped = new byte[head.length + inside.length];
            System.arraycopy(head, 0, wrapped, 0, head.length);
            System.arraycopy(inside, 0, wrapped, head.length, inside.length);
            if (isSized && !isWide) wrapped[1] = (byte) (wrapped.length - 2);
            if (isWide) ByteBuffer.wrap(wrapped).putInt(1, wrapped.length - 5);
            inside = wrapped;
        }
        return reader(inside);
    }

    /** Arrays of one array each; the innermost has one true. */
    private static AmqpReader arrays(int depth) {
        return reader(Wire.written(out -> {
            out.writeByte(0xF0);
            for (int left = depth - 1; left > 0; left--) {
                out.writeInt(9 * left + 5).writeInt(1).writeByte(0xF0);
            }
            out.writeInt(5).writeInt(1).writeByte(0x41);
        }));
    }

    private static AmqpReader zeroWidth(int count, int code) {
        return reader(Wire.written(
                out -> out.writeByte(0xF0).writeInt(5).writeInt(count).writeByte(code)));
    }

    private static AmqpReader reader(byte[] bytes) {
        return new AmqpReader(ByteBuffer.wrap(bytes));
    }

    private static MalformedException refused(Runnable reading) {
        MalformedException refused = catchThrowableOfType(MalformedException.class, reading::run);
        assertThat(refused).isNotNull();
        return refused;
    }
}
