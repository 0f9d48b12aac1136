package io.belay.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.client.ClientEvent;
import io.belay.client.ClientFailure;
import io.belay.sim.Act;
import io.belay.sim.Act.Word;
import io.belay.sim.Deed.Decision;
import io.belay.sim.Event;
import io.belay.sim.Label;
import io.belay.sim.Place;
import io.belay.sim.Supply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What judges say of plain sessions, shared subscriptions, groups, priorities, and answers. */
final class ProgramVarietyTest {
    private static final Supply SHARED = new Supply(LedgerScript.TOPIC, "shared", false, true, false);
    private static final Supply SETTLED =
            Supply.queue(LedgerScript.QUEUE.name()).settled();
    private static final Label URGENT = new Label(9, "", 0, 0);
    private static final Label GROUPED = new Label(4, "g1", 0, 0);

    private static final long TTL_MS = 1_000;
    private static final Label PASSING = new Label(4, "", 0, 0, TTL_MS);

    private final LedgerScript script = new LedgerScript();

    // What is settled as it is sent

    @Test
    void what_came_settled_comes_to_nobody_any_more_also_if_its_line_is_lost() {
        script.beginsPlain("c", 5).leaves(1).consumes("c", 7, SETTLED).consumes("b", 8);
        script.gets("c", 7, 70, 1).loses("c", 5).gets("b", 8, 80, 1, 1);

        assertOne(new ProgramOnceChecker(), "message 1 for consumer 8");
    }

    @Test
    void what_was_on_its_way_settled_is_lost_with_its_line() {
        script.consumes("b", 7, SETTLED).leaves(1).loses("b", 2).returns("b", 5);

        assertNone(new ProgramReachChecker());
    }

    @Test
    void what_the_broker_gave_to_a_line_that_its_client_had_lost_is_lost() {
        script.consumes("b", 7, SETTLED).event(new Event.Ended(2, false, false, "cut"));
        script.leaves(1).event(new Event.Ended(2, true, false, "cut")).returns("b", 5);

        assertNone(new ProgramReachChecker());
    }

    @Test
    void a_deal_in_doubt_may_have_sent_what_was_lost_settled() {
        script.leaves(1).consumes("a", 7).gets("a", 7, 70, 1).decides("a", 70, Decision.ACCEPT, 50);
        script.sends(2, 50).discharges(50, true, Word.UNKNOWN).does("a", new Act.Crashed());
        assertOne(new ProgramDealChecker(), "happened in part");

        script.consumes("b", 8, SETTLED).loses("b", 2).returns("b", 5);
        assertNone(new ProgramDealChecker());
    }

    @Test
    void what_was_sent_when_the_line_was_back_is_not_lost_with_the_one_before() {
        script.consumes("b", 7, SETTLED).loses("b", 2).returns("b", 5).leaves(1);

        assertOne(new ProgramReachChecker(), "is there and never came to queue q1");
    }

    @Test
    void what_came_settled_is_accepted() {
        script.leaves(1).consumes("b", 7, SETTLED).gets("b", 7, 70, 1);

        assertNone(new ProgramReachChecker());
    }

    // Plain sessions

    @Test
    void what_a_plain_program_had_comes_again_when_its_line_is_lost_and_not_before() {
        script.beginsPlain("c", 5).consumes("c", 7).consumes("b", 8).leaves(1).leaves(2);
        script.gets("c", 7, 70, 1).gets("c", 7, 71, 2).gets("b", 8, 80, 1, 1); // too early
        script.loses("c", 5).gets("b", 8, 81, 2, 1);

        assertOne(new ProgramOnceChecker(), "message 1 for consumer 8");
    }

    @Test
    void what_a_plain_program_accepted_may_come_again_when_its_line_is_lost_then() {
        script.beginsPlain("c", 5).consumes("c", 7).consumes("b", 8).leaves(1);
        script.gets("c", 7, 70, 1).accepts("c", 70).does("c", new Act.Confirmed(70));
        script.loses("c", 5).gets("b", 8, 80, 1, 1);

        assertNone(new ProgramOnceChecker());
    }

