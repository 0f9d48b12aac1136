package io.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JmsScoresTest {
    private static final JmsContestant BELAY = JmsContestant.of("belay/qpid");
    private static final JmsContestant ARTEMIS = JmsContestant.of("ARTEMIS/QPID");
    private static final List<JmsContestant> BOTH = List.of(BELAY, ARTEMIS);

    @Test
    void medians_and_ratios_stand_beside_the_peer() {
        JmsScores scores = new JmsScores();
        for (int rate : new int[] {900, 300, 600}) scores.add(BELAY, JmsScenario.SYNC, 100, at(rate, 10));
        for (int rate : new int[] {200, 100, 300, 400}) scores.add(ARTEMIS, JmsScenario.SYNC, 100, at(rate, 35));

        List<String> lines = scores.lines(BOTH);

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("BELAY", "600").doesNotContain(" x ");
        assertThat(lines.get(2)).contains("ARTEMIS", "250").endsWith("BELAY/QPID: 2.40 x the rate, 3.50 x fewer ns");
    }

    @Test
    void payloads_are_kept_apart() {
        JmsScores scores = new JmsScores();
        scores.add(BELAY, JmsScenario.TOPIC, 100, at(1, 1));
        scores.add(ARTEMIS, JmsScenario.TOPIC, 1024, at(1, 1));

        assertThat(scores.lines(BOTH)).hasSize(3).noneMatch(line -> line.contains(" x "));
    }

    @Test
    void whatever_is_lost_repeated_or_out_of_order_makes_a_run_unclean() {
        assertThat(clean(0, 0, 0)).isTrue();
        assertThat(clean(1, 0, 0)).isFalse();
        assertThat(clean(0, 1, 0)).isFalse();
        assertThat(clean(0, 0, 1)).isFalse();
    }

    private static boolean clean(long lost, long repeated, long disordered) {
        JmsScores scores = new JmsScores();
        scores.add(
                BELAY,
                JmsScenario.VOLATILE,
                100,
                new JmsResult(9, 9, lost, repeated, disordered, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        return scores.isClean();
    }

    private static JmsResult at(double deliveredPerS, double serverNs) {
        return new JmsResult(1, 1, 0, 0, 0, deliveredPerS, 1, 1, 1, 1, serverNs, 1, 1, 1);
    }
}
