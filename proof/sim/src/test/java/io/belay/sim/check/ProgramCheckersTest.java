package io.belay.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.client.ClientEvent;
import io.belay.client.ClientFailure;
import io.belay.core.TimelineEntry.What;
import io.belay.sim.Act;
import io.belay.sim.Act.Word;
import io.belay.sim.Deed.Decision;
import io.belay.sim.Event;
import io.belay.sim.Place;
import io.belay.sim.Supply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the judges of programs find, and what they let pass. */
final class ProgramCheckersTest {
    private static final Supply NEWS = new Supply(LedgerScript.TOPIC, "", false);

    private final LedgerScript script = new LedgerScript();

    // Once

    @Test
    void what_is_accepted_does_not_come_again_over_a_return() {
        script.leaves(1).consumes("b", 7).gets("b", 7, 70, 1).accepts("b", 70);
        script.loses("b", 2).returns("b", 3).gets("b", 7, 71, 1, 1);

        assertOne(new ProgramOnceChecker(), "came before as delivery 70, and is accepted");
    }

    @Test
    void what_a_program_still_has_does_not_come_to_another() {
        script.leaves(1).consumes("b", 7).consumes("a", 8).gets("b", 7, 70, 1);
        script.loses("b", 2).gets("a", 8, 80, 1, 1);

        assertOne(new ProgramOnceChecker(), "and is still with its program");
    }

    @Test
    void what_was_given_back_comes_again() {
        script.leaves(1).consumes("b", 7).gets("b", 7, 70, 1).decides("b", 70, Decision.RELEASE, 0);
        script.gets("b", 7, 71, 1);

        assertNone(new ProgramOnceChecker());
    }

    @Test
    void what_a_process_had_that_is_gone_comes_again_unless_it_knew_that_it_is_accepted() {
        script.leaves(1).leaves(2).consumes("b", 7).gets("b", 7, 70, 1).gets("b", 7, 71, 2);
        script.accepts("b", 70).does("b", new Act.Confirmed(70)).does("b", new Act.Crashed());
        script.consumes("a", 8).gets("a", 8, 80, 1, 1).gets("a", 8, 81, 2, 1);

        assertOne(new ProgramOnceChecker(), "delivery 80, count 1) came before as delivery 70, and its program knows");
    }

    @Test
    void what_a_session_had_that_was_lost_comes_again_from_when_its_line_was_lost() {
        script.leaves(1)
                .leaves(2)
                .consumes("b", 7)
                .consumes("a", 8)
                .gets("b", 7, 70, 1)
                .gets("b", 7, 71, 2);
        script.gets("a", 8, 80, 1, 1); // too early
        script.loses("b", 2).pass(60_000).gets("a", 8, 81, 2, 1).losesSession("b", 3);

        assertOne(new ProgramOnceChecker(), "message 1 for consumer 8");
    }

    @Test
    void who_is_late_after_a_restart_may_find_it_gone_and_who_is_in_time_does_not() {
        script.leaves(1).leaves(2).consumes("b", 7).consumes("a", 8).gets("b", 7, 70, 1);
        script.restarts().loses("b", 2).returns("a", 5).pass(6_000).gets("a", 8, 80, 1, 1);
        script.returns("b", 3).gets("b", 7, 71, 2);
        script.restarts()
                .loses("b", 3)
                .returns("a", 6)
                .pass(1_000)
                .returns("b", 4)
                .pass(6_000);
        script.gets("a", 8, 82, 2, 1);

        assertOne(new ProgramOnceChecker(), "message 2 for consumer 8");
    }

    /** Program "b" has accepted, and comes back when its grace after a restart has passed. */
    private void acceptsAndIsLate() {
        script.leaves(1).consumes("b", 7).consumes("a", 8).gets("b", 7, 70, 1).accepts("b", 70);
        script.restarts().loses("b", 2).loses("a", 1).returns("a", 5).pass(6_000);
    }

    @Test
    void what_was_on_its_way_when_who_is_late_hears_that_it_is_accepted_comes_late() {
        acceptsAndIsLate();
        script.returns("b", 3).does("b", new Act.Confirmed(70)).gets("a", 8, 80, 1, 1);

        assertNone(new ProgramOnceChecker());
    }

    @Test
    void what_who_is_late_has_accepted_comes_by_no_later_line() {
        acceptsAndIsLate();
        script.gets("a", 8, 80, 1, 1).returns("b", 3).does("b", new Act.Confirmed(70));
        script.loses("a", 5).returns("a", 6).gets("a", 8, 81, 1, 2);

        assertOne(new ProgramOnceChecker(), "came before as delivery 70, and its program knows");
    }

