package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.sim.check.Finding;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way of breaking a promise to those who come back is found, by the checker whose promise it is. */
final class ProgramBrokenWorldTest {
    private static final int SEEDS = 60;

    static List<Arguments> breakages() {
        return List.of(
                broken("forgets what it was sent", "ProgramOnce", ReturnMischiefs.Tagless::new),
                broken("forgets what it has committed", "ProgramReach", ReturnMischiefs.Dealless::new),
                broken("says that it has what it has lost", "ProgramReach", ReturnMischiefs.Boasting::new),
                broken("does not know its consumers again", "ProgramSession", ReturnMischiefs.Estranged::new),
                broken("does not know its sessions again", "ProgramSession", ReturnMischiefs.Denying::new),
                broken("ends subscriptions with the line", "ProgramReach", ReturnMischiefs.Tidy::new),
                broken("answers no message", "ProgramCall", ReturnMischiefs.Silent::new),
                broken("forgets acknowledgements", "ProgramOnce", QueueMischiefs.Amnesiac::new),
                broken("commits by half", "ProgramOnce", QueueMischiefs.Halving::new),
                broken("denies what it has committed", "ProgramOrigin", QueueMischiefs.Lying::new),
                broken("lets messages overtake", "ProgramOrder", QueueMischiefs.Overtaking::new),
                broken("keeps what is sent nowhere", "ProgramReach", QueueMischiefs.Leaking::new),
                broken("sends to the wrong queue", "ProgramReach", QueueMischiefs.Straying::new));
    }

    @ParameterizedTest(name = "a server that {0} is found by {1}")
    @MethodSource("breakages")
    void a_broken_server_is_found(String what, String checker, Supplier<Mischief> mischief) {
        TreeSet<String> found = new TreeSet<>();

        for (long seed = 1; seed <= SEEDS && !found.contains(checker); seed++) {
            Fittings fittings = new Fittings(mischief.get(), SimDisk::new, 100);
            Outcome outcome = Outcome.of(ProgramScheduleWriter.draw(seed), fittings);
            outcome.findings().stream().map(Finding::checker).forEach(found::add);
        }

        assertThat(List.copyOf(found).toString())
                .as("who found a server that " + what)
                .contains(checker);
    }

    private static Arguments broken(String what, String checker, Supplier<Mischief> mischief) {
        return Arguments.of(what, checker, mischief);
    }
}
