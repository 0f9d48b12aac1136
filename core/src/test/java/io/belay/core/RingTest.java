package io.belay.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class RingTest {
    private record Item(long number, int mark, int[] ids) {}

    @ParameterizedTest
    @Seeds(50)
    void a_ring_holds_what_a_deque_holds(long seed) {
        Random random = new Random(seed);
        Ring ring = new Ring(random.nextInt(5));
        Deque<Item> expected = new ArrayDeque<>();
        for (int step = 0; step < 3_000; step++) {
            boolean grows = step % 1_000 < 600;
            int dice = random.nextInt(10);
            Item item = new Item(random.nextLong(), random.nextInt(128), ids(random));
            if (dice < (grows ? 5 : 1)) {
                ring.addLast(item.number(), item.mark(), item.ids());
                expected.addLast(item);
            } else if (dice < (grows ? 7 : 2)) {
                ring.addFirst(item.number(), item.mark(), item.ids());
                expected.addFirst(item);
            } else if (!expected.isEmpty()) {
                ring.removeFirst();
                expected.removeFirst();
            }
            assertThat(ring.count()).isEqualTo(expected.size());
            if (step % 50 == 0) assertSame(ring, new ArrayList<>(expected));
        }
    }

    private static int[] ids(Random random) {
        return random.nextInt(3) == 0 ? new int[] {random.nextInt()} : Ring.NO_IDS;
    }

    private static void assertSame(Ring ring, List<Item> expected) {
        for (int index = 0; index < expected.size(); index++) {
            long position = ring.first() + index;
            assertThat(ring.numberAt(position)).isEqualTo(expected.get(index).number());
            assertThat(ring.markAt(position)).isEqualTo(expected.get(index).mark());
            assertThat(ring.idsAt(position)).isEqualTo(expected.get(index).ids());
        }
        assertThat(ring.end()).isEqualTo(ring.first() + expected.size());
    }

    @Test
    void positions_move_with_the_ends() {
        Ring ring = new Ring(7);

        ring.addLast(1, 0, Ring.NO_IDS);
        ring.addFirst(2, 0, Ring.NO_IDS);

        assertThat(ring.first()).isEqualTo(6);
        assertThat(ring.end()).isEqualTo(8);
        ring.removeFirst();
        assertThat(ring.first()).isEqualTo(7);
        assertThat(ring.numberAt(7)).isEqualTo(1);
    }

    @Test
    void a_million_entries_take_less_than_12_bytes_each() {
        Ring ring = new Ring(0);

        for (int number = 1; number <= 1_000_000; number++) ring.addLast(number, 1, Ring.NO_IDS);

        assertThat(ring.footprint()).isLessThanOrEqualTo(12_000_000);
    }

    @Test
    void a_million_entries_with_an_id_take_less_than_17_bytes_each() {
        Ring ring = new Ring(0);
        int[] shared = {5};

        for (int number = 1; number <= 1_000_000; number++) ring.addLast(number, 1, shared);

        assertThat(ring.footprint()).isLessThanOrEqualTo(17_000_000);
    }

    @Test
    void a_ring_that_was_long_gives_its_room_back() {
        Ring ring = new Ring(0);
        for (int number = 1; number <= 100_000; number++) ring.addLast(number, 1, new int[] {number});

        while (ring.count() > 0) ring.removeFirst();

        assertThat(ring.footprint()).isLessThan(1_000);
    }
}
