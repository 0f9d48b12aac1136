package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Limits;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.log.Recovery;
import io.belay.testkit.Seeds;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class ArrivalsTest {
    private final Arrivals arrivals = new Arrivals();

    @Test
    void a_message_is_as_old_as_the_first_time_at_which_it_was_there() {
        arrivals.mark(10_000, 40);
        arrivals.mark(11_000, 52);
        arrivals.mark(15_000, 90);

        assertThat(arrivals.ageMs(20_000, 1)).isEqualTo(10_000);
        assertThat(arrivals.ageMs(20_000, 40)).isEqualTo(10_000);
        assertThat(arrivals.ageMs(20_000, 41)).isEqualTo(9_000);
        assertThat(arrivals.ageMs(20_000, 57)).isEqualTo(5_000);
    }

    @Test
    void a_start_learns_from_the_log_when_messages_came() {
        TestNode world = new TestNode();
        TestPeer peer = world.peer("p");
        peer.send("q", "one");
        world.pass(60_000);
        peer.send("q", "two");
        world.pass(1_000);
        long oldest = world.node
                .operators()
                .oldestReady(world.node.broker().queue("q").number(), Operators.LOOKED_MAX);

        NodeRecovery recovery = new NodeRecovery(TestNode.CONTAINING);
        LogStart start = Recovery.run(world.disk, new LogOptions(1 << 20, 1 << 18, 1 << 30, 0, 25), 7, recovery);
        recovery.start(
                new NodeOptions(Limits.DEFAULTS, 64 << 20, 512 << 10, 32 << 20, 16 << 20), LogOptions.DEFAULTS, start);

        Arrivals known = recovery.arrivals();
        assertThat(known.ageMs(world.nowMs, oldest)).isBetween(59_000L, 61_000L);
        assertThat(known.ageMs(world.nowMs, oldest + 1)).isLessThanOrEqualTo(1_000);
        assertThat(recovery.logView().segments()).isNotEmpty();
        assertThat(recovery.logView().segments().get(0).records()).isEqualTo(2);
    }

    @Test
    void what_has_just_come_is_new() {
        assertThat(arrivals.ageMs(20_000, 1)).isZero();
        arrivals.mark(10_000, 40);
        assertThat(arrivals.ageMs(20_000, 41)).isZero();
    }

    @Test
    void times_are_noted_when_something_came_and_a_second_has_passed() {
        arrivals.mark(10_000, 40);
        arrivals.mark(10_000 + Arrivals.EVERY_MS - 1, 41);
        assertThat(arrivals.ageMs(20_000, 41)).isZero();
        arrivals.mark(10_000 + Arrivals.EVERY_MS, 41);
        assertThat(arrivals.ageMs(20_000, 41)).isEqualTo(10_000 - Arrivals.EVERY_MS);
        arrivals.mark(30_000, 41);
        assertThat(arrivals.ageMs(40_000, 41)).as("nothing came").isEqualTo(30_000 - Arrivals.EVERY_MS);
    }

    @ParameterizedTest
    @Seeds(5)
    void ages_are_known_to_half_a_percent_and_a_second_however_long_it_runs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 100_000;
        long[] cameAtMs = new long[count + 1];
        long nowMs = 0;
        for (int message = 1; message <= count; message++) {
            nowMs += Arrivals.EVERY_MS + random.nextInt(60_000);
            cameAtMs[message] = nowMs;
            arrivals.mark(nowMs, message);
        }

        for (int message = 1; message <= count; message += 97) {
            long ageMs = nowMs - cameAtMs[message];
            assertThat(arrivals.ageMs(nowMs, message)).isBetween(ageMs - ageMs / 200 - 61_000, ageMs);
        }
    }

    @Test
    void a_message_for_each_second_of_a_week_is_no_more_than_there_is_room_for() {
        int seconds = 7 * 24 * 3_600;

        for (int second = 1; second <= seconds; second++) arrivals.mark(second * 1_000L, second);

        assertThat(arrivals.ageMs(seconds * 1_000L, 1)).isEqualTo((seconds - 1) * 1_000L);
        assertThat(arrivals.ageMs(seconds * 1_000L, seconds / 2)).isBetween(seconds * 497L, seconds * 500L);
    }
}
