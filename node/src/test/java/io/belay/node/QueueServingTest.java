package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command;
import io.belay.core.Lifetime;
import io.belay.core.Message;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueSpec;
import io.belay.core.QueueView;
import io.belay.core.Refusal;
import io.belay.core.Scheduling;
import io.belay.core.WhenFull;
import io.belay.node.Request.Disposition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets what from a queue, and what becomes of what comes back. */
class QueueServingTest {
    private final TestNode world = new TestNode();
    private final TestPeer sender = world.peer("sender");

    @Test
    void a_consumer_gets_what_it_has_credit_for_in_order_and_the_rest_waits() {
        sender.send("q", "1", "2", "3");

        TestPeer consumer = world.peer("c").consume(1, "q", 2);

        assertThat(consumer.texts(1)).containsExactly("1", "2");
        assertThat(consumer.credit(1, 1).texts(1)).containsExactly("1", "2", "3");
    }

    @Test
    void consumers_of_a_queue_take_turns() {
        TestPeer one = world.peer("one").consume(1, "q", 10);
        TestPeer two = world.peer("two").consume(1, "q", 10);

        sender.send("q", "1", "2", "3", "4");

        assertThat(one.texts(1)).containsExactly("1", "3");
        assertThat(two.texts(1)).containsExactly("2", "4");
    }

    @Test
    void a_consumer_of_higher_priority_goes_first_while_it_has_credit() {
        TestPeer low = world.peer("low").consume(1, "q", 10);
        TestPeer high = world.peer("high");
        high.open(1, new SourceSpec(Address.queue("q"), "", false, false, false, null, false, 5, false));
        high.credit(1, 2);

        sender.send("q", "1", "2", "3");

        assertThat(high.texts(1)).containsExactly("1", "2");
        assertThat(low.texts(1)).containsExactly("3");
    }

    @Test
    void messages_of_higher_priority_overtake() {
        sender.send(Address.queue("q"), "normal", new Scheduling(4, 0, 0));
        sender.send(Address.queue("q"), "urgent", new Scheduling(9, 0, 0));
        sender.send(Address.queue("q"), "idle", new Scheduling(0, 0, 0));

        assertThat(world.peer("c").consume(1, "q", 9).texts(1)).containsExactly("urgent", "normal", "idle");
    }

    @Test
    void what_is_accepted_is_gone_and_what_is_released_comes_back_to_its_place_uncounted() {
        sender.send("q", "1", "2", "3");
        TestPeer consumer = world.peer("c").consume(1, "q", 2);

        consumer.dispose(1, Disposition.ACCEPTED, consumer.delivery(1, 1).sequence());
        consumer.dispose(1, Disposition.RELEASED, consumer.delivery(1, 0).sequence());
        consumer.credit(1, 5);

        assertThat(consumer.texts(1)).containsExactly("1", "2", "1", "3");
        assertThat(consumer.delivery(1, 2).deliveries()).isZero();
    }

    @Test
    void what_failed_comes_back_with_a_count_once_that_is_on_disk() {
        sender.send("q", "1");
        TestPeer consumer = world.peer("c").consume(1, "q", 5);

        consumer.dispose(1, Disposition.FAILED, consumer.delivery(1, 0).sequence());

        assertThat(consumer.texts(1)).containsExactly("1", "1");
        assertThat(consumer.delivery(1, 1).deliveries()).isEqualTo(1);
    }

    @Test
    void what_failed_too_often_is_a_dead_letter_that_says_where_it_comes_from() {
        sender.send("q", "poison");
        TestPeer consumer = world.peer("c").consume(1, "q", 50);

        for (int failed = 0; failed < 10; failed++) {
            consumer.dispose(1, Disposition.FAILED, consumer.delivery(1, failed).sequence());
        }

        assertThat(consumer.texts(1)).hasSize(10);
        TestPeer undertaker = world.peer("u").consume(1, "DLQ", 5);
        assertThat(undertaker.texts(1)).containsExactly("poison");
        assertThat(undertaker.delivery(1, 0).dead().origin()).isEqualTo("q");
    }

