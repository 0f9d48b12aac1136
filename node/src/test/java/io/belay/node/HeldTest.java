package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldTest {
    private final Held<String> held = new Held<>();
    private final List<String> released = new ArrayList<>();

    @Test
    void what_waits_for_a_later_batch_stays() {
        held.add(1, "a");
        held.add(1, "b");
        held.add(2, "c");

        held.release(1, released::add);

        assertThat(released).containsExactly("a", "b");
    }

    @Test
    void nothing_is_released_twice() {
        held.add(3, "a");

        held.release(2, released::add);
        held.release(3, released::add);
        held.release(4, released::add);

        assertThat(released).containsExactly("a");
    }
}
