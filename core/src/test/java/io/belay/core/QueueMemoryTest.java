package io.belay.core;

import static io.belay.core.Words.queue;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an entry costs, so that ten million of them fit a small heap. */
class QueueMemoryTest {
    private static final int MILLION = 1_000_000;

    private final Messages messages = new Messages();
    private final Queue queue = new Queue(1, queue("q"), Filters.NONE, messages);

    @Test
    void a_million_entries_take_less_than_10_bytes_each() {
        fill(Scheduling.NORMAL, 0);

        assertThat(queue.count()).isEqualTo(MILLION);
        assertThat(queue.footprint()).isLessThan(10L * MILLION);
    }

    @Test
    void what_is_not_usual_costs_what_is_documented() {
        fill(new Scheduling(9, 1_000, 7), 2_000);

        assertThat(queue.footprint())
                .as("number, time, group, and an expiry with room to grow")
                .isLessThan((10L + 10 + 6 + 16 + 8) * MILLION);
    }

    @Test
    void a_million_dead_letters_of_one_cause_take_less_than_28_bytes_each() {
        fill(Scheduling.NORMAL, 0);
        for (long sequence = 1; sequence <= MILLION; sequence++) {
            queue.bury(sequence, new DeadLetter("other", "no", 1_000));
        }

        assertThat(queue.footprint()).isLessThan(28L * MILLION);
    }

    @Test
    void what_has_left_takes_no_room() {
        fill(new Scheduling(9, 1_000, 7), 0);
        for (long sequence = 1; sequence <= MILLION; sequence++) {
            queue.fail(sequence, false);
            queue.bury(sequence, new DeadLetter("other", "no", 1_000));
            queue.remove(sequence);
        }

        assertThat(queue.count()).isZero();
        assertThat(queue.bytes()).isZero();
        assertThat(queue.footprint()).isZero();
    }

    @Test
    void one_entry_that_is_left_behind_costs_a_page_and_not_the_gap() {
        for (long number = 1; number <= MILLION; number++) {
            messages.begin(number, 100, 0);
            long sequence = queue.add(number, Scheduling.NORMAL);
            if (sequence > 1) queue.remove(sequence);
        }

        assertThat(queue.first()).isEqualTo(1);
        assertThat(queue.footprint()).isLessThan(1_000);
    }

    private void fill(Scheduling scheduling, long expiresAtMs) {
        for (long number = 1; number <= MILLION; number++) {
            messages.begin(number, 100, expiresAtMs);
            queue.add(number, scheduling);
        }
    }
}
