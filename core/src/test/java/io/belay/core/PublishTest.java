package io.belay.core;

import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Publish;
import io.belay.core.Command.Release;
import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is published once is taken once, however often it is sent. */
class PublishTest extends SceneTest {
    @BeforeEach
    void a_publisher_and_a_subscriber() {
        scene.attach("p");
        scene.attach("s");
        scene.subscribe("s", filter("t", Q2));
    }

    @Test
    @Clause({"MQTT-4.3.3-10", "M3-29", "M5-37"})
    void a_repetition_is_not_delivered_again() {
        assertThat(publish(7, "x")).containsExactly("s#1 x q2", "routed 1");
        assertThat(publish(7, "x")).containsExactly("routed again");
    }

    @Test
    @Clause({"MQTT-4.3.3-12", "M3-29", "M5-37"})
    void after_its_release_a_tag_stands_for_a_new_message() {
        publish(7, "x");
        scene.says(new Release(scene.number("p"), 7));

        assertThat(publish(7, "y")).containsExactly("s#2 y q2", "routed 1");
    }

    @Test
    @Clause({"M3-30", "M5-1", "MQTT-4.4.0-1"})
    void tags_survive_a_cut_a_restart_and_a_takeover() {
        publish(7, "x");
        scene.detach("p");
        scene.attach("p");
        scene.attach("p");
        scene.says(new Command.Restart());
        scene.reload();
        scene.attach("p");

        assertThat(publish(7, "x")).containsExactly("routed again");
    }

    @Test
    @Clause({"MQTT-3.1.2-4", "M5-2"})
    void tags_end_with_the_session() {
        publish(7, "x");
        scene.says(Scene.cleanly("p", 60));

        assertThat(publish(7, "x")).containsExactly("s#2 x q2", "routed 1");
    }

    @Test
    void publishers_do_not_share_tags() {
        scene.attach("q");
        publish(7, "x");

        assertThat(scene.says(new Publish(scene.number("q"), 7, message("t", "y", Q2))))
                .containsExactly("s#2 y q2", "routed 1");
    }

    @Test
    void messages_without_a_tag_are_all_new() {
        publish(0, "x");

        assertThat(publish(0, "x")).containsExactly("s#2 x q2", "routed 1");
        assertThat(scene.view("p").tags()).isZero();
    }

    @Test
    void a_tag_is_held_from_its_publish_to_its_release() {
        long publisher = scene.number("p");
        assertThat(scene.broker.holdsTag(publisher, 7)).isFalse();

        publish(7, "x");

        assertThat(scene.broker.holdsTag(publisher, 7)).isTrue();
        assertThat(scene.broker.holdsTag(publisher, 8)).isFalse();
        assertThat(scene.broker.holdsTag(scene.number("s"), 7)).isFalse();
        assertThat(scene.broker.holdsTag(99, 7)).isFalse();
        scene.says(new Release(publisher, 7));
        assertThat(scene.broker.holdsTag(publisher, 7)).isFalse();
    }

    @Test
    void releasing_a_tag_that_is_not_held_changes_nothing() {
        assertThat(scene.says(new Release(scene.number("p"), 7))).isEmpty();
        assertThat(publish(7, "x")).containsExactly("s#1 x q2", "routed 1");
    }

    @Test
    @Clause({"MQTT-4.6.0-6", "M3-32", "M5-41"})
    void the_order_of_one_topic_holds_through_full_windows_and_cuts() {
        scene.attach("s", 3600, 2);
        for (int at = 1; at <= 6; at++) publish(0, "m" + at);
        scene.detach("s");
        for (int at = 7; at <= 8; at++) publish(0, "m" + at);

        assertThat(scene.attach("s", 3600, 3))
                .containsExactly("s attached 3 resumed", "s#1 m1 q2 again", "s#2 m2 q2 again", "s#3 m3 q2");
        for (int at = 1; at <= 5; at++)
            assertThat(scene.settle("s", at)).containsExactly("s#" + (at + 3) + " m" + (at + 3) + " q2");
    }

    @Test
    void a_publish_counts_the_sessions_that_take_it_also_those_away() {
        scene.attach("r");
        scene.subscribe("r", filter("t", Q1), filter("#", Q1));
        scene.detach("r");

        assertThat(publish(0, "x")).containsExactly("s#1 x q2", "routed 2");
    }

    private List<String> publish(int tag, String body) {
        return scene.says(new Publish(scene.number("p"), tag, message("t", body, Q2)));
    }
}
