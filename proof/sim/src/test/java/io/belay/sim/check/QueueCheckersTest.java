package io.belay.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.sim.Action;
import io.belay.sim.Deed;
import io.belay.sim.Deed.Answer;
import io.belay.sim.Deed.Decision;
import io.belay.sim.Event;
import io.belay.sim.Place;
import io.belay.sim.Protocol;
import io.belay.sim.Supply;
import org.junit.jupiter.api.Test;

/** What the judges of queues find, and what they let pass. */
final class QueueCheckersTest {
    private final TradeScript script = new TradeScript();

    // Reach

    @Test
    void what_was_answered_and_never_came_is_lost() {
        assertThat(script.leaves(1).judgedBy(new QueueReachChecker()))
                .singleElement()
                .asString()
                .contains("never came");
    }

    @Test
    void what_was_not_answered_or_refused_may_be_lost() {
        script.sends(1, 0).sends(2, 0).answered(2, Answer.NO);

        assertThat(script.judgedBy(new QueueReachChecker())).isEmpty();
    }

    @Test
    void what_was_accepted_is_not_lost() {
        script.leaves(1).consumes(2, 7).gets(2, 7, 70, 1, 0).decides(2, 70, Decision.ACCEPT, 0);

        assertThat(script.judgedBy(new QueueReachChecker())).isEmpty();
    }

    @Test
    void what_was_released_must_come_again() {
        script.leaves(1).consumes(2, 7).gets(2, 7, 70, 1, 0).decides(2, 70, Decision.RELEASE, 0);

        assertThat(script.judgedBy(new QueueReachChecker()))
                .singleElement()
                .asString()
                .contains("never came again");
    }

    @Test
    void what_was_rejected_must_come_as_a_dead_letter() {
        script.leaves(1).leaves(2).consumes(2, 7).consumes(2, 8, Supply.queue("DLQ"));
        script.gets(2, 7, 70, 1, 0).decides(2, 70, Decision.REJECT, 0);
        script.gets(2, 7, 71, 2, 0).decides(2, 71, Decision.REJECT, 0);
        script.did(2, new Deed.Got(72, 8, 2, 0, "q")).decides(2, 72, Decision.ACCEPT, 0);

        assertThat(script.judgedBy(new QueueReachChecker()))
                .singleElement()
                .asString()
                .contains("message 1");
    }

    @Test
    void an_acknowledgement_that_was_rolled_back_is_none() {
        script.leaves(1).consumes(2, 7).begins(2, 9).gets(2, 7, 70, 1, 0).decides(2, 70, Decision.ACCEPT, 9);
        script.discharges(2, 9, false).discharged(2, 9, Answer.YES);

        assertThat(script.judgedBy(new QueueReachChecker())).hasSize(1);
    }

    @Test
    void a_durable_subscription_is_owed_what_was_published_since_it_stands() {
        Place topic = Place.topic("a/b");
        script.did(1, new Deed.Sent(1, topic, 100, 0, "", false, 0)).answered(1, Answer.YES);
        script.consumes(2, 7, new Supply(Place.topic("a/#"), "b-s", false));
        script.did(1, new Deed.Sent(2, topic, 100, 0, "", false, 0)).answered(2, Answer.YES);

        assertThat(script.judgedBy(new QueueReachChecker()))
                .singleElement()
                .asString()
                .contains("message 2");
    }

    // Copies

    @Test
    void what_is_accepted_for_good_must_not_come_again() {
        script.leaves(1).consumes(2, 7).gets(2, 7, 70, 1, 0).decides(2, 70, Decision.ACCEPT, 0);
        script.did(2, new Deed.Confirmed(70)).loses(2);

        script.consumes(1, 8).gets(1, 8, 80, 1, 1);

        assertThat(script.judgedBy(new QueueCopiesChecker()))
                .singleElement()
                .asString()
                .contains("knows");
    }

    @Test
    void what_was_accepted_on_a_line_that_was_lost_may_come_again_if_it_is_marked() {
        script.leaves(1).leaves(2).consumes(2, 7);
        script.gets(2, 7, 70, 1, 0).decides(2, 70, Decision.ACCEPT, 0);
        script.gets(2, 7, 71, 2, 0).decides(2, 71, Decision.ACCEPT, 0).loses(2);

        script.consumes(1, 8).gets(1, 8, 80, 1, 1).gets(1, 8, 81, 2, 0);

        assertThat(script.judgedBy(new QueueCopiesChecker()))
                .singleElement()
                .asString()
                .contains("message 2", "marked");
    }

