package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose turn it is among entries that wait. */
class ReadyTest {
    private static final int NORMAL = 4;

    private final Set<Long> gone = new LinkedHashSet<>();
    private final Map<Long, Integer> priorities = new LinkedHashMap<>(); // of those that are not normal
    private final Delays delays = new Delays(sequence -> true);
    private final Ready ready = new Ready(sequence -> !gone.contains(sequence), delays);

    @Test
    void the_first_of_the_highest_priority_has_its_turn() {
        ready.add(NORMAL, 1);
        ready.add(9, 2);
        priorities.put(2L, 9);
        ready.add(NORMAL, 3);

        assertThat(takeAll()).containsExactly(2L, 1L, 3L);
        assertThat(ready.peek()).isZero();
    }

    @Test
    void what_is_put_in_its_place_has_its_turn_before_what_is_later_also_if_that_is_followed_by_what_was_delayed() {
        delays.add(100, 1, NORMAL);
        delays.due(100, 3);
        ready.put(NORMAL, 3, true);
        ready.put(NORMAL, 1, true);
        ready.put(NORMAL, 4, false);

        ready.put(NORMAL, 2, true);

        assertThat(takeAll()).containsExactly(2L, 3L, 1L, 4L);
    }

    @Test
    void what_was_delayed_comes_back_behind_what_was_there_when_its_time_came() {
        for (long sequence : List.of(3L, 2L, 1L)) delays.add(100 - sequence, sequence, NORMAL);
        for (long sequence = 4; sequence <= 6; sequence++) ready.add(NORMAL, sequence);
        List<Long> due = List.of(3L, 2L, 1L);
        for (long sequence : due)
            assertThat(delays.due(100, 6).sequence()).as("the earliest first").isEqualTo(sequence);
        Ready.Cursor cursor = ready.cursor();
        ready.add(NORMAL, 7);
        ready.take(NORMAL, 4);
        due.forEach(sequence -> ready.giveBack(NORMAL, sequence));

        ready.giveBack(NORMAL, 4);

        List<Long> seen = new ArrayList<>();
        for (long next = ready.next(cursor); next != 0; next = ready.next(cursor)) seen.add(next);
        assertThat(seen).containsExactly(4L, 5L, 6L, 3L, 2L, 1L, 7L);
        assertThat(takeAll()).isEqualTo(seen);
    }

    @Test
    void what_came_back_has_its_turn_before_what_is_later() {
        for (long sequence = 1; sequence <= 4; sequence++) ready.add(NORMAL, sequence);
        ready.take(NORMAL, 1);
        ready.take(NORMAL, 2);

        ready.giveBack(NORMAL, 2);
        ready.giveBack(NORMAL, 1);

        assertThat(takeAll()).containsExactly(1L, 2L, 3L, 4L);
    }

    @ParameterizedTest
    @ValueSource(ints = {9_999, 10_001})
    void what_was_delayed_comes_back_to_its_place_however_much_comes_back(int count) {
        delays.add(100, 1, NORMAL);
        delays.due(100, 5_000);
        ready.add(NORMAL, count + 1);
        LongRing aside = new LongRing();
        for (long sequence = 1; sequence <= count; sequence++) aside.add(sequence);

        ready.giveBack(aside, sequence -> NORMAL);

        List<Long> all = takeAll();
        assertThat(all).hasSize(count + 1).startsWith(2L, 3L).endsWith((long) count, count + 1L);
        assertThat(all.subList(4_998, 5_001)).containsExactly(5_000L, 1L, 5_001L);
    }

    @Test
    void what_has_left_the_queue_is_passed_over_wherever_it_stood() {
        for (long sequence = 1; sequence <= 4; sequence++) ready.add(NORMAL, sequence);
        ready.take(NORMAL, 1);
        ready.giveBack(NORMAL, 1);

        gone.addAll(List.of(1L, 3L));

        assertThat(takeAll()).containsExactly(2L, 4L);
    }

