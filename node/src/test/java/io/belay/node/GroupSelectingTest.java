package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command;
import io.belay.core.Lifetime;
import io.belay.core.Limits;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueSpec;
import io.belay.core.Scheduling;
import io.belay.core.WhenFull;
import io.belay.node.Request.Disposition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What message groups are to consumers with selectors. */
class GroupSelectingTest {
    private final TestNode world = new TestNode();
    private final TestPeer sender = world.peer("sender");

    @Test
    void a_group_sticks_to_one_of_those_with_the_same_selector() {
        TestPeer one = consumer("one", "red", 10);
        TestPeer other = consumer("other", "red", 10);

        send(1, "red 1", "red 2");
        send(2, "red 3", "red 4");
        send(1, "red 5", "blue");

        assertThat(one.texts(1)).containsExactly("red 1", "red 2", "red 5");
        assertThat(other.texts(1)).containsExactly("red 3", "red 4");
    }

    @Test
    void what_a_consumer_does_not_take_now_waits_for_it_and_others_go_on() {
        TestPeer one = consumer("one", "red", 1);
        send(1, "red 1", "red 2");
        TestPeer other = consumer("other", "red", 10);
        send(2, "red 3");

        assertThat(other.texts(1)).containsExactly("red 3");
        assertThat(one.credit(1, 5).texts(1)).containsExactly("red 1", "red 2");
    }

    @Test
    void a_group_goes_on_to_another_once_it_is_known_what_became_of_what_its_consumer_had() {
        TestPeer one = consumer("one", "red", 1);
        TestPeer other = consumer("other", "red", 0);
        send(1, "red 1", "red 2");
        other.credit(1, 10);

        one.ask(new Request.CloseSource(one.line, 1, false));
        assertThat(other.texts(1)).isEmpty();
        one.dispose(1, Disposition.RELEASED, one.delivery(1, 0).sequence());

        assertThat(other.texts(1)).containsExactly("red 1", "red 2");
    }

    @Test
    void what_a_consumer_fails_with_comes_to_it_again_before_the_rest_of_the_group() {
        TestPeer one = consumer("one", "red", 1);
        TestPeer other = consumer("other", "red", 0);
        send(1, "red 1", "red 2");
        other.credit(1, 10);

        one.dispose(1, Disposition.FAILED, one.delivery(1, 0).sequence());
        one.credit(1, 2);

        assertThat(one.texts(1)).containsExactly("red 1", "red 1", "red 2");
        assertThat(other.texts(1)).isEmpty();
    }

    @Test
    void a_consumer_that_is_cut_and_may_come_back_keeps_its_groups() {
        TestPeer one = world.peer("one");
        one.ask(new Request.OpenSource(one.line, 1, selecting("red"), "link", null, true));
        one.credit(1, 10);
        TestPeer other = consumer("other", "red", 0);
        send(1, "red 1");
        other.credit(1, 10);

        one.ask(new Request.Suspend(one.line, 1));
        send(1, "red 2");
        send(2, "red 3");
        assertThat(other.texts(1)).containsExactly("red 3");
        one.ask(new Request.OpenSource(one.line, 2, selecting("red"), "link", null, true));

        assertThat(one.credit(2, 10).texts(2)).containsExactly("red 1", "red 2");
    }

    @Test
    void consumers_with_different_selectors_do_not_know_of_each_others_groups() {
        TestPeer red = consumer("one", "red", 10);
        TestPeer blue = consumer("other", "blue", 10);
        send(1, "red 1", "blue 2", "red 3", "grey");
        TestPeer any = world.peer("any").consume(1, "q", 10);

        assertThat(red.texts(1)).containsExactly("red 1", "red 3");
        assertThat(blue.texts(1)).containsExactly("blue 2");
        assertThat(any.texts(1)).containsExactly("grey");
    }

