package io.belay.core;

import static io.belay.core.Words.failing;
import static io.belay.core.Words.holding;
import static io.belay.core.Words.queue;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries that an operator moves from one queue to another. */
class MoveTest extends SceneTest {
    private static Command.Move move(long... sequences) {
        return new Command.Move(1, 2, sequences);
    }

    private void queues(QueueSpec to, String... bodies) {
        scene.create(queue("p", failing(2, "DLQ")));
        scene.create(to);
        Arrays.stream(bodies).forEach(body -> scene.send("p", body));
    }

    @Test
    void what_is_moved_comes_to_the_end_of_the_other_queue_in_the_order_named() {
        queues(queue("q", failing(0, "")), "a", "b", "c");
        scene.send("q", "z");

        assertThat(scene.says(move(3, 1))).containsExactly("p-3", "q+2 c", "p-1", "q+3 a");

        assertThat(scene.entries("p")).containsExactly("p+2 b");
        assertThat(scene.entries("q")).containsExactly("q+1 z", "q+2 c", "q+3 a");
        scene.reload();
        assertThat(scene.says(move(2))).containsExactly("p-2", "q+4 b");
        assertThat(scene.broker.totals().messages()).isEqualTo(4);
    }

    @Test
    void what_is_not_there_any_more_is_passed_over_and_nothing_is_moved_twice() {
        queues(queue("q", failing(0, "")), "a");

        assertThat(scene.says(move(7, 1, 1))).containsExactly("p-1", "q+1 a");
        assertThat(scene.says(move(1))).isEmpty();
        assertThat(scene.says(new Command.Move(2, 2, new long[] {1}))).isEmpty();
        assertThat(scene.says(new Command.Move(2, 9, new long[] {1}))).isEmpty();
        assertThat(scene.says(new Command.Move(9, 2, new long[] {1}))).isEmpty();
    }

    @Test
    void failures_are_forgotten_on_the_way() {
        queues(queue("q", failing(0, "")), "a");
        scene.fail("p", 1);

        assertThat(scene.says(move(1))).containsExactly("p-1", "q+1 a");
    }

    @Test
    void a_dead_letter_is_one_wherever_it_goes_but_at_home() {
        queues(queue("archive", failing(0, "")), "a", "b");
        scene.fail("p", 1, 2);
        scene.fail("p", 1, 2);
        assertThat(scene.entries("DLQ")).hasSize(2);

        assertThat(scene.says(new Command.Move(3, 2, new long[] {1})))
                .containsExactly("DLQ-1", "archive+1 a dead of p: 2 deliveries failed");
        assertThat(scene.says(new Command.Move(3, 1, new long[] {2}))).containsExactly("DLQ-2", "p+3 b");
        assertThat(scene.says(new Command.Move(2, 1, new long[] {1}))).containsExactly("archive-1", "p+4 a");
        assertThat(scene.fail("p", 4)).containsExactly("p=4 failed 1");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 2"})
    void a_queue_takes_as_many_as_it_may_hold(int moved, int fitting) {
        queues(queue("q", holding(3, 1_000, WhenFull.REFUSE)), "a", "b", "c", "d");
        scene.send("q", "z");
        Command.Move move = move(Arrays.copyOf(new long[] {1, 2, 3, 4}, moved));

        assertThat(scene.broker.fitting(move)).isEqualTo(fitting);
        Refusal refusal = scene.broker.refusal(move, Limits.DEFAULTS);
        if (moved == fitting) assertThat(refusal).isNull();
        else
            assertThat(refusal)
                    .isEqualTo(
                            new Refusal(Refusal.Reason.QUEUE_FULL, "queue q has room for 2 of " + moved + " messages"));
    }

    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void a_queue_takes_as_many_bytes_as_it_may_hold_whatever_it_does_when_it_is_full(WhenFull whenFull) {
        queues(queue("q", holding(100, 10, whenFull)), "1234", "1234", "12345"); // each with its topic, 1

        assertThat(scene.broker.fitting(move(1, 2))).isEqualTo(2);
        assertThat(scene.broker.fitting(move(9, 1, 9, 2, 9))).isEqualTo(5);
        assertThat(scene.broker.fitting(move(1, 3))).isEqualTo(1);
        assertThat(scene.broker.fitting(new Command.Move(1, 9, new long[] {1}))).isZero();
    }

    @Test
    void what_has_expired_meanwhile_expires_in_its_new_queue() {
        queues(queue("q", failing(0, "")));
        scene.apply(
                new Command.Send(0, 1, Words.message("p", "x", Guarantee.AT_LEAST_ONCE, scene.broker.nowMs() + 1_000)));

        scene.says(move(1));

        assertThat(scene.broker.nextTimeMs()).isEqualTo(scene.broker.nowMs() + 1_000);
        assertThat(scene.says(new Command.Tick(scene.broker.nowMs() + 1_000))).containsExactly("q-1");
    }
}
