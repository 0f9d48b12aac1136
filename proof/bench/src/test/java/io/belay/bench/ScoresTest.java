package io.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.BrokerProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
    @Test
    void the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle() {
        assertThat(Scores.median(List.of(at(3), at(1), at(2)), LoadResult::deliveredPerS))
                .isEqualTo(2);
        assertThat(Scores.median(List.of(at(4), at(1), at(2), at(3)), LoadResult::deliveredPerS))
                .isEqualTo(2.5);
    }

    @Test
    void the_ratio_stands_beside_the_broker_that_the_first_is_compared_with() {
        Scores scores = new Scores();
        scores.add(BrokerProgram.BELAY, Scenario.QOS0, false, at(300));
        scores.add(BrokerProgram.MOSQUITTO, Scenario.QOS0, false, at(100));

        List<String> lines = scores.lines(List.of(BrokerProgram.BELAY, BrokerProgram.MOSQUITTO));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("BELAY").doesNotContain(" x");
        assertThat(lines.get(2)).endsWith("BELAY is 3.00 x");
    }

    @Test
    void only_a_loss_at_quality_of_service_1_makes_a_run_unclean() {
        LoadResult lossy = new LoadResult(10, 10, 9, 1, 0, 9, 1, 1, 1, 1, 1);
        Scores scores = new Scores();

        scores.add(BrokerProgram.MOSQUITTO, Scenario.QOS0, false, lossy);
        assertThat(scores.isClean()).isTrue();

        scores.add(BrokerProgram.MOSQUITTO, Scenario.QOS1, false, lossy);
        assertThat(scores.isClean()).isFalse();
    }

    private static LoadResult at(double deliveredPerS) {
        return new LoadResult(1, 0, 1, 0, 0, deliveredPerS, 1, 1, 1, 1, 1);
    }
}
