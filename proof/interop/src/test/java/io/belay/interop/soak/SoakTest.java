package io.belay.interop.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slice of {@link Soak}; half an hour of it, with latencies, is a program. */
class SoakTest {
    @TempDir
    Path directory;

    @Test
    void in_an_overload_nothing_that_was_confirmed_is_lost_and_who_behaves_well_is_served() throws Exception {
        try (SoakRun run = new SoakRun(SoakPlan.small(), directory.resolve("data"))) {
            Outcome outcome = run.run();

            assertThat(outcome.trouble()).isEmpty();
            assertThat(outcome.missing()).as(outcome.toString()).isZero();
            assertThat(outcome.confirmed()).isPositive();
            assertThat(outcome.loaded().count()).isPositive();
            assertThat(outcome.bareLoaded().count()).isPositive();
            assertThat(outcome.samples()).allSatisfy(each -> {
                assertThat(each.heapKib()).isPositive();
                assertThat(each.files()).isPositive();
            });
            assertThat(Chart.of(outcome.samples())).startsWith("<svg").contains("polyline");
        }
    }

    @Test
    void a_verdict_is_good_only_if_all_of_it_is() {
        assertThat(outcome(0, 100, 124, 10, 20, List.of()).isGood()).isTrue();
        assertThat(outcome(1, 100, 100, 10, 10, List.of()).isGood()).as("lost").isFalse();
        assertThat(outcome(0, 100, 126, 10, 10, List.of()).isGood()).as("grows").isFalse();
        assertThat(outcome(0, 100, 100, 10, 21, List.of()).isGood()).as("slow").isFalse();
        assertThat(outcome(0, 100, 100, 10, 10, List.of("x")).isGood())
                .as("trouble")
                .isFalse();
    }

    private static Outcome outcome(
            int missing, long heap, long laterHeap, int alone, int loaded, List<String> trouble) {
        List<Sample> samples =
                List.of(new Sample(0, 1, 1, 1, 1), new Sample(1, heap, 1, 1, 1), new Sample(2, laterHeap, 1, 1, 1));
        Times bare = new Times(10, 1, 1);
        Times before = new Times(10, alone, alone);
        Times under = new Times(10, loaded, loaded);
        return new Outcome(10, 0, missing, before, under, bare, bare, samples, "", trouble);
    }

    @Test
    void times_are_read_as_they_are_written() {
        Times times = new Times(7, 100, 900);

        assertThat(Times.read(times.toString())).isEqualTo(times);
        assertThat(new Times(7, 200, 2_700).ratio(times, false)).isEqualTo(2);
        assertThat(new Times(7, 200, 2_700).ratio(times, true)).isEqualTo(3);
    }

    @Test
    void percentiles_are_those_of_what_was_measured() {
        Latency latency = new Latency();
        assertThat(latency.percentile(50)).isZero();
        for (int micros = 100; micros > 0; micros--) latency.add(micros * 1_000L);

        assertThat(latency.percentile(50)).isEqualTo(50);
        assertThat(latency.percentile(99)).isEqualTo(99);
        assertThat(latency.percentile(100)).isEqualTo(100);
        assertThat(latency.count()).isEqualTo(100);
    }
}
