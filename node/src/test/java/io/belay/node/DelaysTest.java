package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where those stand whose time of delivery has come. */
class DelaysTest {
    private final Set<Long> there = new LinkedHashSet<>();
    private final Delays delays = new Delays(there::contains);

    @Test
    void it_is_behind_what_was_there_and_before_what_came_later() {
        delays.add(200, 1, 4);
        delays.add(100, 2, 4);
        assertThat(delays.due(99, 5)).isNull();

        assertThat(delays.due(200, 5)).isEqualTo(new Delays.Delayed(100, 2, 4));
        assertThat(delays.due(200, 5)).isEqualTo(new Delays.Delayed(200, 1, 4));

        assertThat(delays.place(5)).isLessThan(delays.place(2));
        assertThat(delays.place(2)).isLessThan(delays.place(1));
        assertThat(delays.place(1)).isLessThan(delays.place(6));
        assertThat(delays.compare(delays.place(1), 2)).isPositive();
        assertThat(delays.compare(delays.place(6), 1)).isPositive();
        assertThat(delays.isBehind(1, 5)).isTrue();
        assertThat(delays.isBehind(1, 6)).isFalse();
        assertThat(delays.isBehind(5, 5)).isFalse();
    }

    @Test
    void places_of_those_that_have_left_take_no_room_for_ever() {
        for (long sequence = 1; sequence <= 10_000; sequence++) {
            there.add(sequence);
            delays.add(sequence, sequence, 4);
            delays.due(sequence, sequence);
            if (sequence % 1_000 != 7) there.remove(sequence);
        }

        assertThat(delays.placed()).isLessThan(2_000);
        for (long sequence = 7; sequence <= 10_000; sequence += 1_000)
            assertThat(delays.place(sequence).turn()).isEqualTo(sequence);
    }
}
