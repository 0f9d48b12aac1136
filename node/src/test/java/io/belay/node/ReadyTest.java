package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose turn it is among entries that wait. */
class ReadyTest {
    private static final int NORMAL = 4;

    private final Set<Long> gone = new LinkedHashSet<>();
    private final Map<Long, Integer> priorities = new LinkedHashMap<>(); // of those that are not normal
    private final Ready ready = new Ready(sequence -> !gone.contains(sequence));

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
    void what_came_back_has_its_turn_before_what_is_later() {
        for (long sequence = 1; sequence <= 4; sequence++) ready.add(NORMAL, sequence);
        ready.take(NORMAL, 1);
        ready.take(NORMAL, 2);

        ready.giveBack(NORMAL, 2);
        ready.giveBack(NORMAL, 1);

        assertThat(takeAll()).containsExactly(1L, 2L, 3L, 4L);
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

        ready.pick(NORMAL, 2);
        ready.pick(NORMAL, 3);
        ready.giveBack(NORMAL, 3);

        assertThat(takeAll()).containsExactly(1L, 3L, 4L);
    }

    @Test
    void a_cursor_comes_by_each_entry_once_and_again_by_what_came_back() {
        Ready.Cursor cursor = new Ready.Cursor();
        ready.add(NORMAL, 1);
        ready.add(0, 2);
        ready.add(NORMAL, 3);
        assertThat(List.of(ready.next(cursor), ready.next(cursor), ready.next(cursor), ready.next(cursor)))
                .containsExactly(1L, 3L, 2L, 0L);

        ready.pick(NORMAL, 3);
        ready.giveBack(NORMAL, 3);
        Ready.rewind(cursor, NORMAL, 3);
        ready.add(9, 4);

        assertThat(List.of(ready.next(cursor), ready.next(cursor), ready.next(cursor)))
                .containsExactly(4L, 3L, 0L);
    }

    private List<Long> takeAll() {
        List<Long> taken = new ArrayList<>();
        for (long sequence = ready.peek(); sequence != 0; sequence = ready.peek()) {
            ready.take(priorities.getOrDefault(sequence, NORMAL), sequence);
            taken.add(sequence);
        }
        return taken;
    }
}