    @Test
    void what_who_is_late_has_accepted_was_not_on_its_way_for_ever() {
        acceptsAndIsLate();
        script.returns("b", 3).does("b", new Act.Confirmed(70)).pass(3_000).gets("a", 8, 80, 1, 1);

        assertOne(new ProgramOnceChecker(), "came before as delivery 70, and its program knows");
    }

    @Test
    void what_who_is_late_has_accepted_comes_to_no_later_consumer() {
        acceptsAndIsLate();
        script.returns("b", 3).does("b", new Act.Confirmed(70)).consumes("a", 9).gets("a", 9, 80, 1, 1);

        assertOne(new ProgramOnceChecker(), "came before as delivery 70, and its program knows");
    }

    @Test
    void what_who_is_late_has_accepted_becomes_void_to_who_has_it() {
        acceptsAndIsLate();
        script.gets("a", 8, 80, 1, 1)
                .returns("b", 3)
                .does("b", new Act.Confirmed(70))
                .leaves(2)
                .gets("a", 8, 81, 2);
        script.loses("a", 5).returns("a", 6).does("a", new Act.Voided(80)).does("a", new Act.Voided(81));

        assertOne(new ProgramSessionChecker(), "message 2 for consumer 8");
    }

    @Test
    void what_was_on_its_way_to_who_was_displaced_comes_late() {
        script.leaves(1).consumes("a", 7).consumes("b", 8);
        script.event(new Event.Acted("a", 2, new Act.Began(60, 1_000, true))).dials("a", 2, 5);
        script.gets("b", 8, 80, 1, 1).accepts("b", 80).gets("a", 7, 70, 1).fails("a");

        assertNone(new ProgramOnceChecker());
        assertNone(new ProgramReachChecker());
    }

    @Test
    void a_browser_is_shown_nothing_twice() {
        script.leaves(1).consumes("b", 7, new Supply(LedgerScript.QUEUE, "", true));
        script.gets("b", 7, 70, 1).loses("b", 2).returns("b", 3).gets("b", 7, 71, 1);

        assertOne(new ProgramOnceChecker(), "was shown before");
    }

    @Test
    void each_subscription_gets_its_own_copy() {
        script.sends(1, LedgerScript.TOPIC, 0).consumes("b", 7, NEWS).consumes("b", 8, NEWS);
        script.gets("b", 7, 70, 1).gets("b", 8, 80, 1);

        assertNone(new ProgramOnceChecker());
    }

    // Reach

    @Test
    void what_is_there_and_never_comes_is_lost() {
        script.leaves(1);

        assertOne(new ProgramReachChecker(), "is there and never came to queue q1");
    }

    @Test
    void what_nobody_accepts_is_lost() {
        script.leaves(1).consumes("b", 7).gets("b", 7, 70, 1).decides("b", 70, Decision.RELEASE, 0);

        assertOne(new ProgramReachChecker(), "was not accepted and never came again");
    }

    @Test
    void what_came_by_the_elder_of_two_attempts_was_not_handed_out_when_the_younger_was_given_up() {
        script.leaves(1).consumes("a", 7).consumes("b", 8).loses("a", 1);
        script.dials("a", 1, 3).dials("a", 1, 4);
        script.event(new Event.Ended(4, false, true, "given up")).event(new Event.Ended(4, true, false, "given up"));
        script.heard("a", 1, new ClientEvent.Resumed("broker", 1, 0, 0, 0, 0, 0));
        script.gets("b", 8, 80, 1)
                .decides("b", 80, Decision.RELEASE, 0)
                .gets("a", 7, 70, 1)
                .accepts("a", 70);

        assertNone(new ProgramReachChecker());
        assertNone(new ProgramOnceChecker());
    }

    @Test
    void what_who_is_late_has_accepted_is_accepted_also_if_it_never_hears_that_it_is_back() {
        acceptsAndIsLate();
        script.gets("a", 8, 80, 1, 1).dials("b", 1, 3).noted("b", What.RESUMED).diesUnheard("b", 3);

        assertNone(new ProgramReachChecker());
    }

    @Test
    void what_who_is_late_has_accepted_is_not_if_it_was_never_back() {
        acceptsAndIsLate();
        script.gets("a", 8, 80, 1, 1).dials("b", 1, 3).diesUnheard("b", 3).noted("b", What.RESUMED);

        assertOne(new ProgramReachChecker(), "was not accepted and never came again");
    }

    @Test
    void what_was_not_taken_or_is_in_doubt_need_not_come() {
        script.sends(1, 0)
                .told(1, Word.NOT_DONE)
                .sends(2, 0)
                .told(2, Word.UNKNOWN)
                .sends(3, 0);

        assertNone(new ProgramReachChecker());
    }

