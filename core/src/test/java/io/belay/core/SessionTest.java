package io.belay.core;

import static io.belay.core.Words.Q1;
import static io.belay.core.Words.filter;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Detach;
import io.belay.core.Command.End;
import io.belay.core.Command.Restart;
import io.belay.core.TimelineEntry.What;
import io.belay.testkit.Clause;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a session lives, who takes its line, and what is told of it. */
class SessionTest extends SceneTest {
    @Test
    @Clause({"MQTT-3.1.2-4", "MQTT-3.1.2-6", "M5-2"})
    void a_clean_start_ends_the_session_of_before() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "x", Q1);
        scene.detach("a");
        long before = scene.number("a");

        assertThat(scene.says(Scene.cleanly("a", 60))).containsExactly("a ended", "a attached 1 new");
        assertThat(scene.number("a")).as("numbers are never used twice").isGreaterThan(before);
        assertThat(scene.publish("t", "y", Q1)).containsExactly("routed 0");
        assertThat(scene.kept()).isEmpty();
    }

    @Test
    @Clause({"MQTT-3.1.2-5", "MQTT-3.2.2-3", "M5-3", "M5-7"})
    void a_session_is_resumed_with_a_higher_epoch() {
        assertThat(scene.attach("a")).containsExactly("a attached 1 new");
        scene.detach("a");

        assertThat(scene.attach("a")).containsExactly("a attached 2 resumed");
    }

    @Test
    @Clause({"MQTT-3.1.2-23", "MQTT-4.1.0-2", "M5-4"})
    void a_session_lives_to_the_last_millisecond_of_its_expiry() {
        scene.attach("a", 7, 10);
        scene.tick(500);
        scene.detach("a");

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Scene.START_MS + 7_500);
        assertThat(scene.tick(7_499)).as("N-1").isEmpty();
        assertThat(scene.broker.sessionByClientId("a")).isNotNull();
        assertThat(scene.tick(7_500)).as("N").containsExactly("a ended");
        assertThat(scene.tick(7_501)).as("N+1").isEmpty();
        assertThat(scene.attach("a", 7, 10)).containsExactly("a attached 1 new");
    }

    @Test
    @Clause("MQTT-4.1.0-1")
    void a_session_with_a_line_does_not_expire() {
        scene.attach("a", 1, 10);

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(scene.tick(1_000_000)).isEmpty();
        assertThat(scene.view("a").attached()).isTrue();
    }

    @Test
    void a_return_stops_the_expiry() {
        scene.attach("a", 5, 10);
        scene.detach("a");
        scene.tick(4_999);
        scene.attach("a", 5, 10);

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(scene.tick(60_000)).isEmpty();
    }

    @Test
    @Clause("M5-4")
    void a_session_that_never_expires_is_there_for_ever() {
        scene.attach("a", Session.NEVER_S, 10);
        scene.detach("a");

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
        scene.tick(Session.NEVER_S * 1_000 + 1);
        assertThat(scene.attach("a")).containsExactly("a attached 2 resumed");
    }

    @Test
    void the_longest_expiry_but_for_ever_is_kept_to_the_millisecond() {
        long longestS = Session.NEVER_S - 1;
        scene.attach("a", longestS, 10);
        scene.detach("a");

        assertThat(scene.tick(longestS * 1_000 - 1)).isEmpty();
        assertThat(scene.tick(longestS * 1_000)).containsExactly("a ended");
    }

    @Test
    @Clause("M5-4")
    void a_session_with_expiry_0_ends_with_its_line() {
        scene.attach("a", 0, 10);

        assertThat(scene.detach("a")).containsExactly("a ended");
        assertThat(scene.broker.sessionByClientId("a")).isNull();
    }

    @Test
    @Clause({"MQTT-3.14.2-2", "M5-5"})
    void the_client_may_change_the_expiry_when_it_leaves() {
        scene.attach("a", 100, 10);
        scene.says(new Detach(scene.number("a"), 1, "goodbye", false, 2));

        assertThat(scene.tick(1_999)).isEmpty();
        assertThat(scene.tick(2_000)).containsExactly("a ended");
    }

    @Test
    void a_client_that_leaves_with_expiry_0_ends_its_session() {
        scene.attach("a", 100, 10);

        assertThat(scene.says(new Detach(scene.number("a"), 1, "goodbye", false, 0)))
                .containsExactly("a ended");
    }

    @Test
    void sessions_expire_in_the_order_of_their_times_then_of_their_age() {
        for (String client : new String[] {"a", "b", "c"}) scene.attach(client, client.equals("a") ? 3 : 2, 10);
        for (String client : new String[] {"c", "b", "a"}) scene.detach(client);

        assertThat(scene.tick(10_000)).containsExactly("b ended", "c ended", "a ended");
    }

    @Test
    @Clause({"MQTT-3.1.4-2", "MQTT-3.1.4-3", "M3-7", "M5-20"})
    void a_second_line_displaces_the_first_and_gets_what_was_on_it() {
        scene.attach("a");
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "x", Q1);

        assertThat(scene.attach("a")).containsExactly("a displaced 1", "a attached 2 resumed", "a#1 x q1 again");
        assertThat(scene.publish("t", "y", Q1)).containsExactly("a#2 y q1", "routed 1");
    }

    @Test
    @Clause("M5-20")
    void a_line_hears_whether_another_took_its_session_or_somebody_ended_it() {
        scene.attach("a");

        assertThat(scene.apply(Scene.attaching("a", 60, 10, null)))
                .startsWith(new Effect.Displaced(1, 1, false, "another line of a is here"));
        assertThat(scene.apply(Scene.cleanly("a", 60)))
                .as("the session ends because another line is here")
                .startsWith(new Effect.Displaced(1, 2, false, "another line of a is here"));
        assertThat(scene.apply(new End(2, "enough"))).startsWith(new Effect.Displaced(2, 1, true, "enough"));
    }

    @Test
    @Clause({"M5-20", "M5-4"})
    void a_second_line_of_a_session_that_does_not_outlive_its_line_finds_a_new_one() {
        scene.attach("a", 0, 10);

        assertThat(scene.attach("a", 0, 10)).containsExactly("a displaced 1", "a ended", "a attached 1 new");
    }

    @Test
    void the_end_of_a_displaced_line_is_late_news() {
        scene.attach("a");
        scene.attach("a");

        assertThat(scene.says(new Detach(scene.number("a"), 1, "cut", true, 0))).isEmpty();
        assertThat(scene.view("a").attached()).isTrue();
        assertThat(scene.view("a").expiryS()).isEqualTo(3600);
    }

    @Test
    void a_line_is_lost_only_once() {
        scene.attach("a");
        scene.detach("a");
        scene.tick(1_000);

        assertThat(scene.detach("a")).isEmpty();
        assertThat(scene.view("a").expiresAtMs()).isEqualTo(Scene.START_MS + 3_600_000);
    }

    @Test
    void ending_a_session_displaces_its_line() {
        scene.attach("a");

        assertThat(scene.says(new End(scene.number("a"), "the operator said so")))
                .containsExactly("a displaced 1", "a ended");
        assertThat(scene.says(new End(1, "again"))).isEmpty();
    }

    @Test
    @Clause("MQTT-4.1.0-2")
    void a_restart_loses_every_line_and_keeps_every_session_that_outlives_its_line() {
        scene.attach("a", 10, 10);
        scene.attach("b", 0, 10);
        scene.attach("c", 10, 10);
        scene.detach("c");

        assertThat(scene.says(new Restart())).containsExactly("b ended");
        assertThat(scene.view("a").attached()).isFalse();
        assertThat(scene.tick(9_999)).isEmpty();
        assertThat(scene.tick(10_000)).containsExactly("a ended", "c ended");
    }

    @Test
    void time_never_runs_backwards() {
        scene.attach("a", 5, 10);
        scene.tick(1_000);
        scene.tick(0);
        scene.detach("a");

        assertThat(scene.broker.nowMs()).isEqualTo(Scene.START_MS + 1_000);
        assertThat(scene.view("a").expiresAtMs()).isEqualTo(Scene.START_MS + 6_000);
    }

    @Test
    void the_timeline_tells_what_happened_when_and_why() {
        scene.attach("a", 5, 10);
        scene.subscribe("a", filter("t", Q1));
        scene.publish("t", "x", Q1);
        scene.tick(100);
        scene.detach("a");
        scene.tick(200);
        scene.attach("a", 5, 10);
        scene.attach("a", 5, 10);
        scene.says(new Restart());
        scene.tick(5_200);

        assertThat(scene.broker.timeline("a"))
                .extracting(TimelineEntry::atMs, TimelineEntry::epoch, TimelineEntry::what, TimelineEntry::detail)
                .containsExactly(
                        entry(0, 1, What.BEGAN, "test"),
                        entry(100, 1, What.LOST, "cut"),
                        entry(200, 2, What.RESUMED, "test"),
                        entry(200, 2, What.DISPLACED, "by user owner, client a, from test"),
                        entry(200, 3, What.RESUMED, "test"),
                        entry(200, 3, What.LOST, "the broker went away and was back at 1970-01-01T00:16:40.200Z"),
                        entry(5_200, 3, What.EXPIRED, "away for 5 s"));
    }

    private static Tuple entry(long afterStartMs, long epoch, What what, String detail) {
        return Tuple.tuple(Scene.START_MS + afterStartMs, epoch, what, detail);
    }

    @Test
    void the_timeline_goes_on_in_the_next_session_of_the_client() {
        scene.attach("a", 0, 10);
        scene.detach("a");
        scene.attach("a", 0, 10);

        assertThat(scene.view("a").timeline())
                .extracting(TimelineEntry::what)
                .containsExactly(What.BEGAN, What.LOST, What.ENDED, What.BEGAN);
        assertThat(scene.broker.timeline("nobody")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Timeline.ENTRIES_MAX - 1, Timeline.ENTRIES_MAX, Timeline.ENTRIES_MAX + 1})
    void the_timeline_keeps_the_last_entries(int entries) {
        Timeline timeline = new Timeline();

        for (int at = 1; at <= entries; at++) timeline.add(at, 1, What.LOST, "x".repeat(at * 10));

        int kept = Math.min(entries, Timeline.ENTRIES_MAX);
        List<TimelineEntry> all = timeline.entries();
        assertThat(all).hasSize(kept);
        assertThat(all.get(kept - 1).atMs()).isEqualTo(entries);
        assertThat(all.get(0).atMs()).isEqualTo(entries - kept + 1);
        assertThat(all).allMatch(entry -> entry.detail().length() <= Timeline.DETAIL_MAX);
    }

    @Test
    void only_the_last_clients_that_ended_are_remembered() {
        for (int client = 0; client <= Sessions.ENDED_MAX; client++) {
            scene.attach("c" + client, 0, 10);
            scene.detach("c" + client);
        }

        assertThat(scene.broker.timeline("c0")).as("the one too many").isEmpty();
        assertThat(scene.broker.timeline("c1")).hasSize(3);
        assertThat(scene.broker.timeline("c" + Sessions.ENDED_MAX)).hasSize(3);
    }

    @Test
    void a_view_tells_what_the_session_holds() {
        scene.attach("a", 60, 1);
        scene.subscribe("a", filter("t", Q1, 4));
        scene.publish("t", "x", Q1);
        scene.publish("t", "yz", Q1);
        scene.says(new Command.Publish(scene.number("a"), 9, Words.message("else", "x", Words.Q2)));

        SessionView view = scene.view("a");

        assertThat(view.number()).isEqualTo(1);
        assertThat(view.owner()).isEqualTo("owner");
        assertThat(view.attached()).isTrue();
        assertThat(view.epoch()).isEqualTo(1);
        assertThat(view.expiryS()).isEqualTo(60);
        assertThat(view.expiresAtMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(view.unsettled()).isEqualTo(1);
        assertThat(view.queued()).isEqualTo(1);
        assertThat(view.queuedBytes()).isEqualTo("tx".length() + "tyz".length());
        assertThat(view.tags()).isEqualTo(1);
        assertThat(view.subscriptions()).containsExactly(filter("t", Q1, 4));
        assertThat(scene.broker.session(1)).isEqualTo(view);
        assertThat(scene.broker.sessions()).containsExactly(view);
        assertThat(scene.broker.session(2)).isNull();
        assertThat(scene.broker.totals()).isEqualTo(new Totals(1, 1, 1, 0, 2));
    }
}
