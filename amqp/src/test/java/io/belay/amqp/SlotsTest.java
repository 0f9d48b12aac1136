package io.belay.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Seeds;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Numbers and what stands at each. */
class SlotsTest {
    private final Slots<String> slots = new Slots<>();

    @ParameterizedTest
    @Seeds(20)
    void what_stands_at_a_number_is_found_there_until_it_is_removed(long seed) {
        Random random = new Random(seed);
        Map<Integer, String> model = new TreeMap<>();

        for (int step = 0; step < 2_000; step++) {
            int number = random.nextInt(step % 2 == 0 ? 200 : 65_536);
            if (random.nextInt(3) > 0 && !model.containsKey(number)) {
                String item = "item " + step;
                slots.put(number, item);
                model.put(number, item);
            } else {
                slots.remove(number, model.getOrDefault(number, "none"));
                model.remove(number);
            }
            assertThat(slots.at(number)).isEqualTo(model.get(number));
        }

        for (int number = 0; number < 65_536; number++)
            assertThat(slots.at(number)).isEqualTo(model.get(number));
    }

    @Test
    void the_lowest_free_number_is_taken_up_to_the_most() {
        for (int number = 0; number < 200; number++)
            assertThat(slots.take("item", 199)).isEqualTo(number);
        assertThat(slots.take("one more", 199)).isEqualTo(-1);

        slots.remove(70, "item");
        slots.remove(3, "another");

        assertThat(slots.take("again", 199)).isEqualTo(70);
    }

    @Test
    void nothing_stands_where_nothing_was_put() {
        slots.put(65_535, "last");

        assertThat(slots.at(-1)).isNull();
        assertThat(slots.at(65_534)).isNull();
        assertThat(slots.at(1L << 40)).isNull();
        assertThat(slots.at(65_535)).isEqualTo("last");
    }

    @Test
    void whoever_uses_one_number_after_the_other_takes_the_room_of_one() {
        slots.put(64, "stays");
        for (int number = 0; number < 65_536; number += 32) {
            if (number == 64) continue;
            slots.put(number, "passes");
            slots.remove(number, "passes");
        }

        assertThat(slots.pageCount()).isEqualTo(1);
        assertThat(slots.at(64)).isEqualTo("stays");
    }
}
