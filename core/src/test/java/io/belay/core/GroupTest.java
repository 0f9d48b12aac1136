package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.asPublished;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static io.belay.core.Words.retained;
import static io.belay.core.Words.shared;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.End;
import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions that share a subscription: each message is for one of them. */
class GroupTest extends SceneTest {
    @Test
    @Clause({"MQTT-4.8.2-1", "M5-70"})
    void members_take_turns() {
        join("a", 10);
        join("b", 10);

        assertThat(scene.publish("t", "1", Q1)).containsExactly("a#1 1 q1", "routed 1");
        assertThat(scene.publish("t", "2", Q1)).containsExactly("b#1 2 q1", "routed 1");
        assertThat(scene.publish("t", "3", Q1)).containsExactly("a#2 3 q1", "routed 1");
    }

    @Test
    void turns_survive_a_restart_of_the_broker() {
        join("a", 10);
        join("b", 10);
        scene.publish("t", "1", Q1);
        scene.reload();

        assertThat(scene.publish("t", "2", Q1)).containsExactly("b#1 2 q1", "routed 1");
    }

    @Test
    void a_full_member_is_passed_over_and_what_nobody_can_take_waits() {
        join("a", 1);
        join("b", 1);
        scene.publish("t", "1", Q1);
        scene.publish("t", "2", Q1);

        assertThat(scene.publish("t", "3", Q1)).containsExactly("routed 1");
        assertThat(scene.publish("t", "4", Q1)).containsExactly("routed 1");
        assertThat(scene.settle("b", 1)).containsExactly("b#2 3 q1");
        assertThat(scene.settle("a", 1)).containsExactly("a#2 4 q1");
    }

    @Test
    @Clause("M5-71")
    void what_comes_while_all_are_away_waits_for_the_first_to_return() {
        join("a", 10);
        join("b", 10);
        scene.detach("a");
        scene.detach("b");
        scene.publish("t", "1", Q1);
        scene.publish("t", "2", Q2);
        scene.reload();

        assertThat(scene.attach("b", 60, 10)).containsExactly("b attached 2 resumed", "b#1 1 q1", "b#2 2 q2");
        assertThat(scene.attach("a", 60, 10)).containsExactly("a attached 2 resumed");
    }

    @Test
    @Clause({"MQTT-4.8.2-4", "M5-71"})
    void what_was_started_stays_with_a_member_that_is_away() {
        join("a", 10);
        join("b", 10);
        scene.publish("t", "1", Q2);
        scene.detach("a");

        assertThat(scene.publish("t", "2", Q2)).containsExactly("b#1 2 q2", "routed 1");
        assertThat(scene.attach("a", 60, 10)).containsExactly("a attached 2 resumed", "a#1 1 q2 again");
    }

    @Test
    @Clause({"MQTT-4.8.2-5", "M5-71"})
    void when_a_member_ends_another_gets_what_it_had_at_least_once_and_nobody_what_it_had_exactly_once() {
        join("a", 10);
        scene.publish("t", "1", Q1);
        scene.publish("t", "2", Q2);
        scene.publish("t", "3", Q1);
        join("b", 1);

        assertThat(end("a")).containsExactly("a displaced 1", "b#1 1 q1", "a ended");
        assertThat(scene.publish("t", "4", Q1)).containsExactly("routed 1");
        assertThat(scene.settle("b", 1)).containsExactly("b#2 3 q1");
        assertThat(scene.settle("b", 2)).containsExactly("b#3 4 q1");
        assertThat(scene.kept()).hasSize(1);
    }

    @Test
    void what_comes_back_goes_before_what_waited() {
        join("a", 1);
        join("b", 1);
        for (String body : new String[] {"1", "2", "3"}) scene.publish("t", body, Q1);

        assertThat(end("a")).containsExactly("a displaced 1", "a ended");
        assertThat(scene.settle("b", 1)).containsExactly("b#2 1 q1");
        assertThat(scene.settle("b", 2)).containsExactly("b#3 3 q1");
    }

    @Test
    void what_a_member_settled_does_not_come_back() {
        join("a", 10);
        scene.publish("t", "1", Q1);
        scene.publish("t", "2", Q1);
        scene.settle("a", 2);
        join("b", 10);

        assertThat(end("a")).containsExactly("a displaced 1", "b#1 1 q1", "a ended");
    }

    @Test
    void what_a_member_had_goes_back_although_it_had_left_the_group() {
        join("a", 10);
        join("b", 10);
        scene.publish("t", "1", Q1);
        scene.unsubscribe("a", "t", "g");

        assertThat(end("a")).containsExactly("a displaced 1", "b#1 1 q1", "a ended");
    }

