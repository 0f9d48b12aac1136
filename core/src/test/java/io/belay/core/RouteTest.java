package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static io.belay.core.Words.asPublished;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static io.belay.core.Words.noLocal;
import static io.belay.core.Words.retained;
import static io.belay.core.Words.shared;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What needs neither log nor settling: who gets it now. */
class RouteTest extends SceneTest {
    private static final Message X = message("t", "x", Q0);

    @Test
    @Clause({"MQTT-4.3.1-1", "M5-35"})
    void everyone_on_the_line_gets_it_and_who_is_away_does_not() {
        scene.attach("a");
        scene.attach("b");
        scene.attach("c");
        for (String client : new String[] {"a", "b", "c"}) scene.subscribe(client, filter("t", Q2));
        scene.detach("b");

        assertThat(scene.route("", X)).containsExactly("a#0 x q0", "c#0 x q0");
    }

    @Test
    void nobody_on_the_line_is_nobody() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q2));
        scene.detach("a");

        assertThat(scene.route("", X)).isEmpty();
        assertThat(scene.route("", message("else", "x", Q0))).isEmpty();
    }

    @Test
    void a_routed_message_carries_its_body_and_the_epoch_of_the_line() {
        scene.attach("a");
        scene.attach("a");
        scene.subscribe("a", filter("t", Q2));

        assertThat(scene.broker.route(0, X)).singleElement().satisfies(deliver -> {
            assertThat(deliver.message()).isSameAs(X);
            assertThat(deliver.number()).isZero();
            assertThat(deliver.sequence()).isZero();
            assertThat(deliver.epoch()).isEqualTo(2);
        });
    }

    @Test
    @Clause({"MQTT-3.3.4-3", "MQTT-3.8.3-3", "MQTT-3.3.1-12", "M5-61", "M5-63", "M5-64"})
    void overlaps_ids_flags_and_no_local_hold_as_for_any_message() {
        scene.attach("a");
        scene.attach("b");
        scene.subscribe("a", filter("t", Q1, 9), asPublished(noLocal(filter("#", Q1, 4))));
        scene.subscribe("b", noLocal(filter("t", Q0)));

        assertThat(scene.route("", retained(X))).containsExactly("a#0 x q0 retained ids[4, 9]", "b#0 x q0");
        assertThat(scene.route("a", retained(X))).containsExactly("a#0 x q0 ids[9]", "b#0 x q0");
        assertThat(scene.route("b", X)).containsExactly("a#0 x q0 ids[4, 9]");
    }

    @Test
    @Clause("M5-70")
    void one_member_of_a_group_gets_it_in_turn_among_those_on_the_line() {
        for (String client : new String[] {"a", "b", "c"}) {
            scene.attach(client);
            scene.subscribe(client, shared("g", "t", Q0));
        }
        scene.detach("b");

        List<String> served = new ArrayList<>();
        for (int sent = 0; sent < 4; sent++) served.addAll(scene.route("", X));

        assertThat(served).containsExactlyInAnyOrder("a#0 x q0", "a#0 x q0", "c#0 x q0", "c#0 x q0");
        scene.detach("a");
        scene.detach("c");
        assertThat(scene.route("", X)).isEmpty();
    }

    @Test
    void a_group_whose_members_change_goes_on() {
        for (String client : new String[] {"a", "b", "c"}) {
            scene.attach(client);
            scene.subscribe(client, shared("g", "t", Q0));
        }
        scene.route("", X);
        scene.route("", X);
        scene.unsubscribe("c", "t", "g");
        scene.unsubscribe("b", "t", "g");

        assertThat(scene.route("", X)).containsExactly("a#0 x q0");
    }

    @Test
    void routing_changes_nothing_durable() {
        scene.attach("a");
        scene.attach("b");
        scene.subscribe("a", shared("g", "t", Q1), filter("t", Q1));
        scene.subscribe("b", shared("g", "t", Q1));
        byte[] before = Scene.save(scene.broker);

        for (int sent = 0; sent < 3; sent++) scene.route("", X);

        assertThat(Scene.save(scene.broker)).isEqualTo(before);
    }

    @ParameterizedTest
    @Seeds(20)
    void what_is_remembered_of_a_topic_is_never_out_of_date(long seed) {
        Random random = new Random(seed);
        String[] filters = {"t", "t/+", "#", "t/1", "u"};
        String[] clients = {"a", "b"};
        String[] topics = {"t", "t/1", "u", "v"};
        for (String client : clients) scene.attach(client);
        for (int step = 0; step < 200; step++) {
            String client = clients[random.nextInt(2)];
            String filter = filters[random.nextInt(filters.length)];
            if (random.nextBoolean()) scene.subscribe(client, filter(filter, Q1));
            else scene.unsubscribe(client, filter, "");
            String topic = topics[random.nextInt(topics.length)];

            List<String> expected = new ArrayList<>();
            for (String of : clients) {
                boolean wants = scene.view(of).subscriptions().stream()
                        .anyMatch(subscription -> NaiveFilter.matches(subscription.filter(), topic));
                if (wants) expected.add(of + "#0 x q0");
            }
            assertThat(scene.route("", message(topic, "x", Q0))).isEqualTo(expected);
        }
    }

    @Test
    void many_more_topics_than_are_remembered_find_their_subscribers() {
        scene.attach("a");
        scene.subscribe("a", filter("t/+", Q0));

        for (int round = 0; round < 2; round++) {
            for (int topic = 0; topic < 40_000; topic++) {
                assertThat(scene.broker.route(0, message("t/" + topic, "x", Q0)))
                        .hasSize(1);
            }
        }
    }
}
