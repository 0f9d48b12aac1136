package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Symbol;
import io.belay.client.ReturnOptions.Pattern;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Attempts side by side of which one leads to somebody who is of no use. */
class RaceInVainTest {
    private static final int PING_MS = 1_000;
    private static final int STEP_MS = 10_000;
    private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 3, 1, 0, 0};
    private static final Pattern PATIENT = new Pattern.Backoff(100, 10_000, 0);

    private static TwoLines to(int dialMs, int stepMs, String... addresses) {
        Map<Symbol, Object> none = Map.of();
        var options = new ClientOptions(
                "till-7", null, null, null, false, true, 300, false, PING_MS, dialMs, stepMs, 64, 1 << 20, 1 << 20,
                none);
        var returning = new ReturnOptions(List.of(addresses), false, true, PATIENT);
        return new TwoLines(new RealBroker(World.START_MS), options, returning, 0).opened();
    }

    private static int back(TwoLines world) {
        return world.events(ClientEvent.Resumed.class).size();
    }

    private static void speaks(TwoLines world, long line) {
        world.session.received(line, ByteBuffer.wrap(HEADER.clone()), world.nowMs);
        world.cut(line);
    }

    /** The slow one answers what has stood for that long; the other speaks and breaks, as a proxy before a dead broker does. */
    private static long returned(TwoLines world, int slowMs, boolean otherSpeaks) {
        Map<Long, Long> since = new LinkedHashMap<>();
        world.holdsNew = true;
        world.cut(1);
        for (int ms = 0; ms < 120_000; ms += 100) {
            for (long line : world.lines()) {
                long begun = since.computeIfAbsent(line, key -> world.nowMs);
                boolean isSlow = "amqp://slow".equals(world.addresses.get(line));
                if (isSlow && world.nowMs - begun >= slowMs) world.release(line);
                if (!isSlow && otherSpeaks) speaks(world, line);
            }
            if (back(world) == 1) return ms;
            world.time(world.nowMs + 100);
        }
        return -1;
    }

    @Test
    void a_slow_broker_is_not_left_for_one_that_speaks_and_is_of_no_use() {
        TwoLines world = to(STEP_MS, STEP_MS, "amqp://slow", "amqp://broken");

        assertThat(returned(world, 3 * PING_MS, true)).isBetween(0L, 60_000L);
    }

    /** "dialTimeoutMs 0: as long as the system waits" is an hour, a step 10 s: as ConnectionOptions has it. */
    @Test
    void a_slow_broker_is_reached_beside_a_blackhole_in_which_dialing_takes_for_ever() {
        TwoLines world = to(3_600_000, STEP_MS, "amqp://hole", "amqp://slow");
        world.hole = "amqp://hole";

        assertThat(returned(world, 3 * PING_MS, false)).isBetween(0L, 60_000L);
    }

    @Test
    void a_slow_broker_is_reached_beside_a_blackhole_with_default_times() {
        TwoLines world = to(STEP_MS, STEP_MS, "amqp://hole", "amqp://slow");
        world.hole = "amqp://hole";

        assertThat(returned(world, 3 * PING_MS, false)).isBetween(0L, 60_000L);
    }

    /** Who speaks and is of no use makes the next ones wait longer, but not without end. */
    @Test
    void beside_a_hole_in_which_dialing_takes_for_ever_the_others_get_their_turn() {
        TwoLines world = to(3_600_000, STEP_MS, "amqp://hole", "amqp://broken");
        world.hole = "amqp://hole";

        world.holdsNew = true;
        world.cut(1);

        for (int ms = 0; ms < 600_000; ms += 100) {
            for (long line : world.lines()) if ("amqp://broken".equals(world.addresses.get(line))) speaks(world, line);
            world.time(world.nowMs + 100);
        }

        assertThat(world.addresses.values()).filteredOn("amqp://broken"::equals).hasSizeGreaterThan(40);
    }
}