    @Test
    void what_a_plain_program_sent_again_may_come_twice() {
        script.beginsPlain("c", 5).consumes("b", 8);
        script.does("c", new Act.Sent(1, 200, LedgerScript.QUEUE, 0)).gets("b", 8, 80, 1);
        script.accepts("b", 80).does("b", new Act.Confirmed(80));
        script.loses("c", 5)
                .dials("c", 1, 6)
                .does("c", new Act.Told(1, Word.DONE, ""))
                .gets("b", 8, 81, 1);

        assertNone(new ProgramOnceChecker());
    }

    @Test
    void what_a_plain_program_says_of_that_nobody_knows_does_not_come_twice() {
        script.beginsPlain("c", 5, false).consumes("b", 8);
        script.does("c", new Act.Sent(1, 200, LedgerScript.QUEUE, 0)).gets("b", 8, 80, 1);
        script.accepts("b", 80).does("b", new Act.Confirmed(80));
        script.loses("c", 5).does("c", new Act.Told(1, Word.UNKNOWN, "")).gets("b", 8, 81, 1);

        assertOne(new ProgramOnceChecker(), "its program knows that it is accepted");
    }

    @Test
    void what_a_plain_program_sent_once_does_not_come_twice() {
        script.beginsPlain("c", 5).consumes("b", 8);
        script.does("c", new Act.Sent(1, 200, LedgerScript.QUEUE, 0)).does("c", new Act.Told(1, Word.DONE, ""));
        script.gets("b", 8, 80, 1).accepts("b", 80).loses("c", 5).gets("b", 8, 81, 1);

        assertOne(new ProgramOnceChecker(), "and is accepted");
    }

    @Test
    void a_plain_program_waits_for_the_broker_to_notice_that_its_old_line_is_gone() {
        script.beginsPlain("c", 5).event(new Event.Ended(5, false, false, "dead"));
        script.does("c", new Act.Asked("send 1", 60_000)).pass(55_000).event(new Event.Ended(5, true, false, "idle"));
        script.pass(5_000).does("c", new Act.Answered("send 1", Word.PENDING, late()));

        assertNone(new ProgramCallChecker());
    }

    @Test
    void a_plain_program_does_not_wait_for_nothing() {
        script.beginsPlain("c", 5).event(new Event.Ended(5, true, false, "idle"));
        script.event(new Event.Ended(5, false, false, "dead")).does("c", new Act.Asked("send 1", 60_000));
        script.pass(60_000).does("c", new Act.Answered("send 1", Word.PENDING, late()));

        assertOne(new ProgramCallChecker(), "came to nothing");
    }

    // Credit

    @Test
    void a_program_gets_as_many_messages_as_it_wants_and_no_more() {
        script.consumes("b", 8)
                .does("b", new Act.Granted(8, 2))
                .leaves(1)
                .leaves(2)
                .leaves(3);
        script.gets("b", 8, 81, 1).gets("b", 8, 82, 2);
        assertNone(new ProgramCreditChecker());

        script.gets("b", 8, 83, 3).does("b", new Act.Granted(8, 1));

        assertOne(new ProgramCreditChecker(), "came, and only 2 were wanted");
    }

    // Shared subscriptions

    @Test
    void a_shared_subscription_gives_a_message_to_one_of_its_consumers() {
        script.consumes("a", 7, SHARED).consumes("b", 8, SHARED);
        script.sends(1, LedgerScript.TOPIC, 0)
                .told(1, Word.DONE)
                .gets("a", 7, 70, 1)
                .accepts("a", 70);
        script.gets("b", 8, 80, 1);

        assertOne(new ProgramOnceChecker(), "message 1 for consumer 8");
    }

    @Test
    void what_came_to_any_consumer_of_a_shared_subscription_is_not_lost() {
        script.consumes("a", 7, SHARED).consumes("b", 8, SHARED);
        script.sends(1, LedgerScript.TOPIC, 0)
                .told(1, Word.DONE)
                .gets("b", 8, 80, 1)
                .accepts("b", 80);

        assertNone(new ProgramReachChecker());
    }

    @Test
    void what_came_to_no_consumer_of_a_shared_subscription_is_lost() {
        script.consumes("a", 7, SHARED)
                .consumes("b", 8, SHARED)
                .sends(1, LedgerScript.TOPIC, 0)
                .told(1, Word.DONE);

        assertOne(new ProgramReachChecker(), "never came to shared subscription shared");
    }

