package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.sim.Batch.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void what_came_of_seeds_is_told_in_their_order_whichever_ends_first() {
        CountDownLatch isSecondPlayed = new CountDownLatch(1);
        Batch batch = new Batch(2, seed -> {
            if (seed == 7) await(isSecondPlayed);
            if (seed == 8) isSecondPlayed.countDown();
            return new Report(0, "seed " + seed);
        });

        int played = batch.run(7, 3, this::tell);

        assertThat(told).containsExactly("seed 7", "seed 8", "seed 9");
        assertThat(played).isEqualTo(3);
    }

    @Test
    void it_stops_where_it_is_told_to_though_others_are_played_already() {
        Batch batch = new Batch(2, seed -> new Report(seed == 3 ? 1 : 0, "seed " + seed));

        int played = batch.run(1, 1_000, report -> tell(report) && report.findings() == 0);

        assertThat(told).containsExactly("seed 1", "seed 2", "seed 3");
        assertThat(played).isEqualTo(3);
    }

    @Test
    void a_seed_that_cannot_be_played_is_named() {
        Batch batch = new Batch(1, seed -> {
            if (seed == 5) throw new IllegalArgumentException("no such world");
            return new Report(0, "");
        });

        assertThatThrownBy(() -> batch.run(4, 3, this::tell))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("seed 5 cannot be played")
                .hasRootCauseMessage("no such world");
    }

    @Test
    void the_same_happens_in_each_world_on_one_thread_and_on_two() {
        String one = digests("1");

        assertThat(one.lines()).hasSize(9).last().isEqualTo("8 schedules, 0 findings");
        assertThat(digests("2")).isEqualTo(one);
    }

    private static String digests(String threads) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        SimMain.run(print, "--programs", "--seeds", "8", "--digest", "--threads", threads);
        return out.toString(StandardCharsets.UTF_8);
    }

    private boolean tell(Report report) {
        told.add(report.text());
        return true;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
