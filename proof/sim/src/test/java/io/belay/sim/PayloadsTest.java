package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are known again wherever they are found. */
final class PayloadsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 7, 42, 12_345_678, 99_999_999})
    void a_content_gives_its_number_back(long number) {
        assertThat(Payloads.number(Payloads.content(number))).isEqualTo(number);
    }

    @Test
    void no_number_is_no_body() {
        assertThat(Payloads.isEmpty(Payloads.content(Payloads.NONE))).isTrue();
        assertThat(Payloads.number(Payloads.content(Payloads.NONE))).isEqualTo(Payloads.NONE);
    }

    @Test
    void numbers_are_found_among_other_bytes_in_order() {
        ByteBuffer bytes = ByteBuffer.allocate(60);
        bytes.put((byte) '~')
                .put(Payloads.content(3))
                .put((byte) 9)
                .put(Payloads.content(2))
                .flip();
        List<Long> found = new ArrayList<>();

        Payloads.scan(bytes, found::add);

        assertThat(found).containsExactly(3L, 2L);
        assertThat(bytes.position()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 26, 40_000})
    void a_long_content_gives_its_number_back_if_all_of_it_is_there(int length) {
        byte[] content = Payloads.content(7, length);
        byte[] cut = Arrays.copyOf(content, content.length - 1);
        byte[] garbled = content.clone();
        garbled[garbled.length - 1] ^= 1;

        assertThat(Payloads.number(content)).isEqualTo(7);
        assertThat(Payloads.number(cut)).isEqualTo(Payloads.NONE);
        assertThat(Payloads.number(garbled)).isEqualTo(Payloads.NONE);
    }

    @Test
    void a_marker_that_is_cut_off_is_not_found() {
        byte[] content = Payloads.content(5);
        List<Long> found = new ArrayList<>();

        Payloads.scan(ByteBuffer.wrap(content, 0, content.length - 1), found::add);

        assertThat(found).isEmpty();
    }
}