    @Test
    void what_is_put_aside_for_a_consumer_nobody_else_is_given_whatever_his_selector() {
        TestPeer one = consumer("one", "red", 1);
        send(1, "red 1", "red 2");
        TestPeer other = consumer("other", "red", 10);
        TestPeer any = world.peer("any").consume(1, "q", 10);
        TestPeer all = consumer("all", "e", 10);
        one.dispose(1, Disposition.RELEASED, one.delivery(1, 0).sequence());

        assertThat(List.of(other.texts(1), any.texts(1), all.texts(1))).allMatch(List::isEmpty);
        one.cut();

        assertThat(List.of(other.texts(1), any.texts(1), all.texts(1))).containsOnlyOnce(List.of("red 1", "red 2"));
    }

    @Test
    void what_a_consumer_gives_back_nobody_else_is_given_though_it_stood_in_the_row_of_all() {
        send(0, "grey");
        TestPeer one = consumer("one", "red", 1);
        send(1, "red 1");
        one.dispose(1, Disposition.RELEASED, one.delivery(1, 0).sequence());

        TestPeer any = world.peer("any").consume(1, "q", 10);
        TestPeer all = consumer("all", "e", 10);

        assertThat(any.texts(1)).containsExactly("grey");
        assertThat(all.texts(1)).isEmpty();
        assertThat(one.credit(1, 1).texts(1)).containsExactly("red 1", "red 1");
    }

    @Test
    void what_comes_back_from_one_with_another_selector_comes_before_what_was_put_aside() {
        send(1, "red 1");
        TestPeer any = world.peer("any").consume(1, "q", 1);
        TestPeer one = consumer("one", "red", 1);
        TestPeer other = consumer("other", "red", 10);
        send(1, "red 2", "red 3", "red 4");
        other.credit(1, 0);

        any.cut();

        assertThat(one.credit(1, 10).texts(1)).containsExactly("red 2", "red 1", "red 3", "red 4");
        assertThat(other.texts(1)).isEmpty();
    }

    @Test
    void what_comes_back_from_one_with_a_selector_comes_before_what_was_put_aside_for_one_without() {
        send(1, "red 1");
        TestPeer red = consumer("red", "red", 1);
        TestPeer one = world.peer("one").consume(1, "q", 1);
        TestPeer other = world.peer("other").consume(1, "q", 0);
        send(1, "2", "3");
        send(2, "4");
        other.credit(1, 1);
        other.credit(1, 0);

        red.cut();

        assertThat(other.texts(1)).containsExactly("4");
        assertThat(one.credit(1, 10).texts(1)).containsExactly("2", "red 1", "3");
    }

    @Test
    void a_delayed_message_comes_behind_those_that_were_there_when_its_time_came() {
        sender.send(Address.queue("q"), "red delayed", new Scheduling(4, world.nowMs + 100, 0));
        send(0, "red 1");
        world.pass(100);
        send(0, "red 2");

        TestPeer one = consumer("one", "red", 2);
        one.dispose(1, Disposition.RELEASED, one.delivery(1, 1).sequence());

        assertThat(one.credit(1, 5).texts(1)).containsExactly("red 1", "red delayed", "red delayed", "red 2");
    }

    @Test
    void a_delayed_message_comes_behind_those_of_its_group_that_were_put_aside_before() {
        TestPeer one = consumer("one", "red", 1);
        send(1, "red 1");
        sender.send(Address.queue("q"), "red delayed", new Scheduling(4, world.nowMs + 100, 1));
        TestPeer other = consumer("other", "red", 1);
        send(1, "red 2");
        send(2, "red 3");
        world.pass(100);

        assertThat(other.texts(1)).containsExactly("red 3");
        assertThat(one.credit(1, 5).texts(1)).containsExactly("red 1", "red 2", "red delayed");
    }

