package io.belay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class RunsTest {
    private static final long[] MIDDLES = {Long.MIN_VALUE + 10, -1, Long.MAX_VALUE - 10};

    @ParameterizedTest
    @Seeds(100)
    void they_are_the_set_that_a_plain_one_is_and_no_two_touch(long seed) {
        Random random = new Random(seed);
        TreeSet<Long> plain = new TreeSet<>();
        Runs runs = new Runs();

        for (int step = 0; step < 300; step++) {
            long number = MIDDLES[random.nextInt(3)] + random.nextInt(21) - 10;
            if (random.nextInt(5) < 3) assertThat(runs.add(number)).isEqualTo(plain.add(number));
            else assertThat(runs.remove(number)).isEqualTo(plain.remove(number));
            assertThat(runs.contains(number)).isEqualTo(plain.contains(number));
            assertThat(listOf(runs)).isEqualTo(runsOf(plain));
            assertThat(runs.size()).isEqualTo(runsOf(plain).size());
        }

        assertThat(listOf(new Runs(runs))).isEqualTo(listOf(runs));
        for (long number : plain) assertThat(runs.contains(number)).isTrue();
    }

    @Test
    void who_counts_on_and_forgets_the_oldest_has_one_run() {
        Runs runs = new Runs();

        for (long number = 1; number <= 1_000; number++) {
            assertThat(runs.add(number)).isTrue();
            if (number > 10) assertThat(runs.remove(number - 10)).isTrue();
        }

        assertThat(listOf(runs)).containsExactly(List.of(991L, 1_000L));
    }

    @Test
    void when_the_highest_run_is_gone_the_one_below_it_goes_on() {
        Runs runs = new Runs();
        for (long number : new long[] {1, 2, 5}) runs.add(number);

        assertThat(runs.remove(5)).isTrue();
        assertThat(runs.add(3)).isTrue();

        assertThat(listOf(runs)).containsExactly(List.of(1L, 3L));
    }

    @Test
    void a_copy_goes_its_own_way() {
        Runs runs = new Runs();
        runs.add(1);
        runs.add(3);
        Runs copy = new Runs(runs);

        copy.add(2);

        assertThat(listOf(copy)).containsExactly(List.of(1L, 3L));
        assertThat(listOf(runs)).containsExactly(List.of(1L, 1L), List.of(3L, 3L));
    }

    @Test
    void a_run_begins_above_all_others_and_touches_none() {
        Runs runs = new Runs();
        runs.begin(0, 4);

        assertThat(runs.isAbove(4)).isFalse();
        assertThat(runs.isAbove(5)).isFalse();
        assertThat(runs.isAbove(6)).isTrue();
        assertThat(runs.isAbove(Long.MIN_VALUE)).isFalse();
        for (long first : new long[] {-1, 4, 5}) {
            assertThatThrownBy(() -> runs.begin(first, first)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> runs.begin(7, 6)).isInstanceOf(IllegalArgumentException.class);
        runs.begin(6, 6);
        assertThat(listOf(runs)).containsExactly(List.of(0L, 4L), List.of(6L, 6L));
    }

    private static List<List<Long>> listOf(Runs runs) {
        List<List<Long>> list = new ArrayList<>();
        runs.forEach((first, last) -> list.add(List.of(first, last)));
        return list;
    }

    private static List<List<Long>> runsOf(TreeSet<Long> numbers) {
        List<List<Long>> list = new ArrayList<>();
        for (long number : numbers) {
            List<Long> last = list.isEmpty() ? null : list.get(list.size() - 1);
            boolean goesOn = last != null && last.get(1) + 1 == number && number != Long.MIN_VALUE;
            if (goesOn) list.set(list.size() - 1, List.of(last.get(0), number));
            else list.add(List.of(number, number));
        }
        return list;
    }
}
