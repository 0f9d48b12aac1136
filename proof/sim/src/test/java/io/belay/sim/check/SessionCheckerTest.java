package io.belay.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.ReasonCode;
import io.belay.sim.Event;
import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a session must exist, may exist, and must not. */
final class SessionCheckerTest {
    private static final int EXPIRY_S = 30;

    private static HistoryScript away(long ms) {
        return new HistoryScript().connects("c", true, EXPIRY_S, false).loses(1).pass(ms);
    }

    @ParameterizedTest(name = "away for {0} ms: present {1}, found {2}")
    @CsvSource({
        "29990, true,  false", // it must be there
        "29990, false, true",
        "30010, true,  false", // nobody can know to the millisecond when the server heard of the loss
        "30010, false, false",
        "30030, true,  true", // it must not be there
        "30030, false, false",
    })
    @Clause({"MQTT-3.1.2-23", "MQTT-4.1.0-2"})
    void a_session_lives_as_long_as_its_expiry(long awayMs, boolean present, boolean found) {
        HistoryScript script = away(awayMs).connects("c", false, EXPIRY_S, present);

        assertThat(script.judgedBy(new SessionChecker())).hasSize(found ? 1 : 0);
    }

    @Test
    @Clause("MQTT-3.2.2-2")
    void a_clean_start_finds_no_session() {
        HistoryScript script = away(10).connects("c", true, EXPIRY_S, true);

        assertThat(script.judgedBy(new SessionChecker()))
                .singleElement()
                .asString()
                .contains("outlived");
    }

    @Test
    void an_expiry_of_zero_ends_with_the_line() {
        HistoryScript script =
                new HistoryScript().connects("c", true, 0, false).loses(1).connects("c", false, 0, true);

        assertThat(script.judgedBy(new SessionChecker()))
                .singleElement()
                .asString()
                .contains("outlived");
    }

    @ParameterizedTest(name = "overtaken before its answer {0}")
    @ValueSource(booleans = {true, false})
    void a_line_that_is_refused_since_another_is_here_may_have_begun_the_session(boolean isOvertaken) {
        Packet.Connack busy = new Packet.Connack(false, ReasonCode.SERVER_BUSY, Properties.NONE);
        HistoryScript script = new HistoryScript().asks("c", false, EXPIRY_S, null);
        if (!isOvertaken) script.down(1, busy);
        script.asks("c", false, EXPIRY_S, null);
        if (isOvertaken) script.down(1, busy);

        assertThat(script.answered(true).judgedBy(new SessionChecker())).hasSize(isOvertaken ? 0 : 1);
    }

    @ParameterizedTest(name = "ended before its answer {0}")
    @ValueSource(booleans = {true, false})
    void a_line_that_is_ended_before_its_answer_may_have_begun_the_session(boolean isEnded) {
        Event limit = new Event.Provoked(1, new Break(Cause.LIMIT, "one too many"));
        HistoryScript script = new HistoryScript().asks("c", false, EXPIRY_S, null);
        if (isEnded) script.event(limit);
        script.down(1, new Packet.Connack(false, ReasonCode.QUOTA_EXCEEDED, Properties.NONE));
        script.connects("c", false, EXPIRY_S, true);

        assertThat(script.judgedBy(new SessionChecker())).hasSize(isEnded ? 0 : 1);
    }

    @Test
    void a_session_that_is_taken_over_lives_on() {
        HistoryScript script = new HistoryScript()
                .connects("c", true, EXPIRY_S, false)
                .pass(40_000)
                .connects("c", false, EXPIRY_S, false);

        assertThat(script.judgedBy(new SessionChecker()))
                .singleElement()
                .asString()
                .contains("lost before its time");
    }

    @Test
    void a_session_whose_node_died_counts_from_the_restart_at_the_latest() {
        HistoryScript script = new HistoryScript()
                .connects("c", true, EXPIRY_S, false)
                .crashes(2)
                .pass(29_950)
                .connects("c", false, EXPIRY_S, true);

        assertThat(script.judgedBy(new SessionChecker())).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_gives_a_session_more_time() {
        HistoryScript script = away(29_000).moveClock(-20_000).pass(19_000).connects("c", false, EXPIRY_S, true);

        assertThat(script.judgedBy(new SessionChecker())).isEmpty();
    }

    @Test
    void a_clock_that_is_set_forward_gives_a_session_less_time() {
        HistoryScript script = away(1_000).moveClock(60_000).connects("c", false, EXPIRY_S, true);

        assertThat(script.judgedBy(new SessionChecker()))
                .singleElement()
                .asString()
                .contains("outlived");
    }

    @Test
    void a_loss_counts_by_the_clock_of_whichever_restart_wrote_it_down() {
        HistoryScript script = new HistoryScript()
                .connects("c", true, EXPIRY_S, false)
                .event(new Event.Died(1, "kill"))
                .moveClock(-20_000)
                .event(new Event.Started(2))
                .pass(5_000)
                .crashes(3)
                .pass(27_000)
                .connects("c", false, EXPIRY_S, false);

        assertThat(script.judgedBy(new SessionChecker())).isEmpty();
    }

    @Test
    void a_connect_without_an_answer_leaves_it_open_whose_session_it_is() {
        HistoryScript script = away(31_000)
                .asks("c", false, EXPIRY_S, null) // and the node dies
                .crashes(2)
                .connects("c", false, EXPIRY_S, true);

        assertThat(script.judgedBy(new SessionChecker())).isEmpty();
    }

    @Test
    void a_goodbye_does_not_end_a_session_that_is_to_stay() {
        HistoryScript script = new HistoryScript()
                .connects("c", true, EXPIRY_S, false)
                .leaves(1, ReasonCode.SUCCESS)
                .pass(1_000)
                .connects("c", false, EXPIRY_S, false);

        assertThat(script.judgedBy(new SessionChecker()))
                .singleElement()
                .asString()
                .contains("lost before its time");
    }
}
