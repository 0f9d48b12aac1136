package io.belay.sim.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.log.LogOptions;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One transaction of three sends and three acknowledgements, and an end of the process at every point on its way to the
 * disk: the next process finds it wholly or not at all, and wholly if it was answered.
 */
final class CommitCrashTest {
    private static final TreeMap<String, TreeSet<Integer>> NOTHING =
            new TreeMap<>(Map.of("orders", new TreeSet<>(List.of(1, 2, 3))));
    private static final TreeMap<String, TreeSet<Integer>> ALL =
            new TreeMap<>(Map.of("invoices", new TreeSet<>(List.of(4, 5, 6))));
    private static final int TEARS = 150;
    private static final int STEPS_MAX = 100;

    /** How many steps a commit takes until nothing more happens. */
    private static int stepsOfCommit(LogOptions options, int bodyLength) {
        CommitWorld world = committing(options, bodyLength, 0);
        int steps = 0;
        while (world.step()) steps++;
        assertThat(world.isAnswered()).isTrue();
        assertThat(steps).isBetween(3, STEPS_MAX);
        return steps;
    }

    private static CommitWorld committing(LogOptions options, int bodyLength, int steps) {
        CommitWorld world = new CommitWorld(options, bodyLength);
        world.prepare();
        world.askCommit();
        for (int step = 0; step < steps; step++) world.step();
        return world;
    }

    private static LogOptions options(int batchBytesMax) {
        return new LogOptions(16 << 10, batchBytesMax, 64_000, 0, 0);
    }

    private static boolean isWhole(CommitWorld world, String when) {
        boolean wasAnswered = world.isAnswered();
        world.start();
        TreeMap<String, TreeSet<Integer>> found = world.drain();
        assertThat(found).as(when).isIn(NOTHING, ALL);
        if (wasAnswered) assertThat(found).as(when + ", and it was answered").isEqualTo(ALL);
        return found.equals(ALL);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 4 << 10})
    void a_process_that_dies_at_any_step_and_any_byte_of_the_write_leaves_a_transaction_whole(int batchBytesMax) {
        LogOptions options = options(batchBytesMax);
        TreeSet<Boolean> seen = new TreeSet<>();

        int steps = stepsOfCommit(options, 20);
        for (int step = 0; step <= steps; step++) {
            CommitWorld probe = committing(options, 20, step);
            int bytes = probe.disk.hasWrite() ? probe.waitingBytes() : 0;
            for (int count = 0; count <= bytes; count++) {
                CommitWorld world = committing(options, 20, step);
                world.disk.kill(after(count));
                seen.add(isWhole(world, "killed at step " + step + " with " + count + " of " + bytes + " bytes"));
            }
        }

        assertThat(seen).as("both ends were met").containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 700}) // the batch in one sector, or in many
    void a_machine_that_loses_its_power_at_any_step_leaves_a_transaction_whole(int bodyLength) {
        LogOptions options = options(4 << 10);
        TreeSet<Boolean> seen = new TreeSet<>();

        int steps = stepsOfCommit(options, bodyLength);
        for (int step = 0; step <= steps; step++) {
            for (int tear = 0; tear < TEARS; tear++) {
                CommitWorld world = committing(options, bodyLength, step);
                world.disk.losePower(new SplittableRandom(tear));
                seen.add(isWhole(world, "without power at step " + step + ", tear " + tear));
            }
        }

        assertThat(seen).as("both ends were met").containsExactly(false, true);
    }

    @Test
    void what_is_drained_without_a_crash_is_what_was_committed() {
        CommitWorld world = committing(options(4 << 10), 20, STEPS_MAX);

        assertThat(world.isAnswered()).isTrue();
        assertThat(world.drain()).isEqualTo(ALL);
    }

    /** Luck that lets the oldest write get so many bytes far, and nothing else happen. */
    private static RandomGenerator after(int count) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public boolean nextBoolean() {
                return false;
            }

            @Override
            public int nextInt(int bound) {
                return Math.min(count, bound - 1);
            }
        };
    }
}