    @Test
    void a_subscription_has_no_gap_as_long_as_its_session_lives() {
        script.consumes("b", 7, NEWS)
                .loses("b", 2)
                .sends(1, LedgerScript.TOPIC, 0)
                .told(1, Word.DONE);
        script.returns("b", 3);

        assertOne(new ProgramReachChecker(), "never came to consumer 7");
    }

    @Test
    void a_subscription_may_have_a_gap_when_its_session_is_lost() {
        script.consumes("b", 7, NEWS)
                .loses("b", 2)
                .sends(1, LedgerScript.TOPIC, 0)
                .told(1, Word.DONE);
        script.pass(60_000).losesSession("b", 3);

        assertNone(new ProgramReachChecker());
    }

    @Test
    void a_temporary_queue_keeps_what_is_in_it_as_long_as_its_session_lives() {
        Place answers = Place.queue("temporary/1");
        script.consumes("b", 7, Supply.queue(answers.name()))
                .sends(1, answers, 0)
                .told(1, Word.DONE);

        assertOne(new ProgramReachChecker(), "never came to queue temporary/1");
    }

    @Test
    void a_temporary_queue_ends_with_its_process() {
        Place answers = Place.queue("temporary/1");
        script.consumes("b", 7, Supply.queue(answers.name()))
                .sends(1, answers, 0)
                .told(1, Word.DONE);
        script.does("b", new Act.Crashed());

        assertNone(new ProgramReachChecker());
    }

    // Origin

    @Test
    void what_was_not_taken_does_not_come() {
        script.consumes("b", 7).sends(1, 0).told(1, Word.NOT_DONE).gets("b", 7, 70, 1);

        assertOne(new ProgramOriginChecker(), "its sender was told that it is not taken");
    }

    @Test
    void what_is_not_committed_does_not_come_nor_what_is_not_committed_yet() {
        script.consumes("b", 7).sends(1, 50).gets("b", 7, 70, 1);
        script.discharges(50, true, Word.DONE).sends(2, 51).discharges(51, true, Word.NOT_DONE);
        script.gets("b", 7, 71, 2);

        assertThat(script.judgedBy(new ProgramOriginChecker()))
                .hasSize(2)
                .satisfiesExactly(
                        open -> assertThat(open).contains("its deal was still open"),
                        refused -> assertThat(refused).contains("not taken"));
    }

    @Test
    void what_nobody_sent_or_sent_elsewhere_does_not_come() {
        script.consumes("b", 7)
                .sends(1, Place.queue("q2"), 0)
                .gets("b", 7, 70, 1)
                .gets("b", 7, 71, 9);

        assertThat(script.judgedBy(new ProgramOriginChecker()))
                .hasSize(2)
                .satisfiesExactly(
                        elsewhere -> assertThat(elsewhere).contains("it was sent to queue q2"),
                        nobody -> assertThat(nobody).contains("nobody had sent it"));
    }

    // Deals

    @Test
    void a_deal_in_doubt_happened_wholly_or_not_at_all() {
        script.leaves(1).consumes("a", 7).gets("a", 7, 70, 1);
        script.decides("a", 70, Decision.ACCEPT, 50).sends(2, 50).does("a", new Act.Discharging(50, true));
        script.does("a", new Act.Crashed()).consumes("b", 8).gets("b", 8, 80, 2).gets("b", 8, 81, 1, 1);

        assertOne(new ProgramDealChecker(), "happened in part");
    }

    @Test
    void a_deal_in_doubt_may_have_happened_or_not() {
        script.leaves(1).consumes("a", 7).gets("a", 7, 70, 1);
        script.decides("a", 70, Decision.ACCEPT, 50).sends(2, 50).discharges(50, true, Word.UNKNOWN);
        script.leaves(3)
                .gets("a", 7, 71, 3)
                .decides("a", 71, Decision.ACCEPT, 51)
                .sends(4, 51);
        script.discharges(51, true, Word.UNKNOWN).does("a", new Act.Crashed());
        script.consumes("b", 8).gets("b", 8, 80, 2).gets("b", 8, 81, 3, 1);

        assertNone(new ProgramDealChecker());
    }

    @Test
    void what_was_taken_in_a_deal_that_is_committed_never_comes_again() {
        script.leaves(1).consumes("a", 7).gets("a", 7, 70, 1).decides("a", 70, Decision.ACCEPT, 50);
        script.discharges(50, true, Word.DONE).does("a", new Act.Crashed());
        script.consumes("b", 8).gets("b", 8, 80, 1, 1);

        assertOne(new ProgramOnceChecker(), "its program knows that it is accepted");
    }

    // Order

