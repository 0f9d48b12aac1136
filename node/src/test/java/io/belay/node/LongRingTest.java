package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** Values come out in the order in which they went in, and stand at the positions they were given. */
class LongRingTest {
    @ParameterizedTest
    @Seeds(20)
    void a_row_is_a_queue_whatever_comes_and_goes(long seed) {
        Random random = new Random(seed);
        LongRing row = new LongRing();
        ArrayDeque<Long> model = new ArrayDeque<>();
        long removed = 0;

        for (int step = 0; step < 20_000; step++) {
            boolean grows = random.nextInt(100) < (step / 4_000 % 2 == 0 ? 70 : 30);
            if (grows || model.isEmpty()) {
                row.add(step);
                model.add((long) step);
            } else {
                assertThat(row.remove()).isEqualTo(model.remove());
                removed++;
            }
            assertThat(row.count()).isEqualTo(model.size());
            assertThat(row.first()).isEqualTo(removed);
            if (!model.isEmpty()) assertThat(row.at(row.end() - 1)).isEqualTo(model.peekLast());
        }
        assertThat(row.isEmpty()).isEqualTo(model.isEmpty());
    }

    @ParameterizedTest
    @Seeds(20)
    void values_may_be_put_in_front(long seed) {
        Random random = new Random(seed);
        LongRing row = new LongRing();
        List<Long> model = new ArrayList<>();

        for (int step = 0; step < 2_000; step++) {
            long value = random.nextInt(100);
            int what = random.nextInt(3);
            if (what == 0) {
                row.addFirst(value);
                model.add(0, value);
            } else if (what == 1 || model.isEmpty()) {
                row.add(value);
                model.add(value);
            } else assertThat(row.remove()).isEqualTo(model.remove(0));
            assertThat(row.count()).isEqualTo(model.size());
        }

        for (int index = 0; index < model.size(); index++) {
            assertThat(row.at(row.first() + index)).isEqualTo(model.get(index));
        }
    }
}
