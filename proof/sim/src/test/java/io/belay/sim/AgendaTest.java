package io.belay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time that passes only when everything before has happened. */
final class AgendaTest {
    private final Agenda agenda = new Agenda();
    private final List<String> done = new ArrayList<>();

    @Test
    void things_happen_in_the_order_of_their_time() {
        agenda.in(20, () -> done.add("late at " + agenda.nowUs()));
        agenda.in(10, () -> done.add("early at " + agenda.nowUs()));

        agenda.runUntil(100);

        assertThat(done).containsExactly("early at 10", "late at 20");
        assertThat(agenda.nowUs()).isEqualTo(100);
    }

    @Test
    void of_two_at_the_same_time_the_first_noted_happens_first() {
        agenda.in(10, () -> done.add("first"));
        agenda.in(10, () -> done.add("second"));

        agenda.runUntil(10);

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void what_is_due_later_waits() {
        agenda.in(11, () -> done.add("late"));

        agenda.runUntil(10);

        assertThat(done).isEmpty();
    }

    @Test
    void what_is_cancelled_does_not_happen() {
        agenda.in(10, () -> done.add("never")).cancel();

        agenda.runUntil(10);

        assertThat(done).isEmpty();
    }

    @Test
    void what_happens_may_bring_about_more_at_the_same_time() {
        agenda.in(10, () -> agenda.in(0, () -> done.add("more")));

        agenda.runUntil(10);

        assertThat(done).containsExactly("more");
    }
}
