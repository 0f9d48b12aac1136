package io.belay.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManyTest {
    @ParameterizedTest
    @CsvSource({
        "message, messages",
        "failed delivery, failed deliveries",
        "key, keys",
        "batch, batches",
        "address, addresses",
        "index, indexes",
        "byte, bytes",
    })
    void only_one_is_said_in_the_singular(String one, String several) {
        assertThat(Many.of(0, one)).isEqualTo("0 " + several);
        assertThat(Many.of(1, one)).isEqualTo("1 " + one);
        assertThat(Many.of(2, one)).isEqualTo("2 " + several);
        assertThat(Many.of(-1, one)).isEqualTo("-1 " + several);
    }

    @Test
    void what_is_said_of_them_is_too() {
        assertThat(Many.are(0)).isEqualTo("0 are");
        assertThat(Many.are(1)).isEqualTo("1 is");
        assertThat(Many.are(2)).isEqualTo("2 are");
    }
}