    @Test
    void what_was_accepted_on_a_line_that_stands_must_not_come_again() {
        script.leaves(1).consumes(2, 7).gets(2, 7, 70, 1, 0).decides(2, 70, Decision.ACCEPT, 0);

        script.consumes(1, 8).gets(1, 8, 80, 1, 1);

        assertThat(script.judgedBy(new QueueCopiesChecker()))
                .singleElement()
                .asString()
                .contains("stands");
    }

    @Test
    void what_was_released_may_come_again_unmarked() {
        script.leaves(1).consumes(2, 7).gets(2, 7, 70, 1, 0).decides(2, 70, Decision.RELEASE, 0);

        assertThat(script.gets(2, 7, 71, 1, 0).judgedBy(new QueueCopiesChecker()))
                .isEmpty();
    }

    // Redelivery

    @Test
    void a_failed_delivery_counts() {
        script.leaves(1).leaves(2).consumes(2, 7);
        script.gets(2, 7, 70, 1, 1).decides(2, 70, Decision.FAIL, 0).gets(2, 7, 71, 1, 1);
        script.gets(2, 7, 72, 2, 1).decides(2, 72, Decision.FAIL, 0).gets(2, 7, 73, 2, 2);

        assertThat(script.judgedBy(new RedeliveryChecker()))
                .singleElement()
                .asString()
                .contains("message 1");
    }

    @Test
    void a_crash_may_undo_a_count_but_not_what_was_told_of_it() {
        script.leaves(1).leaves(2).consumes(2, 7);
        script.gets(2, 7, 70, 1, 2)
                .gets(2, 7, 71, 2, 2)
                .event(new Event.Died(1, "kill"))
                .event(new Event.Started(2));

        script.event(new Event.Opened(3, "b", Protocol.AMQP));
        script.did(3, new Deed.Attaching(8, Supply.queue("q"))).did(3, new Deed.Attached(8));
        script.did(3, new Deed.Got(80, 8, 1, 2, "")).did(3, new Deed.Got(81, 8, 2, 1, ""));

        assertThat(script.judgedBy(new RedeliveryChecker()))
                .singleElement()
                .asString()
                .contains("message 2");
    }

    // Order

    @Test
    void the_only_consumer_gets_messages_in_order() {
        script.consumes(2, 7).leaves(1).leaves(2).leaves(3);
        script.gets(2, 7, 70, 1, 0).gets(2, 7, 71, 3, 0).gets(2, 7, 72, 2, 0);

        assertThat(script.judgedBy(new QueueOrderChecker()))
                .singleElement()
                .asString()
                .contains("after message 3");
    }

    @Test
    void with_another_consumer_there_is_no_order() {
        script.consumes(2, 7).consumes(1, 8).leaves(1).leaves(2);
        script.gets(2, 7, 71, 2, 0).gets(2, 7, 72, 1, 0);

        assertThat(script.judgedBy(new QueueOrderChecker())).isEmpty();
    }

    @Test
    void what_waits_for_a_consumer_of_its_group_that_is_gone_may_be_overtaken() {
        script.consumes(2, 7)
                .consumes(1, 8)
                .sendsOfGroup(1)
                .gets(1, 8, 80, 1, 0)
                .did(1, new Deed.Gone(8, "detached"));

        script.sendsOfGroup(2).leaves(3).gets(2, 7, 71, 3, 0).gets(2, 7, 72, 2, 0);

        assertThat(script.judgedBy(new QueueOrderChecker())).isEmpty();
    }

    @Test
    void what_waits_for_a_consumer_of_its_group_is_not_overtaken_by_its_group() {
        script.consumes(2, 7)
                .consumes(1, 8)
                .sendsOfGroup(1)
                .gets(1, 8, 80, 1, 0)
                .did(1, new Deed.Gone(8, "detached"));

        script.sendsOfGroup(2).sendsOfGroup(3).gets(2, 7, 71, 3, 0).gets(2, 7, 72, 2, 0);

        assertThat(script.judgedBy(new QueueOrderChecker())).hasSize(1);
    }

    @Test
    void a_group_keeps_its_order_though_a_part_of_it_came_when_its_consumer_was_alone() {
        script.consumes(2, 7).sendsOfGroup(1).sendsOfGroup(2).gets(2, 7, 70, 2, 0);

        script.consumes(1, 8).gets(2, 7, 71, 1, 0);

        assertThat(script.judgedBy(new QueueOrderChecker())).hasSize(1);
    }

