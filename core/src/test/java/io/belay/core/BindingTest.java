package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.bound;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static io.belay.core.Words.retained;
import static io.belay.core.Words.shared;
import static io.belay.core.Words.will;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.DeleteQueue;
import io.belay.core.Command.FireWill;
import io.belay.core.Command.Publish;
import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A queue that is bound to topics is a subscription. */
class BindingTest extends SceneTest {
    @Test
    void every_bound_queue_gets_what_is_published_to_its_topics() {
        scene.create(bound("q", "t/+"));
        scene.create(bound("r", "t/#"));
        scene.create(bound("s", "u"));

        assertThat(scene.publish("t/1", "x", Q1)).containsExactly("q+1 x", "r+1 x", "routed 2");
        assertThat(scene.publish("t", "y", Q1)).containsExactly("r+2 y", "routed 1");
        assertThat(scene.publish("v", "z", Q1)).containsExactly("routed 0");
    }

    @Test
    void a_message_in_two_queues_is_stored_once_and_dropped_with_the_last() {
        scene.create(bound("q", "t"));
        scene.create(bound("r", "t"));

        assertThat(scene.saysAll(new Publish(0, 0, message("t", "x", Q1))))
                .containsExactly("keep 1", "q+1 x", "r+1 x", "routed 2");
        scene.accept("r", 1);
        assertThat(scene.kept()).hasSize(1);
        scene.accept("q", 1);
        assertThat(scene.kept()).isEmpty();
    }

