package io.belay.core;

import static io.belay.core.Words.Q0;
import static io.belay.core.Words.Q1;
import static io.belay.core.Words.filter;
import static io.belay.core.Words.message;
import static io.belay.core.Words.will;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Attach;
import io.belay.core.Command.DropWill;
import io.belay.core.Command.End;
import io.belay.core.Command.FireWill;
import io.belay.core.Command.Restart;
import io.belay.testkit.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a will is due, and when it is not. */
class WillTest extends SceneTest {
    @Test
    @Clause({"MQTT-3.1.2-8", "M3-15", "M5-25"})
    void a_lost_line_calls_for_the_will() {
        scene.attach("a", 60, will("w", "x", Q1, 0));

        assertThat(scene.detach("a")).containsExactly("a will x");
    }

    @Test
    @Clause({"MQTT-3.1.2-10", "MQTT-3.14.4-3", "M3-12", "M3-17", "M5-26"})
    void a_goodbye_drops_the_will() {
        scene.attach("a", 60, will("w", "x", Q1, 5_000));

        assertThat(scene.goodbye("a")).isEmpty();
        assertThat(scene.tick(100_000)).containsExactly("a ended");
    }

    @Test
    @Clause("MQTT-3.1.2-8")
    void a_delayed_will_is_due_to_the_millisecond() {
        scene.attach("a", 60, will("w", "x", Q1, 5_000));
        scene.detach("a");

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Scene.START_MS + 5_000);
        assertThat(scene.tick(4_999)).as("N-1").isEmpty();
        assertThat(scene.tick(5_000)).as("N").containsExactly("a will x");
        assertThat(scene.tick(5_001)).as("N+1").isEmpty();
    }

    @Test
    @Clause({"MQTT-3.1.3-9", "M5-28"})
    void a_client_that_is_back_in_time_has_no_will_to_fire() {
        scene.attach("a", 60, will("w", "x", Q1, 5_000));
        scene.detach("a");
        scene.tick(4_999);

        assertThat(scene.attach("a")).containsExactly("a attached 2 resumed");
        assertThat(scene.tick(5_000)).isEmpty();
        assertThat(scene.detach("a")).as("the new line brought no will").isEmpty();
    }

    @Test
    @Clause("MQTT-3.1.2-8")
    void the_end_of_the_session_does_not_wait_for_the_delay() {
        scene.attach("a", 3, will("w", "x", Q1, 5_000));
        scene.detach("a");

        assertThat(scene.tick(2_999)).isEmpty();
        assertThat(scene.tick(3_000)).containsExactly("a will x", "a ended");
    }

    @Test
    void a_session_that_ends_with_its_line_has_its_will_due_at_once() {
        scene.attach("a", 0, will("w", "x", Q1, 5_000));

        assertThat(scene.detach("a")).containsExactly("a will x", "a ended");
    }

    @Test
    void a_session_that_is_ended_has_its_will_due() {
        scene.attach("a", 60, will("w", "x", Q1, 5_000));
        scene.attach("b", 60, will("w", "y", Q1, 5_000));
        scene.detach("b");

        assertThat(scene.says(new End(1, "ended"))).containsExactly("a displaced 1", "a will x", "a ended");
        assertThat(scene.says(new End(2, "ended"))).containsExactly("b will y", "b ended");
    }

    @Test
    @Clause({"M5-20", "MQTT-3.1.4-3"})
    void a_takeover_fires_the_will_without_a_delay() {
        scene.attach("a", 60, will("w", "x", Q1, 0));

        assertThat(scene.attach("a", 60, will("w", "y", Q1, 0)))
                .containsExactly("a displaced 1", "a will x", "a attached 2 resumed");
        assertThat(scene.detach("a")).containsExactly("a will y");
    }

    @Test
    @Clause({"M5-20", "MQTT-3.1.3-9"})
    void a_takeover_that_resumes_drops_the_will_with_a_delay() {
        scene.attach("a", 60, will("w", "x", Q1, 1));

        assertThat(scene.attach("a")).containsExactly("a displaced 1", "a attached 2 resumed");
        assertThat(scene.tick(60_000)).isEmpty();
    }

    @Test
    @Clause("M5-20")
    void a_takeover_that_ends_the_session_fires_the_will_whatever_its_delay() {
        scene.attach("a", 60, will("w", "x", Q1, 5_000));
        scene.attach("b", 0, will("w", "y", Q1, 5_000));

        assertThat(scene.says(Scene.cleanly("a", 60)))
                .containsExactly("a displaced 1", "a will x", "a ended", "a attached 1 new");
        assertThat(scene.attach("b", 0, 10))
                .containsExactly("b displaced 1", "b will y", "b ended", "b attached 1 new");
    }

    @Test
    @Clause("M5-20")
    void a_clean_start_fires_the_will_whose_delay_runs() {
        scene.attach("a", 60, will("w", "x", Q1, 5_000));
        scene.detach("a");

        assertThat(scene.says(Scene.cleanly("a", 60))).containsExactly("a will x", "a ended", "a attached 1 new");
    }

    @Test
    @Clause("M3-15")
    void a_late_end_of_the_displaced_line_leaves_the_new_will_alone() {
        scene.attach("a", 60, will("w", "x", Q1, 0));
        scene.attach("a", 60, will("w", "y", Q1, 0));

        assertThat(scene.says(new Command.Detach(1, 1, "late", true, -1))).isEmpty();
        assertThat(scene.detach("a")).containsExactly("a will y");
    }

    @Test
    @Clause({"MQTT-3.1.2-14", "M3-16", "M5-27"})
    void a_fired_will_is_a_publish() {
        scene.attach("b");
        scene.subscribe("b", filter("w", Q1));
        scene.attach("a", 0, will("w", "x", Q1, 0));
        scene.detach("a");

        assertThat(scene.says(fire("a"))).containsExactly("b#1 x q1");
        assertThat(scene.says(new FireWill(scene.number("a"), message("w", "x", Q1))))
                .as("it is due once")
                .isEmpty();
    }

    @Test
    void a_fired_will_of_the_lowest_guarantee_reaches_who_is_there_and_may_be_retained() {
        Will will = new Will(Words.retained(message("w", "gone", Q0)), 0, -1);
        scene.attach("b");
        scene.subscribe("b", filter("w", Q1));
        scene.attach("a", 0, will);
        scene.detach("a");

        assertThat(scene.says(fire("a"))).containsExactly("b#0 gone q0");
        assertThat(scene.broker.totals().retained()).isEqualTo(1);
    }

    @Test
    void the_life_of_a_will_begins_when_it_is_due() {
        scene.attach("a", 60, new Will(message("w", "x", Q1), 5_000, 2_000));
        scene.detach("a");
        scene.tick(5_000);

        assertThat(scene.broker.due())
                .singleElement()
                .satisfies(due -> assertThat(due.message().expiresAtMs()).isEqualTo(Scene.START_MS + 7_000));
    }

    @ParameterizedTest
    @CsvSource({"-1,1000000,true", "0,0,false", "1,0,true", "1,1,false"})
    @Clause({"MQTT-3.3.2-5", "M5-56"})
    void a_will_that_waits_lives_as_long_as_it_asked_for(long expiryMs, long readAfterMs, boolean delivered) {
        scene.attach("b");
        scene.subscribe("b", filter("w", Q1));
        scene.detach("b");
        scene.attach("a", 60, new Will(message("w", "x", Q1), 0, expiryMs));
        scene.detach("a");
        scene.says(fire("a"));

        scene.tick(readAfterMs);

        assertThat(scene.attach("b")).hasSize(delivered ? 2 : 1);
        assertThat(scene.kept()).hasSize(delivered ? 1 : 0);
    }

    @Test
    void wills_that_were_due_and_not_fired_are_due_after_a_replay() {
        scene.attach("a", 0, will("w", "x", Q1, 0));
        scene.attach("b", 0, will("w", "y", Q1, 0));
        scene.detach("b");
        scene.detach("a");
        scene.reload();

        assertThat(scene.inWords(scene.broker.due())).containsExactly("b will y", "a will x");
        scene.says(fire("b"));
        assertThat(scene.inWords(scene.broker.due())).containsExactly("a will x");
        assertThat(scene.says(new DropWill(scene.number("a"), "its target is full")))
                .isEmpty();
        assertThat(scene.broker.due()).isEmpty();
    }

    @Test
    void two_wills_of_one_session_are_fired_one_after_the_other() {
        scene.attach("a", 60, will("w", "x", Q1, 0));
        scene.attach("a", 60, will("w", "y", Q1, 0));
        scene.detach("a");

        assertThat(scene.broker.due()).hasSize(2);
        scene.says(fire("a"));
        assertThat(scene.inWords(scene.broker.due())).containsExactly("a will y");
    }

    @Test
    @Clause("M3-15")
    void after_a_restart_clients_have_a_grace_to_come_back_before_their_wills_are_due() {
        scene.attach("a", 600, will("w", "x", Q1, 0));
        scene.attach("b", 600, will("w", "y", Q1, 0));
        scene.attach("c", 600, will("w", "z", Q1, 40_000));

        assertThat(scene.says(new Restart())).isEmpty();
        scene.tick(10_000);
        scene.attach("b");
        assertThat(scene.tick(Attending.RESTART_GRACE_MS - 1)).isEmpty();
        assertThat(scene.tick(Attending.RESTART_GRACE_MS)).containsExactly("a will x");
        assertThat(scene.tick(39_999)).isEmpty();
        assertThat(scene.tick(40_000)).containsExactly("c will z");
    }

    @Test
    void after_a_restart_sessions_that_have_ended_have_their_wills_due() {
        scene.attach("a", 0, will("w", "x", Q1, 5_000));
        scene.attach("b", 10, will("w", "y", Q1, 0));

        assertThat(scene.says(new Restart())).containsExactly("a will x", "a ended");
        assertThat(scene.tick(9_999)).isEmpty();
        assertThat(scene.tick(10_000)).as("its session ends within the grace").containsExactly("b will y", "b ended");
    }

    @Test
    void a_restart_while_a_delay_runs_does_not_change_it() {
        scene.attach("a", 600, will("w", "x", Q1, 5_000));
        scene.detach("a");
        scene.tick(1_000);
        scene.says(new Restart());

        assertThat(scene.tick(5_000)).containsExactly("a will x");
    }

    @Test
    @Clause("MQTT-3.8.3-3")
    void a_will_does_not_go_to_the_client_that_does_not_want_its_own() {
        scene.attach("a", 60, will("w", "x", Q1, 0));
        scene.subscribe("a", Words.noLocal(filter("w", Q1)));
        scene.detach("a");
        scene.says(fire("a"));

        assertThat(scene.attach("a")).containsExactly("a attached 2 resumed");
    }

    private Command fire(String client) {
        List<Effect.WillDue> due = scene.broker.due();
        Effect.WillDue first = due.stream()
                .filter(one -> one.session() == scene.number(client))
                .findFirst()
                .orElseThrow();
        return new FireWill(first.session(), first.message());
    }

    @Test
    void an_attach_without_a_will_forgets_the_one_of_before() {
        scene.attach("a", 60, will("w", "x", Q1, 5_000));
        scene.detach("a");
        scene.says(new Attach("a", "owner", false, 60, 10, null, "test"));

        assertThat(scene.broker.nextTimeMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(scene.says(new End(1, "ended"))).containsExactly("a displaced 2", "a ended");
    }
}
