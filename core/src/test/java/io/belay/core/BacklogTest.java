package io.belay.core;

import static io.belay.core.Words.Q1;
import static io.belay.core.Words.Q2;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class BacklogTest {
    private final Messages messages = new Messages();
    private final Backlog backlog = new Backlog(messages);
    private long lastNumber;

    @Test
    void what_waits_comes_in_order_with_all_that_is_known_of_it() {
        add(10, 0);
        messages.begin(++lastNumber, 30, 0);
        backlog.addFirst(lastNumber, Q2, true, new int[] {7});

        assertThat(backlog.firstNumber()).isEqualTo(2);
        assertThat(backlog.firstGuarantee()).isEqualTo(Q2);
        assertThat(backlog.firstRetain()).isTrue();
        assertThat(backlog.firstIds()).containsExactly(7);
        assertThat(backlog.bytes()).isEqualTo(40);
        backlog.removeFirst();
        assertThat(backlog.firstGuarantee()).isEqualTo(Q1);
        assertThat(backlog.firstRetain()).isFalse();
        assertThat(backlog.bytes()).isEqualTo(10);
        assertThat(backlog.count()).isEqualTo(1);
    }

    @Test
    void the_first_to_expire_is_known_and_goes_first() {
        add(1, 300);
        add(1, 100);
        add(1, 200);
        List<Long> expired = new ArrayList<>();

        assertThat(backlog.earliestMs()).isEqualTo(100);
        backlog.expire(99, expired::add);
        assertThat(expired).isEmpty();
        backlog.expire(200, expired::add);

        assertThat(expired).containsExactly(2L, 3L);
        assertThat(backlog.earliestMs()).isEqualTo(300);
        assertThat(numbers()).containsExactly(1L);
    }

    @Test
    void what_has_left_is_no_deadline_any_more() {
        add(1, 100);
        add(1, 200);

        backlog.removeFirst();

        assertThat(backlog.earliestMs()).isEqualTo(200);
    }

    @Test
    void a_place_that_was_taken_again_does_not_inherit_the_deadline() {
        add(1, 100);
        backlog.removeFirst();
        messages.begin(++lastNumber, 1, 500);
        backlog.addFirst(lastNumber, Q1, false, Ring.NO_IDS);
        List<Long> expired = new ArrayList<>();

        backlog.expire(499, expired::add);

        assertThat(expired).isEmpty();
        assertThat(backlog.earliestMs()).isEqualTo(500);
    }

    @Test
    void what_expires_behind_a_stuck_front_takes_no_room_for_ever() {
        add(1, 0);
        for (int sent = 0; sent < 100_000; sent++) {
            add(1, sent + 10);
            backlog.expire(sent, number -> messages.release(number));
        }

        assertThat(backlog.count()).isEqualTo(11);
        assertThat(backlog.firstNumber()).isEqualTo(1);
        assertThat(backlog.footprint()).as("bytes").isLessThan(10_000);
    }

    @Test
    void deadlines_of_what_was_delivered_take_no_room_for_ever() {
        for (int sent = 0; sent < 100_000; sent++) {
            add(1, 1_000_000);
            messages.release(backlog.firstNumber());
            backlog.removeFirst();
        }

        assertThat(backlog.deadlineCount()).isLessThan(1_000);
    }

    @Test
    void a_million_that_wait_take_less_than_12_bytes_each() {
        for (int sent = 0; sent < 1_000_000; sent++) add(100, 0);

        assertThat(backlog.count()).isEqualTo(1_000_000);
        assertThat(backlog.bytes()).isEqualTo(100_000_000);
        assertThat(backlog.footprint()).isLessThanOrEqualTo(12_000_000);
    }

    @ParameterizedTest
    @Seeds(50)
    void a_backlog_holds_what_a_list_holds(long seed) {
        Random random = new Random(seed);
        List<Long> expected = new ArrayList<>();
        for (int step = 0; step < 2_000; step++) {
            int dice = random.nextInt(10);
            if (dice < 5) {
                add(1, random.nextBoolean() ? 0 : step + 1 + random.nextInt(50));
                expected.add(lastNumber);
            } else if (dice < 6) {
                messages.begin(++lastNumber, 1, step + 1 + random.nextInt(50));
                backlog.addFirst(lastNumber, Q1, false, Ring.NO_IDS);
                expected.add(0, lastNumber);
            } else if (dice < 8 && !expected.isEmpty()) {
                assertThat(backlog.firstNumber()).isEqualTo(expected.remove(0));
                backlog.removeFirst();
            } else {
                long nowMs = step;
                backlog.expire(nowMs, number -> {});
                expected.removeIf(number -> messages.expiresAtMs(number) <= nowMs);
            }
            assertThat(backlog.count()).isEqualTo(expected.size());
            assertThat(backlog.earliestMs())
                    .isEqualTo(expected.stream()
                            .mapToLong(messages::expiresAtMs)
                            .min()
                            .orElse(Long.MAX_VALUE));
        }
        assertThat(numbers()).isEqualTo(expected);
    }

    private void add(int length, long expiresAtMs) {
        messages.begin(++lastNumber, length, expiresAtMs);
        backlog.addLast(lastNumber, Q1, false, Ring.NO_IDS);
    }

    private List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        backlog.forEach((number, guarantee, retain, ids) -> numbers.add(number));
        return numbers;
    }
}
