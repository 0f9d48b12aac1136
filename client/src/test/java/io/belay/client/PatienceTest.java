package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Symbol;
import io.belay.testkit.Clause;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long a broker on the way back may take for a step. */
class PatienceTest {
    private static final int PING_MS = 1_000;

    private final World world = World.of(pingingEach(PING_MS)).opened();

    @Test
    @Clause({"GAP-11", "GAP-14"})
    void attempts_to_return_into_a_blackhole_go_on_each_ping_while_the_first_is_given_all_its_time() {
        world.isBlackhole = true;

        world.pass(60_000);

        List<String> causes = world.events(ClientEvent.AttemptFailed.class).stream()
                .map(ClientEvent.AttemptFailed::cause)
                .toList();
        assertThat(causes).filteredOn(cause -> cause.contains("1000 ms")).hasSizeBetween(20, 60);
        assertThat(causes).filteredOn(cause -> cause.contains("10000 ms")).hasSizeBetween(4, 6);
    }

    @Test
    @Clause("GAP-14")
    void attempts_that_break_at_once_are_followed_by_others_each_second_and_given_no_longer() {
        world.cutsEachAfter(20).cut();
        world.pass(20_000);
        world.isBlackhole = true;

        world.pass(20_000);

        List<String> causes = world.events(ClientEvent.AttemptFailed.class).stream()
                .map(ClientEvent.AttemptFailed::cause)
                .toList();
        assertThat(causes).filteredOn(cause -> cause.contains("cut")).hasSizeBetween(20, 100);
        assertThat(causes).filteredOn(cause -> cause.contains("2000 ms")).isEmpty();
    }

    @Test
    @Clause("GAP-11")
    void what_was_a_blackhole_only_for_a_moment_delays_the_return_by_two_pings_at_most() {
        world.isBlackhole = true;
        world.pass(2 * PING_MS);
        world.isBlackhole = false;

        world.pass(2 * PING_MS + 1_000);

        assertThat(world.events(ClientEvent.Resumed.class)).hasSize(1);
    }

    private static ClientOptions pingingEach(int pingMs) {
        Map<Symbol, Object> none = Map.of();
        return new ClientOptions(
                "till-7", null, null, null, false, true, 300, false, pingMs, 10_000, 10_000, 64, 1 << 20, 1 << 20,
                none);
    }
}