    @Test
    void what_one_producer_sends_comes_in_order_over_a_return() {
        script.consumes("b", 7).leaves(1).leaves(2).loses("b", 2).returns("b", 3);
        script.gets("b", 7, 70, 2).gets("b", 7, 71, 1);

        assertOne(new ProgramOrderChecker(), "came after message 2, which was sent after it");
    }

    @Test
    void what_comes_again_or_to_one_of_two_consumers_may_come_late() {
        script.consumes("b", 7).leaves(1).leaves(2).gets("b", 7, 70, 1).gets("b", 7, 71, 2);
        script.decides("b", 70, Decision.RELEASE, 0).gets("b", 7, 72, 1);
        script.consumes("a", 8).leaves(3).leaves(4).gets("b", 7, 73, 4).gets("b", 7, 74, 3);

        assertNone(new ProgramOrderChecker());
    }

    // Calls

    @Test
    void a_call_that_is_not_answered_by_its_deadline_is_found() {
        script.does("a", new Act.Asked("open", 1_000)).pass(3_000);

        assertOne(new ProgramCallChecker(), "was not answered by its deadline");
    }

    @Test
    void a_call_of_a_process_that_is_gone_is_not_answered() {
        script.does("a", new Act.Asked("open", 1_000))
                .does("a", new Act.Crashed())
                .pass(3_000);

        assertNone(new ProgramCallChecker());
    }

    @Test
    void a_call_whose_time_is_up_without_need_is_found() {
        script.does("a", new Act.Asked("send 1", 60_000)).pass(60_000);
        script.does("a", new Act.Answered("send 1", Word.PENDING, ClientFailure.DEADLINE.text() + ": too late"));

        assertOne(new ProgramCallChecker(), "came to nothing");
    }

    @Test
    void a_call_whose_time_is_up_because_the_broker_was_down_is_not() {
        script.does("a", new Act.Asked("send 1", 60_000))
                .event(new Event.Died(1, "kill"))
                .pass(55_000);
        script.event(new Event.Started(2)).pass(5_000);
        script.does("a", new Act.Answered("send 1", Word.PENDING, ClientFailure.DEADLINE.text() + ": too late"));

        assertNone(new ProgramCallChecker());
    }

    // Sessions

    @Test
    void a_session_is_not_lost_by_a_short_absence() {
        script.loses("a", 1).pass(10_000).losesSession("a", 3);

        assertOne(new ProgramSessionChecker(), "was away for 10000 ms and has lost its session");
    }

    @Test
    void a_session_is_lost_by_a_long_absence_or_to_another_process() {
        script.loses("a", 1).pass(60_000).losesSession("a", 3);
        script.begins("b", 2, 4).fails("b").loses("b", 2);

        assertNone(new ProgramSessionChecker());
    }

    @Test
    void who_was_not_let_in_again_is_away_since_its_last_line() {
        script.loses("a", 1).pass(59_000).dials("a", 1, 3).loses("a", 3).pass(1_000);
        script.losesSession("a", 4);

        assertNone(new ProgramSessionChecker());
    }

    @Test
    void a_client_that_was_in_does_not_fail_by_itself() {
        script.fails("a");

        assertThat(script.judgedBy(new ProgramSessionChecker())).anyMatch(what -> what.startsWith("a#1 failed"));
    }

    @Test
    void nothing_becomes_void_without_a_cause() {
        script.leaves(1).consumes("a", 7).gets("a", 7, 70, 1).loses("a", 1).returns("a", 3);
        script.does("a", new Act.Voided(70));

        assertOne(new ProgramSessionChecker(), "became void without a cause");
    }

    @Test
    void a_dead_line_is_given_up_within_two_pings() {
        script.event(new Event.Ended(1, true, false, "gone"))
                .pass(4_000)
                .event(new Event.Ended(1, false, true, "dead"));

        assertOne(new ProgramSessionChecker(), "kept line 1, which was dead");
    }

    @Test
    void who_is_out_at_the_end_is_found() {
        script.loses("a", 1).pass(20_000);

        assertOne(new ProgramSessionChecker(), "is not in at the end");
    }

    // Sync

    @Test
    void nobody_hears_that_a_message_is_there_before_it_is_on_the_disk() {
        script.sends(1, 0).told(1, Word.DONE).event(new Event.Stored(1));

        assertOne(new ProgramSyncChecker(), "before it was on the disk");
    }

    @Test
    void what_a_broker_that_died_had_written_is_safe() {
        script.sends(1, 0).restarts().told(1, Word.DONE);

        assertNone(new ProgramSyncChecker());
    }

    private void assertOne(Checker checker, String what) {
        assertThat(script.judgedBy(checker)).singleElement().asString().contains(what);
    }

    private void assertNone(Checker checker) {
        List<String> found = script.judgedBy(checker);
        assertThat(found).isEmpty();
    }
}
