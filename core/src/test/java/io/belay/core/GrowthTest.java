package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static io.belay.core.Words.queue;
import static io.belay.core.Words.shared;
import static io.belay.core.Words.will;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.CreateQueue;
import io.belay.core.Command.Subscribe;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What has the broker keep more than it does. */
class GrowthTest extends SceneTest {
    private boolean adds(Command command) {
        return scene.broker.adds(command);
    }

    @Test
    void no_session() {
        scene.attach("kept");

        assertThat(adds(Scene.attaching("new", 60, 10, null))).isFalse();
        assertThat(adds(Scene.attaching("kept", 60, 10, null))).isFalse();
        assertThat(adds(Scene.cleanly("kept", 60))).isFalse();
    }

    @Test
    void a_will_that_is_long_and_longer_than_before() {
        scene.attach("a");
        scene.attach("b", 60, will("w", "x".repeat(5_000), Q0, 0));

        assertThat(adds(Scene.attaching("new", 0, 10, will("w", "x".repeat(1_023), Q0, 0))))
                .isFalse();
        assertThat(adds(Scene.attaching("new", 0, 10, will("w", "x".repeat(1_024), Q0, 0))))
                .isTrue();
        assertThat(adds(Scene.attaching("a", 60, 10, will("w", "x".repeat(1_023), Q0, 0))))
                .isFalse();
        assertThat(adds(Scene.attaching("a", 60, 10, will("w", "x".repeat(1_024), Q0, 0))))
                .isTrue();
        assertThat(adds(Scene.attaching("b", 60, 10, will("w", "x".repeat(5_000), Q0, 0))))
                .isFalse();
        assertThat(adds(Scene.attaching("b", 60, 10, will("w", "x".repeat(5_001), Q0, 0))))
                .isTrue();
    }

    @Test
    void a_subscription_that_is_not_there() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        long session = scene.number("a");

        assertThat(adds(new Subscribe(session, List.of(filter("t", Q2))))).isFalse();
        assertThat(adds(new Subscribe(session, List.of(filter("t", Q2), filter("u", Q0)))))
                .isTrue();
        assertThat(adds(new Subscribe(session, List.of(shared("g", "t", Q1))))).isTrue();
        assertThat(adds(new Subscribe(99, List.of(filter("u", Q1)))))
                .as("of a session that is no more")
                .isFalse();
    }

    @Test
    void a_queue_that_is_not_there() {
        scene.create(queue("q"));

        assertThat(adds(new CreateQueue(queue("q")))).isFalse();
        assertThat(adds(new CreateQueue(queue("r")))).isTrue();
    }

    @Test
    void no_message_for_those_are_asked_for_elsewhere_and_nothing_that_ends_something() {
        scene.attach("a");

        assertThat(adds(new Command.Publish(0, 0, message("t", "x", Q1)))).isFalse();
        assertThat(adds(new Command.Unsubscribe(scene.number("a"), List.of()))).isFalse();
        assertThat(adds(new Command.End(scene.number("a"), "over"))).isFalse();
    }
}
