package io.belay.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
    @Test
    void what_comes_once_and_in_order_is_clean() {
        Ledger ledger = filled(2, 1, 2, 3);

        assertThat(ledger.isClean()).isTrue();
        assertThat(ledger.isComplete()).isTrue();
    }

    @Test
    void what_never_comes_is_lost() {
        Ledger ledger = filled(1, 1, 3);

        assertThat(ledger.lost()).isEqualTo(1);
        assertThat(ledger.isClean()).isFalse();
    }

    @Test
    void at_quality_of_service_2_nothing_may_come_twice_flag_or_not() {
        Ledger ledger = filled(2, 1, 2, 3);

        ledger.received(2, true);

        assertThat(ledger.isClean()).isFalse();
    }

    @Test
    void at_quality_of_service_1_a_repetition_must_be_flagged() {
        Ledger flagged = filled(1, 1, 2, 3);
        Ledger unflagged = filled(1, 1, 2, 3);

        flagged.received(2, true);
        unflagged.received(2, false);

        assertThat(flagged.isClean()).isTrue();
        assertThat(unflagged.isClean()).isFalse();
    }

    @Test
    void what_the_publisher_sent_again_may_come_again_as_a_new_message() {
        Ledger ledger = filled(1, 1, 2, 3);

        ledger.resent(2);
        ledger.received(2, false);

        assertThat(ledger.isClean()).isTrue();
    }

    @Test
    void first_arrivals_must_be_in_order() {
        assertThat(filled(1, 1, 3, 2).isClean()).isFalse();
    }

    @Test
    void a_number_that_was_never_sent_is_a_problem() {
        Ledger ledger = filled(1, 1, 2, 3);

        ledger.received(4, false);
        ledger.received(0, false);

        assertThat(ledger.isClean()).isFalse();
        assertThat(ledger.problems()).hasSize(2);
    }

    private static Ledger filled(int qos, long... numbers) {
        Ledger ledger = new Ledger("test", qos, 3);
        for (long number : numbers) ledger.received(number, false);
        return ledger;
    }
}