    @Test
    void what_was_picked_from_the_middle_has_no_second_turn_unless_it_comes_back() {
        for (long sequence = 1; sequence <= 4; sequence++) ready.add(NORMAL, sequence);

        pick(2);
        pick(3);
        gone.remove(3L);
        ready.giveBack(NORMAL, 3);

        assertThat(takeAll()).containsExactly(1L, 3L, 4L);
    }

    /** As whoever picks does: it is held from then on. */
    private void pick(long sequence) {
        ready.pick(NORMAL, sequence);
        gone.add(sequence);
    }

    @Test
    void a_row_of_which_most_was_picked_from_behind_shrinks_and_cursors_stay_where_they_are() {
        Ready.Cursor early = ready.cursor();
        Ready.Cursor late = ready.cursor();
        ready.add(NORMAL, 1);
        assertThat(ready.next(early)).isEqualTo(1);
        for (long sequence = 2; sequence <= 100_000; sequence++) {
            ready.add(NORMAL, sequence);
            if (sequence % 100 == 0) continue;
            assertThat(ready.next(late)).isPositive();
            pick(sequence);
        }

        assertThat(ready.length()).as("1,001 wait").isLessThan(4_000);
        assertThat(ready.next(early)).isEqualTo(100);
        assertThat(ready.next(early)).isEqualTo(200);
        ready.forget(early);
        assertThat(takeAll()).hasSize(1_001).startsWith(1L, 100L, 200L).endsWith(100_000L);
    }

    @ParameterizedTest
    @ValueSource(ints = {9_999, 10_000, 10_001})
    void what_was_set_aside_comes_back_in_order_before_the_rest_however_much_it_is(int count) {
        Ready.Cursor cursor = ready.cursor();
        LongRing aside = new LongRing();
        for (long sequence = 1; sequence <= count; sequence++) aside.add(sequence);
        ready.add(NORMAL, count + 1);
        assertThat(ready.next(cursor)).isEqualTo(count + 1);
        gone.add(5L);

        ready.giveBack(aside, sequence -> sequence == 7 ? 9 : NORMAL);
        priorities.put(7L, 9);

        assertThat(List.of(ready.next(cursor), ready.next(cursor))).containsExactly(7L, 1L);
        assertThat(takeAll())
                .hasSize(count)
                .startsWith(7L, 1L, 2L, 3L, 4L, 6L, 8L)
                .endsWith((long) count, count + 1L);
    }

    @Test
    void a_cursor_comes_by_each_entry_once_and_again_by_what_came_back() {
        Ready.Cursor cursor = ready.cursor();
        ready.add(NORMAL, 1);
        ready.add(0, 2);
        ready.add(NORMAL, 3);
        assertThat(List.of(ready.next(cursor), ready.next(cursor), ready.next(cursor), ready.next(cursor)))
                .containsExactly(1L, 3L, 2L, 0L);

        ready.pick(NORMAL, 3);
        ready.giveBack(NORMAL, 3);
        ready.add(9, 4);

        assertThat(List.of(ready.next(cursor), ready.next(cursor), ready.next(cursor)))
                .containsExactly(4L, 3L, 0L);
    }

    @Test
    void what_came_back_a_cursor_comes_by_in_its_place() {
        Ready.Cursor cursor = ready.cursor();
        for (long sequence = 1; sequence <= 3; sequence++) ready.add(NORMAL, sequence);
        pick(2);
        gone.remove(2L);
        ready.giveBack(NORMAL, 2);

        assertThat(ready.peek(cursor)).isEqualTo(1);
        assertThat(List.of(ready.next(cursor), ready.next(cursor), ready.next(cursor)))
                .containsExactly(1L, 2L, 3L);
    }

    private List<Long> takeAll() {
        List<Long> taken = new ArrayList<>();
        for (long sequence = ready.peek(); sequence != 0; sequence = ready.peek()) {
            ready.take(priorities.getOrDefault(sequence, NORMAL), sequence);
            gone.add(sequence); // It is with somebody.
            taken.add(sequence);
        }
        return taken;
    }
}
