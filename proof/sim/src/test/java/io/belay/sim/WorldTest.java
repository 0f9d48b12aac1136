package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Cause;
import io.belay.mqtt.Version;
import io.belay.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Worlds are the same every time, and have seen everything. */
final class WorldTest {
    private static String trace(long seed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HistoryText.writeAll(Outcome.of(seed).history(), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @Seeds(5)
    void a_seed_replays_bit_for_bit(long seed) {
        assertThat(trace(seed)).isEqualTo(trace(seed));
    }

    @Test
    void other_seeds_are_other_worlds() {
        assertThat(trace(1)).isNotEqualTo(trace(2));
    }

    @Test
    void a_hundred_worlds_have_seen_every_kind_of_action_and_event() {
        TreeSet<String> actions = new TreeSet<>();
        TreeSet<String> events = new TreeSet<>();

        for (long seed = 1; seed <= 100; seed++) {
            Outcome outcome = Outcome.of(seed);
            outcome.schedule()
                    .steps()
                    .forEach(step -> actions.add(name(step.action().getClass())));
            outcome.history()
                    .moments()
                    .forEach(moment -> events.add(name(moment.event().getClass())));
        }

        TreeSet<String> known = names(Action.class);
        known.removeAll(List.of("Usurp", "Fog", "Block", "Freeze")); // only in worlds of programs
        assertThat(actions).isEqualTo(known);
        TreeSet<String> sound = names(Event.class);
        sound.removeAll(List.of("StartFailed", "Acted")); // only broken worlds, or those of programs, see these
        assertThat(events).isEqualTo(sound);
    }

    @Test
    void a_node_that_stands_still_twice_stands_still_until_both_are_over() {
        Habits habits = new Habits("c", Version.MQTT_5, true, 600, 0, 10, 0, 0, 100);
        List<Schedule.Step> steps = List.of(
                new Schedule.Step(1_000_000, new Action.Freeze(5_000_000, false)),
                new Schedule.Step(2_000_000, new Action.Freeze(500_000, false)),
                new Schedule.Step(3_000_000, new Action.End(0, Cause.OPERATOR)));
        Host.Setup setup = ScheduleWriter.draw(1).setup();
        Schedule schedule = new Schedule(1, List.of(habits), List.of(), List.of(), setup, steps, 10_000_000);

        History history = new World(schedule, Fittings.SOUND).play();

        assertThat(history.moments())
                .as("whoever stands still obeys no order")
                .noneMatch(each -> each.event() instanceof Event.Provoked);
    }

    private static TreeSet<String> names(Class<?> sealed) {
        return java.util.Arrays.stream(sealed.getPermittedSubclasses())
                .map(WorldTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(Class<?> kind) {
        return kind.getSimpleName();
    }

    @Test
    void the_command_line_counts_schedules_and_findings() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = SimMain.run(new PrintStream(out, true, StandardCharsets.UTF_8), "--seeds", "3", "--from", "5");

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("3 schedules, 0 findings");
    }

    @Test
    void the_command_line_replays_one_seed_with_all_that_happened() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = SimMain.run(new PrintStream(out, true, StandardCharsets.UTF_8), "--replay", "5", "--trace");

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("CONNECT", "Calm[]", "1 schedule, 0 findings");
    }

    @Test
    void a_failure_prints_its_seed_its_findings_and_what_they_are_about() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Fittings wrong = new Fittings(new Mischiefs.Welcoming(), SimDisk::new, 100);

        SimMain.write(Outcome.of(ScheduleWriter.draw(5), wrong), new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("seed 5:", "a second CONNACK came", ">>");
    }

    @Test
    void seeds_are_read_and_comments_are_not(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("seeds.txt");
        Files.writeString(file, "# why\n\n17 what it found\n -4\n");

        assertThat(Regressions.read(file)).containsExactly(17L, -4L);
    }
}
