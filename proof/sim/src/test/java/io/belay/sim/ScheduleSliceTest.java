package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The slice of worlds that every build plays: the first {@value #SCHEDULES}, or as many as {@code -Dbelay.schedules} says. */
final class ScheduleSliceTest {
    private static final int SCHEDULES = 600;

    @Test
    void every_promise_is_kept_in_every_world_of_the_slice() {
        int count = Integer.getInteger("belay.schedules", SCHEDULES);

        for (long seed = 1; seed <= count; seed++) {
            Outcome outcome = Outcome.of(seed);
            assertThat(outcome.findings()).as(() -> story(outcome)).isEmpty();
        }
    }

    @Test
    void every_promise_is_kept_in_the_worlds_that_once_broke_one() {
        for (long seed : Regressions.read(Path.of("regressions", "seeds.txt"))) {
            Outcome outcome = Outcome.of(seed);
            assertThat(outcome.findings()).as(() -> story(outcome)).isEmpty();
        }
    }

    private static String story(Outcome outcome) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SimMain.write(outcome, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
