package io.belay.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;

/** Which retained message a new subscription must, and may, get. */
final class RetainedCheckerTest {
    private static final long NEVER_S = 0xFFFFFFFFL;

    /** A subscriber on line 1, and on line 2 a publisher that has retained message 7 and then 8. */
    private static HistoryScript replaced() {
        return new HistoryScript()
                .connects("sub", true, NEVER_S, false)
                .connects("pub", true, NEVER_S, false)
                .sends(2, "r", 1, 7, true)
                .acknowledges(2, 1)
                .sends(2, "r", 2, 8, true)
                .acknowledges(2, 2);
    }

    @Test
    @Clause("MQTT-3.3.1-5")
    void the_latest_is_right() {
        HistoryScript script = replaced().subscribes(1, "r", 1).deliversRetained(1, "r", 1, 8);

        assertThat(script.judgedBy(new RetainedChecker())).isEmpty();
    }

    @Test
    void one_that_was_replaced_is_found() {
        HistoryScript script = replaced().subscribes(1, "r", 1).deliversRetained(1, "r", 1, 7);

        assertThat(script.judgedBy(new RetainedChecker())).anyMatch(what -> what.contains("message 7"));
    }

    @Test
    void none_is_found() {
        HistoryScript script = replaced().subscribes(1, "r", 1);

        assertThat(script.judgedBy(new RetainedChecker())).isNotEmpty().allMatch(what -> what.contains("did not come"));
    }

    @Test
    @Clause("MQTT-3.3.1-6")
    void none_is_right_once_the_topic_was_cleared() {
        HistoryScript script =
                replaced().sends(2, "r", 3, 0, true).acknowledges(2, 3).subscribes(1, "r", 1);

        assertThat(script.judgedBy(new RetainedChecker())).isEmpty();
    }

    @Test
    void either_is_right_while_the_later_is_not_acknowledged() {
        HistoryScript script =
                replaced().sends(2, "r", 3, 9, true).subscribes(1, "r", 1).deliversRetained(1, "r", 1, 8);

        assertThat(script.judgedBy(new RetainedChecker())).isEmpty();
    }
}
