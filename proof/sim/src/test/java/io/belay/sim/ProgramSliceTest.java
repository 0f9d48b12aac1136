package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The slice of worlds of programs that every build plays: the first {@value #SCHEDULES}, or as many as {@code -Dbelay.programs} says. */
final class ProgramSliceTest {
    private static final int SCHEDULES = 600;

    @Test
    void every_promise_to_programs_is_kept_in_every_world_of_the_slice() {
        int count = Integer.getInteger("belay.programs", SCHEDULES);

        for (long seed = 1; seed <= count; seed++) {
            Outcome outcome = Outcome.ofPrograms(seed);
            assertThat(outcome.findings()).as(() -> story(outcome)).isEmpty();
        }
    }

    @Test
    void every_promise_to_programs_is_kept_in_the_worlds_that_once_broke_one() {
        for (long seed : Regressions.read(Path.of("regressions", "program-seeds.txt"))) {
            Outcome outcome = Outcome.ofPrograms(seed);
            assertThat(outcome.findings()).as(() -> story(outcome)).isEmpty();
        }
    }

    @Test
    void a_world_of_programs_replays_bit_for_bit() {
        for (long seed = 2; seed <= 4; seed++) assertThat(trace(seed)).isEqualTo(trace(seed));
    }

    @Test
    void forty_worlds_of_programs_have_seen_every_kind_of_act() {
        TreeSet<String> acts = new TreeSet<>();
        for (long seed = 1; seed <= 40; seed++) {
            Outcome.ofPrograms(seed).history().moments().forEach(moment -> {
                if (moment.event() instanceof Event.Acted acted)
                    acts.add(acted.act().getClass().getSimpleName());
            });
        }

        TreeSet<String> all = java.util.Arrays.stream(Act.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        all.remove("Voided"); // Few worlds see it: somebody must be late after a restart.
        acts.remove("Voided");
        assertThat(acts).isEqualTo(all);
    }

    private static String trace(long seed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HistoryText.writeAll(Outcome.ofPrograms(seed).history(), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String story(Outcome outcome) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SimMain.write(outcome, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
