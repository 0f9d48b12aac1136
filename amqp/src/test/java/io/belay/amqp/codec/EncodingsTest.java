package io.belay.amqp.codec;

import static io.belay.amqp.codec.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.amqp.type.AmqpArray;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Char;
import io.belay.amqp.type.Decimal128;
import io.belay.amqp.type.Decimal32;
import io.belay.amqp.type.Decimal64;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedByte;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.amqp.type.UnsignedShort;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every encoding of every type (AMQP 1.0 §1.6). */
class EncodingsTest {
    private static final Symbol RED = Symbol.of("red");

    static Stream<Arguments> smallest() {
        return Stream.of(
                Arguments.of("40", null),
                Arguments.of("41", true),
                Arguments.of("42", false),
                Arguments.of("50 ff", new UnsignedByte(255)),
                Arguments.of("60 ffff", new UnsignedShort(65_535)),
                Arguments.of("43", new UnsignedInteger(0)),
                Arguments.of("52 ff", new UnsignedInteger(255)),
                Arguments.of("70 00000100", new UnsignedInteger(256)),
                Arguments.of("70 ffffffff", new UnsignedInteger(-1)),
                Arguments.of("44", new UnsignedLong(0)),
                Arguments.of("53 ff", new UnsignedLong(255)),
                Arguments.of("80 0000000000000100", new UnsignedLong(256)),
                Arguments.of("80 ffffffffffffffff", new UnsignedLong(-1)),
                Arguments.of("51 80", (byte) -128),
                Arguments.of("61 8000", Short.MIN_VALUE),
                Arguments.of("54 80", -128),
                Arguments.of("71 ffffff7f", -129),
                Arguments.of("54 7f", 127),
                Arguments.of("71 00000080", 128),
                Arguments.of("55 80", -128L),
                Arguments.of("81 ffffffffffffff7f", -129L),
                Arguments.of("55 7f", 127L),
                Arguments.of("81 0000000000000080", 128L),
                Arguments.of("72 3fc00000", 1.5f),
                Arguments.of("82 3ff8000000000000", 1.5),
                Arguments.of("74 01020304", new Decimal32(0x01020304)),
                Arguments.of("84 0102030405060708", new Decimal64(0x0102030405060708L)),
                Arguments.of("94 0000000000000001 0000000000000002", new Decimal128(1, 2)),
                Arguments.of("73 0010ffff", new Char(0x10FFFF)),
                Arguments.of("83 ffffffffffffffff", new Timestamp(-1)),
                Arguments.of("98 0000000000000001 0000000000000002", new UUID(1, 2)),
                Arguments.of("a0 02 00ff", Binary.of((byte) 0, (byte) -1)),
                Arguments.of("a1 00", ""),
                Arguments.of("a1 05 'a' 00 'b' c3a9", "a\0bé"),
                Arguments.of("a1 04 f09f9880", "\uD83D\uDE00"),
                Arguments.of("a3 03 'red'", RED),
                Arguments.of("45", List.of()),
                Arguments.of("c0 04 03 40 41 43", Arrays.asList(null, true, new UnsignedInteger(0))),
                Arguments.of("c1 01 00", Map.of()),
                Arguments.of("c1 07 02 a3 03 'red' 40", one(RED, null)),
                Arguments.of("00 a3 03 'red' 54 07", new Described(RED, 7)),
                Arguments.of("00 53 24 45", new Described(new UnsignedLong(0x24), List.of())),
                Arguments.of("00 00 40 41 42", new Described(new Described(null, true), false)));
    }

    static Stream<Arguments> longer() {
        return Stream.of(
                Arguments.of("56 01", true),
                Arguments.of("56 00", false),
                Arguments.of("52 00", new UnsignedInteger(0)),
                Arguments.of("70 00000000", new UnsignedInteger(0)),
                Arguments.of("53 00", new UnsignedLong(0)),
                Arguments.of("80 0000000000000000", new UnsignedLong(0)),
                Arguments.of("71 00000001", 1),
                Arguments.of("81 0000000000000001", 1L),
                Arguments.of("b0 00000001 07", Binary.of((byte) 7)),
                Arguments.of("b1 00000001 'a'", "a"),
                Arguments.of("b3 00000003 'red'", RED),
                Arguments.of("c0 01 00", List.of()),
                Arguments.of("d0 00000004 00000000", List.of()),
                Arguments.of("d0 00000005 00000001 41", List.of(true)),
                Arguments.of("d1 00000004 00000000", Map.of()),
                Arguments.of("d1 0000000a 00000002 a3 03 'red' 40", one(RED, null)),
                Arguments.of("00 80 0000000000000024 45", new Described(new UnsignedLong(0x24), List.of())));
    }

