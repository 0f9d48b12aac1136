package io.belay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private final Messages messages = new Messages();

    @Test
    void a_message_is_held_until_the_last_reference_is_given_up() {
        messages.begin(1, 100, 0);
        messages.hold(1);

        assertThat(messages.release(1)).isFalse();
        assertThat(messages.holds(1)).isTrue();
        assertThat(messages.release(1)).isTrue();
        assertThat(messages.holds(1)).isFalse();
        assertThat(messages.count()).isZero();
    }

    @Test
    void length_and_expiry_are_those_of_the_message() {
        messages.begin(1, Integer.MAX_VALUE, 500);
        messages.begin(2, 0, 0);
        messages.hold(1);

        assertThat(messages.length(1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(messages.expiresAtMs(1)).isEqualTo(500);
        assertThat(messages.length(2)).isZero();
        assertThat(messages.expiresAtMs(2)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void messages_are_walked_in_the_order_of_their_numbers() {
        List<String> walked = new ArrayList<>();
        for (long number = 1; number <= 300; number += 7) messages.begin(number, 1, number % 2);
        for (long number = 1; number <= 100; number += 14) messages.release(number);

        messages.forEach((number, length, expiresAtMs) -> walked.add(number + " " + length + " " + expiresAtMs));

        assertThat(walked).startsWith("8 1 0", "22 1 0").doesNotContain("1 1 1").hasSize(35);
        assertThat(walked).element(34).isEqualTo("295 1 1");
    }

    @Test
    void what_is_not_held_can_not_be_given_up_or_held_again() {
        assertThatThrownBy(() -> messages.release(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> messages.hold(1)).isInstanceOf(IllegalStateException.class);
        messages.begin(1, 1, 0);
        assertThatThrownBy(() -> messages.begin(1, 1, 0)).isInstanceOf(IllegalStateException.class);
    }
}
