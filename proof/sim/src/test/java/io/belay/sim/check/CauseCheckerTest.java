package io.belay.sim.check;

import static io.belay.core.TimelineEntry.What.BEGAN;
import static io.belay.core.TimelineEntry.What.DISPLACED;
import static io.belay.core.TimelineEntry.What.LOST;
import static io.belay.core.TimelineEntry.What.RESUMED;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.core.Holdings;
import io.belay.core.TimelineEntry;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.sim.Act;
import io.belay.sim.Action;
import io.belay.sim.Deed;
import io.belay.sim.Event;
import io.belay.sim.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of stories of sessions that are told wrong, and of those that are true. */
class CauseCheckerTest {
    private static final String CLIENT = "c0";

    private final HistoryScript script = new HistoryScript();
    private final List<TimelineEntry> timeline = new ArrayList<>();

    CauseCheckerTest() {
        script.connects(CLIENT, false, 60, false); // on line 1
        tells(new TimelineEntry(0, 1, BEGAN, "01"));
    }

    private void tells(TimelineEntry entry) {
        timeline.add(entry);
        script.event(new Event.Told(CLIENT, List.copyOf(timeline)));
    }

    private void tells(Cause cause, String words) {
        TimelineEntry.What what = cause == Cause.TAKEN_OVER ? DISPLACED : LOST;
        tells(new TimelineEntry(0, 1, what, cause, words, Holdings.NONE));
    }

    private void ends(Cause cause, String words) {
        script.event(new Event.Ended(1, true, false, new Break(cause, words), 0));
    }

    private void isRight() {
        assertThat(script.judgedBy(new CauseChecker())).isEmpty();
    }

    private void isWrong(String what) {
        assertThat(script.judgedBy(new CauseChecker()))
                .singleElement()
                .asString()
                .contains(what);
    }

    @ParameterizedTest
    @EnumSource(names = {"PEER_CLOSED", "RESET", "WRITE_FAILED", "READ_FAILED", "TLS", "BUG"})
    void what_the_network_told_is_told(Cause cause) {
        ends(cause, "gone");
        tells(cause, "gone");

        isRight();
    }

    @ParameterizedTest
    @EnumSource
    void what_did_not_happen_is_not_told(Cause cause) {
        script.event(new Event.Ended(1, true, true, "closed"));
        tells(cause, "gone");

        isWrong("line 1 of c0 did not end as it is told: " + (cause == Cause.TAKEN_OVER ? "DISPLACED " : "LOST ")
                + cause);
    }

