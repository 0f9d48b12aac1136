package io.belay.core;

import static io.belay.core.Words.Q1;
import static io.belay.core.Words.failing;
import static io.belay.core.Words.message;
import static io.belay.core.Words.queue;
import static io.belay.core.Words.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of messages that cannot be delivered. */
class DeadLetterTest extends SceneTest {
    @Test
    void a_failed_delivery_counts_and_its_message_is_available_again() {
        scene.create(queue("q", failing(0, "")));
        scene.send("q", "x");
        scene.send("q", "y");

        assertThat(scene.fail("q", 1, 2)).containsExactly("q=1 failed 1", "q=2 failed 1");
        assertThat(scene.fail("q", 1)).containsExactly("q=1 failed 2");

        assertThat(scene.entries("q")).containsExactly("q+1 x failed 2", "q+2 y failed 1");
        scene.reload();
        assertThat(scene.fail("q", 2)).containsExactly("q=2 failed 2");
    }

    @Test
    void a_message_is_a_dead_letter_at_the_last_failure_allowed_and_not_before() {
        scene.create(queue("q", failing(3, "DLQ")));
        scene.send("q", "x");

        assertThat(scene.fail("q", 1)).containsExactly("q=1 failed 1");
        assertThat(scene.fail("q", 1)).containsExactly("q=1 failed 2");
        assertThat(scene.fail("q", 1)).containsExactly("DLQ new", "q-1", "DLQ+1 x dead of q: 3 deliveries failed");

        assertThat(scene.entries("q")).isEmpty();
        assertThat(scene.broker.holdsEntry(1, 1)).isFalse();
    }

    @Test
    void one_failure_allowed_is_the_first() {
        scene.create(queue("q", failing(1, "")));
        scene.send("q", "x");

        assertThat(scene.fail("q", 1)).containsExactly("q-1");
    }

    @Test
    void without_a_limit_failures_go_on() {
        scene.create(queue("q", failing(0, "DLQ")));
        scene.send("q", "x");

        for (int failed = 1; failed <= 100; failed++) {
            assertThat(scene.fail("q", 1)).containsExactly("q=1 failed " + failed);
        }
    }

    @Test
    void a_rejected_message_is_a_dead_letter_at_once_with_origin_reason_and_time() {
        scene.create(queue("q"));
        scene.send("q", "x");
        scene.tick(500);

        assertThat(scene.reject("q", "not XML", 1)).containsExactly("DLQ new", "q-1", "DLQ+1 x dead of q: not XML");

        DeadLetter letter = new DeadLetter("q", "not XML", Scene.START_MS + 500);
        assertThat(scene.broker.deadLetter(2, 1)).isEqualTo(letter);
        scene.reload();
        assertThat(scene.broker.deadLetter(2, 1)).isEqualTo(letter);
        scene.accept("DLQ", 1);
        assertThat(scene.broker.deadLetter(2, 1)).isNull();
    }

    @Test
    void a_dead_letter_keeps_its_number_and_its_body_is_not_written_again() {
        scene.create(queue("q"));
        scene.send("q", "x");

        List<String> said = scene.saysAll(new Command.Consume(1, new long[] {1}, Command.Disposal.REJECTED, "why"));

        assertThat(said).noneMatch(line -> line.startsWith("keep") || line.startsWith("drop"));
        assertThat(scene.kept()).containsOnlyKeys(1L);
    }

    @Test
    void a_delivery_that_went_on_over_the_restart_fails_once() {
        scene.create(queue("q"));
        scene.send("q", "x");
        scene.send("q", "y");
        scene.says(new Command.Hand(1, 2));
        scene.says(new Command.Restart());

        assertThat(scene.says(new Command.Consume(1, new long[] {1}, Command.Disposal.FAILED_SINCE, "")))
                .containsExactly("q=1 failed 1");
        assertThat(scene.fail("q", 2)).containsExactly("q=2 failed 2");
        assertThat(scene.says(new Command.Consume(1, new long[] {1}, Command.Disposal.FAILED_SINCE, "")))
                .containsExactly("q=1 failed 2");
    }

    @Test
    void a_delivery_that_went_on_over_the_restart_and_was_lost_counts_once() {
        scene.create(queue("q"));
        scene.send("q", "x");
        scene.send("q", "y");
        scene.says(new Command.Hand(1, 2));
        scene.says(new Command.Restart());

        assertThat(scene.says(new Command.Consume(1, new long[] {1}, Command.Disposal.LOST_SINCE, "")))
                .containsExactly("q=1 failed 1");
        assertThat(scene.says(new Command.Consume(1, new long[] {2}, Command.Disposal.LOST, "")))
                .containsExactly("q=2 failed 2");
        assertThat(scene.says(new Command.Consume(1, new long[] {1}, Command.Disposal.LOST_SINCE, "")))
                .containsExactly("q=1 failed 2");
    }

