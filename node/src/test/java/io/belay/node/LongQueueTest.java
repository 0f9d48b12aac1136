package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Scheduling;
import io.belay.node.Request.Disposition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A queue of which much has to be passed over: nobody else waits for that, and neither do other queues. */
final class LongQueueTest {
    private static final int MANY = LiveQueue.LOOKED_MAX + 2_000;
    private static final int GROUP = 77;

    private final TestNode world = new TestNode();
    private final TestPeer sender = world.peer("sender");

    /** Sends so many, numbered, without hearing of each. */
    private void fill(int count, String word, int group) {
        for (int sent = 1; sent <= count; sent++) {
            String text = word + " " + sent;
            world.node.handle(new Request.Send(
                    sender.line, 0, 0, Address.queue("q"), TestPeer.message("q", text, new Scheduling(4, 0, group))));
            if (sent % 500 == 0) world.settle();
        }
        world.settle();
    }

    private static List<String> numbered(int count, String word) {
        List<String> texts = new ArrayList<>();
        for (int sent = 1; sent <= count; sent++) texts.add(word + " " + sent);
        return texts;
    }

    private int roundsUntilIdle() {
        int rounds = 0;
        for (; world.node.nextTimeMs() == 0; rounds++) world.pass(0);
        return rounds;
    }

    private TestPeer selecting(String name, String selector) {
        TestPeer peer = world.peer(name);
        peer.open(1, new SourceSpec(Address.queue("q"), selector, false, false, false, null, false, 0, false));
        return peer;
    }

    // Groups

    @Test
    void other_groups_go_on_however_much_waits_for_the_consumer_of_one() {
        TestPeer slow = world.peer("slow").consume(1, "q", 1);
        TestPeer quick = world.peer("quick").consume(1, "q", 10);
        fill(MANY, "sticky", GROUP);

        fill(3, "other", 5);

        assertThat(quick.texts(1)).containsExactlyElementsOf(numbered(3, "other"));
        slow.credit(1, 2 * MANY);
        assertThat(slow.texts(1)).containsExactlyElementsOf(numbered(MANY, "sticky"));
    }

    @ParameterizedTest
    @ValueSource(ints = {LiveQueue.LOOKED_MAX, LiveQueue.LOOKED_MAX + 1, LiveQueue.LOOKED_MAX + 2})
    void what_has_to_go_aside_goes_so_many_entries_a_round(int sticky) {
        fill(sticky, "sticky", GROUP);
        fill(1, "other", 5);
        world.peer("slow").consume(1, "q", 1);

        TestPeer quick = world.peer("quick").consume(1, "q", 10);

        boolean goesOn = sticky - 1 > LiveQueue.LOOKED_MAX; // The first of them is with its consumer.
        assertThat(quick.texts(1)).hasSize(goesOn ? 0 : 1);
        assertThat(roundsUntilIdle()).isEqualTo(goesOn ? 1 : 0);
        assertThat(quick.texts(1)).containsExactly("other 1");
    }

    @Test
    void who_drains_hears_that_nothing_is_left_when_all_has_gone_aside() {
        fill(MANY, "sticky", GROUP);
        fill(1, "other", 5);
        world.peer("slow").consume(1, "q", 1);
        TestPeer quick = world.peer("quick").consume(1, "q", 0);

        boolean drainedEarly = quick.drain(1, 10);
        roundsUntilIdle();

        assertThat(drainedEarly).isFalse();
        assertThat(quick.texts(1)).containsExactly("other 1");
        assertThat(quick.count(Reply.Drained.class)).isEqualTo(1);
    }

    @Test
    void what_waited_for_a_consumer_that_leaves_goes_to_another_in_order() {
        TestPeer slow = world.peer("slow").consume(1, "q", 1);
        TestPeer quick = world.peer("quick").consume(1, "q", 2 * MANY);
        fill(MANY, "sticky", GROUP);
        assertThat(quick.texts(1)).isEmpty();

        slow.cut();
        roundsUntilIdle();

        assertThat(quick.texts(1)).containsExactlyElementsOf(numbered(MANY, "sticky"));
    }

    @Test
    void others_go_on_however_much_waits_for_what_a_closed_consumer_has_not_settled() {
        TestPeer closed = world.peer("closed").consume(1, "q", 1);
        fill(1, "sticky", GROUP);
        closed.ask(new Request.CloseSource(closed.line, 1, false));
        TestPeer quick = world.peer("quick").consume(1, "q", 2 * MANY);
        fill(MANY, "later", GROUP);

        fill(1, "other", 5);
        assertThat(quick.texts(1)).containsExactly("other 1");
        closed.dispose(1, Disposition.ACCEPTED, closed.delivery(1, 0).sequence());
        roundsUntilIdle();

        assertThat(quick.texts(1)).hasSize(MANY + 1).endsWith("later " + MANY);
        assertThat(quick.texts(1).subList(1, MANY + 1)).containsExactlyElementsOf(numbered(MANY, "later"));
    }

