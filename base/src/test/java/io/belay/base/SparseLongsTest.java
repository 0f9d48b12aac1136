package io.belay.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class SparseLongsTest {
    private static final long[] EDGES = {0, 1, 63, 64, 65, 127, 128, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -1};

    private final SparseLongs table = new SparseLongs();

    @Test
    void what_was_never_put_is_0() {
        assertThat(table.at(0)).isZero();
        assertThat(table.at(Long.MAX_VALUE)).isZero();
        assertThat(table.count()).isZero();
    }

    @Test
    void a_number_at_the_edge_of_a_page_keeps_its_own_value() {
        for (int index = 0; index < EDGES.length; index++) table.put(EDGES[index], index + 1);

        for (int index = 0; index < EDGES.length; index++) {
            assertThat(table.at(EDGES[index])).as("value of %d", EDGES[index]).isEqualTo(index + 1);
        }
        assertThat(walk().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EDGES).boxed().toList());
    }

    @Test
    void the_largest_and_the_smallest_value_are_kept() {
        table.put(1, Long.MAX_VALUE);
        table.put(2, Long.MIN_VALUE);

        assertThat(table.at(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(table.at(2)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void putting_again_replaces_and_counts_once() {
        table.put(7, 1);
        table.put(7, 2);

        assertThat(table.at(7)).isEqualTo(2);
        assertThat(table.count()).isEqualTo(1);
    }

    @Test
    void putting_0_where_nothing_was_changes_nothing() {
        table.put(7, 0);
        table.put(8, 1);
        table.put(9, 0);

        assertThat(table.count()).isEqualTo(1);
        assertThat(walk()).containsOnlyKeys(8L);
    }

    @Test
    void a_page_that_became_empty_is_given_back_and_can_be_filled_again() {
        table.put(7, 1);
        table.put(8, 1);
        table.put(1000, 1);
        table.put(7, 0);
        table.put(8, 0);
        table.put(7, 3);

        // Had the page been kept, its numbers would still come before 1000.
        assertThat(order()).containsExactly(1000L, 7L);
        assertThat(table.at(8)).isZero();
    }

    @Test
    void a_walk_goes_by_the_first_touch_of_pages_and_upwards_within_one() {
        table.put(130, 1);
        table.put(5, 1);
        table.put(129, 1);
        table.put(3, 1);

        assertThat(order()).containsExactly(129L, 130L, 3L, 5L);
    }

    @ParameterizedTest
    @Seeds(50)
    void it_agrees_with_a_plain_map_whatever_is_put(long seed) {
        var random = new Random(seed);
        var model = new TreeMap<Long, Long>();
        int range = 1 + random.nextInt(1000);
        for (int step = 0; step < 2000; step++) {
            long number = random.nextInt(range);
            long value = random.nextInt(3) == 0 ? 0 : random.nextLong();
            table.put(number, value);
            if (value == 0) model.remove(number);
            else model.put(number, value);
            long asked = random.nextInt(range);
            assertThat(table.at(asked)).isEqualTo(model.getOrDefault(asked, 0L));
        }

        assertThat(table.count()).isEqualTo(model.size());
        assertThat(walk()).isEqualTo(model);
    }

    @ParameterizedTest
    @Seeds(10)
    void a_queue_that_moves_on_keeps_no_page_behind(long seed) {
        var random = new Random(seed);
        int windowMax = 1 + random.nextInt(300);
        for (long number = 0; number < 20_000; number++) {
            table.put(number, 1);
            if (number >= windowMax) table.put(number - windowMax, 0);
        }

        assertThat(table.count()).isEqualTo(windowMax);
        assertThat(order()).first().isEqualTo(20_000L - windowMax);
    }

    private Map<Long, Long> walk() {
        var found = new TreeMap<Long, Long>();
        table.forEach(found::put);
        return found;
    }

    private List<Long> order() {
        var found = new ArrayList<Long>();
        table.forEach((number, value) -> found.add(number));
        return found;
    }

    @Test
    void the_footprint_grows_with_the_pages_and_goes_with_them() {
        SparseLongs table = new SparseLongs();
        assertThat(table.footprint()).isZero();

        for (long number = 0; number < 64; number++) table.put(number, 1);
        long page = table.footprint();
        table.put(64, 1);

        assertThat(page).isBetween(64L * 8, 64L * 10);
        assertThat(table.footprint()).isEqualTo(2 * page);
        for (long number = 0; number < 64; number++) table.put(number, 0);
        assertThat(table.footprint()).isEqualTo(page);
    }
}