    @Test
    void what_is_rejected_is_a_dead_letter_at_once() {
        sender.send("q", "bad");
        TestPeer consumer = world.peer("c").consume(1, "q", 5);

        consumer.dispose(1, Disposition.REJECTED, consumer.delivery(1, 0).sequence());

        assertThat(consumer.texts(1)).containsExactly("bad");
        assertThat(world.peer("u").consume(1, "DLQ", 5).texts(1)).containsExactly("bad");
    }

    @Test
    void a_lost_line_gives_back_what_it_had_in_order_flagged_as_delivered() {
        sender.send("q", "1", "2", "3");
        TestPeer lost = world.peer("lost").consume(1, "q", 2);

        lost.cut();
        TestPeer next = world.peer("next").consume(1, "q", 5);

        assertThat(next.texts(1)).containsExactly("1", "2", "3");
        assertThat(next.delivery(1, 0).deliveries()).isEqualTo(1);
        assertThat(next.delivery(1, 1).deliveries()).isEqualTo(1);
        assertThat(next.delivery(1, 2).deliveries()).isZero();
    }

    @Test
    void a_closed_consumer_keeps_what_it_has_until_it_is_settled() {
        sender.send("q", "1", "2");
        TestPeer consumer = world.peer("c").consume(1, "q", 2);

        consumer.ask(new Request.CloseSource(consumer.line, 1, false));
        consumer.dispose(1, Disposition.ACCEPTED, consumer.delivery(1, 0).sequence());
        TestPeer other = world.peer("o").consume(1, "q", 5);
        consumer.dispose(1, Disposition.RELEASED, consumer.delivery(1, 1).sequence());

        assertThat(other.texts(1)).containsExactly("2");
    }

    @Test
    void a_group_sticks_to_its_consumer_and_waits_for_it() {
        TestPeer one = world.peer("one").consume(1, "q", 1);
        TestPeer two = world.peer("two").consume(1, "q", 5);
        Scheduling group = new Scheduling(4, 0, 77);

        for (String text : List.of("1", "2")) sender.send(Address.queue("q"), text, group);
        sender.send("q", "other");

        assertThat(one.texts(1)).containsExactly("1");
        assertThat(two.texts(1)).containsExactly("other");
        assertThat(one.credit(1, 1).texts(1)).containsExactly("1", "2");
    }

    @Test
    void a_group_of_a_consumer_that_leaves_goes_to_another_in_order() {
        TestPeer one = world.peer("one").consume(1, "q", 1);
        TestPeer two = world.peer("two").consume(1, "q", 5);
        for (String text : List.of("1", "2", "3")) sender.send(Address.queue("q"), text, new Scheduling(4, 0, 77));

        one.cut();

        assertThat(two.texts(1)).containsExactly("1", "2", "3");
    }

    @Test
    void a_group_goes_on_when_what_its_lost_consumer_had_has_expired() {
        TestPeer one = world.peer("one").consume(1, "q", 1);
        TestPeer two = world.peer("two").consume(1, "q", 5);
        Scheduling group = new Scheduling(4, 0, 77);
        sender.send(Address.queue("q"), TestPeer.message("q", "1", group).expiringAt(world.nowMs + 100));
        sender.send(Address.queue("q"), "2", group);
        world.pass(100);

        one.cut();

        assertThat(one.texts(1)).containsExactly("1");
        assertThat(two.texts(1)).containsExactly("2");
    }

    /** What is kept for a consumer waits behind what failed; what is before that goes on, but not past its own group. */
    @Test
    void a_group_keeps_its_order_while_what_failed_is_on_its_way_back() {
        TestPeer first = world.peer("first").consume(1, "q", 2);
        for (String text : List.of("b1", "b2")) sender.send(Address.queue("q"), text, new Scheduling(4, 0, 78));
        sender.send(Address.queue("q"), "b3", new Scheduling(4, world.nowMs + 1_000, 78));
        TestPeer owner = world.peer("owner").consume(1, "q", 1);
        for (String text : List.of("a1", "a2")) sender.send(Address.queue("q"), text, new Scheduling(4, 0, 77));
        TestPeer other = world.peer("other").consume(1, "q", 1).credit(1, 0);

        failsAndTakesOneMore(owner, 0);
        long[] had = {first.delivery(1, 0).sequence(), first.delivery(1, 1).sequence()};
        world.node.handle(new Request.CloseSource(first.line, 1, false));
        world.node.handle(new Request.Dispose(first.line, 1, had, Disposition.RELEASED, "", 0));
        world.node.handle(new Request.Credit(other.line, 1, 1, 0, false, 1));
        other.credit(1, 0);
        assertThat(owner.texts(1)).containsExactly("a1", "b1");
        world.pass(1_000);
        owner.credit(1, 1);
        failsAndTakesOneMore(owner, 2);
        world.settle();

        assertThat(owner.credit(1, 9).texts(1)).containsExactly("a1", "b1", "a1", "a1", "a2", "b2", "b3");
    }

