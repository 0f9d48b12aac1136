package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.client.ClientEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackupTest {
    private static final long LENGTH_US = 1_000_000;

    @Test
    void one_world_of_ten_is_restored_from_a_backup_that_was_begun_before() {
        int count = 0;
        for (long seed = 1; seed <= 1_000; seed++) {
            List<Schedule.Step> steps = BackupWriter.draw(seed, LENGTH_US);
            if (steps.isEmpty()) continue;
            count++;
            assertThat(steps.get(0).action()).isInstanceOf(Action.BackUp.class);
            assertThat(steps.get(1).action()).isInstanceOf(Action.Restore.class);
            assertThat(steps.get(1).atUs()).isBetween(steps.get(0).atUs(), LENGTH_US);
        }

        assertThat(count).isBetween(70, 130);
    }

    @Test
    void worlds_that_found_something_before_there_were_backups_have_none() {
        List<Long> seeds = Regressions.read(Path.of("regressions", "program-seeds.txt"));
        int last = seeds.indexOf(776094L);

        assertThat(last).isPositive();
        for (long seed : seeds.subList(0, last + 1))
            assertThat(BackupWriter.draw(seed, LENGTH_US)).as("seed " + seed).isEmpty();
    }

    @Test
    void brokers_are_restored_and_programs_that_go_on_are_told() {
        int restored = 0;
        int told = 0;
        for (long seed = 1; seed <= 200; seed++) {
            if (BackupWriter.draw(seed, LENGTH_US).isEmpty()) continue;
            List<Moment> moments = Outcome.ofPrograms(seed).history().moments();
            if (moments.stream().anyMatch(moment -> moment.event() instanceof Event.Restored)) restored++;
            if (moments.stream().anyMatch(moment -> isTold(moment.event()))) told++;
        }

        assertThat(restored).as("worlds of 200").isGreaterThan(5);
        assertThat(told).as("in which a program was told").isPositive();
    }

    private static boolean isTold(Event event) {
        return event instanceof Event.Acted acted
                && acted.act() instanceof Act.Heard heard
                && heard.event() instanceof ClientEvent.Restored;
    }
}
