package io.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JmsLedgerTest {
    @Test
    void a_message_that_nobody_has_is_lost() {
        JmsLedger first = ledger(0, 1);
        JmsLedger second = ledger(3);

        assertThat(JmsLedger.lost(List.of(first, second), new long[] {4})).isEqualTo(1);
        assertThat(JmsLedger.lost(List.of(first, second), new long[] {5})).isEqualTo(2);
        assertThat(JmsLedger.lost(List.of(first), new long[] {2})).isZero();
    }

    @Test
    void a_message_that_one_or_two_consumers_have_twice_is_repeated() {
        assertThat(JmsLedger.repeated(List.of(ledger(0, 1), ledger(2)))).isZero();
        assertThat(JmsLedger.repeated(List.of(ledger(0, 1, 1, 1)))).isEqualTo(2);
        assertThat(JmsLedger.repeated(List.of(ledger(0, 1), ledger(1, 2)))).isEqualTo(1);
    }

    @Test
    void a_message_after_a_later_one_is_out_of_order_and_one_that_comes_again_is_not() {
        assertThat(ledger(0, 2, 5).disordered()).isZero();
        assertThat(ledger(0, 2, 1, 3).disordered()).isEqualTo(1);
        assertThat(ledger(0, 2, 0).disordered()).isZero();
    }

    @Test
    void producers_are_told_apart() {
        JmsLedger ledger = new JmsLedger(2);
        ledger.add(1, 7);
        ledger.add(0, 0);

        assertThat(ledger.disordered()).isZero();
        assertThat(JmsLedger.repeated(List.of(ledger))).isZero();
        assertThat(JmsLedger.lost(List.of(ledger), new long[] {1, 8})).isEqualTo(7);
    }

    private static JmsLedger ledger(long... numbers) {
        JmsLedger ledger = new JmsLedger(1);
        for (long number : numbers) ledger.add(0, number);
        return ledger;
    }
}
