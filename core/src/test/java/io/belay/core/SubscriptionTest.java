package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.asPublished;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.handling;
import static io.belay.core.Words.message;
import static io.belay.core.Words.noLocal;
import static io.belay.core.Words.retained;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Publish;
import io.belay.core.Command.Retain;
import io.belay.core.Command.Subscribe;
import io.belay.core.Command.Unsubscribe;
import io.belay.core.Command.Unsubscribe.Topic;
import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What subscriptions bring, alone and together, and what is retained. */
class SubscriptionTest extends SceneTest {
    @Test
    @Clause({"MQTT-3.3.4-2", "MQTT-3.3.4-3", "MQTT-3.3.5-1", "M3-39", "M5-64", "M5-65"})
    void subscriptions_that_overlap_bring_one_delivery_at_the_highest_guarantee_with_all_ids() {
        scene.attach("a");
        scene.subscribe("a", filter("t/#", Q0, 7), filter("t/1", Q2, 3), filter("+/1", Q1));

        assertThat(scene.publish("t/1", "x", Q2)).containsExactly("a#1 x q2 ids[3, 7]", "routed 1");
        assertThat(scene.publish("t/2", "y", Q2)).containsExactly("a#0 y q0 ids[7]", "routed 1");
    }

    @Test
    @Clause("M5-64")
    void an_id_that_two_subscriptions_share_is_given_twice() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1, 7), filter("#", Q1, 7));

        assertThat(scene.publish("t", "x", Q1)).containsExactly("a#1 x q1 ids[7, 7]", "routed 1");
    }

    @Test
    @Clause({"MQTT-3.8.4-3", "M3-37", "M5-62"})
    void an_identical_filter_replaces_the_subscription_and_loses_nothing() {
        scene.attach("a", 3600, 1);
        scene.subscribe("a", filter("t", Q1, 1));
        scene.publish("t", "x", Q1);
        scene.publish("t", "y", Q1);

        scene.subscribe("a", filter("t", Q2, 2));
        scene.publish("t", "z", Q2);

        assertThat(scene.settle("a", 1)).containsExactly("a#2 y q1 ids[1]");
        assertThat(scene.settle("a", 2)).containsExactly("a#3 z q2 ids[2]");
        assertThat(scene.view("a").subscriptions()).containsExactly(filter("t", Q2, 2));
        assertThat(scene.broker.totals().subscriptions()).isEqualTo(1);
    }

    @Test
    @Clause({"MQTT-3.8.3-3", "M5-63"})
    void no_local_keeps_away_only_what_the_same_client_published() {
        scene.attach("a");
        scene.attach("b");
        scene.subscribe("a", noLocal(filter("t", Q1)));

        assertThat(publishBy("a", "x")).containsExactly("routed 0");
        assertThat(publishBy("b", "y")).containsExactly("a#1 y q1", "routed 1");
        scene.subscribe("a", filter("#", Q0));
        assertThat(publishBy("a", "z")).as("another subscription wants it").containsExactly("a#0 z q0", "routed 1");
    }

    @Test
    @Clause({"MQTT-3.10.4-1", "MQTT-3.10.4-2", "MQTT-3.10.4-3", "M3-38", "M5-66"})
    void unsubscribing_stops_what_is_new_and_finishes_what_was_accepted() {
        scene.attach("a", 3600, 1);
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "x", Q1);
        scene.publish("t", "y", Q1);

        assertThat(scene.unsubscribe("a", "t", "")).containsExactly("unsubscribed [true]");
        assertThat(scene.publish("t", "z", Q1)).containsExactly("routed 0");
        assertThat(scene.settle("a", 1)).containsExactly("a#2 y q1");
    }

    @Test
    @Clause({"MQTT-3.11.3-2", "M5-66"})
    void each_topic_to_unsubscribe_is_told_whether_it_existed() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1), filter("u", Q1));

        List<Topic> topics = List.of(new Topic("x", ""), new Topic("u", ""), new Topic("t", "g"), new Topic("u", ""));

        assertThat(scene.says(new Unsubscribe(1, topics))).containsExactly("unsubscribed [false, true, false, false]");
    }

    @Test
    void commands_of_sessions_that_ended_change_nothing() {
        assertThat(scene.apply(new Subscribe(9, List.of(filter("t", Q1))))).isEmpty();
        assertThat(scene.apply(new Unsubscribe(9, List.of(new Topic("t", ""))))).isEmpty();
        assertThat(scene.apply(new Publish(9, 1, message("t", "x", Q1)))).isEmpty();
        assertThat(scene.apply(new Command.Release(9, 1))).isEmpty();
    }

    @Test
    @Clause({"MQTT-4.7.2-1", "M3-36", "M5-87"})
    void leading_wildcards_do_not_match_topics_with_a_dollar() {
        scene.attach("a");
        scene.subscribe("a", filter("#", Q0), filter("+/1", Q0));

        assertThat(scene.publish("$s/1", "x", Q1)).containsExactly("routed 0");
        scene.subscribe("a", filter("$s/#", Q0));
        assertThat(scene.publish("$s/1", "y", Q1)).containsExactly("a#0 y q0", "routed 1");
    }

    @Test
    @Clause({"MQTT-3.3.1-5", "MQTT-3.3.1-6", "MQTT-3.3.1-8", "M3-35", "M5-60"})
    void a_new_subscription_brings_the_last_retained_message_of_each_topic() {
        retain("t/2", "old");
        retain("t/1", "one");
        retain("t/2", "two");
        scene.attach("a");

        assertThat(scene.subscribe("a", filter("t/+", Q2, 5)))
                .as("in the order in which they were published")
                .containsExactly("a#1 one q1 retained ids[5]", "a#2 two q1 retained ids[5]");
    }

    @Test
    @Clause({"MQTT-3.3.1-6", "MQTT-3.3.1-7", "M3-35", "M5-60"})
    void an_empty_body_clears_the_topic_and_is_delivered_like_any_other() {
        retain("t", "x");
        scene.attach("a");
        scene.attach("b");
        scene.subscribe("b", filter("t", Q0, 1));

        assertThat(retain("t", "")).containsExactly("b#0  q0 ids[1]", "routed 1");
        assertThat(scene.subscribe("a", filter("t", Q1))).isEmpty();
        assertThat(scene.broker.totals().retained()).isZero();
        assertThat(retain("t", "")).as("cleared again").containsExactly("a#1  q1", "b#0  q0 ids[1]", "routed 2");
    }

    @Test
    @Clause({"MQTT-3.3.1-8", "M3-35", "M5-60"})
    void a_message_without_the_flag_leaves_the_retained_one() {
        retain("t", "x");
        scene.publish("t", "y", Q1);
        scene.attach("a");

        assertThat(scene.subscribe("a", filter("t", Q1))).containsExactly("a#1 x q1 retained");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @Clause({"MQTT-3.3.1-9", "MQTT-3.3.1-10", "MQTT-3.3.1-11", "M5-61"})
    void retain_handling_says_when_retained_messages_come(int retainHandling) {
        retain("t", "x");
        scene.attach("a");

        List<String> first = scene.subscribe("a", handling(filter("t", Q0), retainHandling));
        List<String> again = scene.subscribe("a", handling(filter("t", Q0), retainHandling));

        List<String> brought = List.of("a#0 x q0 retained");
        assertThat(first).isEqualTo(retainHandling < 2 ? brought : List.of());
        assertThat(again).isEqualTo(retainHandling == 0 ? brought : List.of());
    }

    @Test
    @Clause({"MQTT-3.3.1-12", "MQTT-3.3.1-13", "MQTT-3.3.1-9", "M3-35", "M5-61"})
    void a_live_delivery_keeps_the_flag_only_if_the_subscription_says_so() {
        scene.attach("a");
        scene.attach("b");
        scene.subscribe("a", filter("t", Q1));
        scene.subscribe("b", asPublished(filter("t", Q1)));

        assertThat(retain("t", "x")).containsExactly("a#1 x q1", "b#1 x q1 retained", "routed 2");
        assertThat(scene.publish("t", "y", Q1)).containsExactly("a#2 y q1", "b#2 y q1", "routed 2");
    }

    @Test
    void the_flag_of_a_retained_delivery_survives_the_queue_and_a_cut() {
        retain("t", "x");
        scene.attach("a", 3600, 1);
        scene.publish("t", "y", Q1);
        scene.subscribe("a", asPublished(filter("#", Q1, 3)));
        scene.reload();
        retain("u", "z");
        scene.detach("a");

        assertThat(scene.attach("a", 3600, 2))
                .containsExactly("a attached 2 resumed", "a#1 x q1 again retained ids[3]", "a#2 z q1 retained ids[3]");
    }

    @Test
    void retain_stores_and_delivers_nothing() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));

        assertThat(scene.saysAll(new Retain(retained(message("t", "x", Q0))))).containsExactly("keep 1");
        assertThat(scene.saysAll(new Retain(retained(message("t", "y", Q0))))).containsExactly("keep 2", "drop 1");
        assertThat(scene.subscribe("a", filter("t", Q1))).containsExactly("a#0 y q0 retained");
        assertThat(scene.saysAll(new Retain(retained(message("t", "", Q0))))).containsExactly("drop 2");
    }

    @Test
    @Clause("M3-4")
    void retained_messages_outlive_the_session_that_published_them() {
        scene.attach("a", 0, 10);
        scene.says(new Publish(1, 0, retained(message("t", "x", Q1))));
        scene.detach("a");
        scene.attach("b");

        assertThat(scene.subscribe("b", filter("t", Q1))).containsExactly("b#1 x q1 retained");
    }

    @Test
    void a_client_that_is_away_gets_retained_messages_when_it_returns() {
        retain("t", "x");
        scene.attach("a");
        scene.detach("a");
        scene.subscribe("a", filter("t", Q1));

        assertThat(scene.attach("a")).containsExactly("a attached 2 resumed", "a#1 x q1 retained");
    }

    private List<String> retain(String topic, String body) {
        return scene.publish(retained(message(topic, body, Q1)));
    }

    private List<String> publishBy(String client, String body) {
        return scene.says(new Publish(scene.number(client), 0, message("t", body, Q1)));
    }
}
