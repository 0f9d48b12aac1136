package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of the broker as the application takes messages. */
class PrefetchTest {
    private final List<String> asked = new ArrayList<>();

    private final Prefetch.Flow flow = new Prefetch.Flow() {
        @Override
        public void grant(int more) {
            asked.add("+" + more);
        }

        @Override
        public void grantUpTo(int wanted) {
            asked.add("=" + wanted);
        }

        @Override
        public void drain(long timeoutMs) {
            asked.add("drain");
        }
    };

    private Prefetch prefetch(int wanted, int refillPercent) {
        return new Prefetch(flow, new PrefetchBudget(0), wanted, refillPercent);
    }

    private static void take(Prefetch prefetch, int count) {
        for (int i = 0; i < count; i++) {
            prefetch.ask();
            prefetch.taken();
        }
    }

    @Test
    @Clause("OMQ-27")
    void all_is_asked_for_at_the_beginning_and_only_once() {
        Prefetch prefetch = prefetch(10, 50);

        prefetch.begin(false);
        prefetch.begin(true);

        assertThat(asked).containsExactly("+10");
    }

    @ParameterizedTest
    @CsvSource({"10, 50, 5", "10, 0, 10", "10, 100, 1", "10, 90, 1", "10, 89, 2", "1, 50, 1", "3, 50, 2"})
    @Clause("OMQ-28")
    void as_many_as_are_gone_are_asked_for_when_few_are_left(int wanted, int percent, int step) {
        Prefetch prefetch = prefetch(wanted, percent);
        prefetch.begin(false);
        asked.clear();

        take(prefetch, step - 1);
        assertThat(asked).as("N-1").isEmpty();
        take(prefetch, 1);

        assertThat(asked).as("N").containsExactly("+" + step);
    }

    @Test
    @Clause("OMQ-29")
    void without_a_prefetch_each_is_asked_for_when_it_is_wanted() {
        Prefetch prefetch = prefetch(0, 50);

        prefetch.begin(false);
        assertThat(asked).isEmpty();
        take(prefetch, 2);
        prefetch.ask();
        prefetch.ask(); // it is wanted already

        assertThat(asked).containsExactly("+1", "+1", "+1");
        assertThat(prefetch.isNone()).isTrue();
    }

    @Test
    void a_listener_without_a_prefetch_wants_the_first_at_once() {
        Prefetch prefetch = prefetch(0, 50);

        prefetch.begin(true);

        assertThat(asked).containsExactly("+1");
    }

    @Test
    void after_a_rollback_it_is_as_at_the_beginning_with_what_is_wanted_still() {
        Prefetch prefetch = prefetch(10, 50);
        prefetch.begin(false);
        take(prefetch, 3);
        asked.clear();

        prefetch.again(false);
        take(prefetch, 4);
        assertThat(asked).containsExactly("=10");
        take(prefetch, 1);

        assertThat(asked).containsExactly("=10", "+5");
    }

    @Test
    void after_a_drain_what_is_not_held_is_asked_for() {
        Prefetch prefetch = prefetch(10, 50);
        prefetch.begin(false);
        take(prefetch, 3);
        asked.clear();

        prefetch.drained(4);

        assertThat(asked).containsExactly("+6");
    }

    @Test
    void what_is_put_back_was_not_taken() {
        Prefetch prefetch = prefetch(10, 50);
        prefetch.begin(false);
        take(prefetch, 4);
        prefetch.putBack();
        asked.clear();

        take(prefetch, 1);
        assertThat(asked).isEmpty();
        take(prefetch, 1);

        assertThat(asked).containsExactly("+5");
    }

    @Test
    void before_it_has_begun_nothing_is_asked_for() {
        Prefetch prefetch = prefetch(10, 50);

        prefetch.again(true);
        prefetch.drained(0);

        assertThat(asked).isEmpty();
    }
}