    @Test
    void what_was_kept_before_anybody_selected_comes_in_order_with_what_is_put_aside_since() {
        send(1, "red 1");
        TestPeer any = world.peer("any").consume(1, "q", 1);
        send(1, "blue 2", "red 3");
        TestPeer other = world.peer("other").consume(1, "q", 0);
        send(2, "grey");
        other.credit(1, 1);
        TestPeer red = consumer("red", "red", 10);
        send(1, "red 4");
        send(3, "grey too");

        other.credit(1, 1);
        red.cut();

        assertThat(other.texts(1)).containsExactly("grey", "grey too");
        assertThat(any.credit(1, 10).texts(1)).containsExactly("red 1", "blue 2", "red 3", "red 4");
    }

    @Test
    void what_is_put_aside_may_expire_or_be_purged() {
        TestPeer one = consumer("one", "red", 1);
        consumer("other", "red", 1);
        send(1, "red 1", "red 2");
        sender.send(
                Address.queue("q"),
                TestPeer.message("q", "red expires", group(1)).expiringAt(world.nowMs + 100));
        send(1, "red 4");
        world.pass(100);

        world.node.perform(new Command.PurgeQueue(world.node.broker().queue("q").number(), 2));
        world.settle();

        assertThat(one.credit(1, 10).texts(1)).containsExactly("red 1", "red 4");
    }

    @Test
    void a_consumer_of_higher_priority_goes_before_one_of_the_same_selector() {
        TestPeer low = consumer("low", "red", 10);
        TestPeer high = world.peer("high");
        high.open(1, new SourceSpec(Address.queue("q"), "red", false, false, false, null, false, 5, false));
        high.credit(1, 1);
        TestPeer middle = world.peer("middle");
        middle.open(1, new SourceSpec(Address.queue("q"), "e", false, false, false, null, false, 3, false));
        middle.credit(1, 1);

        send(0, "red 1", "red 2", "red 3");

        assertThat(high.texts(1)).containsExactly("red 1");
        assertThat(middle.texts(1)).containsExactly("red 2");
        assertThat(low.texts(1)).containsExactly("red 3");
    }

    @Test
    void those_who_wait_for_their_turn_at_an_exclusive_queue_hear_that_there_is_nothing_for_them() {
        QueuePolicy policy = new QueuePolicy(100, 1 << 20, WhenFull.REFUSE, 0, "", true);
        world.node.perform(new Command.CreateQueue(new QueueSpec("q", Lifetime.FOR_EVER, 0, policy, null)));
        TestPeer one = consumer("one", "red", 0);
        TestPeer other = consumer("other", "red", 0);
        send(0, "red 1", "red 2");
        one.credit(1, 1);

        assertThat(other.drain(1, 5)).isTrue();
        assertThat(one.credit(1, 5).texts(1)).containsExactly("red 1", "red 2");
    }

    @Test
    void the_next_consumer_of_an_exclusive_queue_has_what_was_put_aside_whatever_its_selector() {
        QueuePolicy policy = new QueuePolicy(100, 1 << 20, WhenFull.REFUSE, 0, "", true);
        world.node.perform(new Command.CreateQueue(new QueueSpec("q", Lifetime.FOR_EVER, 0, policy, null)));
        TestPeer one = consumer("one", "red", 1);
        TestPeer other = consumer("other", "red", 10);
        TestPeer third = consumer("third", "e", 10);
        send(1, "red 1", "red 2", "here 3");

        one.cut();
        assertThat(other.texts(1)).containsExactly("red 1", "red 2");
        other.cut();

        assertThat(third.texts(1)).containsExactly("red 1", "red 2", "here 3");
    }

    @Test
    void what_comes_back_is_looked_at_before_what_was_found_and_is_still_being_read() {
        TestNode small = new TestNode(new NodeOptions(Limits.DEFAULTS, 100, 64 << 10, 1_000, 0));
        TestPeer peer = small.peer("sender");
        for (int index = 1; index <= 400; index++) peer.send("q", "red " + index);
        TestPeer any = small.peer("any").consume(1, "q", 1);
        TestPeer red = small.peer("red");
        red.open(1, selecting("red"));

        small.node.handle(new Request.Credit(red.line, 1, 3, 0, false, 1));
        small.round();
        assertThat(red.texts(1)).isEmpty();
        any.dispose(1, Disposition.RELEASED, any.delivery(1, 0).sequence());

        assertThat(red.texts(1)).containsExactly("red 1", "red 2", "red 3");
    }