    /** What it gives back first does not stay behind because somebody else has taken the last credit meanwhile. */
    @Test
    void a_group_keeps_its_order_when_its_consumer_gives_it_back_by_and_by() {
        TestPeer owner = world.peer("owner").consume(1, "q", 4);
        TestPeer other = world.peer("other").consume(1, "q", 0);
        sender.send(Address.queue("q"), "b1", new Scheduling(4, 0, 78));
        sender.send("q", "free");
        for (String text : List.of("a1", "a2")) sender.send(Address.queue("q"), text, new Scheduling(4, 0, 77));

        for (int index : List.of(2, 1, 0))
            owner.dispose(1, Disposition.RELEASED, owner.delivery(1, index).sequence());
        other.credit(1, 1);
        owner.dispose(1, Disposition.RELEASED, owner.delivery(1, 3).sequence());
        owner.credit(1, 9);

        assertThat(other.texts(1)).containsExactly("free");
        assertThat(owner.texts(1)).containsExactly("b1", "free", "a1", "a2", "b1", "a1", "a2");
    }

    /** Before that it has failed is on disk. */
    private void failsAndTakesOneMore(TestPeer consumer, int index) {
        long[] failed = {consumer.delivery(1, index).sequence()};
        world.node.handle(new Request.Dispose(consumer.line, 1, failed, Disposition.FAILED, "", 0));
        world.node.handle(new Request.Credit(consumer.line, 1, 1, index + 1, false, 1));
    }

    @Test
    void a_delayed_message_comes_when_its_time_has_come() {
        TestPeer consumer = world.peer("c").consume(1, "q", 5);
        sender.send(Address.queue("q"), "later", new Scheduling(4, world.nowMs + 5_000, 0));
        sender.send("q", "now");

        assertThat(consumer.texts(1)).containsExactly("now");
        assertThat(world.node.nextTimeMs()).isLessThanOrEqualTo(world.nowMs + 5_000);
        world.pass(5_000);

        assertThat(consumer.texts(1)).containsExactly("now", "later");
    }

    @Test
    void a_delayed_message_that_comes_back_comes_behind_those_that_were_there_when_its_time_came() {
        sender.send(Address.queue("q"), "delayed", new Scheduling(4, world.nowMs + 100, 0));
        sender.send("q", "1", "2");
        world.pass(100);
        sender.send("q", "3");
        TestPeer consumer = world.peer("c").consume(1, "q", 4);

        for (int index : List.of(2, 0, 1))
            consumer.dispose(
                    1, Disposition.RELEASED, consumer.delivery(1, index).sequence());

        assertThat(consumer.credit(1, 3).texts(1)).containsExactly("1", "2", "delayed", "3", "1", "2", "delayed");
    }

    @Test
    void a_delayed_message_waits_for_what_has_failed_before_its_time_came() {
        sender.send(Address.queue("q"), "delayed", new Scheduling(4, world.nowMs + 100, 0));
        sender.send("q", "1");
        TestPeer consumer = world.peer("c").consume(1, "q", 1);
        world.pass(100);

        failsAndTakesOneMore(consumer, 0);
        world.settle();

        assertThat(consumer.texts(1)).containsExactly("1", "1");
    }

    @Test
    void a_delayed_message_comes_behind_those_of_its_group_that_were_kept_before() {
        TestPeer one = world.peer("one").consume(1, "q", 1);
        TestPeer two = world.peer("two").consume(1, "q", 1);
        Scheduling group = new Scheduling(4, 0, 77);
        sender.send(Address.queue("q"), "1", group);
        sender.send(Address.queue("q"), "delayed", new Scheduling(4, world.nowMs + 100, 77));
        sender.send(Address.queue("q"), "2", group);
        sender.send("q", "other");
        world.pass(100);

        assertThat(two.texts(1)).containsExactly("other");
        assertThat(one.credit(1, 5).texts(1)).containsExactly("1", "2", "delayed");
    }

