package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.message;
import static io.belay.core.Words.queue;
import static io.belay.core.Words.retained;
import static io.belay.core.Words.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Consume;
import io.belay.core.Command.DeleteQueue;
import io.belay.core.Command.Disposal;
import io.belay.core.Command.PauseQueue;
import io.belay.core.Command.PurgeQueue;
import io.belay.core.Command.Send;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A queue and its messages, as long as nothing goes wrong. */
class QueueTest extends SceneTest {
    @Test
    void what_is_sent_waits_in_order_until_it_is_accepted() {
        scene.create(queue("q"));

        assertThat(scene.send("q", "x")).containsExactly("q+1 x");
        assertThat(scene.send("q", "y")).containsExactly("q+2 y");

        assertThat(scene.entries("q")).containsExactly("q+1 x", "q+2 y");
        assertThat(scene.accept("q", 1)).isEmpty();
        assertThat(scene.entries("q")).containsExactly("q+2 y");
        assertThat(scene.send("q", "z")).as("no sequence is used twice").containsExactly("q+3 z");
    }

    @Test
    void a_message_is_kept_when_it_is_sent_and_dropped_when_it_is_accepted() {
        scene.create(queue("q"));

        assertThat(scene.saysAll(new Send(0, 1, message("q", "x", Q1)))).containsExactly("keep 1", "q+1 x");
        assertThat(scene.saysAll(new Consume(1, new long[] {1}, Disposal.ACCEPTED, "")))
                .containsExactly("drop 1");
    }

    @Test
    void a_queued_message_is_at_hand() {
        scene.create(queue("q"));

        List<Effect> effects = scene.apply(new Send(0, 1, message("q", "x", Q1)));

        assertThat(effects).element(1).isInstanceOfSatisfying(Effect.Queued.class, queued -> {
            assertThat(queued.message()).isNotNull();
            assertThat(queued.entry()).isEqualTo(new Entry(1, 1, 4, 0, 0, 0));
        });
    }

    @Test
    void an_entry_tells_priority_time_of_delivery_and_group() {
        scene.create(queue("q"));
        Message message = scheduled(message("q", "x", Q1), 9, Scene.START_MS + 5, -7);

        assertThat(scene.send("q", message)).containsExactly("q+1 x priority 9 at 5 group -7");

        scene.reload();
        assertThat(scene.entries("q")).containsExactly("q+1 x priority 9 at 5 group -7");
        scene.accept("q", 1);
        assertThat(scene.send("q", "plain"))
                .as("nothing of it is left for others")
                .containsExactly("q+2 plain");
    }

    @Test
    void a_queue_holds_whatever_guarantee_is_sent_to_it_and_retains_nothing() {
        scene.create(queue("q"));

        assertThat(scene.send("q", retained(message("q", "x", Q0)))).containsExactly("q+1 x");
        assertThat(scene.broker.totals().retained()).isZero();
    }

    @Test
    void what_is_sent_to_a_queue_is_not_published() {
        scene.attach("a");
        scene.subscribe("a", Words.filter("#", Q1));
        scene.create(queue("q"));

        assertThat(scene.send("q", "x")).containsExactly("q+1 x");
        assertThat(scene.view("a").unsettled()).isZero();
    }

    @Test
    void entries_are_accepted_in_any_order_and_only_once() {
        scene.create(queue("q"));
        for (String body : List.of("u", "v", "w", "x")) scene.send("q", body);

        scene.accept("q", 4, 2, 2, 99, 0);
        scene.accept("q", 2);
        scene.fail("q", 2, 4);
        scene.reject("q", "late", 4);

        assertThat(scene.entries("q")).containsExactly("q+1 u", "q+3 w");
        assertThat(scene.broker.queues()).as("no dead letter queue was needed").hasSize(1);
    }

    @Test
    void a_queue_is_found_by_name_and_number() {
        scene.create(queue("p"));
        scene.create(queue("q"));
        scene.send("q", "xyz");

        QueueView view = new QueueView(2, queue("q"), 1, 4, false);

        assertThat(scene.broker.queue("q")).isEqualTo(view);
        assertThat(scene.broker.queueAt(2)).isEqualTo(view);
        assertThat(scene.broker.queues()).extracting(QueueView::number).containsExactly(1L, 2L);
        assertThat(scene.broker.queue("r")).isNull();
        assertThat(scene.broker.queueAt(3)).isNull();
    }