    @Test
    void what_comes_back_to_the_consumer_of_its_group_comes_before_what_waits_for_it() {
        TestPeer slow = world.peer("slow").consume(1, "q", 3);
        TestPeer quick = world.peer("quick").consume(1, "q", 10);
        fill(5, "sticky", GROUP);

        slow.dispose(1, Disposition.RELEASED, slow.delivery(1, 0).sequence());
        slow.dispose(1, Disposition.FAILED, slow.delivery(1, 1).sequence());
        slow.credit(1, 10);

        assertThat(slow.texts(1))
                .containsExactly("sticky 1", "sticky 2", "sticky 3", "sticky 1", "sticky 2", "sticky 4", "sticky 5");
        assertThat(quick.texts(1)).isEmpty();
    }

    // Selectors

    @Test
    void a_selecting_consumer_does_not_overtake_what_failed_and_is_being_written() {
        TestPeer red = selecting("r", "red");
        red.credit(1, 1);
        fill(3, "red", 0);
        long failed = red.delivery(1, 0).sequence();

        world.node.handle(new Request.Dispose(red.line, 1, new long[] {failed}, Disposition.FAILED, "", 0));
        world.node.handle(new Request.Credit(red.line, 1, 5, 1, false, 1));
        world.round();
        assertThat(red.texts(1)).containsExactly("red 1");
        world.settle();

        assertThat(red.texts(1)).containsExactly("red 1", "red 1", "red 2", "red 3");
    }

    @Test
    void what_another_gives_back_comes_to_a_selecting_consumer_before_what_it_has_found_ahead() {
        TestPeer any = world.peer("any").consume(1, "q", 1);
        fill(4, "red", 0);
        TestPeer red = selecting("r", "red");
        red.credit(1, 1);
        assertThat(red.texts(1)).containsExactly("red 2");

        any.dispose(1, Disposition.RELEASED, any.delivery(1, 0).sequence());
        red.credit(1, 3);

        assertThat(red.texts(1)).containsExactly("red 2", "red 1", "red 3", "red 4");
    }

    @Test
    void what_is_more_urgent_comes_to_a_selecting_consumer_before_what_it_has_found_ahead() {
        fill(3, "red", 0);
        TestPeer red = selecting("r", "red");
        red.credit(1, 1);

        sender.send(Address.queue("q"), "red alert", new Scheduling(9, 0, 0));
        sender.send(Address.queue("q"), "red hot", new Scheduling(5, world.nowMs + 100, 0));
        red.credit(1, 1);
        sender.send(Address.queue("q"), "red siren", new Scheduling(9, 0, 0));
        sender.send(Address.queue("q"), "red idle", new Scheduling(0, 0, 0));
        world.pass(100);
        red.credit(1, 9);

        assertThat(red.texts(1))
                .containsExactly("red 1", "red alert", "red siren", "red hot", "red 2", "red 3", "red idle");
    }

    @ParameterizedTest
    @ValueSource(ints = {LiveQueue.LOOKED_MAX - 1, LiveQueue.LOOKED_MAX, LiveQueue.LOOKED_MAX + 1})
    void a_selecting_consumer_looks_at_so_many_a_round(int blue) {
        fill(blue, "blue", 0);
        fill(1, "red", 0);
        TestPeer red = selecting("r", "red");

        boolean drainedEarly = red.drain(1, 5);

        boolean goesOn = blue + 1 > LiveQueue.LOOKED_MAX;
        assertThat(drainedEarly).isNotEqualTo(goesOn);
        assertThat(red.texts(1)).hasSize(goesOn ? 0 : 1);
        assertThat(roundsUntilIdle()).isEqualTo(goesOn ? 1 : 0);
        assertThat(red.texts(1)).containsExactly("red 1");
        assertThat(red.count(Reply.Drained.class)).isEqualTo(1);
    }

    // Browsers

    @Test
    void a_browser_of_a_long_queue_looks_at_so_many_entries_a_round_and_sees_all() {
        fill(MANY, "m", 0);
        TestPeer browser = world.peer("b");
        browser.open(1, new SourceSpec(Address.queue("q"), "", false, true, true, null, false, 0, false));

        boolean drainedEarly = browser.drain(1, 2 * MANY);

        assertThat(drainedEarly).isFalse();
        assertThat(browser.texts(1)).as("none has one of the higher priorities").isEmpty();
        assertThat(roundsUntilIdle()).isGreaterThanOrEqualTo(5);
        assertThat(browser.texts(1)).containsExactlyElementsOf(numbered(MANY, "m"));
        assertThat(browser.count(Reply.Drained.class)).isEqualTo(1);
    }
}
