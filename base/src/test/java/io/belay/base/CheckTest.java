package io.belay.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CheckTest {
    @Test
    void what_holds_passes_in_silence() {
        Check.invariant(true, "nothing");
        Check.invariant(true, "nothing", 1);
        Check.argument(true, "nothing", 1);
    }

    @Test
    void a_broken_invariant_says_what_was_expected() {
        assertThatThrownBy(() -> Check.invariant(false, "one live line"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken invariant: one live line");
    }

    @Test
    void a_broken_invariant_says_what_was_found_instead() {
        assertThatThrownBy(() -> Check.invariant(false, "one live line", 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken invariant: one live line, found 2");
    }

    @Test
    void a_caller_outside_the_range_is_told_the_range() {
        assertThatThrownBy(() -> Check.argument(false, "a packet id from 1 to 65535", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a packet id from 1 to 65535, found 0");
    }

    @Test
    void a_malformed_exception_has_reason_offset_and_message_but_no_stack() {
        var malformed = new MalformedException(0x81, 12, "expected a topic, found a wildcard at byte 12");

        assertThat(malformed.reason()).isEqualTo(0x81);
        assertThat(malformed.offset()).isEqualTo(12);
        assertThat(malformed).hasMessage("expected a topic, found a wildcard at byte 12");
        assertThat(malformed.getStackTrace()).isEmpty();
    }

    @Test
    void nothing_can_be_hung_onto_a_malformed_exception() {
        var malformed = new MalformedException(0, -1, "x");

        malformed.addSuppressed(new IllegalStateException("y"));

        assertThat(malformed.getSuppressed()).isEmpty();
    }
}