    @Test
    void what_waits_for_nobody_is_not_overtaken_though_it_is_of_a_group() {
        script.consumes(2, 7).consumes(1, 8).sendsOfGroup(1).gets(1, 8, 80, 1, 0);
        script.decides(1, 80, Decision.ACCEPT, 0).did(1, new Deed.Confirmed(80)).did(1, new Deed.Gone(8, "detached"));

        script.sendsOfGroup(2).leaves(3).gets(2, 7, 71, 3, 0).gets(2, 7, 72, 2, 0);

        assertThat(script.judgedBy(new QueueOrderChecker())).hasSize(1);
    }

    // Transactions

    @Test
    void nothing_comes_of_what_was_rolled_back() {
        script.consumes(2, 7).begins(1, 9).sends(1, 9).discharges(1, 9, false).discharged(1, 9, Answer.YES);

        script.gets(2, 7, 70, 1, 0);

        assertThat(script.judgedBy(new TransactionChecker()))
                .singleElement()
                .asString()
                .contains("not committed");
    }

    @Test
    void nothing_comes_before_the_commit() {
        script.consumes(2, 7).begins(1, 9).sends(1, 9).gets(2, 7, 70, 1, 0);

        script.discharges(1, 9, true).discharged(1, 9, Answer.YES);

        assertThat(script.judgedBy(new TransactionChecker()))
                .singleElement()
                .asString()
                .contains("still open");
    }

    @Test
    void a_transaction_in_doubt_happens_wholly_or_not() {
        script.leaves(1).consumes(1, 6).begins(1, 9).gets(1, 6, 60, 1, 0).decides(1, 60, Decision.ACCEPT, 9);
        script.sends(2, 9).discharges(1, 9, true).loses(1).consumes(2, 7);

        script.gets(2, 7, 70, 2, 0).gets(2, 7, 71, 1, 1);

        assertThat(script.judgedBy(new TransactionChecker()))
                .singleElement()
                .asString()
                .contains("in part");
    }

    @Test
    void a_transaction_in_doubt_may_have_happened() {
        script.leaves(1).consumes(1, 6).begins(1, 9).gets(1, 6, 60, 1, 0).decides(1, 60, Decision.ACCEPT, 9);
        script.sends(2, 9).discharges(1, 9, true).loses(1).consumes(2, 7);

        assertThat(script.gets(2, 7, 70, 2, 0).judgedBy(new TransactionChecker()))
                .isEmpty();
    }

    @Test
    void a_transaction_in_doubt_may_not_have_happened() {
        script.leaves(1).consumes(1, 6).begins(1, 9).gets(1, 6, 60, 1, 0).decides(1, 60, Decision.ACCEPT, 9);
        script.sends(2, 9).discharges(1, 9, true).loses(1).consumes(2, 7);

        assertThat(script.gets(2, 7, 70, 1, 1).judgedBy(new TransactionChecker()))
                .isEmpty();
    }

    // Dead letters

    @Test
    void a_dead_letter_has_a_cause() {
        script.leaves(1).leaves(2).consumes(2, 7).consumes(2, 8, Supply.queue("DLQ"));
        script.gets(2, 7, 70, 1, 8).decides(2, 70, Decision.FAIL, 0).did(2, new Deed.Got(80, 8, 1, 0, "q"));
        script.gets(2, 7, 71, 2, 9).decides(2, 71, Decision.FAIL, 0).did(2, new Deed.Got(81, 8, 2, 0, "q"));

        assertThat(script.judgedBy(new DeadLetterChecker()))
                .singleElement()
                .asString()
                .contains("message 1");
    }

    @Test
    void a_dead_letter_may_have_been_tried_once_on_each_line_that_was_lost_since_it_was_seen() {
        script.leaves(1).leaves(2).consumes(1, 6).consumes(2, 7).consumes(1, 8, Supply.queue("DLQ"));
        script.gets(1, 6, 70, 1, 8).decides(1, 70, Decision.FAIL, 0);
        script.gets(1, 6, 71, 2, 7).decides(1, 71, Decision.FAIL, 0).loses(2);

        script.did(1, new Deed.Got(80, 8, 1, 0, "q")).did(1, new Deed.Got(81, 8, 2, 0, "q"));

        assertThat(script.judgedBy(new DeadLetterChecker()))
                .singleElement()
                .asString()
                .contains("message 2");
    }

    @Test
    void a_line_that_was_lost_before_has_not_tried_it_since() {
        script.leaves(1)
                .consumes(1, 6)
                .consumes(2, 7)
                .consumes(1, 8, Supply.queue("DLQ"))
                .loses(2);
        script.gets(1, 6, 70, 1, 8).decides(1, 70, Decision.FAIL, 0).did(1, new Deed.Got(80, 8, 1, 0, "q"));

        assertThat(script.judgedBy(new DeadLetterChecker())).hasSize(1);
    }