    @Test
    void what_was_tried_more_often_came_later_though_a_line_that_took_its_name_was_opened_long_before() {
        script.event(new Event.Acted("a", 2, new Act.Began(60, 1_000, true))).dials("a", 2, 5);
        script.returns("a", 6)
                .loses("b", 2)
                .returns("b", 9)
                .consumes("a", 7)
                .consumes("b", 8)
                .leaves(1)
                .leaves(2);
        script.gets("b", 8, 80, 1)
                .decides("b", 80, Decision.FAIL, 0)
                .gets("a", 7, 70, 1, 1)
                .accepts("a", 70);
        script.gets("b", 8, 81, 2)
                .decides("b", 81, Decision.FAIL, 0)
                .gets("a", 7, 71, 2, 0)
                .accepts("a", 71);
        script.heard("a", 2, new ClientEvent.Connected("broker", true)).fails("a");

        assertOne(new ProgramReachChecker(), "message 2 for consumer 8");
    }

    // What expires

    @Test
    void what_may_expire_is_owed_to_nobody() {
        script.leaves(1, PASSING).leaves(2);

        assertOne(new ProgramReachChecker(), "message 2");
    }

    @Test
    void what_expires_becomes_void_with_a_cause_but_not_before() {
        script.consumes("b", 8).leaves(1, PASSING).leaves(2, PASSING).leaves(3);
        script.gets("b", 8, 80, 1).gets("b", 8, 81, 2).gets("b", 8, 82, 3).does("b", new Act.Voided(80));
        script.pass(TTL_MS).does("b", new Act.Voided(81)).does("b", new Act.Voided(82));

        assertThat(script.judgedBy(new ProgramSessionChecker()))
                .hasSize(2)
                .allMatch(what -> what.contains("message 1 ") || what.contains("message 3 "));
    }

    @Test
    void a_commit_in_doubt_that_has_lost_to_expiry_what_it_acknowledges_gives_back_the_rest() {
        script.consumes("a", 7)
                .leaves(1, PASSING)
                .leaves(2)
                .leaves(3)
                .gets("a", 7, 70, 1)
                .gets("a", 7, 71, 2);
        script.decides("a", 70, Decision.ACCEPT, 9).decides("a", 71, Decision.ACCEPT, 9);
        script.discharges(9, true, Word.PENDING).gets("a", 7, 72, 2, 1);
        script.gets("a", 7, 74, 3).decides("a", 74, Decision.ACCEPT, 9);
        script.pass(TTL_MS).does("a", new Act.Voided(70)).gets("a", 7, 73, 3, 1);

        assertOne(new ProgramOnceChecker(), "delivery 72");
    }

    @Test
    void what_expires_does_not_tell_by_its_absence_whether_a_deal_happened() {
        script.leaves(1, PASSING).consumes("a", 7).gets("a", 7, 70, 1);
        script.decides("a", 70, Decision.ACCEPT, 50).sends(2, 50).does("a", new Act.Discharging(50, true));
        script.does("a", new Act.Crashed()).pass(TTL_MS).consumes("b", 8);

        assertNone(new ProgramDealChecker());
    }

    @Test
    void what_expires_and_comes_again_tells_that_a_deal_did_not_happen() {
        script.leaves(1, PASSING).consumes("a", 7).gets("a", 7, 70, 1);
        script.decides("a", 70, Decision.ACCEPT, 50).sends(2, 50).does("a", new Act.Discharging(50, true));
        script.does("a", new Act.Crashed())
                .consumes("b", 8)
                .gets("b", 8, 80, 1, 1)
                .gets("b", 8, 81, 2);

        assertOne(new ProgramDealChecker(), "happened in part");
    }

    // Groups

    @Test
    void a_group_stays_with_its_consumer_over_a_return() {
        script.consumes("a", 7)
                .consumes("b", 8)
                .leaves(1, GROUPED)
                .leaves(2, GROUPED)
                .gets("a", 7, 70, 1);
        script.accepts("a", 70).loses("a", 1).gets("b", 8, 80, 2);

        assertOne(new ProgramGroupChecker(), "message 2 for consumer 8");
    }