    static Stream<Arguments> arrays() {
        return Stream.of(
                Arguments.of("e0 02 00 40", array(Format.NULL)),
                Arguments.of("e0 02 02 40", array(Format.NULL, null, null)),
                Arguments.of("e0 02 01 41", array(Format.TRUE, true)),
                Arguments.of("e0 02 01 42", array(Format.FALSE, false)),
                Arguments.of("e0 02 01 43", array(Format.UINT_0, new UnsignedInteger(0))),
                Arguments.of("e0 02 01 44", array(Format.ULONG_0, new UnsignedLong(0))),
                Arguments.of("e0 02 01 45", array(Format.LIST_0, List.of())),
                Arguments.of("e0 04 02 56 01 00", array(Format.BOOLEAN, true, false)),
                Arguments.of("e0 03 01 50 ff", array(Format.UBYTE, new UnsignedByte(255))),
                Arguments.of("e0 03 01 51 ff", array(Format.BYTE, (byte) -1)),
                Arguments.of("e0 03 01 52 ff", array(Format.UINT_SMALL, new UnsignedInteger(255))),
                Arguments.of("e0 03 01 53 ff", array(Format.ULONG_SMALL, new UnsignedLong(255))),
                Arguments.of("e0 03 01 54 ff", array(Format.INT_SMALL, -1)),
                Arguments.of("e0 03 01 55 ff", array(Format.LONG_SMALL, -1L)),
                Arguments.of("e0 04 01 60 ffff", array(Format.USHORT, new UnsignedShort(65_535))),
                Arguments.of("e0 04 01 61 ffff", array(Format.SHORT, (short) -1)),
                Arguments.of("e0 06 01 70 00000001", array(Format.UINT, new UnsignedInteger(1))),
                Arguments.of("e0 0a 02 71 00000001 ffffffff", array(Format.INT, 1, -1)),
                Arguments.of("e0 06 01 72 3fc00000", array(Format.FLOAT, 1.5f)),
                Arguments.of("e0 06 01 73 00000041", array(Format.CHAR, new Char('A'))),
                Arguments.of("e0 06 01 74 00000041", array(Format.DECIMAL_32, new Decimal32(0x41))),
                Arguments.of("e0 0a 01 80 0000000000000001", array(Format.ULONG, new UnsignedLong(1))),
                Arguments.of("e0 0a 01 81 0000000000000001", array(Format.LONG, 1L)),
                Arguments.of("e0 0a 01 82 3ff8000000000000", array(Format.DOUBLE, 1.5)),
                Arguments.of("e0 0a 01 83 0000000000000001", array(Format.TIMESTAMP, new Timestamp(1))),
                Arguments.of("e0 0a 01 84 0000000000000001", array(Format.DECIMAL_64, new Decimal64(1))),
                Arguments.of(
                        "e0 12 01 94 0000000000000001 0000000000000002",
                        array(Format.DECIMAL_128, new Decimal128(1, 2))),
                Arguments.of("e0 12 01 98 0000000000000001 0000000000000002", array(Format.UUID, new UUID(1, 2))),
                Arguments.of("e0 05 02 a0 01 07 00", array(Format.BINARY_8, Binary.of((byte) 7), Binary.of())),
                Arguments.of("e0 04 01 a1 01 'a'", array(Format.STRING_8, "a")),
                Arguments.of("e0 06 01 a3 03 'red'", array(Format.SYMBOL_8, RED)),
                Arguments.of("e0 07 01 b0 00000001 07", array(Format.BINARY_32, Binary.of((byte) 7))),
                Arguments.of("e0 07 01 b1 00000001 'a'", array(Format.STRING_32, "a")),
                Arguments.of("e0 09 01 b3 00000003 'red'", array(Format.SYMBOL_32, RED)),
                Arguments.of("e0 07 02 c0 02 01 41 01 00", array(Format.LIST_8, List.of(true), List.of())),
                Arguments.of("e0 0b 01 d0 00000005 00000001 41", array(Format.LIST_32, List.of(true))),
                Arguments.of("e0 09 01 c1 06 02 a3 02 'ab' 40", array(Format.MAP_8, one(Symbol.of("ab"), null))),
                Arguments.of("e0 0a 01 d1 00000004 00000000", array(Format.MAP_32, Map.of())),
                Arguments.of("e0 05 01 e0 02 01 41", array(Format.ARRAY_8, array(Format.TRUE, true))),
                Arguments.of("e0 0b 01 f0 00000005 00000001 41", array(Format.ARRAY_32, array(Format.TRUE, true))),
                Arguments.of(
                        "e0 09 01 00 a3 03 'red' 54 07 # described: the descriptor stands once",
                        new AmqpArray(List.of(RED), Format.INT_SMALL, List.of(7))),
                Arguments.of(
                        "e0 06 01 00 40 00 41 45",
                        new AmqpArray(Arrays.asList(null, true), Format.LIST_0, List.of(List.of()))));
    }

