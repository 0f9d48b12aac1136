package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.sim.check.Finding;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way of breaking a promise to those who come back is found, by the checker whose promise it is. */
final class ProgramBrokenWorldTest {
    private static final int WORLDS = 60;
    private static final int CUTS = 8;

    static List<Arguments> breakages() {
        return List.of(
                broken("forgets what it was sent", "ProgramOnce", ReturnMischiefs.Tagless::new),
                among(Task.Kind.DEAL, "forgets what it has committed", "ProgramOnce", ReturnMischiefs.Dealless::new),
                broken("says that it has what it has lost", "ProgramReach", ReturnMischiefs.Boasting::new),
                broken("does not know its consumers again", "ProgramSession", ReturnMischiefs.Estranged::new),
                broken("does not know its sessions again", "ProgramSession", ReturnMischiefs.Denying::new),
                late(
                        "does not hear what was accepted before the return",
                        "ProgramOnce",
                        ReturnMischiefs.Undecided::new),
                broken("ends subscriptions with the line", "ProgramReach", ReturnMischiefs.Tidy::new),
                broken("answers no message", "ProgramCall", ReturnMischiefs.Silent::new),
                broken("forgets acknowledgements", "ProgramOnce", QueueMischiefs.Amnesiac::new),
                broken("commits by half", "ProgramOnce", QueueMischiefs.Halving::new),
                broken("denies what it has committed", "ProgramOrigin", QueueMischiefs.Lying::new),
                broken("lets messages overtake", "ProgramOrder", QueueMischiefs.Overtaking::new),
                broken("keeps what is sent nowhere", "ProgramReach", QueueMischiefs.Leaking::new),
                broken("sends to the wrong queue", "ProgramReach", QueueMischiefs.Straying::new),
                among(
                        Task.Kind.ASK,
                        "empties temporary queues at the return",
                        "ProgramReach",
                        ProgramMischiefs.Emptying::new),
                among(
                        Task.Kind.ASK,
                        "ends temporary queues with the line",
                        "ProgramReach",
                        ProgramMischiefs.Fleeting::new),
                among(
                        Task.Kind.ASK,
                        "gives answers to another asker",
                        "ProgramOrigin",
                        ProgramMischiefs.Confusing::new),
                broken("keeps what a plain client had", "ProgramReach", ProgramMischiefs.Clinging::new),
                broken("garbles long messages", "ProgramOrigin", ProgramMischiefs.Garbling::new),
                broken("knows no groups", "ProgramGroup", ProgramMischiefs.Scattering::new),
                broken("knows no priorities", "ProgramPriority", ProgramMischiefs.Levelling::new),
                broken("turns priorities round", "ProgramOrder", ProgramMischiefs.Inverting::new),
                broken("splits shared subscriptions", "ProgramOnce", ProgramMischiefs.Splitting::new));
    }

    @ParameterizedTest(name = "a server that {0} is found by {1}")
    @MethodSource("breakages")
    void a_broken_server_is_found(
            String what, String checker, Supplier<Mischief> mischief, Predicate<Schedule> isAffected) {
        TreeSet<String> found = new TreeSet<>();

        int played = 0;
        for (long seed = 1; played < WORLDS && !found.contains(checker); seed++) {
            Schedule schedule = ProgramScheduleWriter.draw(seed);
            if (!isAffected.test(schedule)) continue;
            played++;
            Outcome outcome = Outcome.of(schedule, new Fittings(mischief.get(), SimDisk::new, 100));
            outcome.findings().stream().map(Finding::checker).forEach(found::add);
        }

        assertThat(List.copyOf(found).toString())
                .as("who found a server that " + what)
                .contains(checker);
    }

    private static Arguments broken(String what, String checker, Supplier<Mischief> mischief) {
        Predicate<Schedule> all = schedule -> true;
        return Arguments.of(what, checker, mischief, all);
    }

    /** Tells only in worlds in which somebody is late to say what it has accepted. */
    private static Arguments late(String what, String checker, Supplier<Mischief> mischief) {
        Predicate<Schedule> isAffected = schedule -> LateWriter.isDrawn(schedule.seed());
        return Arguments.of(what, checker, mischief, isAffected);
    }

    /** Tells only in worlds in which somebody does that, and lines are cut again and again. */
    private static Arguments among(Task.Kind kind, String what, String checker, Supplier<Mischief> mischief) {
        Predicate<Schedule> isAffected =
                schedule -> schedule.programs().stream().anyMatch(program -> does(program, kind)) && isCut(schedule);
        return Arguments.of(what, checker, mischief, isAffected);
    }

    private static boolean does(ProgramHabits program, Task.Kind kind) {
        boolean isKept = program.expiryS() > 0;
        return isKept && program.tasks().stream().anyMatch(task -> task.kind() == kind);
    }

    private static boolean isCut(Schedule schedule) {
        long cuts = schedule.steps().stream()
                .filter(step -> step.action() instanceof Action.Cut)
                .count();
        return cuts >= CUTS;
    }
}
