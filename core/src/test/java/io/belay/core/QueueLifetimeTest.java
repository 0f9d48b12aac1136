package io.belay.core;

import static io.belay.core.Words.queue;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Restart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When queues end by themselves. */
class QueueLifetimeTest extends SceneTest {
    @ParameterizedTest
    @EnumSource(
            value = Lifetime.class,
            names = {"SESSION", "WHILE_USED"})
    void a_queue_of_a_session_ends_with_it(Lifetime lifetime) {
        scene.attach("a", 60, 10);
        scene.create(living("q", lifetime, scene.number("a")));
        scene.send("q", "x");
        scene.create(living("r", lifetime, scene.number("a")));

        assertThat(scene.detach("a")).as("it is only away").isEmpty();
        assertThat(scene.tick(60_000)).containsExactly("q ended", "r ended", "a ended");
    }

    @ParameterizedTest
    @EnumSource(
            value = Lifetime.class,
            names = {"FOR_EVER", "AUTO"})
    void other_queues_outlive_who_made_them(Lifetime lifetime) {
        scene.attach("a", 0, 10);
        scene.create(living("q", lifetime, scene.number("a")));

        assertThat(scene.detach("a")).containsExactly("a ended");
        assertThat(scene.says(new Restart())).isEmpty();
        assertThat(scene.broker.queue("q")).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Lifetime.class,
            names = {"SESSION", "WHILE_USED"})
    void a_restart_ends_the_queues_whose_session_it_ends(Lifetime lifetime) {
        scene.attach("passing", 0, 10);
        scene.attach("lasting", 60, 10);
        scene.create(living("p", lifetime, scene.number("passing")));
        scene.create(living("l", lifetime, scene.number("lasting")));

        assertThat(scene.says(new Restart())).containsExactly("p ended", "passing ended");
        assertThat(scene.broker.queue("l")).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Lifetime.class,
            names = {"SESSION", "WHILE_USED"})
    void a_queue_of_a_session_that_goes_on_keeps_what_is_in_it(Lifetime lifetime) {
        scene.attach("a", 60, 10);
        scene.create(living("q", lifetime, scene.number("a")));
        scene.send("q", "x");
        scene.send("q", "y");
        scene.reload();

        scene.says(new Restart());
        scene.tick(59_999);
        assertThat(scene.apply(Scene.attaching("a", 60, 10, null))).containsExactly(new Effect.Attached(1, 2, true));

        assertThat(scene.entries("q")).containsExactly("q+1 x", "q+2 y");
        assertThat(scene.send("q", "z")).containsExactly("q+3 z");
    }

    @Test
    void a_session_that_does_not_come_back_after_a_restart_ends_with_its_queues() {
        scene.attach("a", 60, 10);
        scene.create(living("q", Lifetime.SESSION, scene.number("a")));
        scene.says(new Restart());

        assertThat(scene.tick(59_999)).isEmpty();
        assertThat(scene.tick(60_000)).containsExactly("q ended", "a ended");
    }

    @Test
    void a_clean_start_ends_the_queues_of_the_session_before() {
        scene.attach("a", 60, 10);
        scene.create(living("q", Lifetime.SESSION, scene.number("a")));

        assertThat(scene.says(Scene.cleanly("a", 60)))
                .containsExactly("a displaced 1", "q ended", "a ended", "a attached 1 new");
    }

    @Test
    void a_restart_ends_what_only_the_node_knew_the_users_of() {
        scene.create(living("w", Lifetime.WHILE_USED, 0));
        scene.create(living("s", Lifetime.SESSION, 0));
        scene.create(living("a", Lifetime.AUTO, 0));
        scene.create(living("f", Lifetime.FOR_EVER, 0));
        scene.send("w", "x");
        scene.send("f", "y");

        assertThat(scene.says(new Restart())).containsExactly("w ended", "s ended");
        assertThat(scene.entries("f")).containsExactly("f+1 y");
    }

    @Test
    void a_restart_keeps_what_a_session_that_comes_back_was_using() {
        scene.create(living("w", Lifetime.WHILE_USED, 0));
        scene.attach("a", 60, 10);
        scene.attach("b", 0, 10);
        scene.create(living("v", Lifetime.WHILE_USED, 0));
        scene.says(new Command.Watch(1, 1, true));
        scene.says(new Command.Watch(2, 2, true));

        assertThat(scene.says(new Restart())).contains("v ended").doesNotContain("w ended");
    }

    @Test
    void a_queue_of_a_session_that_has_ended_is_not_made() {
        scene.attach("a", 0, 10);
        scene.detach("a");

        assertThat(scene.create(living("s", Lifetime.SESSION, 1))).isEmpty();
        assertThat(scene.create(living("w", Lifetime.WHILE_USED, 1))).isEmpty();
        assertThat(scene.create(living("f", Lifetime.FOR_EVER, 1))).containsExactly("f new");
    }

    @Test
    void a_queue_that_was_deleted_does_not_end_again_with_its_owner() {
        scene.attach("a", 60, 10);
        scene.create(living("q", Lifetime.SESSION, 1));
        scene.says(new Command.DeleteQueue(1, "closed"));
        scene.create(living("q", Lifetime.FOR_EVER, 0));

        assertThat(scene.says(new Command.End(1, "ended"))).containsExactly("a displaced 1", "a ended");
        assertThat(scene.broker.queue("q")).isNotNull();
    }

    @Test
    void the_owner_is_known_after_a_checkpoint() {
        scene.attach("a", 60, 10);
        scene.create(living("q", Lifetime.SESSION, 1));
        scene.reload();

        assertThat(scene.says(new Command.End(1, "ended"))).containsExactly("a displaced 1", "q ended", "a ended");
    }

    @Test
    void the_reason_names_who_has_ended() {
        scene.attach("till-7", 0, 10);
        scene.create(living("q", Lifetime.SESSION, 1));

        assertThat(scene.apply(new Command.Detach(1, 1, "cut", true, -1)))
                .startsWith(new Effect.QueueEnded(1, "q", "its owner till-7 has ended"));
    }

    private static QueueSpec living(String name, Lifetime lifetime, long owner) {
        return new QueueSpec(name, lifetime, owner, queue(name).policy(), null);
    }
}
