package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Seeds;
import org.junit.jupiter.params.ParameterizedTest;

/** Applications that do this and that, and lines and brokers that fail them at any time. */
class TortureTest {
    @ParameterizedTest
    @Seeds(60)
    void nothing_is_lost_and_nothing_comes_twice(long seed) {
        Torture torture = new Torture(seed, false);

        for (int step = 0; step < 120; step++) torture.doSomething();

        torture.finish();
        assertThat(torture.complaints).as("seed %d", seed).isEmpty();
    }

    @ParameterizedTest
    @Seeds(30)
    void nor_when_the_broker_dies_again_and_again(long seed) {
        Torture torture = new Torture(seed, true);

        for (int step = 0; step < 120; step++) torture.doSomething();

        torture.finish();
        assertThat(torture.complaints).as("seed %d", seed).isEmpty();
    }
}
