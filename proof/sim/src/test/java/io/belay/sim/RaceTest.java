package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Worlds in which clients begin attempts to return beside others. */
class RaceTest {
    @Test
    void attempts_run_side_by_side_and_either_is_answered_first() {
        int elder = 0;
        int younger = 0;
        for (long seed = 1; seed <= 800; seed++) {
            if (!RaceWriter.isDrawn(seed)) continue;
            for (boolean isElder : winners(Outcome.ofPrograms(seed).history())) {
                if (isElder) elder++;
                else younger++;
            }
        }

        assertThat(elder).as("races that the elder won").isGreaterThan(5);
        assertThat(younger).as("races that the younger won").isGreaterThan(5);
    }

    /** Of each race whether the elder won; of those whose loser had come to stand. */
    private static List<Boolean> winners(History history) {
        TreeMap<String, Integer> newest = new TreeMap<>(); // line of each process
        TreeMap<Integer, String> owners = new TreeMap<>();
        return history.moments().stream()
                .map(Moment::event)
                .flatMap(event -> {
                    if (event instanceof Event.Acted acted && acted.act() instanceof Act.Dialed dialed) {
                        String who = acted.program() + "#" + acted.life();
                        newest.put(who, dialed.line());
                        owners.put(dialed.line(), who);
                    }
                    boolean isLoser = event instanceof Event.Ended ended
                            && !ended.atServer()
                            && ended.why().contains("answered first");
                    if (!isLoser) return Stream.empty();
                    int line = ((Event.Ended) event).line();
                    return Stream.of(line == newest.get(owners.get(line)));
                })
                .toList();
    }
}