    @Test
    void a_group_stays_with_its_consumer_among_those_with_a_selector() {
        Supply selecting = Supply.queue(LedgerScript.QUEUE.name()).selecting();
        script.consumes("a", 7, selecting)
                .consumes("b", 8, selecting)
                .leaves(1, GROUPED)
                .leaves(2, GROUPED);
        script.gets("a", 7, 70, 1).accepts("a", 70).gets("b", 8, 80, 2);

        assertOne(new ProgramGroupChecker(), "message 2 for consumer 8");
    }

    @Test
    void a_consumer_with_a_selector_takes_what_it_selects_whoever_has_the_group() {
        script.consumes("a", 7)
                .consumes("b", 8, Supply.queue(LedgerScript.QUEUE.name()).selecting())
                .leaves(1, GROUPED)
                .leaves(2, GROUPED)
                .gets("a", 7, 70, 1);
        script.gets("b", 8, 80, 2);

        assertNone(new ProgramGroupChecker());
    }

    @Test
    void a_group_goes_on_to_another_when_its_consumer_is_closed_or_the_broker_has_started_again() {
        script.consumes("a", 7)
                .consumes("b", 8)
                .leaves(1, GROUPED)
                .leaves(2, GROUPED)
                .leaves(3, GROUPED);
        script.gets("a", 7, 70, 1)
                .accepts("a", 70)
                .restarts()
                .gets("b", 8, 80, 2)
                .accepts("b", 80);
        script.does("b", new Act.Ceasing(8)).does("b", new Act.Ceased(8, "")).gets("a", 7, 71, 3);

        assertNone(new ProgramGroupChecker());
    }

    @Test
    void a_group_waits_for_what_its_consumer_has_though_the_broker_has_started_again_or_it_is_closing() {
        script.consumes("a", 7)
                .consumes("b", 8)
                .leaves(1, GROUPED)
                .leaves(2, GROUPED)
                .gets("a", 7, 70, 1);
        script.restarts().does("a", new Act.Ceasing(7)).gets("b", 8, 80, 2);

        assertOne(new ProgramGroupChecker(), "which is still with its consumer");
    }

    @Test
    void a_group_goes_on_when_what_its_consumer_has_was_accepted_late_by_another_and_the_broker_has_started_again() {
        script.consumes("a", 7)
                .consumes("b", 8)
                .leaves(1, GROUPED)
                .leaves(2, GROUPED)
                .leaves(3, GROUPED);
        script.gets("a", 7, 70, 1).accepts("a", 70).restarts().dials("b", 1, 6).pass(6_000);
        script.gets("b", 8, 80, 1, 1).returns("a", 5).gets("a", 7, 71, 2, 1);
        script.restarts().returns("a", 9).gets("a", 7, 72, 3, 1);

        assertOne(new ProgramGroupChecker(), "message 2 for consumer 7");
    }

    @Test
    void what_was_on_its_way_to_who_was_displaced_comes_after_its_group_has_gone_on() {
        script.consumes("a", 7).consumes("b", 8).leaves(1, GROUPED).leaves(2, GROUPED);
        script.event(new Event.Acted("a", 2, new Act.Began(60, 1_000, true))).dials("a", 2, 5);
        script.gets("b", 8, 80, 1, 1).gets("b", 8, 81, 2, 1).gets("a", 7, 70, 1).fails("a");

        assertNone(new ProgramGroupChecker());
    }

    @Test
    void other_groups_and_messages_of_none_go_where_they_like() {
        script.consumes("a", 7)
                .consumes("b", 8)
                .leaves(1, GROUPED)
                .leaves(2, new Label(4, "g2", 0, 0))
                .leaves(3);
        script.gets("a", 7, 70, 1).gets("b", 8, 80, 2).gets("b", 8, 81, 3);

        assertNone(new ProgramGroupChecker());
    }

    // Priorities

    @Test
    void what_is_more_urgent_comes_first() {
        script.leaves(1).leaves(2, URGENT).consumes("b", 7).grants("b", 7, 1).gets("b", 7, 70, 1);

        assertOne(new ProgramPriorityChecker(), "came before message 2");
    }

