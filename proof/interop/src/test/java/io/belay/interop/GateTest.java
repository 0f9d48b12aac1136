package io.belay.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateTest {
    @Test
    void nobody_begins_a_slice_before_the_fault_of_the_one_before() throws Exception {
        Gate gate = new Gate(1, 30, 2);

        for (int number = 1; number <= 10; number++)
            assertThat(gate.mayStart(number)).isTrue();
        assertThat(gate.mayStart(11)).isFalse();
        gate.done();
        assertThat(gate.mayStart(11)).isTrue();
        assertThat(gate.mayStart(21)).isFalse();
        gate.done();
        assertThat(gate.mayStart(30)).isTrue();
    }

    @Test
    void a_fault_is_due_in_the_middle_of_its_slice() throws Exception {
        Gate gate = new Gate(1, 30, 2);

        for (int number = 1; number <= 4; number++) gate.mayStart(number);
        assertThat(gate.awaitMiddle(1)).isFalse();
        gate.mayStart(5);
        assertThat(gate.awaitMiddle(1)).isTrue();
    }

    @Test
    void without_faults_everything_may_go() {
        assertThat(new Gate(2, 5, 0).mayStart(5)).isTrue();
    }
}
