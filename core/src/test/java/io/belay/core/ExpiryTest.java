package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static io.belay.core.Words.retained;
import static io.belay.core.Words.shared;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Publish;
import io.belay.core.Command.Tick;
import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that are too old before their delivery has started. */
class ExpiryTest extends SceneTest {
    @ParameterizedTest
    @CsvSource({"999,true", "1000,false", "1001,false"})
    @Clause({"MQTT-3.3.2-5", "M5-56"})
    void a_message_that_waits_is_gone_from_the_millisecond_of_its_expiry(long atMs, boolean delivered) {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        scene.detach("a");
        publish("x", 1_000);

        scene.tick(atMs);

        assertThat(scene.attach("a")).hasSize(delivered ? 2 : 1);
        assertThat(scene.kept()).hasSize(delivered ? 1 : 0);
    }

    @Test
    @Clause({"M5-37", "M5-56", "MQTT-4.3.3-7"})
    void an_exchange_that_has_started_is_never_cut() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q2));
        publish("x", 1_000);
        publish("y", 1_000);
        scene.receive("a", 1);
        scene.detach("a");

        assertThat(scene.tick(5_000)).isEmpty();
        assertThat(scene.attach("a")).containsExactly("a attached 2 resumed", "a#1 forget", "a#2 y q2 again");
    }

    @Test
    @Clause("M5-56")
    void what_expires_in_the_middle_leaves_the_others_in_order() {
        scene.attach("a", 60, 1);
        scene.subscribe("a", filter("t", Q1));
        publish("1", 0);
        publish("2", 0);
        publish("3", 500);
        publish("4", 700);
        publish("5", 0);

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Scene.START_MS + 500);
        assertThat(scene.saysAll(new Tick(Scene.START_MS + 500))).containsExactly("drop 3");
        assertThat(scene.view("a").queued()).isEqualTo(3);
        assertThat(scene.saysAll(new Tick(Scene.START_MS + 900))).containsExactly("drop 4");
        assertThat(scene.broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(scene.settle("a", 1)).containsExactly("a#2 2 q1");
        assertThat(scene.settle("a", 2)).containsExactly("a#3 5 q1");
    }

    @Test
    void what_expires_is_dropped_once_it_has_left_every_queue() {
        scene.attach("a", 60, 1);
        scene.attach("b");
        scene.subscribe("a", filter("t", Q1));
        scene.subscribe("b", filter("t", Q1));
        publish("1", 0);
        publish("2", 500);

        assertThat(scene.saysAll(new Tick(Scene.START_MS + 500)))
                .as("b has started it")
                .isEmpty();
        assertThat(scene.saysAll(new Command.Settle(2, 2, Command.Outcome.SETTLED)))
                .containsExactly("drop 2");
    }

    @Test
    void a_message_that_comes_too_old_is_not_kept() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1), shared("g", "t", Q1));
        scene.tick(1_000);

        assertThat(scene.saysAll(new Publish(0, 0, message("t", "x", Q1, Scene.START_MS + 1_000))))
                .containsExactly("routed 2");
    }

    @Test
    @Clause({"MQTT-3.3.2-5", "M5-56", "M5-60"})
    void a_retained_message_expires_as_well() {
        scene.publish(retained(message("t", "x", Q1, Scene.START_MS + 1_000)));
        scene.publish(retained(message("u", "y", Q1, Scene.START_MS + 9_000)));
        scene.attach("a");

        scene.tick(999);
        assertThat(scene.subscribe("a", filter("t", Q0))).containsExactly("a#0 x q0 retained");
        assertThat(scene.saysAll(new Tick(Scene.START_MS + 1_000))).containsExactly("drop 1");
        assertThat(scene.subscribe("a", filter("t", Q0))).isEmpty();
        assertThat(scene.broker.totals().retained()).isEqualTo(1);
    }

    @Test
    void a_retained_message_that_is_replaced_takes_its_expiry_with_it() {
        scene.publish(retained(message("t", "x", Q1, Scene.START_MS + 1_000)));
        scene.publish(retained(message("t", "y", Q1)));

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
        scene.publish(retained(message("t", "z", Q1, Scene.START_MS + 2_000)));
        scene.publish(retained(message("t", "", Q1)));
        assertThat(scene.broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void what_waits_in_a_group_expires() {
        scene.attach("a", 60, 1);
        scene.subscribe("a", shared("g", "t", Q1));
        publish("1", 0);
        publish("2", 500);
        publish("3", 0);
        scene.reload();

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Scene.START_MS + 500);
        assertThat(scene.saysAll(new Tick(Scene.START_MS + 500))).containsExactly("drop 2");
        assertThat(scene.settle("a", 1)).containsExactly("a#2 3 q1");
    }

    @Test
    void what_comes_back_to_a_group_too_old_is_dropped() {
        scene.attach("a", 60, 2);
        scene.subscribe("a", shared("g", "t", Q1));
        publish("1", 500);
        publish("2", 0);
        scene.attach("b");
        scene.subscribe("b", shared("g", "t", Q1));
        scene.tick(500);

        assertThat(scene.says(new Command.End(1, "ended"))).containsExactly("a displaced 1", "b#1 2 q1", "a ended");
        assertThat(scene.kept()).containsOnlyKeys(2L);
    }

    @Test
    void a_queue_that_was_delivered_has_no_timer() {
        scene.attach("a", 60, 1);
        scene.subscribe("a", filter("t", Q1));
        publish("1", 500);
        publish("2", 700);
        scene.settle("a", 1);

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(scene.tick(1_000)).isEmpty();
    }

    private void publish(String body, long lifeMs) {
        scene.publish(message("t", body, Q2, lifeMs == 0 ? 0 : Scene.START_MS + lifeMs));
    }
}
