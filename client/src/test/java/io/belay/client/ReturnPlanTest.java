package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.client.ReturnOptions.Pattern;
import io.belay.client.ReturnPlan.Attempt;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** When which address is dialed. */
class ReturnPlanTest {
    private static ReturnPlan plan(Pattern pattern, String... addresses) {
        return new ReturnPlan(new ReturnOptions(List.of(addresses), false, true, pattern), new Random(1)::nextLong);
    }

    private static List<String> addresses(ReturnPlan plan, int count) {
        List<String> addresses = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Attempt attempt = plan.next(0);
            addresses.add(attempt == null ? "none" : attempt.address());
        }
        return addresses;
    }

    private static long afterMs(@Nullable Attempt attempt) {
        if (attempt == null) throw new AssertionError("no attempt");
        return attempt.afterMs();
    }

    @Test
    void the_first_connection_tries_each_address_once_and_at_once() {
        ReturnPlan plan = plan(Pattern.Backoff.DEFAULT, "a", "b");

        assertThat(plan.next(0)).isEqualTo(new Attempt("a", 0));
        assertThat(plan.next(0)).isEqualTo(new Attempt("b", 0));
        assertThat(plan.next(0)).isNull();
    }

    @Test
    void a_return_begins_where_it_was_good_and_does_not_end() {
        ReturnPlan plan = plan(Pattern.Backoff.DEFAULT, "a", "b", "c");
        addresses(plan, 2);
        plan.connected();
        plan.proven();

        assertThat(plan.next(0)).isEqualTo(new Attempt("b", 0));
        assertThat(addresses(plan, 5)).containsExactly("c", "a", "b", "c", "a");
    }

    @ParameterizedTest
    @Seeds(20)
    void pauses_between_rounds_are_drawn_below_a_bound_that_doubles(long seed) {
        var returning = new ReturnOptions(List.of("a", "b"), false, true, new Pattern.Backoff(100, 1_000, 0));
        ReturnPlan plan = new ReturnPlan(returning, new Random(seed)::nextLong);
        addresses(plan, 2);

        for (long boundMs : List.of(100L, 200L, 400L, 800L, 1_000L, 1_000L)) {
            assertThat(afterMs(plan.next(0))).isBetween(0L, boundMs);
            assertThat(afterMs(plan.next(0))).isZero();
        }
    }

    @Test
    void pauses_reach_their_bounds() {
        long most = 0;
        for (long seed = 0; seed < 200; seed++) {
            var returning = new ReturnOptions(List.of("a"), false, true, new Pattern.Backoff(100, 1_000, 0));
            ReturnPlan plan = new ReturnPlan(returning, new Random(seed)::nextLong);
            addresses(plan, 1);
            most = Math.max(most, afterMs(plan.next(0)));
        }
        assertThat(most).isBetween(95L, 100L);
    }

    @ParameterizedTest
    @Seeds(20)
    void no_pause_takes_more_than_a_quarter_of_the_time_for_which_the_session_is_kept(long seed) {
        ReturnPlan plan = new ReturnPlan(ReturnOptions.to("a"), new Random(seed)::nextLong);
        plan.next(0);
        plan.connected();
        plan.keptFor(3_000);

        long most = 0;
        for (int attempt = 0; attempt < 100; attempt++) most = Math.max(most, afterMs(plan.next(0)));

        assertThat(most).isBetween(300L, 750L);
    }

    @ParameterizedTest
    @Seeds(20)
    void no_pause_takes_more_than_half_of_the_time_for_which_a_started_broker_waits(long seed) {
        ReturnPlan plan = new ReturnPlan(ReturnOptions.to("a"), new Random(seed)::nextLong);
        plan.next(0);
        plan.connected();
        plan.keptFor(300_000);
        plan.awaitedFor(5_000);

        long most = 0;
        for (int attempt = 0; attempt < 100; attempt++) most = Math.max(most, afterMs(plan.next(0)));

        assertThat(most).isBetween(1_500L, 2_500L);
    }

    @Test
    void a_connection_that_was_of_no_use_is_one_more_failure() {
        ReturnPlan plan = plan(Pattern.Backoff.DEFAULT, "a");
        long sumMs = 0;
        for (int n = 0; n < 12; n++) {
            sumMs += afterMs(plan.next(0));
            plan.connected();
        }
        assertThat(sumMs).isPositive();

        plan.proven();

        assertThat(afterMs(plan.next(0))).isZero();
    }

    @Test
    void the_broker_may_ask_for_a_later_return_once() {
        ReturnPlan plan = plan(new Pattern.Backoff(1, 1, 0), "a", "b");
        plan.retryAfter(7_000);

        assertThat(plan.next(0)).isEqualTo(new Attempt("a", 7_000));
        assertThat(plan.next(0)).isEqualTo(new Attempt("b", 0));
    }

    @Test
    void a_broker_that_asks_for_a_later_return_keeps_nobody_from_another() {
        ReturnPlan plan = plan(new Pattern.Backoff(1, 1, 0), "a", "b");
        addresses(plan, 1);
        plan.closedUntil(7_000);

        assertThat(plan.next(0)).isEqualTo(new Attempt("b", 0));
        assertThat(plan.next(1_000)).isEqualTo(new Attempt("a", 6_000));
        assertThat(plan.next(7_000)).isEqualTo(new Attempt("b", 0));
        assertThat(afterMs(plan.next(7_000))).isLessThanOrEqualTo(1);
    }

    @Test
    void each_of_several_brokers_is_left_alone_for_as_long_as_it_asks() {
        ReturnPlan plan = plan(new Pattern.Backoff(1, 1, 0), "a", "b");
        addresses(plan, 1);
        plan.closedUntil(3_000);
        assertThat(plan.next(0)).isEqualTo(new Attempt("b", 0));
        plan.closedUntil(4_000);

        assertThat(plan.next(0)).isEqualTo(new Attempt("a", 3_000));
        plan.closedUntil(6_000);
        assertThat(plan.next(3_000)).isEqualTo(new Attempt("b", 1_000));
        plan.closedUntil(7_000);
        assertThat(plan.next(4_000)).isEqualTo(new Attempt("a", 2_000));
    }

    @Test
    void what_a_broker_asked_for_long_ago_is_over() {
        ReturnPlan plan = plan(new Pattern.Backoff(1, 1, 0), "a", "b");
        addresses(plan, 1);
        plan.closedUntil(30_000);
        plan.next(0);
        plan.connected();
        plan.proven();

        assertThat(plan.next(3_600_000)).isEqualTo(new Attempt("b", 0));
        assertThat(plan.next(3_600_000)).isEqualTo(new Attempt("a", 0));
    }

    @Test
    void a_broker_that_lets_in_earlier_than_it_said_is_not_closed() {
        ReturnPlan plan = plan(new Pattern.Backoff(1, 1, 0), "a");
        addresses(plan, 1);
        plan.closedUntil(30_000);
        plan.connected();
        plan.proven();

        assertThat(plan.next(0)).isEqualTo(new Attempt("a", 0));
    }

    @Test
    void a_redirect_need_not_wait_for_the_broker_that_told_it() {
        ReturnPlan plan = plan(new Pattern.Backoff(1, 1, 0), "a");
        addresses(plan, 1);
        plan.closedUntil(7_000);
        plan.redirect("z");

        assertThat(plan.next(0)).isEqualTo(new Attempt("z", 0));
        assertThat(plan.next(0)).isEqualTo(new Attempt("a", 7_000));
    }

    @Test
    void a_redirect_comes_first_and_the_plan_goes_on() {
        ReturnPlan plan = plan(Pattern.Backoff.DEFAULT, "a", "b");
        addresses(plan, 1);
        plan.redirect("z");

        assertThat(addresses(plan, 3)).containsExactly("z", "b", "none");
    }

    @Test
    void addresses_that_the_broker_tells_come_after_the_given_ones() {
        ReturnPlan plan = plan(Pattern.Backoff.DEFAULT, "a", "b");
        addresses(plan, 1);
        plan.connected();
        plan.known(List.of("b", "c"));

        assertThat(addresses(plan, 4)).containsExactly("a", "b", "c", "a");
    }

    @Test
    @Clause("OMQ-72")
    void sun_mq_tries_each_address_so_many_times_with_a_fixed_pause() {
        ReturnPlan plan = plan(new Pattern.Fixed(2, 500, 1, 1), "a", "b");

        assertThat(plan.next(0)).isEqualTo(new Attempt("a", 0));
        assertThat(plan.next(0)).isEqualTo(new Attempt("a", 500));
        assertThat(plan.next(0)).isEqualTo(new Attempt("b", 500));
        assertThat(plan.next(0)).isEqualTo(new Attempt("b", 500));
        assertThat(plan.next(0)).isNull();
    }

    @Test
    void sun_mq_goes_through_the_list_so_many_times() {
        assertThat(addresses(plan(new Pattern.Fixed(0, 1, 2, 2), "a", "b"), 5))
                .containsExactly("a", "b", "a", "b", "none");
        assertThat(addresses(plan(new Pattern.Fixed(1, 1, 0, 0), "a"), 50)).doesNotContain("none");
        assertThat(addresses(plan(new Pattern.Fixed(-1, 1, 1, 1), "a", "b"), 50))
                .containsOnly("a");
    }

    @Test
    @Clause("OMQ-70")
    void sun_mq_returns_to_the_same_address_only_if_attempts_are_set() {
        ReturnPlan next = plan(new Pattern.Fixed(0, 1, 0, 0), "a", "b", "c");
        next.next(0);
        next.connected();
        next.proven();
        ReturnPlan same = plan(new Pattern.Fixed(1, 1, 0, 0), "a", "b", "c");
        same.next(0);
        same.connected();
        same.proven();

        assertThat(addresses(next, 3)).containsExactly("b", "c", "a");
        assertThat(addresses(same, 3)).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @Seeds(30)
    @Clause("OMQ-60")
    void a_random_list_begins_anywhere_and_goes_on_in_order(long seed) {
        var returning = new ReturnOptions(List.of("a", "b", "c"), true, true, new Pattern.Fixed(1, 1, 1, 1));
        List<String> tried = addresses(new ReturnPlan(returning, new Random(seed)::nextLong), 3);

        assertThat(String.join("", tried)).isIn("abc", "bca", "cab");
    }

    @ParameterizedTest
    @Seeds(50)
    void once_somebody_was_there_the_bound_doubles_from_a_second_again(long seed) {
        var returning = new ReturnOptions(List.of("a"), false, true, Pattern.Backoff.DEFAULT);
        ReturnPlan plan = new ReturnPlan(returning, new Random(seed)::nextLong);
        addresses(plan, 1);
        plan.connected();
        plan.proven();
        addresses(plan, 20);

        plan.broken();

        for (long boundMs : List.of(1_000L, 1_600L, 3_200L, 6_400L)) {
            assertThat(afterMs(plan.next(0))).isBetween(0L, boundMs);
        }
    }
}
