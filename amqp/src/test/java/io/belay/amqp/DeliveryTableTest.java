package io.belay.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class DeliveryTableTest {
    private final DeliveryTable<Integer> table = new DeliveryTable<>();

    @ParameterizedTest
    @Seeds(20)
    void it_is_a_table_from_numbers_that_wrap_to_deliveries(long seed) {
        Random random = new Random(seed);
        TreeMap<Integer, Integer> model = new TreeMap<>();
        int next = random.nextBoolean() ? -300 : Integer.MAX_VALUE - 300;
        int first = next;
        for (int step = 0; step < 3_000; step++) {
            int offset = random.nextInt(next - first + 1);
            if (random.nextInt(3) > 0) {
                table.put(next, next);
                model.put(next - first, next++);
            } else {
                assertThat(table.remove(first + offset)).isEqualTo(model.remove(offset));
            }
            assertThat(table.at(first + offset)).isEqualTo(model.get(offset));
            assertThat(table.count()).isEqualTo(model.size());
            if (step % 50 == 0) checkRange(random, first, next, model);
        }
    }

    private void checkRange(Random random, int first, int next, TreeMap<Integer, Integer> model) {
        int from = random.nextInt(next - first + 1);
        int to = from + random.nextInt(random.nextBoolean() ? 20 : next - first + 1000);
        List<Integer> found = new ArrayList<>();
        table.each(first + from, first + to, found::add);
        assertThat(found)
                .containsExactlyElementsOf(model.subMap(from, true, to, true).values());
    }

    @Test
    void a_range_of_all_numbers_costs_no_more_than_what_is_there() {
        for (int id : new int[] {5, 70, 1 << 20, -7}) table.put(id, id);
        List<Integer> found = new ArrayList<>();

        table.each(0, -1, found::add);
        table.each(6, 5, found::add);

        assertThat(found).containsExactly(5, 70, 1 << 20, -7, 5, 70, 1 << 20, -7);
    }

    @Test
    void what_is_shown_may_be_taken_out() {
        for (int id = 0; id < 200; id++) table.put(id, id);

        table.each(10, 190, table::remove);

        assertThat(table.count()).isEqualTo(19);
    }
}