    @Test
    void however_many_were_put_aside_they_do_not_come_before_what_was_there_earlier() {
        TestPeer one = consumer("one", "red", 1);
        send(1, "red first");
        send(0, "grey");
        for (int index = 0; index < 10_500; index++) {
            world.node.handle(new Request.Send(
                    sender.line, 0, index, Address.queue("q"), TestPeer.message("q", "red", group(1))));
            if (index % 500 == 0) world.settle();
        }
        TestPeer other = consumer("other", "red", 1);
        send(2, "red last");
        goOn();
        assertThat(other.texts(1)).containsExactly("red last");

        one.cut();
        other.cut();

        assertThat(world.peer("any").consume(1, "q", 3).texts(1)).containsExactly("red first", "grey", "red");
    }

    @Test
    void what_comes_back_again_and_again_does_not_make_all_be_judged_again() {
        for (int index = 0; index < 5_000; index++) {
            String text = index < 4_000 ? "grey" : "red";
            world.node.handle(
                    new Request.Send(sender.line, 0, index, Address.queue("q"), TestPeer.message("q", text, group(0))));
            if (index % 500 == 0) world.settle();
        }
        TestPeer one = consumer("one", "red", 300);
        goOn();
        world.judged = 0;

        for (int turn = 0; turn < 5; turn++) {
            long[] has = one.deliveries.get(1L).stream()
                    .skip(300 * turn)
                    .mapToLong(Reply.Delivery::sequence)
                    .toArray();
            one.dispose(1, Disposition.RELEASED, has);
            one.credit(1, 300);
            goOn();
        }

        assertThat(one.texts(1)).hasSize(1_800);
        assertThat(world.judged).isBetween(1_500L, 3_000L);
    }

    @Test
    void however_many_select_alike_and_leave_one_after_the_other_entries_are_judged_a_few_times_each() {
        int count = 20_000;
        for (int index = 0; index < count; index++) {
            world.node.handle(new Request.Send(
                    sender.line, 0, index, Address.queue("q"), TestPeer.message("q", "red", group(1 + index % 1_000))));
            if (index % 1_000 == 0) world.settle();
        }
        List<TestPeer> consumers = new ArrayList<>();
        for (int index = 0; index < 10; index++) consumers.add(consumer("c" + index, "red", 0));
        consumers.forEach(each -> each.credit(1, 50));
        world.judged = 0;

        consumers.forEach(each -> each.credit(1, 500));
        goOn();
        long judged = world.judged;
        for (TestPeer each : consumers.subList(0, 9)) {
            each.cut();
            goOn();
        }

        Set<Long> all = new LinkedHashSet<>();
        TestPeer last = consumers.get(9).credit(1, count);
        goOn();
        last.deliveries.get(1L).forEach(each -> all.add(each.sequence()));
        assertThat(all).hasSize(count);
        assertThat(judged).as("at first").isBetween(1L, (long) count);
        assertThat(world.judged).as("by all").isLessThan(3L * count);
    }

    private void goOn() {
        while (world.node.nextTimeMs() == 0) world.pass(0);
    }

    private static Scheduling group(int group) {
        return new Scheduling(4, 0, group);
    }

    private void send(int group, String... texts) {
        for (String text : texts) sender.send(Address.queue("q"), text, group(group));
    }

    private static SourceSpec selecting(String selector) {
        return new SourceSpec(Address.queue("q"), selector, false, false, false, null, false, 0, false);
    }

    private TestPeer consumer(String name, String selector, long credit) {
        TestPeer peer = world.peer(name);
        peer.open(1, selecting(selector));
        return peer.credit(1, credit);
    }
}
