package io.belay.core;

import static io.belay.core.Words.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Restart;
import io.belay.core.Command.Watch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who will come back to a queue for what it had. */
class WatchTest extends SceneTest {
    @BeforeEach
    void two_clients_and_two_queues() {
        scene.attach("a", 60, 10);
        scene.attach("b", 60, 10);
        scene.create(queue("q"));
        scene.create(queue("r"));
    }

    @Test
    void who_watches_what_is_known_from_both_sides() {
        watch("b", "q", true);
        watch("a", "r", true);
        watch("a", "q", true);

        assertThat(scene.broker.watchers(scene.queue("q"))).containsExactly(1L, 2L);
        assertThat(scene.broker.watchers(scene.queue("r"))).containsExactly(1L);
        assertThat(scene.broker.watched(1)).containsExactly(1L, 2L);
        assertThat(scene.broker.watched(2)).containsExactly(1L);
    }

    @Test
    void a_watch_ends_when_it_is_ended_and_twice_is_once() {
        watch("a", "q", true);
        watch("a", "q", true);

        watch("a", "q", false);
        watch("a", "r", false);

        assertThat(scene.broker.watchers(1)).isEmpty();
        assertThat(scene.broker.watched(1)).isEmpty();
    }

    @Test
    void a_watch_outlives_the_line_and_the_broker() {
        watch("a", "q", true);
        scene.detach("a");
        scene.reload();
        scene.says(new Restart());

        assertThat(scene.broker.watchers(1)).containsExactly(1L);
        assertThat(scene.broker.watched(1)).containsExactly(1L);
    }

    @Test
    void a_watch_ends_with_the_session() {
        watch("a", "q", true);
        watch("b", "q", true);

        scene.detach("a");
        scene.tick(60_000);

        assertThat(scene.broker.watchers(1)).containsExactly(2L);
        assertThat(scene.broker.watched(1)).isEmpty();
    }

    @Test
    void a_watch_ends_with_the_queue() {
        watch("a", "q", true);
        watch("a", "r", true);

        scene.says(new Command.DeleteQueue(1, "gone"));

        assertThat(scene.broker.watchers(1)).isEmpty();
        assertThat(scene.broker.watched(1)).containsExactly(2L);
    }

    @Test
    void who_is_not_there_watches_nothing() {
        scene.says(new Watch(9, 1, true));
        scene.says(new Watch(1, 9, true));

        assertThat(scene.broker.watchers(1)).isEmpty();
        assertThat(scene.broker.watchers(9)).isEmpty();
        assertThat(scene.broker.watched(9)).isEmpty();
    }

    private void watch(String client, String queue, boolean on) {
        assertThat(scene.says(new Watch(scene.number(client), scene.queue(queue), on)))
                .isEmpty();
    }
}
