package io.belay.node.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.node.limit.MemoryBudget.Share;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private final LimitCounts counts = new LimitCounts();
    private final MemoryBudget budget = new MemoryBudget(800, counts);

    @Test
    void a_share_is_tight_from_three_quarters_on_and_full_when_it_is_used_up() {
        budget.add(Share.RECEIVED, 74);
        assertThat(budget.isTight(Share.RECEIVED)).isFalse();
        budget.add(Share.RECEIVED, 1);
        assertThat(budget.isTight(Share.RECEIVED)).isTrue();
        budget.add(Share.RECEIVED, 24);
        assertThat(budget.isFull(Share.RECEIVED)).isFalse();
        budget.add(Share.RECEIVED, 1);
        assertThat(budget.isFull(Share.RECEIVED)).isTrue();

        budget.add(Share.RECEIVED, -1);
        assertThat(budget.isFull(Share.RECEIVED)).isFalse();
    }

    @Test
    void no_share_takes_from_another() {
        budget.add(Share.OUTGOING, 1_000);

        for (Share share : Share.values()) {
            assertThat(budget.isFull(share)).isEqualTo(share == Share.OUTGOING);
        }
        assertThat(budget.used()).isEqualTo(1_000);
    }

    @Test
    void each_time_that_a_share_fills_is_counted_once() {
        budget.add(Share.PARTIAL, 100);
        budget.add(Share.PARTIAL, 100);
        assertThat(counts.count(Limit.MEMORY_BUDGET)).isEqualTo(1);
        assertThat(counts.notices(0))
                .singleElement()
                .satisfies(notice -> assertThat(notice.who()).isEqualTo("PARTIAL"));

        budget.add(Share.PARTIAL, -101);
        budget.add(Share.PARTIAL, 1);
        assertThat(counts.count(Limit.MEMORY_BUDGET)).isEqualTo(2);
    }

    @Test
    void the_shares_leave_something_for_bodies() {
        long sum = 0;
        for (Share share : Share.values()) sum += budget.max(share);

        assertThat(sum).isLessThanOrEqualTo(budget.max() * 3 / 4);
    }

    @Test
    void a_budget_is_of_one_byte_at_least() {
        assertThat(new MemoryBudget(1, counts).max(Share.RECEIVED)).isEqualTo(1);
        assertThatThrownBy(() -> new MemoryBudget(0, counts)).isInstanceOf(IllegalArgumentException.class);
    }
}