    @Test
    void what_was_wanted_before_the_more_urgent_was_there_may_come_before_it() {
        script.consumes("b", 7).grants("b", 7, 1).leaves(1).leaves(2, URGENT).gets("b", 7, 70, 1);
        script.accepts("b", 70).grants("b", 7, 1).gets("b", 7, 71, 2);

        assertNone(new ProgramPriorityChecker());
    }

    @Test
    void what_another_consumer_may_have_need_not_come_first() {
        script.leaves(1)
                .leaves(2, URGENT)
                .consumes("a", 8)
                .consumes("b", 7)
                .grants("b", 7, 1)
                .gets("b", 7, 70, 1);

        assertNone(new ProgramPriorityChecker());
    }

    @Test
    void what_was_on_its_way_when_a_line_was_lost_may_come_before_what_is_more_urgent() {
        script.consumes("b", 7).leaves(1).loses("b", 2).leaves(2, URGENT).returns("b", 3);
        script.grants("b", 7, 1).gets("b", 7, 70, 1);

        assertNone(new ProgramPriorityChecker());
    }

    @Test
    void what_is_sent_later_comes_first_only_if_it_is_more_urgent() {
        script.consumes("b", 7).leaves(1).leaves(2, URGENT).leaves(3).leaves(4, new Label(0, "", 0, 0));
        script.gets("b", 7, 70, 2).gets("b", 7, 71, 4).gets("b", 7, 72, 1).gets("b", 7, 73, 3);

        assertThat(script.judgedBy(new ProgramOrderChecker()))
                .satisfiesExactly(
                        first -> assertThat(first).contains("message 1 for").contains("after message 4"),
                        second -> assertThat(second).contains("message 3 for").contains("after message 4"));
    }

    @Test
    void another_group_may_overtake() {
        script.consumes("b", 7).leaves(1, GROUPED).leaves(2).gets("b", 7, 70, 2).gets("b", 7, 71, 1);

        assertNone(new ProgramOrderChecker());
    }

    // Answers

    @Test
    void an_answer_comes_to_who_has_asked() {
        Place answers = Place.queue("temporary/1");
        script.does("b", new Act.Sent(1, 200, LedgerScript.QUEUE, 0));
        script.sends(2, answers, new Label(4, "", 0, 1)).sends(3, answers, new Label(4, "", 0, 1));
        script.consumes("b", 7, Supply.queue(answers.name())).gets("b", 7, 70, 2);
        script.consumes("a", 8, Supply.queue(answers.name())).gets("a", 8, 80, 3);

        assertOne(new ProgramOriginChecker(), "message 3 for consumer 8");
    }

    @Test
    void a_temporary_queue_is_there_as_long_as_its_session_is() {
        Place answers = Place.queue("temporary/1");
        script.consumes("b", 7, Supply.queue(answers.name())).loses("b", 2).sends(1, answers, 0);
        script.does("a", new Act.Told(1, Word.NOT_DONE, "amqp:not-found: there is no queue"))
                .returns("b", 3);

        assertOne(new ProgramReachChecker(), "was not taken: amqp:not-found");
    }

    @Test
    void a_temporary_queue_ends_with_its_session() {
        Place answers = Place.queue("temporary/1");
        script.consumes("b", 7, Supply.queue(answers.name()))
                .does("b", new Act.Crashed())
                .sends(1, answers, 0);
        script.does("a", new Act.Told(1, Word.NOT_DONE, "amqp:not-found: there is no queue"));

        assertNone(new ProgramReachChecker());
    }

    // What is decided in vain

    @Test
    void what_is_given_back_is_not_with_its_consumer_any_more_but_its_group_is() {
        script.consumes("a", 7)
                .consumes("b", 8)
                .leaves(1, GROUPED)
                .leaves(2, GROUPED)
                .gets("a", 7, 70, 1);
        script.decides("a", 70, Decision.RELEASE, 0).gets("b", 8, 80, 2);

        assertOne(new ProgramGroupChecker(), "message 2 for consumer 8");
    }

    private static String late() {
        return ClientFailure.DEADLINE.text() + ": too late";
    }

    private void assertOne(Checker checker, String what) {
        assertThat(script.judgedBy(checker)).singleElement().asString().contains(what);
    }

    private void assertNone(Checker checker) {
        List<String> found = script.judgedBy(checker);
        assertThat(found).isEmpty();
    }
}
