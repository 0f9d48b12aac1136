package io.belay.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.mqtt.ReasonCode;
import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;

/** When a will must be published, and when it must not. */
final class WillCheckerTest {
    private static final long NEVER_S = 0xFFFFFFFFL;
    private static final long WILL = 5;

    /** A watcher on line 1 and a client with a will on line 2. */
    private static HistoryScript watched(long delayS) {
        return new HistoryScript()
                .connects("watcher", true, NEVER_S, false)
                .subscribes(1, "w", 1)
                .asks("c", true, NEVER_S, HistoryScript.will(WILL, delayS))
                .answered(false);
    }

    private static HistoryScript fired(HistoryScript script) {
        return script.delivers(1, "w", 1, false, 1, WILL);
    }

    @Test
    @Clause("MQTT-3.1.2-8")
    void a_will_that_is_never_published_is_missed() {
        HistoryScript script = watched(0).loses(2).pass(20_000);

        assertThat(script.judgedBy(new WillChecker()))
                .singleElement()
                .asString()
                .contains("never published");
    }

    @Test
    void a_will_that_is_published_when_due_is_right() {
        HistoryScript script = fired(watched(10).loses(2).pass(10_001)).pass(20_000);

        assertThat(script.judgedBy(new WillChecker())).isEmpty();
    }

    @Test
    void a_will_before_its_delay_has_passed_is_found() {
        HistoryScript script = fired(watched(10).loses(2).pass(9_970));

        assertThat(script.judgedBy(new WillChecker()))
                .singleElement()
                .asString()
                .contains("before it was due");
    }

    @Test
    @Clause("MQTT-3.1.2-10")
    void a_will_after_goodbye_is_found() {
        HistoryScript script = fired(watched(0).leaves(2, ReasonCode.SUCCESS));

        assertThat(script.judgedBy(new WillChecker()))
                .singleElement()
                .asString()
                .contains("cancelled");
    }

    @Test
    @Clause("MQTT-3.14.4-3")
    void a_goodbye_that_asks_for_the_will_gets_it() {
        HistoryScript script =
                watched(0).leaves(2, ReasonCode.DISCONNECT_WITH_WILL).pass(20_000);

        assertThat(script.judgedBy(new WillChecker()))
                .singleElement()
                .asString()
                .contains("never published");
    }

    @Test
    @Clause("MQTT-3.1.3-9")
    void a_will_after_a_return_in_time_is_found() {
        HistoryScript script = fired(watched(10)
                .loses(2)
                .pass(5_000)
                .connects("c", false, NEVER_S, true)
                .pass(6_000));

        assertThat(script.judgedBy(new WillChecker()))
                .singleElement()
                .asString()
                .contains("cancelled");
    }

    @Test
    @Clause("M5-20")
    void a_takeover_fires_a_will_without_delay() {
        HistoryScript script = watched(0).connects("c", false, NEVER_S, true).pass(20_000);

        assertThat(script.judgedBy(new WillChecker()))
                .singleElement()
                .asString()
                .contains("never published");
    }

    @Test
    @Clause("M5-20")
    void a_takeover_cancels_a_will_with_delay() {
        HistoryScript script = fired(watched(10).connects("c", false, NEVER_S, true));

        assertThat(script.judgedBy(new WillChecker()))
                .singleElement()
                .asString()
                .contains("cancelled");
    }

    @Test
    void a_will_while_its_line_lives_is_found() {
        assertThat(fired(watched(0)).judgedBy(new WillChecker()))
                .singleElement()
                .asString()
                .contains("its line lives");
    }

    @Test
    void after_the_death_of_the_node_the_will_may_come_or_the_client() {
        HistoryScript gone = fired(watched(0).crashes(2).connects("watcher", false, NEVER_S, true));
        HistoryScript back =
                watched(0).crashes(2).connects("c", false, NEVER_S, true).pass(60_000);

        assertThat(gone.judgedBy(new WillChecker())).isEmpty();
        assertThat(back.judgedBy(new WillChecker())).isEmpty();
    }
}
