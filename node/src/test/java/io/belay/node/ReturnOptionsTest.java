package io.belay.node;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Their ranges. */
final class ReturnOptionsTest {
    @Test
    void the_least_of_each_is_taken_and_less_is_not() {
        assertThatCode(() -> new ReturnOptions(0, 0, 1, 0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new ReturnOptions(-1, 0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReturnOptions(0, -1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReturnOptions(0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReturnOptions(0, 0, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