    @Test
    void the_loss_of_who_saw_it_and_had_not_decided_is_no_try_of_its_own() {
        script.leaves(1).consumes(2, 7).consumes(1, 8, Supply.queue("DLQ"));
        script.gets(2, 7, 70, 1, 8).loses(2).did(1, new Deed.Got(80, 8, 1, 0, "q"));

        assertThat(script.judgedBy(new DeadLetterChecker())).hasSize(1);
    }

    @Test
    void the_death_of_a_server_is_no_try() {
        script.leaves(1).consumes(1, 6).consumes(2, 7).gets(2, 7, 70, 1, 8).decides(2, 70, Decision.FAIL, 0);
        script.event(new Event.Died(1, "kill"));
        script.event(new Event.Ended(1, true, false, new Break(Cause.CRASH, "kill"), 0));
        script.event(new Event.Started(2)).event(new Event.Opened(1, "a", Protocol.AMQP));
        script.consumes(1, 8, Supply.queue("DLQ")).did(1, new Deed.Got(80, 8, 1, 0, "q"));

        assertThat(script.judgedBy(new DeadLetterChecker())).hasSize(1);
    }

    @Test
    void a_dead_letter_that_may_have_been_tried_too_often_need_not_come_again() {
        script.leaves(1).leaves(2).consumes(1, 6, Supply.queue("DLQ")).consumes(2, 7, Supply.queue("DLQ"));
        script.did(1, new Deed.Got(70, 6, 1, 8, "q")).decides(1, 70, Decision.FAIL, 0);
        script.did(1, new Deed.Got(71, 6, 2, 7, "q"))
                .decides(1, 71, Decision.FAIL, 0)
                .loses(2);

        assertThat(script.judgedBy(new QueueReachChecker()))
                .singleElement()
                .asString()
                .contains("message 2");
    }

    // Draining

    @Test
    void who_is_told_that_nothing_is_left_has_everything() {
        script.consumes(2, 7).leaves(1).leaves(2).gets(2, 7, 70, 1, 0).decides(2, 70, Decision.ACCEPT, 0);

        script.did(2, new Deed.Draining(7, 10)).did(2, new Deed.Drained(7));

        assertThat(script.judgedBy(new DrainChecker()))
                .singleElement()
                .asString()
                .contains("message 2");
    }

    @Test
    void a_credit_that_is_used_up_says_nothing_of_the_rest() {
        script.consumes(2, 7).leaves(1).leaves(2);

        script.did(2, new Deed.Draining(7, 1)).gets(2, 7, 70, 1, 0).did(2, new Deed.Drained(7));

        assertThat(script.judgedBy(new DrainChecker())).isEmpty();
    }

    // Sync, origin, answers

    @Test
    void nothing_is_taken_or_comes_before_it_is_on_the_disk() {
        script.consumes(2, 7)
                .sends(1, 0)
                .answered(1, Answer.YES)
                .gets(2, 7, 70, 1, 0)
                .event(new Event.Stored(1));

        assertThat(script.judgedBy(new QueueSyncChecker())).hasSize(2);
    }

    @Test
    void nothing_comes_that_nobody_sent_there() {
        script.consumes(2, 7).leaves(1).sends(2, 0).answered(2, Answer.NO);

        script.gets(2, 7, 70, 1, 0).gets(2, 7, 71, 2, 0).gets(2, 7, 72, 3, 0);

        assertThat(script.judgedBy(new QueueOriginChecker())).hasSize(2);
    }

    @Test
    void a_call_that_waits_without_a_fault_is_found_and_one_with_a_fault_is_not() {
        Deed gaveUp = new Deed.GaveUp("send 1", 0);
        script.did(1, gaveUp).event(new Event.Fault(new Action.FailDisk())).did(1, gaveUp);

        assertThat(script.judgedBy(new AnswerChecker()))
                .singleElement()
                .asString()
                .contains("in vain");
    }

    @Test
    void what_was_sent_again_in_another_session_is_answered_under_its_new_number() {
        script.consumes(2, 7).leaves(1).sends(2, 0).sends(3, 0).did(1, new Deed.SessionEnding(false));
        script.did(1, new Deed.Sent(4, TradeScript.QUEUE, 100, 0, "", false, 2)).answered(4, Answer.YES);

        assertThat(script.pass(10_000).judgedBy(new AnswerChecker()))
                .singleElement()
                .asString()
                .contains("message 3", "never answered");
    }

    @Test
    void a_client_that_is_not_connected_at_the_end_is_found() {
        assertThat(script.loses(1).judgedBy(new AnswerChecker()))
                .singleElement()
                .asString()
                .contains("a is not connected");
    }
}
