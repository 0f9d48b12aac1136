package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What came to be drawn later than the rest is in some worlds, and not in those that found something before. */
class DrawnTest {
    private enum Kind {
        RACES(2013438, RaceWriter::isDrawn, seed -> RaceWriter.draw(seed, 3, 10_000_000)),
        LATE(4049886, LateWriter::isDrawn, seed -> LateWriter.draw(seed, 3)),
        PARTS(12096144, PartsWriter::isDrawn, seed -> PartsWriter.draw(seed, 3));

        final long lastBefore; // the last that was found without them
        final LongPredicate isDrawn;
        final LongFunction<List<Schedule.Step>> steps;

        Kind(long lastBefore, LongPredicate isDrawn, LongFunction<List<Schedule.Step>> steps) {
            this.lastBefore = lastBefore;
            this.isDrawn = isDrawn;
            this.steps = steps;
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_world_of_ten_has_it(Kind kind) {
        int count = 0;
        for (long seed = 1; seed <= 1_000; seed++) {
            if (kind.isDrawn.test(seed)) count++;
            else assertThat(kind.steps.apply(seed)).isEmpty();
        }

        assertThat(count).isBetween(70, 130);
    }

    @ParameterizedTest
    @EnumSource
    void worlds_that_found_something_before_have_none_of_it(Kind kind) {
        List<Long> seeds = Regressions.read(Path.of("regressions", "program-seeds.txt"));

        assertThat(seeds).contains(kind.lastBefore);
        for (long seed : seeds.subList(0, seeds.indexOf(kind.lastBefore) + 1))
            assertThat(kind.isDrawn.test(seed)).as("seed " + seed).isFalse();
    }
}