    @Test
    void failures_are_certain_but_for_the_one_that_may_have_been_before_a_restart() {
        scene.create(queue("q"));
        scene.send("q", "x");
        scene.says(new Command.Hand(1, 1));
        scene.says(new Command.Restart());

        assertThat(scene.broker.entryAt(1, 1).deliveries()).isEqualTo(1);
        assertThat(scene.broker.failedAt(1, 1)).isZero();
        scene.fail("q", 1);
        assertThat(scene.broker.failedAt(1, 1)).isEqualTo(2);
        assertThat(scene.broker.failedAt(1, 9)).as("no such entry").isZero();
        assertThat(scene.broker.failedAt(9, 1)).as("no such queue").isZero();
    }

    @Test
    void a_dead_letter_keeps_priority_and_group_and_is_due_at_once() {
        scene.create(queue("q"));
        scene.send("q", scheduled(message("q", "x", Q1), 7, Scene.START_MS + 9, 3));

        assertThat(scene.reject("q", "no", 1)).last().isEqualTo("DLQ+1 x priority 7 group 3 dead of q: no");
    }

    @Test
    void the_dead_letter_queue_is_made_once_and_has_no_dead_letters_of_its_own() {
        scene.create(queue("q"));
        scene.send("q", "x");
        scene.send("q", "y");

        assertThat(scene.reject("q", "no", 1, 2))
                .containsExactly("DLQ new", "q-1", "DLQ+1 x dead of q: no", "q-2", "DLQ+2 y dead of q: no");

        QueueSpec made = new QueueSpec("DLQ", Lifetime.FOR_EVER, 0, QueuePolicy.FOR_DEAD_LETTERS, null);
        assertThat(scene.broker.queue("DLQ").spec()).isEqualTo(made);
        for (int failed = 1; failed <= 20; failed++) {
            assertThat(scene.fail("DLQ", 1)).containsExactly("DLQ=1 failed " + failed);
        }
        assertThat(scene.reject("DLQ", "really", 1)).containsExactly("DLQ-1");
    }

    @Test
    void a_queue_is_not_its_own_dead_letter_queue() {
        scene.create(queue("DLQ"));
        scene.send("DLQ", "x");

        assertThat(scene.reject("DLQ", "no", 1)).containsExactly("DLQ-1");
        assertThat(scene.broker.totals().messages()).isZero();
    }

    @Test
    void dead_letters_die_again_by_the_policy_of_their_queue() {
        scene.create(queue("q", failing(1, "d")));
        scene.create(queue("d", failing(1, "e")));
        scene.send("q", "x");
        scene.fail("q", 1);

        assertThat(scene.fail("d", 1)).containsExactly("e new", "d-1", "e+1 x dead of d: 1 delivery failed");
    }

    @Test
    void a_full_dead_letter_queue_drops_its_oldest_whatever_its_policy() {
        scene.create(queue("DLQ", Words.holding(2, 1_000, WhenFull.REFUSE)));
        scene.create(queue("q"));
        for (String body : List.of("x", "y", "z")) scene.send("q", body);

        assertThat(scene.reject("q", "no", 1)).hasSize(2);
        assertThat(scene.reject("q", "no", 2)).hasSize(2);
        assertThat(scene.reject("q", "no", 3)).containsExactly("q-3", "DLQ-1", "DLQ+3 z dead of q: no");
        assertThat(scene.entries("DLQ")).containsExactly("DLQ+2 y dead of q: no", "DLQ+3 z dead of q: no");
    }

    @Test
    void a_dead_letter_that_expires_is_dropped() {
        scene.create(queue("q"));
        scene.send("q", message("q", "x", Q1, Scene.START_MS + 1_000));
        scene.reject("q", "no", 1);
        scene.reload();

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Scene.START_MS + 1_000);
        assertThat(scene.tick(1_000)).containsExactly("DLQ-1");
    }

    @Test
    void one_message_can_be_two_dead_letters() {
        scene.create(Words.bound("q", "t"));
        scene.create(Words.bound("r", "t"));
        scene.publish("t", "x", Q1);

        scene.reject("q", "no", 1);
        scene.reject("r", "nor me", 1);

        assertThat(scene.entries("DLQ")).containsExactly("DLQ+1 x dead of q: no", "DLQ+2 x dead of r: nor me");
        scene.accept("DLQ", 1);
        assertThat(scene.kept()).hasSize(1);
        scene.accept("DLQ", 2);
        assertThat(scene.kept()).isEmpty();
    }

    @Test
    void the_dead_letter_queue_can_be_bound_to_a_topic() {
        scene.create(Words.bound("DLQ", "t"));
        scene.create(queue("q"));
        scene.publish("t", "alive", Q1);
        scene.send("q", "x");

        scene.reject("q", "no", 1);

        assertThat(scene.entries("DLQ")).containsExactly("DLQ+1 alive", "DLQ+2 x dead of q: no");
    }
}