    @Test
    void questions_about_a_queue_that_is_not_there_have_an_answer() {
        List<Long> walked = new ArrayList<>();
        scene.broker.forEachEntry(
                5, (sequence, number, priority, deliverAtMs, deliveries, group) -> walked.add(sequence));

        assertThat(walked).isEmpty();
        assertThat(scene.broker.holdsEntry(5, 1)).isFalse();
        assertThat(scene.broker.deadLetter(5, 1)).isNull();
    }

    @Test
    void an_entry_is_there_until_it_has_gone() {
        scene.create(queue("q"));
        scene.send("q", "x");

        assertThat(scene.broker.holdsEntry(1, 1)).isTrue();
        assertThat(scene.broker.deadLetter(1, 1)).isNull();
        scene.accept("q", 1);
        assertThat(scene.broker.holdsEntry(1, 1)).isFalse();
        assertThat(scene.broker.holdsEntry(1, 2)).isFalse();
    }

    @Test
    void a_queue_that_exists_is_not_made_again_and_keeps_what_it_is() {
        scene.create(queue("q"));
        scene.send("q", "x");

        List<Effect> effects = scene.apply(new Command.CreateQueue(Words.bound("q", "t")));

        assertThat(effects).containsExactly(new Effect.QueueCreated(1, queue("q"), false));
        assertThat(scene.broker.isQueued("t")).isFalse();
        assertThat(scene.entries("q")).containsExactly("q+1 x");
    }

    @Test
    void a_deleted_queue_is_gone_with_all_that_was_in_it() {
        scene.create(queue("q"));
        scene.send("q", "x");
        scene.send("q", "y");

        assertThat(scene.saysAll(new DeleteQueue(1, "unused"))).containsExactly("drop 1", "drop 2", "q ended");

        assertThat(scene.saysAll(new DeleteQueue(1, "unused"))).isEmpty();
        assertThat(scene.saysAll(new Send(0, 1, message("q", "late", Q1)))).isEmpty();
        assertThat(scene.accept("q", 1)).isEmpty();
        assertThat(scene.create(queue("q"))).containsExactly("q new");
        assertThat(scene.queue("q")).as("a number is never used twice").isEqualTo(2);
        assertThat(scene.entries("q")).isEmpty();
    }

    @Test
    void a_purged_queue_is_empty_and_goes_on() {
        scene.create(queue("q"));
        for (String body : List.of("x", "y", "z")) scene.send("q", body);
        scene.accept("q", 2);

        assertThat(scene.saysAll(new PurgeQueue(1, 2))).containsExactly("drop 1", "q-1");
        assertThat(scene.saysAll(new PurgeQueue(1, 3))).containsExactly("drop 3", "q-3");

        assertThat(scene.broker.lastSequence(1)).isEqualTo(3);
        assertThat(scene.broker.lastSequence(7)).isZero();
        assertThat(scene.saysAll(new PurgeQueue(1, 3))).isEmpty();
        assertThat(scene.saysAll(new PurgeQueue(7, 3))).isEmpty();
        assertThat(scene.send("q", "more")).containsExactly("q+4 more");
    }

    @Test
    void a_queue_is_paused_until_it_goes_on_and_takes_messages_meanwhile() {
        scene.create(queue("q"));

        assertThat(scene.says(new PauseQueue(1, true))).containsExactly("q paused");
        assertThat(scene.says(new PauseQueue(1, true))).as("nothing new").isEmpty();
        assertThat(scene.says(new PauseQueue(9, true))).isEmpty();
        assertThat(scene.send("q", "x")).containsExactly("q+1 x");

        scene.reload();
        assertThat(scene.broker.queue("q").paused()).isTrue();
        assertThat(scene.says(new PauseQueue(1, false))).containsExactly("q goes on");
        assertThat(scene.broker.queue("q").paused()).isFalse();
    }

    @Test
    void what_a_session_sends_after_it_ended_changes_nothing() {
        scene.attach("a");
        scene.create(queue("q"));

        assertThat(scene.says(new Send(scene.number("a"), 1, message("q", "x", Q1))))
                .containsExactly("q+1 x");
        scene.says(new Command.End(scene.number("a"), "ended"));
        assertThat(scene.says(new Send(1, 1, message("q", "late", Q1)))).isEmpty();
    }

    @Test
    void a_queue_full_of_gaps_is_walked_oldest_first() {
        scene.create(queue("q"));
        for (int at = 1; at <= 500; at++) scene.send("q", "m" + at);
        for (int at = 1; at <= 500; at++) if (at % 97 != 0) scene.accept("q", at);
        scene.send("q", "last");

        assertThat(scene.entries("q"))
                .containsExactly("q+97 m97", "q+194 m194", "q+291 m291", "q+388 m388", "q+485 m485", "q+501 last");
    }
}