    @Test
    @Clause("MQTT-3.10.4-3")
    void a_member_that_leaves_finishes_what_was_started() {
        join("a", 10);
        join("b", 10);
        scene.publish("t", "1", Q1);

        assertThat(scene.unsubscribe("a", "t", "g")).containsExactly("unsubscribed [true]");
        assertThat(scene.publish("t", "2", Q1)).containsExactly("b#1 2 q1", "routed 1");
        assertThat(scene.publish("t", "3", Q1)).containsExactly("b#2 3 q1", "routed 1");
        assertThat(scene.view("a").unsettled()).isEqualTo(1);
    }

    @Test
    void a_group_ends_with_its_last_member_and_drops_what_waits() {
        join("a", 1);
        scene.publish("t", "1", Q1);
        scene.publish("t", "2", Q1);

        scene.unsubscribe("a", "t", "g");

        assertThat(scene.kept()).containsValue("1").doesNotContainValue("2");
        assertThat(scene.publish("t", "3", Q1)).containsExactly("routed 0");
        assertThat(end("a")).containsExactly("a displaced 1", "a ended");
        assertThat(scene.kept()).isEmpty();
    }

    @Test
    void a_group_of_the_same_name_is_another_after_the_first_has_ended() {
        join("a", 1);
        scene.publish("t", "1", Q1);
        scene.unsubscribe("a", "t", "g");
        join("b", 1);

        assertThat(end("a")).as("its delivery was of the old group").containsExactly("a displaced 1", "a ended");
    }

    @Test
    @Clause({"MQTT-4.8.2-3", "M5-70"})
    void each_member_gets_at_most_what_it_was_granted() {
        scene.attach("a");
        scene.subscribe("a", shared("g", "t", Q1));
        scene.attach("b");
        scene.subscribe("b", asPublished(shared("g", "t", Q2)));
        scene.attach("c");
        scene.subscribe("c", shared("g", "t", Q0));

        assertThat(scene.publish(retained(message("t", "1", Q2)))).containsExactly("a#1 1 q1", "routed 1");
        assertThat(scene.publish(retained(message("t", "2", Q2)))).containsExactly("b#1 2 q2 retained", "routed 1");
        assertThat(scene.publish(retained(message("t", "3", Q2)))).containsExactly("c#0 3 q0", "routed 1");
    }

    @Test
    void what_waits_goes_to_a_member_that_needs_no_room() {
        join("a", 1);
        scene.publish("t", "1", Q1);
        scene.publish("t", "2", Q1);
        scene.publish("t", "3", Q1);
        scene.attach("b");

        assertThat(scene.subscribe("b", shared("g", "t", Q0))).containsExactly("b#0 2 q0", "b#0 3 q0");
        assertThat(scene.kept()).containsOnlyKeys(1L);
    }

    @Test
    void a_group_that_wants_no_more_than_at_most_once_keeps_nothing() {
        scene.attach("a");
        scene.subscribe("a", shared("g", "t", Q0));

        assertThat(scene.publish("t", "1", Q1)).containsExactly("a#0 1 q0", "routed 1");
        scene.detach("a");
        assertThat(scene.publish("t", "2", Q1)).containsExactly("routed 1");
        assertThat(scene.attach("a")).containsExactly("a attached 2 resumed");
    }

    @Test
    @Clause("M5-70")
    void groups_and_lone_subscribers_each_get_a_copy() {
        join("a", 10);
        scene.subscribe("a", filter("t", Q1, 2), shared("h", "#", Q1));

        assertThat(scene.publish("t", "1", Q1)).containsExactly("a#1 1 q1 ids[2]", "a#2 1 q1", "a#3 1 q1", "routed 3");
    }

    @Test
    void a_member_of_two_groups_takes_the_oldest_first() {
        scene.attach("a", 60, 1);
        scene.subscribe("a", shared("g", "t", Q1), shared("g", "u", Q1));
        scene.publish("t", "1", Q1);
        scene.publish("u", "2", Q1);
        scene.publish("t", "3", Q1);
        scene.publish("u", "4", Q1);

        assertThat(scene.settle("a", 1)).containsExactly("a#2 2 q1");
        assertThat(scene.settle("a", 2)).containsExactly("a#3 3 q1");
        assertThat(scene.settle("a", 3)).containsExactly("a#4 4 q1");
    }

    @Test
    @Clause("M5-72")
    void a_shared_subscription_brings_no_retained_messages() {
        scene.publish(retained(message("t", "x", Q1)));
        scene.attach("a");

        assertThat(scene.subscribe("a", shared("g", "t", Q1))).isEmpty();
    }

    @Test
    @Clause("M5-72")
    void membership_survives_a_cut_and_a_restart() {
        join("a", 10);
        scene.says(new Command.Restart());
        scene.reload();
        scene.publish("t", "1", Q1);

        assertThat(scene.attach("a", 60, 10)).containsExactly("a attached 2 resumed", "a#1 1 q1");
    }

    private void join(String client, int windowMax) {
        scene.attach(client, 60, windowMax);
        scene.subscribe(client, shared("g", "t", Q2));
    }

    private List<String> end(String client) {
        return scene.says(new End(scene.number(client), "ended"));
    }
}
