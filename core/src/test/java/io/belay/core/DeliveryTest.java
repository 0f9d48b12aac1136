package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Outcome;
import io.belay.core.Command.Publish;
import io.belay.core.Command.Settle;
import io.belay.testkit.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session gets of what is published, when, in which order, and again after a cut. */
class DeliveryTest extends SceneTest {
    @Test
    @Clause({"MQTT-3.1.2-5", "M3-2", "M3-31"})
    void a_returning_client_gets_what_it_missed_in_order() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        scene.detach("a");
        scene.publish("t", "x", Q1);
        scene.publish("t", "y", Q1);

        assertThat(scene.attach("a")).containsExactly("a attached 2 resumed", "a#1 x q1", "a#2 y q1");
    }

    @Test
    void a_message_is_kept_until_its_last_delivery_is_settled() {
        scene.attach("a");
        scene.attach("b");
        scene.subscribe("a", filter("t", Q1));
        scene.subscribe("b", filter("t", Q1));

        assertThat(scene.saysAll(new Publish(0, 0, message("t", "x", Q1))))
                .containsExactly("keep 1", "a#1 x q1", "b#1 x q1", "routed 2");
        assertThat(scene.saysAll(new Settle(scene.number("a"), 1, Outcome.SETTLED)))
                .isEmpty();
        assertThat(scene.saysAll(new Settle(scene.number("b"), 1, Outcome.SETTLED)))
                .containsExactly("drop 1");
    }

    @Test
    void a_message_for_nobody_is_not_kept_and_takes_no_number() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));

        assertThat(scene.saysAll(new Publish(0, 0, message("else", "x", Q1)))).containsExactly("routed 0");
        assertThat(scene.saysAll(new Publish(0, 0, message("t", "y", Q1))))
                .containsExactly("keep 1", "a#1 y q1", "routed 1");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1"})
    @Clause({"MQTT-3.8.4-6", "M3-37", "M5-62"})
    void a_delivery_has_the_lower_of_what_was_published_and_what_was_granted(int published, int delivered) {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));

        assertThat(scene.publish("t", "x", Guarantee.values()[published]))
                .containsExactly("a#" + delivered + " x q" + delivered, "routed 1");
    }

    @Test
    @Clause("MQTT-3.1.2-5")
    void what_is_granted_at_most_once_is_not_queued_for_who_is_away() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q0));
        scene.detach("a");

        assertThat(scene.publish("t", "x", Q2)).containsExactly("routed 1");
        assertThat(scene.attach("a")).containsExactly("a attached 2 resumed");
        assertThat(scene.kept()).isEmpty();
    }

    @Test
    @Clause({"MQTT-3.3.4-9", "M5-50", "M5-51"})
    void no_more_is_in_flight_than_the_window_allows() {
        scene.attach("a", 3600, 2);
        scene.subscribe("a", filter("t", Q2));

        assertThat(scene.publish("t", "1", Q2)).containsExactly("a#1 1 q2", "routed 1");
        assertThat(scene.publish("t", "2", Q2)).containsExactly("a#2 2 q2", "routed 1");
        assertThat(scene.publish("t", "3", Q2)).containsExactly("routed 1");
        assertThat(scene.publish("t", "4", Q2)).containsExactly("routed 1");
        assertThat(scene.receive("a", 1)).containsExactly("a#1 forget");
        assertThat(scene.settle("a", 1)).containsExactly("a#3 3 q2");
        assertThat(scene.settle("a", 3)).containsExactly("a#4 4 q2");
        assertThat(scene.view("a").unsettled()).isEqualTo(2);
    }

    @Test
    @Clause({"MQTT-4.4.0-1", "M3-31", "M5-38"})
    void what_was_started_is_sent_again_with_its_sequence_and_only_after_a_return() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q2));
        scene.publish("t", "1", Q2);
        scene.publish("t", "2", Q2);
        scene.publish("t", "3", Q1);
        scene.receive("a", 1);
        scene.detach("a");

        assertThat(scene.attach("a"))
                .containsExactly("a attached 2 resumed", "a#1 forget", "a#2 2 q2 again", "a#3 3 q1 again");
    }

    @Test
    void what_was_settled_out_of_order_is_not_sent_again() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        for (String body : new String[] {"1", "2", "3"}) scene.publish("t", body, Q1);
        scene.settle("a", 2);
        scene.detach("a");

        assertThat(scene.attach("a")).containsExactly("a attached 2 resumed", "a#1 1 q1 again", "a#3 3 q1 again");
    }

    @Test
    @Clause({"MQTT-4.9.0-1", "M5-51"})
    void a_client_that_returns_with_a_smaller_window_gets_the_rest_as_it_settles() {
        scene.attach("a", 3600, 3);
        scene.subscribe("a", filter("t", Q1));
        for (String body : new String[] {"1", "2", "3", "4"}) scene.publish("t", body, Q1);
        scene.detach("a");

        assertThat(scene.attach("a", 3600, 1)).containsExactly("a attached 2 resumed", "a#1 1 q1 again");
        assertThat(scene.settle("a", 1)).containsExactly("a#2 2 q1 again");
        assertThat(scene.settle("a", 2)).containsExactly("a#3 3 q1 again");
        assertThat(scene.settle("a", 3)).containsExactly("a#4 4 q1");
    }

    @Test
    @Clause("MQTT-3.3.4-9")
    void exchanges_that_the_client_has_yet_to_complete_count_against_a_smaller_window() {
        scene.attach("a", 3600, 3);
        scene.subscribe("a", filter("t", Q2));
        for (String body : new String[] {"1", "2", "3"}) scene.publish("t", body, Q2);
        scene.receive("a", 2);
        scene.receive("a", 3);
        scene.detach("a");

        assertThat(scene.attach("a", 3600, 2)).containsExactly("a attached 2 resumed", "a#2 forget", "a#3 forget");
        assertThat(scene.settle("a", 2)).containsExactly("a#1 1 q2 again");
    }

    @Test
    void an_answer_to_what_was_not_yet_sent_again_is_taken() {
        scene.attach("a", 3600, 3);
        scene.subscribe("a", filter("t", Q2));
        for (String body : new String[] {"1", "2", "3"}) scene.publish("t", body, Q2);
        scene.detach("a");
        scene.attach("a", 3600, 1);

        assertThat(scene.receive("a", 2)).containsExactly("a#2 forget");
        assertThat(scene.settle("a", 3)).isEmpty();
        assertThat(scene.settle("a", 1)).isEmpty();
        assertThat(scene.settle("a", 2)).isEmpty();
        assertThat(scene.publish("t", "4", Q2)).containsExactly("a#4 4 q2", "routed 1");
    }

    @Test
    void an_answer_given_twice_or_to_nothing_changes_nothing() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "1", Q1);
        scene.publish("t", "2", Q1);
        scene.settle("a", 1);

        assertThat(scene.settle("a", 1)).isEmpty();
        assertThat(scene.settle("a", 0)).isEmpty();
        assertThat(scene.settle("a", 3)).isEmpty();
        assertThat(scene.apply(new Settle(99, 1, Outcome.SETTLED))).isEmpty();
        assertThat(scene.view("a").unsettled()).isEqualTo(1);
    }

    @Test
    @Clause("MQTT-4.3.3-8")
    void a_second_received_is_told_to_forget_again() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q2));
        scene.publish("t", "1", Q2);

        assertThat(scene.receive("a", 1)).containsExactly("a#1 forget");
        assertThat(scene.receive("a", 1)).containsExactly("a#1 forget");
    }
}
