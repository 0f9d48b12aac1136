package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.bound;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static io.belay.core.Words.scheduled;
import static io.belay.core.Words.shared;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Publish;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is published to a topic now and delivered later. */
class DelayedTest extends SceneTest {
    @Test
    void sessions_get_it_when_the_time_has_come_and_queues_wait_themselves() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        scene.create(bound("q", "t"));

        assertThat(scene.publish(delayed("x", Q1, 1_000))).containsExactly("q+1 x at 1000", "routed 1");
        assertThat(scene.broker.nextTimeMs()).isEqualTo(Scene.START_MS + 1_000);
        assertThat(scene.tick(999)).isEmpty();
        scene.reload();
        assertThat(scene.tick(1_000)).containsExactly("a#1 x q1");
        scene.settle("a", 1);
        scene.accept("q", 1);
        assertThat(scene.tick(1_000 + Delayed.LINGER_MS)).isEmpty();
        assertThat(scene.kept()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void it_is_delivered_with_the_guarantee_of_its_publish(Guarantee guarantee) {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q2));

        assertThat(scene.publish(delayed("x", guarantee, 1_000))).containsExactly("routed 0");
        int sequence = guarantee == Q0 ? 0 : 1;
        assertThat(scene.tick(1_000)).containsExactly("a#" + sequence + " x q" + guarantee.ordinal());
    }

    @Test
    void its_body_can_be_read_a_while_longer_by_who_has_no_claim_to_it() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q0));
        scene.publish(delayed("x", Q1, 1_000));

        List<Effect> due = scene.apply(new Command.Tick(Scene.START_MS + 5_000));

        assertThat(due).singleElement().isInstanceOfSatisfying(Effect.Deliver.class, deliver -> {
            assertThat(deliver.message()).isNull();
            assertThat(deliver.number()).isEqualTo(1);
        });
        scene.reload();
        assertThat(scene.saysAll(new Command.Tick(Scene.START_MS + 4_999 + Delayed.LINGER_MS)))
                .isEmpty();
        assertThat(scene.saysAll(new Command.Tick(Scene.START_MS + 5_000 + Delayed.LINGER_MS)))
                .containsExactly("drop 1");
    }

    @Test
    void a_time_that_has_come_is_no_delay() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));

        assertThat(scene.publish(delayed("x", Q1, 0))).containsExactly("a#1 x q1", "routed 1");
        assertThat(scene.route("", delayed("y", Q0, 0))).containsExactly("a#0 y q0");
        assertThat(scene.route("", delayed("z", Q0, 1))).isEmpty();
    }

    @Test
    void what_nobody_subscribes_to_is_not_held() {
        scene.create(bound("q", "t"));

        scene.publish(delayed("x", Q1, 1_000));

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
        scene.accept("q", 1);
        assertThat(scene.kept()).isEmpty();
    }

    @Test
    void who_subscribes_when_the_time_has_come_gets_it() {
        scene.attach("a");
        scene.attach("b");
        scene.subscribe("a", filter("t", Q1), shared("g", "t", Q1));
        scene.publish(delayed("x", Q1, 1_000));
        scene.unsubscribe("a", "t", "");
        scene.subscribe("b", filter("t", Q1));

        assertThat(scene.tick(1_000)).containsExactly("b#1 x q1", "a#1 x q1");
    }

    @Test
    void own_messages_stay_away_also_later() {
        scene.attach("a");
        scene.subscribe("a", Words.noLocal(filter("t", Q1)));
        scene.says(new Publish(1, 0, delayed("x", Q1, 1_000)));

        assertThat(scene.tick(1_000)).isEmpty();
    }

    @Test
    void what_expires_before_its_time_is_never_delivered() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        scene.publish(scheduled(message("t", "x", Q1, Scene.START_MS + 1_000), 4, Scene.START_MS + 1_000, 0));
        scene.publish(scheduled(message("t", "y", Q1, Scene.START_MS + 1_001), 4, Scene.START_MS + 1_000, 0));

        assertThat(scene.kept()).containsValues("y").hasSize(1);
        assertThat(scene.tick(1_001)).as("the tick came too late").isEmpty();
        assertThat(scene.kept()).isEmpty();
    }

    @Test
    void a_committed_publish_is_delayed_too() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        scene.says(new Command.Stage(0, 0, delayed("x", Q1, 1_000)));

        assertThat(scene.says(new Command.Commit(0, List.of()))).containsExactly("committed");
        assertThat(scene.tick(1_000)).containsExactly("a#1 x q1");
    }

    @Test
    void there_are_as_many_as_allowed() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        Publish publish = new Publish(0, 0, delayed("x", Q1, 1_000));
        for (int held = 1; held < Delayed.DELAYED_MAX; held++) scene.broker.apply(publish);

        assertThat(refusal(publish)).isNull();
        scene.broker.apply(publish);
        assertThat(refusal(publish).message())
                .isEqualTo("delayed publishes would have 100001 messages queued, 100000 are allowed");
        assertThat(refusal(new Publish(0, 0, delayed("x", Q1, 0)))).isNull();
        for (int left = 0; left < 3; left++) scene.broker.apply(new Command.Tick(Scene.START_MS + left * 20_000L));
        scene.broker.apply(new Command.End(1, "ended"));
        assertThat(scene.broker.totals().messages()).isZero();
        scene = new Scene(); // What went past its log cannot be replayed.
    }

    private Refusal refusal(Command command) {
        return scene.broker.refusal(command, Limits.DEFAULTS);
    }

    private static Message delayed(String body, Guarantee guarantee, long afterMs) {
        return scheduled(message("t", body, guarantee), 4, Scene.START_MS + afterMs, 0);
    }
}
