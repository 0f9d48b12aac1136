package io.belay.sim.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.sim.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of MQTT clients whose broker is restored, wrong and right. */
class RestoreCheckerTest {
    private static final long NEVER_S = 0xFFFFFFFFL;

    private final HistoryScript script = new HistoryScript()
            .connects("sub", true, NEVER_S, false)
            .connects("pub", true, NEVER_S, false)
            .subscribes(1, "a/#", 1);

    private void backsUp() {
        script.event(new Event.BackupBegan());
    }

    /** Both clients come back, on lines 3 and 4. */
    private void restores(boolean present) {
        script.event(new Event.Died(1, "restored")).event(new Event.Restored()).event(new Event.Started(2));
        script.connects("sub", false, NEVER_S, present).connects("pub", false, NEVER_S, true);
    }

    private List<String> findings() {
        return script.judgedBy(new RestoreChecker());
    }

    @Test
    void what_was_acknowledged_before_the_backup_comes() {
        script.publishes(2, "a/b", 1, 7);
        backsUp();
        restores(true);

        assertThat(findings()).singleElement().asString().contains("message 7", "was acknowledged and never reached");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void it_may_have_come_before_or_come_now(int line) {
        script.publishes(2, "a/b", 1, 7);
        backsUp();
        if (line == 1) script.delivers(1, "a/b", 1, false, 1, 7);
        restores(true);
        if (line == 3) script.delivers(3, "a/b", 1, false, 1, 7);

        assertThat(findings()).isEmpty();
    }

    @Test
    void what_was_acknowledged_after_it_is_gone() {
        backsUp();
        script.publishes(2, "a/b", 1, 7);
        restores(true);

        assertThat(findings()).isEmpty();
    }

    @Test
    void what_the_restored_broker_acknowledges_comes_to_who_subscribed_before_the_backup() {
        backsUp();
        restores(true);
        script.publishes(4, "a/b", 1, 8);

        assertThat(findings()).singleElement().asString().contains("message 8");
    }

    @Test
    void a_subscription_that_was_made_after_the_backup_is_gone() {
        script.unsubscribes(1, "a/#");
        backsUp();
        script.subscribes(1, "a/b", 1);
        restores(true);
        script.publishes(4, "a/b", 1, 8);

        assertThat(findings()).isEmpty();
    }

    @Test
    void a_session_without_end_that_is_in_the_backup_goes_on() {
        backsUp();
        restores(false);

        assertThat(findings()).containsExactly("the session of sub is in the backup and gone");
    }

    @Test
    void one_that_began_after_the_backup_does_not() {
        backsUp();
        script.connects("late", true, NEVER_S, false);
        restores(true);
        script.connects("late", false, NEVER_S, false);

        assertThat(findings()).isEmpty();
    }
}