    @Test
    void the_words_are_those_of_the_network() {
        ends(Cause.RESET, "gone");
        tells(Cause.RESET, "lost");

        isWrong("RESET (lost)");
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, GOODBYE, true",
        "SUCCESS, CLIENT_ERROR, false",
        "UNSPECIFIED_ERROR, CLIENT_ERROR, true",
        "UNSPECIFIED_ERROR, GOODBYE, false"
    })
    void a_goodbye_is_told_with_its_error(ReasonCode said, Cause cause, boolean isTrue) {
        script.up(1, new Packet.Disconnect(said, Properties.NONE));
        tells(cause, "DISCONNECT");

        if (isTrue) isRight();
        else isWrong("did not end as it is told");
    }

    @Test
    void what_the_network_says_after_a_goodbye_is_not_told() {
        script.up(1, new Packet.Disconnect(ReasonCode.SUCCESS, Properties.NONE));
        ends(Cause.PEER_CLOSED, "gone");
        tells(Cause.PEER_CLOSED, "gone");

        isWrong("LOST PEER_CLOSED");
    }

    @ParameterizedTest
    @CsvSource({"14998999, false", "14999000, true"}) // 10 s, and half as much again, by a clock of milliseconds
    void silence_is_told_of_who_was_silent_for_long(long silentUs, boolean isTrue) {
        script.event(new Event.Ended(1, true, true, new Break(Cause.UNKNOWN, "closed"), silentUs));
        tells(Cause.SILENT, "nothing heard");

        if (isTrue) isRight();
        else isWrong("LOST SILENT");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPERATOR", "DRAIN", "SLOW", "LIMIT"})
    void what_was_ordered_is_told(Cause cause) {
        script.event(new Event.Provoked(1, new Break(cause, "it had to go")));
        tells(cause, "it had to go");

        isRight();
    }

    @ParameterizedTest
    @CsvSource({
        "bad; bytes from 2 on: 00 2a 01, true",
        "bad; bytes from 3 on: 2a 01 02, true",
        "bad; bytes from 3 on: 2a, true",
        "bad; bytes from 2 on: 01 01, false",
        "bad, false"
    })
    void bytes_are_shown_that_came(String words, boolean isTrue) {
        script.event(new Event.Provoked(1, new Break(Cause.PROTOCOL, "00 2a")));
        tells(Cause.PROTOCOL, words);

        if (isTrue) isRight();
        else isWrong("LOST PROTOCOL");
    }

    @Test
    void nobody_is_told_to_be_silent_who_may_be_for_ever() {
        Properties forEver =
                Properties.builder().put(Property.SERVER_KEEP_ALIVE, 0).build();
        script.asks("c1", false, 60, null).down(2, new Packet.Connack(false, ReasonCode.SUCCESS, forEver));
        isSilent("c1", 1_000_000_000);

        isWrong("LOST SILENT");
    }

    @ParameterizedTest
    @CsvSource({"4000, 3998999, false", "4000, 3999000, true", "0, 1000000000, false", "-1, 499000, true"})
    void silence_of_an_amqp_client_is_as_long_as_its_server_said(long saidMs, long silentUs, boolean isTrue) {
        script.event(new Event.Opened(2, "a0", Protocol.AMQP));
        if (saidMs >= 0) script.event(new Event.Did(2, "a0", new Deed.Opened(saidMs)));
        isSilent("amqp:a0", silentUs);

        if (isTrue) isRight();
        else isWrong("LOST SILENT");
    }

    @ParameterizedTest
    @CsvSource({"3998999, false", "3999000, true"})
    void silence_of_a_program_is_two_pings_long(long silentUs, boolean isTrue) {
        script.event(new Event.Acted("p0", 1, new Act.Began(60, 2_000, true)));
        script.event(new Event.Opened(2, "p0", Protocol.AMQP));
        script.event(new Event.Acted("p0", 1, new Act.Dialed(2)));
        isSilent("amqp:p0", silentUs);

        if (isTrue) isRight();
        else isWrong("LOST SILENT");
    }

    /** Line 2 ends, and that is told of its session. */
    private void isSilent(String session, long silentUs) {
        TimelineEntry began = new TimelineEntry(0, 1, BEGAN, "02");
        TimelineEntry lost = new TimelineEntry(0, 1, LOST, Cause.SILENT, "nothing heard", Holdings.NONE);
        script.event(new Event.Told(session, List.of(began)));
        script.event(new Event.Ended(2, true, true, new Break(Cause.UNKNOWN, "closed"), silentUs));
        script.event(new Event.Told(session, List.of(began, lost)));
    }

    @Test
    void who_took_over_is_told_by_its_address() {
        script.connects(CLIENT, false, 60, true);
        timeline.add(new TimelineEntry(0, 1, DISPLACED, Cause.TAKEN_OVER, "by c0, from 02", Holdings.NONE));
        tells(new TimelineEntry(0, 2, RESUMED, "02"));

        isRight();
    }

    @Test
    void another_took_over() {
        script.connects(CLIENT, false, 60, true);
        timeline.add(new TimelineEntry(0, 1, DISPLACED, Cause.TAKEN_OVER, "by c0, from 01", Holdings.NONE));
        tells(new TimelineEntry(0, 2, RESUMED, "02"));

        isWrong("DISPLACED TAKEN_OVER");
    }

    @Test
    void what_was_over_before_was_not_taken() {
        ends(Cause.RESET, "gone");
        script.pass(10).connects(CLIENT, false, 60, true);
        timeline.add(new TimelineEntry(0, 1, DISPLACED, Cause.TAKEN_OVER, "by c0, from 02", Holdings.NONE));
        tells(new TimelineEntry(0, 2, RESUMED, "02"));

        isWrong("DISPLACED TAKEN_OVER");
    }

    @Test
    void a_node_that_stands_still_does_not_know_yet_what_was_over() {
        script.event(new Event.Fault(new Action.Freeze(20_000, false)));
        script.event(new Event.Fault(new Action.Freeze(15_000, true)));
        ends(Cause.RESET, "gone");
        script.pass(21).connects(CLIENT, false, 60, true);
        timeline.add(new TimelineEntry(0, 1, DISPLACED, Cause.TAKEN_OVER, "by c0, from 02", Holdings.NONE));
        tells(new TimelineEntry(0, 2, RESUMED, "02"));

        isRight();
    }

    @Test
    void a_node_that_went_on_knows() {
        script.event(new Event.Fault(new Action.Freeze(7_000, false)));
        ends(Cause.RESET, "gone");
        script.pass(10).connects(CLIENT, false, 60, true);
        timeline.add(new TimelineEntry(0, 1, DISPLACED, Cause.TAKEN_OVER, "by c0, from 02", Holdings.NONE));
        tells(new TimelineEntry(0, 2, RESUMED, "02"));

        isWrong("DISPLACED TAKEN_OVER");
    }

    @Test
    void a_crash_is_told_of_lines_that_stood_or_had_just_ended() {
        script.event(new Event.Died(1, "kill"));
        ends(Cause.CRASH, "the node died");
        script.event(new Event.Started(2));
        tells(Cause.CRASH, "the broker went away");

        isRight();
    }

    @Test
    void a_crash_may_undo_what_was_told() {
        ends(Cause.RESET, "gone");
        tells(Cause.RESET, "gone");
        script.event(new Event.Died(1, "kill")).event(new Event.Started(2));
        timeline.remove(1);
        tells(Cause.CRASH, "the broker went away");

        isRight();
    }

    @Test
    void nothing_else_may() {
        ends(Cause.RESET, "gone");
        script.event(new Event.Provoked(1, new Break(Cause.SLOW, "late")));
        tells(Cause.RESET, "gone");
        timeline.remove(1);
        tells(Cause.SLOW, "late");

        isWrong("and before so: LOST RESET");
    }

    @Test
    void a_stop_is_told_of_lines_that_stood() {
        script.event(new Event.Stopping());
        script.event(new Event.Ended(1, true, true, "stopped"));
        tells(Cause.STOP, "the broker was stopped");

        isRight();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false"}) // and the 10 us that each event takes
    void a_stop_may_come_before_the_node_has_heard_of_an_end(long sinceMs, boolean isTrue) {
        ends(Cause.RESET, "gone");
        script.pass(sinceMs).event(new Event.Stopping());
        tells(Cause.STOP, "the broker was stopped");

        if (isTrue) isRight();
        else isWrong("LOST STOP");
    }

    @Test
    void each_line_that_began_has_one_end() {
        ends(Cause.RESET, "gone");
        tells(Cause.RESET, "gone");
        tells(Cause.RESET, "gone");

        isWrong("ended twice");
    }

    @Test
    void a_line_that_another_follows_has_ended() {
        script.connects(CLIENT, false, 60, true);
        tells(new TimelineEntry(0, 2, RESUMED, "02"));

        isWrong("is followed by another, and its end is not told");
    }

    @Test
    void an_end_is_told_at_the_end() {
        ends(Cause.RESET, "gone");
        script.pass(1_000).event(new Event.Over());

        isWrong("is over, and that is not told");
    }

    @Test
    void nobody_comes_from_where_nobody_was() {
        ends(Cause.RESET, "gone");
        tells(Cause.RESET, "gone");
        tells(new TimelineEntry(0, 2, RESUMED, "02"));

        isWrong("came from 02, where nobody was");
    }
}
