package io.belay.amqp.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The small values: their ranges, that they are equal when they mean the same, and the order that tables need. */
class ValuesTest {
    @Test
    void numbers_keep_to_their_ranges() {
        assertThat(new UnsignedByte(0).value()).isZero();
        assertThat(new UnsignedByte(255).value()).isEqualTo(255);
        assertThat(new UnsignedShort(65_535).value()).isEqualTo(65_535);
        assertThat(new Char(0x10FFFF).codePoint()).isEqualTo(0x10FFFF);
        assertRefused(() -> new UnsignedByte(-1));
        assertRefused(() -> new UnsignedByte(256));
        assertRefused(() -> new UnsignedShort(-1));
        assertRefused(() -> new UnsignedShort(65_536));
        assertRefused(() -> new Char(-1));
        assertRefused(() -> new Char(0x110000));
    }

    @Test
    void the_highest_bit_of_an_unsigned_number_is_no_sign() {
        assertThat(new UnsignedInteger(-1).value()).isEqualTo(4_294_967_295L);
        assertThat(new UnsignedInteger(-1))
                .isGreaterThan(new UnsignedInteger(1))
                .hasToString("UnsignedInteger[value=4294967295]");
        assertThat(new UnsignedLong(-1))
                .isGreaterThan(new UnsignedLong(1))
                .hasToString("UnsignedLong[value=18446744073709551615]");
    }

    @Test
    void a_symbol_is_ascii() {
        assertThat(Symbol.of("a\u007F").text()).isEqualTo("a\u007F");
        assertThat(Symbol.of("red")).isEqualTo(Symbol.of("red")).hasToString("red");
        assertRefused(() -> Symbol.of("caf\u00E9"));
        assertRefused(() -> Symbol.of("\u0080"));
    }

    @ParameterizedTest
    @Seeds(20)
    void a_copy_of_bytes_has_just_those_however_many_they_are(long seed) {
        byte[] bytes = new byte[80];
        new Random(seed).nextBytes(bytes);

        for (int length = 0; length <= 40; length++) {
            ByteBuffer heap = ByteBuffer.wrap(bytes, 0, length + 3);
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(length + 3).put(heap.duplicate()).flip();
            Binary expected = Binary.of(Arrays.copyOfRange(bytes, 3, length + 3));
            assertThat(Binary.copyOf(heap, 3, length)).isEqualTo(expected);
            assertThat(Binary.copyOf(direct, 3, length)).isEqualTo(expected);
        }
    }

    @Test
    void rows_of_bytes_are_equal_from_the_first_time_they_are_asked() {
        Binary one = Binary.of((byte) 1, (byte) 2);
        Binary other = Binary.copyOf(ByteBuffer.wrap(new byte[] {0, 1, 2, 3}), 1, 2);

        assertThat(one.hashCode()).isEqualTo(other.hashCode());
        assertThat(one).isEqualTo(other).isNotEqualTo(Binary.of((byte) 1)).hasToString("Binary[0102]");
        assertThat(one).isNotEqualTo("Binary[0102]");
        assertThat(other.length()).isEqualTo(2);
        assertThat(other.at(1)).isEqualTo((byte) 2);
        assertThat(Binary.of((byte) -1)).isGreaterThan(Binary.of((byte) 1, (byte) 1));
    }

    @Test
    void every_value_has_an_order_for_the_tables_that_a_peer_could_fill() {
        assertOrdered(List.of(new UnsignedByte(1), new UnsignedByte(2)));
        assertOrdered(List.of(new UnsignedShort(1), new UnsignedShort(2)));
        assertOrdered(List.of(new UnsignedInteger(1), new UnsignedInteger(-1)));
        assertOrdered(List.of(new UnsignedLong(1), new UnsignedLong(-1)));
        assertOrdered(List.of(new Decimal32(1), new Decimal32(2)));
        assertOrdered(List.of(new Decimal64(1), new Decimal64(2)));
        assertOrdered(List.of(new Decimal128(1, 2), new Decimal128(1, 3), new Decimal128(2, 1)));
        assertOrdered(List.of(new Char(1), new Char(2)));
        assertOrdered(List.of(new Timestamp(-1), new Timestamp(2)));
        assertOrdered(List.of(Symbol.of("a"), Symbol.of("b")));
    }

    @ParameterizedTest
    @EnumSource
    void a_word_of_the_standard_is_found_by_number_and_by_name(Descriptor descriptor) {
        assertThat(Descriptor.of(descriptor.code())).isEqualTo(descriptor);
        assertThat(Descriptor.of(new UnsignedLong(descriptor.code()))).isEqualTo(descriptor);
        assertThat(Descriptor.of((Object) descriptor.symbol())).isEqualTo(descriptor);
    }

    @Test
    void what_is_no_word_of_the_standard_is_not_found() {
        assertThat(Descriptor.of(0x0F)).isNull();
        assertThat(Descriptor.of(0x1A)).isNull();
        assertThat(Descriptor.of(0x79)).isNull();
        assertThat(Descriptor.of(-1)).isNull();
        assertThat(Descriptor.of(0x0000468C_00000004L)).isNull();
        assertThat(Descriptor.of((Object) Symbol.of("amqp:open"))).isNull();
        assertThat(Descriptor.of("amqp:open:list")).isNull();
        assertThat(Descriptor.of((Object) null)).isNull();
    }

    @Test
    void an_expiry_policy_is_found_by_its_word() {
        for (ExpiryPolicy policy : ExpiryPolicy.values()) {
            assertThat(ExpiryPolicy.of(policy.symbol())).isEqualTo(policy);
        }
        assertThat(ExpiryPolicy.of(Symbol.of("tomorrow"))).isNull();
    }

    @Test
    void the_other_end_of_a_link_has_the_other_role() {
        assertThat(Role.SENDER.opposite()).isEqualTo(Role.RECEIVER);
        assertThat(Role.RECEIVER.opposite()).isEqualTo(Role.SENDER);
    }

    private static <T extends Comparable<T>> void assertOrdered(List<T> rising) {
        List<T> falling = new ArrayList<>(rising);
        Collections.reverse(falling);

        assertThat(new TreeSet<>(falling)).containsExactlyElementsOf(rising);
        assertThat(new TreeSet<>(rising).contains(rising.get(0))).isTrue();
    }

    private static void assertRefused(Runnable creation) {
        assertThatThrownBy(creation::run).isInstanceOf(IllegalArgumentException.class);
    }
}