    @Test
    void an_expired_message_is_not_delivered() {
        Message message = TestPeer.message("q", "old", Scheduling.NORMAL).expiringAt(world.nowMs + 100);
        sender.send(Address.queue("q"), message);

        world.pass(100);

        assertThat(world.peer("c").consume(1, "q", 5).texts(1)).isEmpty();
    }

    @Test
    void a_drained_consumer_hears_so_after_all_that_was_sent_before() {
        TestPeer consumer = world.peer("c").consume(1, "q", 0);
        world.node.handle(new Request.Send(
                sender.line, 0, 1, Address.queue("q"), TestPeer.message("q", "unsynced", Scheduling.NORMAL)));

        boolean drained = consumer.drain(1, 10);

        assertThat(drained).isTrue();
        assertThat(consumer.texts(1)).containsExactly("unsynced");
        sender.send("q", "no credit is left for this");
        assertThat(consumer.texts(1)).hasSize(1);
    }

    @Test
    void a_selecting_consumer_gets_what_it_selects_and_leaves_the_rest() {
        sender.send("q", "red 1", "blue 1", "red 2", "blue 2");
        TestPeer red = world.peer("r");
        red.open(1, new SourceSpec(Address.queue("q"), "red", false, false, false, null, false, 0, false));
        red.credit(1, 10);

        sender.send("q", "blue 3", "red 3");
        TestPeer any = world.peer("a").consume(1, "q", 10);

        assertThat(red.texts(1)).containsExactly("red 1", "red 2", "red 3");
        assertThat(any.texts(1)).containsExactly("blue 1", "blue 2", "blue 3");
    }

    @Test
    void what_a_selecting_consumer_releases_it_gets_again() {
        sender.send("q", "blue", "red");
        TestPeer red = world.peer("r");
        red.open(1, new SourceSpec(Address.queue("q"), "red", false, false, false, null, false, 0, false));
        red.credit(1, 1);

        red.dispose(1, Disposition.RELEASED, red.delivery(1, 0).sequence());
        red.credit(1, 1);

        assertThat(red.texts(1)).containsExactly("red", "red");
    }

    @Test
    void a_selecting_consumer_searches_a_backlog_that_is_not_in_memory() {
        TestNode small = new TestNode(new NodeOptions(io.belay.core.Limits.DEFAULTS, 100, 64 << 10, 1_000, 0));
        TestPeer peer = small.peer("p");
        for (int i = 0; i < 1_000; i++) peer.send("q", (i % 100 == 7 ? "red " : "blue ") + i);
        TestPeer red = small.peer("r");
        red.open(1, new SourceSpec(Address.queue("q"), "red", false, false, false, null, false, 0, false));

        boolean drained = red.drain(1, 100);

        assertThat(drained).isTrue();
        assertThat(red.texts(1)).hasSize(10).startsWith("red 7", "red 107");
    }

    @Test
    void a_browser_sees_all_by_priority_and_takes_nothing() {
        sender.send("q", "1", "2");
        sender.send(Address.queue("q"), "urgent", new Scheduling(9, 0, 0));
        TestPeer holder = world.peer("h").consume(1, "q", 1);
        TestPeer browser = world.peer("b");
        browser.open(1, new SourceSpec(Address.queue("q"), "", false, true, true, null, false, 0, false));

        boolean drained = browser.drain(1, 100);

        assertThat(drained).isTrue();
        assertThat(browser.texts(1)).containsExactly("urgent", "1", "2");
        assertThat(browser.delivery(1, 0).sequence()).isZero();
        assertThat(holder.credit(1, 5).texts(1)).containsExactly("urgent", "1", "2");
    }

    @Test
    void a_presettled_consumer_has_taken_what_it_was_sent() {
        sender.send("q", "1");
        TestPeer consumer = world.peer("c");
        consumer.open(1, new SourceSpec(Address.queue("q"), "", false, false, true, null, false, 0, false));
        consumer.credit(1, 5);

        consumer.cut();

        assertThat(consumer.texts(1)).containsExactly("1");
        assertThat(queue("q").messages()).isZero();
    }

