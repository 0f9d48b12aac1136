package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.node.message.MessageFormat;
import org.junit.jupiter.api.Test;

class BodiesTest {
    private static final long COST = body().cost();

    private final Bodies bodies = new Bodies(3 * COST);

    @Test
    void the_oldest_gives_way_when_the_budget_is_exceeded_and_not_before() {
        for (long number = 1; number <= 3; number++) bodies.add(number, body());
        assertThat(bodies.find(1)).isNotNull();

        bodies.add(4, body());

        assertThat(bodies.find(1)).isNull();
        assertThat(bodies.find(2)).isNotNull();
        assertThat(bodies.find(4)).isNotNull();
    }

    @Test
    void what_is_dropped_gives_its_room_back() {
        for (long number = 1; number <= 3; number++) bodies.add(number, body());

        bodies.drop(2);
        bodies.drop(2);
        bodies.add(4, body());

        assertThat(bodies.find(1)).isNotNull();
        assertThat(bodies.find(2)).isNull();
    }

    @Test
    void what_is_added_again_counts_once() {
        bodies.add(1, body());
        bodies.add(1, body());
        bodies.add(2, body());
        bodies.add(3, body());

        assertThat(bodies.find(1)).isNotNull();
    }

    private static Outgoing body() {
        return new Outgoing(
                new Message("t", Guarantee.AT_LEAST_ONCE, false, 0, MessageFormat.MQTT, true, new byte[10]));
    }
}
