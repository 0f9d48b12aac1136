package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Worlds in which programs take messages that are settled as they are sent. */
class SettledTest {
    private static final long LAST_BEFORE = 16002881; // the last that was found without them

    @Test
    void one_world_of_ten_has_what_is_settled_as_it_is_sent() {
        int count = 0;
        for (long seed = 1; seed <= 1_000; seed++) if (SettledWriter.isDrawn(seed)) count++;

        assertThat(count).isBetween(70, 130);
    }

    @Test
    void worlds_that_found_something_before_have_none_of_it() {
        List<Long> seeds = Regressions.read(Path.of("regressions", "program-seeds.txt"));

        assertThat(seeds).contains(LAST_BEFORE);
        for (long seed : seeds.subList(0, seeds.indexOf(LAST_BEFORE) + 1))
            assertThat(SettledWriter.isDrawn(seed)).as("seed " + seed).isFalse();
    }

    @Test
    void programs_get_much_and_lose_lines_meanwhile() {
        int came = 0;
        int cut = 0;
        for (long seed = 1; seed <= 300; seed++) {
            if (!SettledWriter.isDrawn(seed)) continue;
            Set<Long> consumers = new LinkedHashSet<>();
            for (Moment moment : Outcome.ofPrograms(seed).history().moments()) {
                if (moment.event() instanceof Event.Ended && !consumers.isEmpty()) cut++;
                if (!(moment.event() instanceof Event.Acted acted)) continue;
                if (acted.act() instanceof Act.Consuming one && one.supply().isSettled()) consumers.add(one.consumer());
                if (acted.act() instanceof Act.Got got && consumers.contains(got.consumer())) came++;
            }
        }

        assertThat(came).as("messages that came settled").isGreaterThan(500);
        assertThat(cut).as("lines that ended meanwhile").isGreaterThan(50);
    }
}
