package io.belay.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the consumers of a connection share what they may hold. */
@Clause("OMQ-26")
class PrefetchBudgetTest {
    @ParameterizedTest
    @CsvSource({"0, 1000, 1000", "9, 10, 9", "10, 10, 10", "11, 10, 10", "1, 10, 1"})
    void one_consumer_may_hold_as_much_as_it_wants_and_the_connection_may(int max, int wanted, int granted) {
        assertThat(new PrefetchBudget(max).join(wanted)).isEqualTo(granted);
    }

    @Test
    void a_second_one_starts_with_what_is_left_and_gets_its_share_as_the_first_goes_on() {
        PrefetchBudget budget = new PrefetchBudget(10);
        int first = budget.join(10);
        int second = budget.join(10);
        assertThat(List.of(first, second)).as("never none").containsExactly(10, 1);

        for (int i = 0; i < 20; i++) {
            first = budget.adjusted(first, 10);
            second = budget.adjusted(second, 10);
        }

        assertThat(List.of(first, second)).containsExactly(5, 5);
    }

    @Test
    void what_one_leaves_is_for_the_others() {
        PrefetchBudget budget = new PrefetchBudget(10);
        int first = budget.join(10);
        int second = budget.join(10);
        budget.leave(first);

        for (int i = 0; i < 20; i++) second = budget.adjusted(second, 7);

        assertThat(second).as("as much as it wants").isEqualTo(7);
    }

    @Test
    void without_a_limit_nobody_moves() {
        PrefetchBudget budget = new PrefetchBudget(0);

        assertThat(budget.join(1_000_000)).isEqualTo(1_000_000);
        assertThat(budget.join(3)).isEqualTo(3);
        assertThat(budget.adjusted(3, 5)).isEqualTo(3);
        budget.leave(3);
    }

    @ParameterizedTest
    @Seeds(10)
    void together_they_never_hold_more_but_one_each(long seed) {
        Random random = new Random(seed);
        int max = 1 + random.nextInt(50);
        PrefetchBudget budget = new PrefetchBudget(max);
        List<int[]> consumers = new ArrayList<>(); // limit, wanted
        for (int step = 0; step < 2_000; step++) {
            int what = random.nextInt(20);
            if (what == 0) {
                int wanted = 1 + random.nextInt(60);
                consumers.add(new int[] {budget.join(wanted), wanted});
            } else if (what == 1 && !consumers.isEmpty()) {
                budget.leave(consumers.remove(random.nextInt(consumers.size()))[0]);
            } else if (!consumers.isEmpty()) {
                int[] one = consumers.get(random.nextInt(consumers.size()));
                one[0] = budget.adjusted(one[0], one[1]);
            }
            assertThat(consumers).allMatch(each -> each[0] >= 1 && each[0] <= each[1]);
            int beyond = consumers.stream().mapToInt(each -> each[0] - 1).sum();
            int held = beyond + consumers.size();
            assertThat(held)
                    .as("step %d of %d", step, max)
                    .isLessThanOrEqualTo(Math.max(max, max - 1 + consumers.size()));
        }
    }
}