    @ParameterizedTest
    @MethodSource({"smallest", "arrays"})
    @Clause("AMQP-1.6")
    void the_smallest_encoding_is_read_and_written(String drawn, @Nullable Object value) {
        byte[] bytes = bytes(drawn);

        assertThat(read(bytes)).isEqualTo(value);
        assertThat(Wire.written(out -> AmqpWriter.writeValue(value, out))).containsExactly(bytes);
    }

    @ParameterizedTest
    @MethodSource("longer")
    @Clause("AMQP-1.6")
    void a_longer_encoding_is_read_as_well(String drawn, Object value) {
        assertThat(read(bytes(drawn))).isEqualTo(value);
    }

    @Test
    void an_array_in_the_wide_form_is_read_and_its_elements_keep_their_constructor() {
        Object array = read(bytes("""
                f0 0000000d 00000002  # size, count
                71                    # constructor: int
                00000001 00000002
                """));

        assertThat(array).isEqualTo(array(Format.INT, 1, 2));
    }

    @Test
    void text_of_255_bytes_has_a_narrow_size_and_of_256_a_wide_one() {
        assertThat(Wire.written(out -> AmqpWriter.writeString("a".repeat(255), out)))
                .startsWith(0xA1, 0xFF)
                .hasSize(257);
        assertThat(Wire.written(out -> AmqpWriter.writeString("a".repeat(256), out)))
                .startsWith(0xB1, 0, 0, 1, 0)
                .hasSize(261);
    }

    @Test
    void a_list_of_255_elements_has_a_narrow_size_only_if_its_bytes_fit_as_well() {
        List<Boolean> most = Collections.nCopies(254, true);
        List<Boolean> more = Collections.nCopies(255, true);

        // The size counts the byte of the count too.
        assertThat(Wire.written(out -> AmqpWriter.writeValue(most, out))).startsWith(0xC0, 255, 254);
        assertThat(Wire.written(out -> AmqpWriter.writeValue(more, out)))
                .startsWith(0xD0, 0, 0, 1, 3, 0, 0, 0, 255, 0x41)
                .hasSize(9 + 255);
        assertThat(read(Wire.written(out -> AmqpWriter.writeValue(more, out)))).isEqualTo(more);
    }

    @Test
    void symbols_that_are_all_short_share_the_narrow_form() {
        Symbol longest = Symbol.of("s".repeat(255));
        Symbol longer = Symbol.of("s".repeat(256));

        assertThat(AmqpArray.ofSymbols(List.of(RED, longest)).formatCode()).isEqualTo(Format.SYMBOL_8);
        assertThat(AmqpArray.ofSymbols(List.of(RED, longer)).formatCode()).isEqualTo(Format.SYMBOL_32);
    }

    @Test
    void what_is_no_value_of_amqp_is_a_bug_of_the_caller() {
        assertUnwritable(new StringBuilder());
        assertUnwritable(array(Format.INT, 1L));
        assertUnwritable(array(Format.INT, (Object) null));
        assertUnwritable(array(Format.NULL, 1));
        assertUnwritable(array(Format.UINT_SMALL, new UnsignedInteger(256)));
        assertUnwritable(array(Format.INT_SMALL, 128));
        assertUnwritable(array(Format.STRING_8, "a".repeat(256)));
        assertUnwritable(array(Format.LIST_8, List.of("a".repeat(255))));
        assertUnwritable(array(0x57, 1));
        assertUnwritable(array(0xC5, List.of()));
        assertUnwritable(array(0xA2, ""));
    }

    private static void assertUnwritable(Object value) {
        assertThatThrownBy(() -> Wire.written(out -> AmqpWriter.writeValue(value, out)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static @Nullable Object read(byte[] bytes) {
        AmqpReader reader = new AmqpReader(ByteBuffer.wrap(bytes));
        Object value = reader.readValue();
        assertThat(reader.remaining()).isZero();
        return value;
    }

    private static AmqpArray array(int code, @Nullable Object... values) {
        return new AmqpArray(List.of(), code, Arrays.asList(values));
    }

    private static Map<Object, @Nullable Object> one(Object key, @Nullable Object value) {
        return Collections.singletonMap(key, value);
    }
}
