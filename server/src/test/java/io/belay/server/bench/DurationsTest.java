package io.belay.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @Test
    void nothing_takes_no_time() {
        assertThat(new Durations().atShareNs(0.5)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 65, 1_000, 1_000_000, 3_600_000_000_000L, Long.MAX_VALUE / 2})
    void one_duration_is_found_again_to_a_thirty_second_part(long durationNs) {
        Durations durations = new Durations();

        durations.add(durationNs);

        assertThat(durations.atShareNs(0.5)).isBetween(durationNs, durationNs + durationNs / 32);
    }

    @ParameterizedTest
    @Seeds(20)
    void a_share_is_told_to_a_thirty_second_part(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] all = random.longs(500, 0, 1L << random.nextInt(1, 40)).toArray();
        Durations first = new Durations();
        Durations second = new Durations();
        for (int index = 0; index < all.length; index++) (index % 2 == 0 ? first : second).add(all[index]);
        first.addAll(second);
        Arrays.sort(all);

        assertThat(first.count()).isEqualTo(all.length);
        for (double share : new double[] {0.5, 0.99, 1}) {
            long exact = all[(int) Math.ceil(share * all.length) - 1];
            assertThat(first.atShareNs(share)).isBetween(exact, exact + exact / 32 + 1);
        }
    }
}
