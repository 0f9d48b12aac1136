package io.belay.core;

import static io.belay.core.Words.Q1;
import static io.belay.core.Words.bound;
import static io.belay.core.Words.message;
import static io.belay.core.Words.queue;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that grow too old in a queue. */
class QueueExpiryTest extends SceneTest {
    @Test
    void an_entry_is_there_until_the_millisecond_of_its_expiry() {
        scene.create(queue("q"));
        scene.send("q", expiring("x", 1_000));

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Scene.START_MS + 1_000);
        assertThat(scene.tick(999)).isEmpty();
        assertThat(scene.entries("q")).hasSize(1);
        assertThat(scene.tick(1_000)).containsExactly("q-1");
        assertThat(scene.entries("q")).isEmpty();
        assertThat(scene.broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(scene.kept()).isEmpty();
    }

    @Test
    void entries_expire_earliest_first_and_others_stay() {
        scene.create(queue("q"));
        scene.send("q", expiring("late", 3_000));
        scene.send("q", "for ever");
        scene.send("q", expiring("early", 1_000));
        scene.send("q", expiring("middle", 2_000));

        assertThat(scene.tick(2_500)).containsExactly("q-3", "q-4");
        assertThat(scene.entries("q")).containsExactly("q+1 late", "q+2 for ever");
        assertThat(scene.broker.nextTimeMs()).isEqualTo(Scene.START_MS + 3_000);
    }

    @Test
    void what_has_expired_when_it_is_sent_goes_nowhere() {
        scene.create(queue("q"));

        assertThat(scene.saysAll(new Command.Send(0, 1, expiring("x", 0)))).isEmpty();
        assertThat(scene.send("q", expiring("y", 1))).containsExactly("q+1 y");
    }

    @Test
    void an_entry_that_was_accepted_does_not_expire() {
        scene.create(queue("q"));
        scene.send("q", expiring("x", 1_000));
        scene.send("q", expiring("y", 2_000));

        scene.accept("q", 1);

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Scene.START_MS + 2_000);
        assertThat(scene.tick(5_000)).containsExactly("q-2");
    }

    @Test
    void the_timer_goes_with_the_queue() {
        scene.create(queue("q"));
        scene.send("q", expiring("x", 1_000));

        scene.says(new Command.DeleteQueue(1, "gone"));

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(scene.tick(5_000)).isEmpty();
    }

    @Test
    void one_message_expires_in_every_queue_at_once() {
        scene.create(bound("q", "t"));
        scene.create(bound("r", "t"));
        scene.publish(message("t", "x", Q1, Scene.START_MS + 1_000));
        scene.reload();

        assertThat(scene.saysAll(new Command.Tick(Scene.START_MS + 1_000))).containsExactly("q-1", "drop 1", "r-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {Broker.EXPIRING_MAX - 1, Broker.EXPIRING_MAX, Broker.EXPIRING_MAX + 1})
    void very_many_that_expire_at_once_leave_by_several_ticks_of_the_same_time(int count) {
        Broker broker = new Broker();
        broker.apply(new Command.Tick(Scene.START_MS));
        broker.apply(new Command.CreateQueue(queue("q")));
        broker.apply(new Command.CreateQueue(queue("r")));
        broker.apply(new Command.Send(0, 2, expiring("other", 1_000)));
        for (int sent = 1; sent < count; sent++) broker.apply(new Command.Send(0, 1, expiring("x", 1_000)));
        Command.Tick tick = new Command.Tick(Scene.START_MS + 1_000);

        assertThat(gone(broker.apply(tick))).isEqualTo(Math.min(count, Broker.EXPIRING_MAX));
        boolean hasMore = count > Broker.EXPIRING_MAX;
        assertThat(broker.nextTimeMs()).isEqualTo(hasMore ? Scene.START_MS + 1_000 : Long.MAX_VALUE);
        assertThat(gone(broker.apply(tick))).isEqualTo(hasMore ? 1 : 0);

        assertThat(broker.totals().messages()).isZero();
        assertThat(broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_queue_of_which_very_many_expire_may_end_in_the_same_moment() {
        Broker broker = new Broker();
        broker.apply(new Command.Tick(Scene.START_MS));
        broker.apply(new Command.Attach("a", "anybody", false, 1, 1, null, "here"));
        broker.apply(new Command.CreateQueue(new QueueSpec("q", Lifetime.SESSION, 1, QueuePolicy.DEFAULTS, null)));
        for (int sent = 0; sent <= Broker.EXPIRING_MAX; sent++)
            broker.apply(new Command.Send(0, 1, expiring("x", 1_000)));
        broker.apply(new Command.Detach(1, 1, "gone", false, -1));

        broker.apply(new Command.Tick(Scene.START_MS + 1_000));

        assertThat(broker.queues()).isEmpty();
        assertThat(broker.totals().messages()).isZero();
        assertThat(broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
    }

    private static long gone(List<Effect> effects) {
        return effects.stream().filter(Effect.Unqueued.class::isInstance).count();
    }

    @Test
    void many_that_expire_far_off_and_leave_early_leave_no_trace() {
        Messages messages = new Messages();
        Queue queue = new Queue(1, queue("q"), Filters.NONE, messages);
        for (long number = 1; number <= 10_000; number++) {
            messages.begin(number, 1, 1_000_000 - number); // the heap would keep them all, the last one first
            long sequence = queue.add(number, Scheduling.NORMAL);
            if (number % 1_000 == 0) continue;
            queue.remove(sequence);
        }

        assertThat(queue.count()).isEqualTo(10);
        assertThat(queue.deadlineCount()).isLessThan(200);
        assertThat(queue.earliestMs()).isEqualTo(990_000);
    }

    private static Message expiring(String body, long afterMs) {
        return message("q", body, Q1, Scene.START_MS + afterMs);
    }
}