    @Test
    void an_exclusive_consumer_is_alone() {
        TestPeer alone = world.peer("alone");
        alone.open(1, new SourceSpec(Address.queue("q"), "", false, false, false, null, false, 0, true));

        Refusal refusal = world.peer("other").open(1, SourceSpec.of(Address.queue("q")));

        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.IN_USE);
    }

    @Test
    void an_auto_created_queue_ends_when_it_has_been_empty_and_unused_for_long() {
        TestPeer consumer = world.peer("c").consume(1, "q", 5);
        consumer.ask(new Request.CloseSource(consumer.line, 1, false));

        world.pass(QueueOptions.DEFAULTS.autoDeleteAfterMs() - 1);
        assertThat(world.node.broker().queue("q")).isNotNull();
        world.pass(1);

        assertThat(world.node.broker().queue("q")).isNull();
    }

    @Test
    void an_auto_created_queue_with_messages_stays() {
        sender.send("q", "1");

        world.pass(QueueOptions.DEFAULTS.autoDeleteAfterMs() * 3);

        assertThat(queue("q").messages()).isEqualTo(1);
    }

    @Test
    void a_temporary_queue_ends_with_its_link_and_its_consumers_hear_so() {
        TestPeer owner = world.peer("owner");
        owner.ask(new Request.OpenTemporary(owner.line, 1, Address.Kind.QUEUE));
        String name = owner.last(Reply.TargetOpened.class).name();
        owner.consume(2, name, 5);
        sender.send(name, "reply");

        owner.ask(new Request.CloseTarget(owner.line, 1));

        assertThat(owner.texts(2)).containsExactly("reply");
        assertThat(owner.last(Reply.LinkEnded.class).link()).isEqualTo(2);
        assertThat(sender.send(Address.queue(name), "late", Scheduling.NORMAL).reason())
                .isEqualTo(Refusal.Reason.NO_QUEUE);
    }

    @Test
    void a_temporary_queue_is_consumed_by_its_own_line_only_and_ends_with_it() {
        TestPeer owner = world.peer("owner");
        owner.ask(new Request.OpenTemporary(owner.line, 1, Address.Kind.QUEUE));
        String name = owner.last(Reply.TargetOpened.class).name();

        Refusal refusal = sender.open(1, SourceSpec.of(Address.queue(name)));
        owner.cut();

        assertThat(refusal.reason()).isEqualTo(Refusal.Reason.NOT_OWNER);
        assertThat(world.node.broker().queue(name)).isNull();
    }

    @Test
    void a_second_line_of_a_name_that_must_be_the_only_one_is_refused() {
        new TestPeer(world, 100, "till", true);
        TestPeer second = new TestPeer(world, 101, "till", true);
        TestPeer third = new TestPeer(world, 102, "till", false);
        world.settle();

        assertThat(second.last(Reply.Closed.class).cause()).isEqualTo(Reply.Closed.Cause.IN_USE);
        assertThat(third.count(Reply.Opened.class)).isEqualTo(1);
    }

    @Test
    void of_an_exclusive_queue_one_consumer_gets_all_and_browsers_still_see_it() {
        QueuePolicy exclusive = new QueuePolicy(100, 1 << 20, WhenFull.REFUSE, 10, "DLQ", true);
        world.node.perform(new Command.CreateQueue(new QueueSpec("x", Lifetime.FOR_EVER, 0, exclusive, null)));
        TestPeer browser = world.peer("b");
        browser.open(1, new SourceSpec(Address.queue("x"), "", false, true, true, null, false, 0, false));
        TestPeer first = world.peer("first").consume(1, "x", 1);
        TestPeer second = world.peer("second").consume(1, "x", 5);

        sender.send("x", "1", "2");
        browser.drain(1, 10);

        assertThat(first.texts(1)).containsExactly("1");
        assertThat(second.texts(1)).isEmpty();
        assertThat(browser.texts(1)).containsExactly("1", "2");
        first.cut();
        assertThat(second.texts(1)).containsExactly("1", "2");
    }

    private QueueView queue(String name) {
        return world.node.broker().queue(name);
    }
}
