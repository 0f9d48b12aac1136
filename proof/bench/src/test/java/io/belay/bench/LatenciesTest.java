package io.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 65, 1_000, 1_000_000, 3_600_000_000_000L, Long.MAX_VALUE / 2})
    void one_duration_is_found_again_to_three_percent(long durationNs) {
        Latencies latencies = new Latencies();

        latencies.add(durationNs);

        assertThat(latencies.atShareNs(0.5)).isGreaterThanOrEqualTo(durationNs);
        assertThat((double) latencies.atShareNs(0.5)).isCloseTo(durationNs, Percentage.withPercentage(3.2));
    }

    @Test
    void shares_of_a_thousand_durations_are_where_they_must_be() {
        Latencies latencies = new Latencies();
        for (int us = 1; us <= 1000; us++) latencies.add(us * 1000L);

        assertThat(latencies.count()).isEqualTo(1000);
        assertThat(latencies.atShareNs(0.5) / 1e3).isCloseTo(500, within(16.0));
        assertThat(latencies.atShareNs(0.99) / 1e3).isCloseTo(990, within(32.0));
        assertThat(latencies.atShareNs(1.0) / 1e3).isCloseTo(1000, within(32.0));
    }

    @Test
    void nothing_counted_is_zero() {
        assertThat(new Latencies().atShareNs(0.99)).isZero();
    }

    @Test
    void the_durations_of_two_are_counted_as_if_one_had_counted_them() {
        Latencies one = new Latencies();
        one.add(10);
        Latencies other = new Latencies();
        other.add(20);
        other.add(30);

        one.addAll(other);

        assertThat(one.count()).isEqualTo(3);
        assertThat(one.atShareNs(0.5)).isEqualTo(20);
        assertThat(one.atShareNs(1)).isEqualTo(30);
    }
}