    @Test
    void sessions_groups_and_queues_get_the_same_message() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1), shared("g", "t", Q1));
        scene.create(bound("q", "t"));

        assertThat(scene.publish("t", "x", Q2)).containsExactly("a#1 x q1", "a#2 x q1", "q+1 x", "routed 3");
        scene.settle("a", 1);
        scene.settle("a", 2);
        assertThat(scene.kept()).hasSize(1);
        scene.accept("q", 1);
        assertThat(scene.kept()).isEmpty();
    }

    @Test
    void a_selector_decides_what_goes_in() {
        scene.create(bound("q", new Binding("t", "red", false, "")));

        assertThat(scene.publish("t", "a red one", Q1)).containsExactly("q+1 a red one", "routed 1");
        assertThat(scene.publish("t", "a blue one", Q1)).containsExactly("routed 0");
        scene.reload();
        assertThat(scene.publish("t", "a blue one", Q1)).containsExactly("routed 0");
        assertThat(scene.publish("t", "another red one", Q1)).containsExactly("q+2 another red one", "routed 1");
    }

    @Test
    void without_filters_a_selector_selects_nothing() {
        Broker broker = new Broker();
        broker.apply(new Command.CreateQueue(bound("q", new Binding("t", "x", false, ""))));

        assertThat(broker.apply(new Publish(0, 0, message("t", "x", Q1)))).containsExactly(new Effect.Routed(0, false));
    }

    @Test
    void own_messages_stay_away_if_that_is_asked() {
        scene.attach("a");
        scene.attach("b");
        scene.create(bound("q", new Binding("t", "", true, "a")));
        scene.create(bound("r", new Binding("t", "", false, "a")));

        assertThat(scene.says(new Publish(scene.number("a"), 0, message("t", "mine", Q1))))
                .containsExactly("r+1 mine", "routed 1");
        assertThat(scene.says(new Publish(scene.number("b"), 0, message("t", "yours", Q1))))
                .containsExactly("q+1 yours", "r+2 yours", "routed 2");
        assertThat(scene.publish("t", "nobody's", Q1)).containsExactly("q+2 nobody's", "r+3 nobody's", "routed 2");
    }

    @Test
    void own_is_what_the_client_publishes_in_whatever_session() {
        scene.attach("a");
        scene.create(bound("q", new Binding("t", "", true, "a")));
        scene.says(Scene.cleanly("a", 60));

        assertThat(scene.number("a")).isEqualTo(2);
        assertThat(scene.says(new Publish(2, 0, message("t", "mine", Q1)))).containsExactly("routed 0");
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void a_queue_gets_every_guarantee_and_sessions_what_is_not_routed(Guarantee guarantee) {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q2));
        scene.create(bound("q", "t"));

        boolean routed = guarantee == Q0;

        assertThat(scene.publish("t", "x", guarantee))
                .containsExactly(
                        routed
                                ? new String[] {"q+1 x", "routed 1"}
                                : new String[] {"a#1 x q" + guarantee.ordinal(), "q+1 x", "routed 2"});
    }

    @Test
    void a_topic_is_queued_while_a_queue_is_bound_to_it() {
        scene.attach("a");
        scene.subscribe("a", filter("#", Q1));
        assertThat(scene.broker.isQueued("t/1")).isFalse();

        scene.create(bound("q", "t/+"));

        assertThat(scene.broker.isQueued("t/1")).isTrue();
        assertThat(scene.broker.isQueued("t/1/2")).isFalse();
        scene.reload();
        assertThat(scene.broker.isQueued("t/1")).isTrue();
        scene.says(new DeleteQueue(1, "unsubscribed"));
        assertThat(scene.broker.isQueued("t/1")).isFalse();
        assertThat(scene.publish("t/1", "x", Q0)).containsExactly("routed 0");
    }

    @Test
    @Clause("MQTT-4.7.2-1")
    void topics_of_the_system_are_not_matched_by_wildcards() {
        scene.create(bound("q", "#"));
        scene.create(bound("r", "$SYS/#"));

        assertThat(scene.publish("$SYS/a", "x", Q1)).containsExactly("r+1 x", "routed 1");
    }

    @Test
    void asking_for_at_most_once_serves_sessions_and_no_queue() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        scene.create(bound("q", "t"));

        assertThat(scene.route("", message("t", "x", Q0))).containsExactly("a#0 x q0");
        assertThat(scene.entries("q")).isEmpty();
    }

    @Test
    void a_retained_message_is_queued_too_and_outlives_its_entry() {
        scene.create(bound("q", "t"));

        assertThat(scene.publish(retained(message("t", "x", Q0)))).containsExactly("q+1 x", "routed 1");
        scene.accept("q", 1);
        assertThat(scene.broker.totals().retained()).isEqualTo(1);
        assertThat(scene.kept()).hasSize(1);

        assertThat(scene.says(new Command.Retain(retained(message("t", "y", Q1)))))
                .as("only set, not published")
                .isEmpty();
        assertThat(scene.create(bound("r", "t"))).as("brings none").containsExactly("r new");
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void a_will_goes_to_sessions_and_queues_whatever_its_guarantee(Guarantee guarantee) {
        scene.attach("b");
        scene.subscribe("b", filter("w", Q2));
        scene.create(bound("q", "w"));
        scene.attach("a", 0, will("w", "gone", guarantee, 0));
        scene.detach("a");

        int sequence = guarantee == Q0 ? 0 : 1;

        assertThat(scene.says(new FireWill(scene.number("a"), message("w", "gone", guarantee))))
                .containsExactly("b#" + sequence + " gone q" + guarantee.ordinal(), "q+1 gone");
    }

    @Test
    void a_repeated_publish_is_not_queued_again() {
        scene.attach("a");
        scene.create(bound("q", "t"));
        Publish publish = new Publish(1, 7, message("t", "x", Q2));

        assertThat(scene.says(publish)).containsExactly("q+1 x", "routed 1");
        assertThat(scene.says(publish)).containsExactly("routed again");
        assertThat(scene.entries("q")).hasSize(1);
    }

    @Test
    void a_message_can_also_be_sent_to_a_bound_queue_by_its_name() {
        scene.create(bound("q", new Binding("t", "red", false, "")));

        assertThat(scene.send("q", "blue")).as("its selector is for topics").containsExactly("q+1 blue");
    }

    @Test
    void the_room_of_a_bound_queue_that_ended_is_free_for_another() {
        scene.create(bound("q", "t/+/#"));
        scene.attach("a");
        scene.subscribe("a", filter("t/+/#", Q1));
        scene.says(new DeleteQueue(1, "gone"));

        assertThat(scene.publish("t/1", "x", Q1)).containsExactly("a#1 x q1", "routed 1");
        scene.unsubscribe("a", "t/+/#", "");
        scene.create(bound("q", "t/+/#"));
        assertThat(scene.publish("t/1", "y", Q1)).containsExactly("q+1 y", "routed 1");
    }
}
