package io.belay.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.type.Symbol;
import io.belay.client.ReturnOptions.Pattern;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to return that run side by side, because nothing is heard on the first. */
class RaceTest {
    private static final int PING_MS = 1_000;
    private static final int PAUSE_MS_MIN = 100;
    private static final int STEP_MS = 10_000;
    private static final Pattern PATIENT = new Pattern.Backoff(PAUSE_MS_MIN, 10_000, 0);

    private final TwoLines world = to("amqp://a");

    private static TwoLines to(String... addresses) {
        var returning = new ReturnOptions(List.of(addresses), false, true, PATIENT);
        return new TwoLines(new RealBroker(World.START_MS), pingingEach("till-7"), returning, 0).opened();
    }

    private static ClientOptions pingingEach(String name) {
        Map<Symbol, Object> none = Map.of();
        return new ClientOptions(
                name, null, null, null, false, true, 300, false, PING_MS, STEP_MS, STEP_MS, 64, 1 << 20, 1 << 20, none);
    }

    private static int back(TwoLines world) {
        return world.events(ClientEvent.Resumed.class).size();
    }

    @Test
    @Clause("GAP-11")
    void an_attempt_whose_packets_are_lost_is_overtaken_by_the_next_after_a_ping() {
        world.holdsNew = true;
        world.cut(1);
        world.holdsNew = false;

        world.pass(PING_MS + PAUSE_MS_MIN);

        assertThat(back(world)).isEqualTo(1);
        assertThat(world.dialed).containsExactly(1L, 2L, 3L);
        assertThat(world.lines()).containsExactly(3L);
        assertThat(world.hungUp.get(2L)).contains("answered first");
        assertThat(world.causes()).isEmpty();
    }

    @Test
    @Clause("GAP-14")
    void a_broker_that_is_slow_is_not_left_for_the_attempt_that_was_begun_beside() {
        world.holdsNew = true;
        world.cut(1);
        world.pass(2 * PING_MS);

        assertThat(world.lines()).containsExactly(2L, 3L);
        world.release(2);

        assertThat(back(world)).isEqualTo(1);
        assertThat(world.lines()).containsExactly(2L);
        assertThat(world.hungUp.get(3L)).contains("answered first");
    }

    @Test
    void the_attempt_that_waits_is_answered_before_the_one_beside_it_is_dialed() {
        world.holdsNew = true;
        world.cut(1);
        world.time(world.nowMs + PING_MS);

        world.release(2);
        world.pass(60_000);

        assertThat(back(world)).isEqualTo(1);
        assertThat(world.lines()).containsExactly(2L);
        assertThat(world.dialed).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void what_comes_on_the_other_line_afterwards_is_passed_over() {
        world.holdsNew = true;
        world.cut(1);
        world.pass(2 * PING_MS);
        world.release(3);
        int before = world.events.size();

        world.session.received(2, ByteBuffer.wrap(new byte[] {'A', 'M', 'Q', 'P', 3, 1, 0, 0}), world.nowMs);
        world.session.lost(2, "late", world.nowMs);
        world.session.dialed(2, world.nowMs);
        world.settle();

        assertThat(world.events).hasSize(before);
        assertThat(world.session.isConnected()).isTrue();
    }

    @Test
    @Clause("GAP-14")
    void into_a_blackhole_two_attempts_are_under_way_at_most_and_the_first_has_all_the_time_of_a_step() {
        world.holdsNew = true;
        world.cut(1);

        world.pass(STEP_MS);

        assertThat(world.mostAtOnce).isEqualTo(2);
        assertThat(world.lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(world.hungUp.get(2L)).isEqualTo("no answer within 10000 ms");
        assertThat(world.causes()).contains("nothing heard within 1000 ms", "no answer within 10000 ms");
    }

    @Test
    @Clause("GAP-11")
    void however_long_a_blackhole_was_the_return_takes_a_ping_and_a_pause() {
        world.holdsNew = true;
        world.cut(1);
        world.pass(120_000);
        world.holdsNew = false;

        world.pass(PING_MS + 1_000);

        assertThat(back(world)).isEqualTo(1);
    }

    @Test
    @Clause("GAP-11")
    void the_next_address_is_tried_beside_one_that_is_silent() {
        TwoLines two = to("amqp://a", "amqp://b");
        two.holdsNew = true;
        two.cut(1);
        two.pass(PING_MS);
        assertThat(two.addresses.get(two.newest())).isEqualTo("amqp://b");

        two.release(2);
        two.cut(2);
        two.pass(PING_MS / 2);

        assertThat(two.newest()).isEqualTo(4);
        assertThat(two.addresses.get(two.newest())).as("where it was good last").isEqualTo("amqp://a");
    }

    @Test
    void an_attempt_that_waits_and_breaks_is_told_and_the_other_goes_on() {
        world.holdsNew = true;
        world.cut(1);
        world.pass(2 * PING_MS);

        world.cut(2);

        assertThat(world.events(ClientEvent.AttemptFailed.class))
                .containsExactly(new ClientEvent.AttemptFailed("amqp://a", "cut by the test", 0));
        assertThat(world.lines()).containsExactly(3L);
        world.release(3);
        assertThat(back(world)).isEqualTo(1);
    }

    @Test
    void a_session_that_is_closed_hangs_both_up() {
        world.holdsNew = true;
        world.cut(1);
        world.pass(2 * PING_MS);

        world.session.close(world.nowMs + 1, Answer.NOBODY);
        world.pass(1);

        assertThat(world.lines()).isEmpty();
        assertThat(world.events(ClientEvent.Closed.class)).hasSize(1);
    }

    /** Each attempt may have been hit by a fault of its own: one that takes all its time does not prove that the broker is slow. */
    @Test
    @Clause("GAP-14")
    void a_broker_that_has_spoken_and_is_slow_is_given_twice_as_long_after_each_two_attempts() {
        world.leftOfNew = 8; // its protocol header
        world.cut(1);

        world.pass(60_000);

        assertThat(world.mostAtOnce).isEqualTo(1);
        assertThat(world.causes().subList(0, 9))
                .containsExactly(
                        "no answer within 1000 ms",
                        "no answer within 1000 ms",
                        "no answer within 2000 ms",
                        "no answer within 2000 ms",
                        "no answer within 4000 ms",
                        "no answer within 4000 ms",
                        "no answer within 8000 ms",
                        "no answer within 8000 ms",
                        "no answer within 10000 ms");
    }

    @Test
    void the_first_connection_is_not_raced() {
        var returning = new ReturnOptions(List.of("amqp://a"), false, true, PATIENT);
        TwoLines fresh = new TwoLines(new RealBroker(World.START_MS), pingingEach("till-8"), returning, 0);
        fresh.holdsNew = true;
        fresh.opened();

        fresh.pass(60_000);

        assertThat(fresh.mostAtOnce).isEqualTo(1);
    }

    @Test
    void attempts_that_are_counted_come_one_after_the_other_and_are_given_twice_as_long_after_each_two() {
        var returning = new ReturnOptions(List.of("amqp://a"), false, true, new Pattern.Fixed(-1, 0, 0));
        TwoLines counted = new TwoLines(new RealBroker(World.START_MS), pingingEach("till-8"), returning, 0).opened();
        counted.holdsNew = true;
        counted.cut(1);

        counted.pass(60_000);

        assertThat(counted.mostAtOnce).isEqualTo(1);
        assertThat(counted.causes().subList(0, 5))
                .containsExactly(
                        "no answer within 1000 ms",
                        "no answer within 1000 ms",
                        "no answer within 2000 ms",
                        "no answer within 2000 ms",
                        "no answer within 4000 ms");
    }

    @Test
    void a_line_that_does_not_come_to_stand_is_overtaken_likewise() {
        world.dialsNew = false;
        world.cut(1);
        world.pass(3 * PING_MS);
        assertThat(world.lines()).hasSizeLessThanOrEqualTo(2).contains(2L);

        world.dialsNew = true;
        world.settle();

        assertThat(back(world)).isEqualTo(1);
        assertThat(world.lines()).hasSize(1);
    }

    @Test
    void the_attempt_that_waits_may_come_to_stand_after_the_other_and_be_answered_first() {
        TwoLines two = to("amqp://a", "amqp://b");
        two.hole = "amqp://a";
        two.cut(1);
        two.holdsNew = true;
        two.pass(PING_MS);
        assertThat(two.lines()).containsExactly(2L, 3L);

        two.hole = "";
        two.settle();

        assertThat(back(two)).isEqualTo(1);
        assertThat(two.lines()).containsExactly(2L);
    }

    @Test
    void an_attempt_that_does_not_come_to_stand_gives_way_to_one_that_does_and_that_is_told() {
        TwoLines two = to("amqp://a", "amqp://b");
        two.hole = "amqp://a";
        two.holdsNew = true;
        two.cut(1);

        two.pass(2 * PING_MS);

        assertThat(two.lines()).contains(3L).doesNotContain(2L);
        assertThat(two.hungUp.get(2L)).isEqualTo("nothing heard within 1000 ms");
        assertThat(two.events(ClientEvent.AttemptFailed.class))
                .containsExactly(new ClientEvent.AttemptFailed("amqp://a", "nothing heard within 1000 ms", 0));
    }

    @Test
    void who_waits_breaks_while_the_next_is_awaited_and_it_is_told_when_that_comes() {
        world.holdsNew = true;
        world.cut(1);
        world.time(world.nowMs + PING_MS);
        long nextInMs = world.session.nextTickMs() - world.nowMs;

        world.cut(2);

        assertThat(nextInMs).isBetween(1L, (long) PAUSE_MS_MIN);
        assertThat(world.events(ClientEvent.AttemptFailed.class))
                .containsExactly(new ClientEvent.AttemptFailed("amqp://a", "cut by the test", nextInMs));
    }

    /** As a driver does it, which comes at no other time. */
    @Test
    void the_session_wants_to_be_ticked_when_the_next_is_to_be_begun_and_when_the_time_of_the_first_is_up() {
        world.holdsNew = true;
        world.cut(1);
        long beganMs = world.nowMs;

        world.time(world.session.nextTickMs());
        long raceMs = world.nowMs;
        while (!world.hungUp.containsKey(2L)) world.time(Math.max(world.nowMs + 1, world.session.nextTickMs()));

        assertThat(raceMs).isEqualTo(beganMs + PING_MS);
        assertThat(world.nowMs).isEqualTo(beganMs + STEP_MS);
    }

    @Test
    void what_a_line_says_that_was_given_up_or_one_that_says_nothing_decides_nothing() {
        world.holdsNew = true;
        world.cut(1);
        world.pass(4 * PING_MS);
        long given = 3;
        assertThat(world.lines()).hasSize(2).contains(2L).doesNotContain(given);
        List<Long> before = world.lines();

        world.session.received(given, ByteBuffer.wrap(new byte[] {'A', 'M', 'Q', 'P', 3, 1, 0, 0}), world.nowMs);
        world.session.received(2, ByteBuffer.allocate(0), world.nowMs);
        world.session.received(world.newest(), ByteBuffer.allocate(0), world.nowMs);
        world.settle();

        assertThat(world.lines()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {200_000, 300_000, 400_000, 500_000, 600_000})
    @Clause("GAP-14")
    void the_pause_is_short_again_once_a_line_stands_though_nothing_is_heard_on_it(int ms) {
        world.dialsNew = false;
        world.cut(1);
        world.pass(ms);
        world.dialsNew = true;
        world.holdsNew = true;
        for (long line : world.lines()) world.cut(line);
        while (world.lines().isEmpty()) world.pass(1);
        int before = world.dialed.size();

        world.pass(PING_MS + 1_000);

        assertThat(world.dialed).hasSizeGreaterThan(before);
    }

    @Test
    @Clause("GAP-14")
    void as_long_as_no_line_comes_to_stand_the_pauses_grow() {
        world.dialsNew = false;
        world.cut(1);

        world.pass(600_000);

        assertThat(world.dialed).hasSizeBetween(60, 400); // 600 with pauses of a second at most
    }

    @Test
    void in_a_blackhole_nobody_proves_to_be_slow() {
        world.holdsNew = true;
        world.cut(1);
        world.pass(60_000);
        world.holdsNew = false;
        world.leftOfNew = 8; // the protocol header of a broker that then falls silent
        int before = world.causes().size();

        world.pass(5_000);

        assertThat(world.causes().subList(before, world.causes().size())).contains("no answer within 1000 ms");
    }

    /** It works off lines as they came, also those that have been given up since: who begins anew stands behind all of them. */
    @Test
    @Clause({"GAP-11", "GAP-14"})
    void a_herd_comes_back_to_a_broker_that_needs_longer_for_it_than_a_ping() {
        RealBroker broker = new RealBroker(World.START_MS);
        var returning = new ReturnOptions(List.of("amqp://a"), false, true, PATIENT);
        List<TwoLines> herd = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            herd.add(new TwoLines(broker, pingingEach("till-" + n), returning, n * 1_000L).opened());
        }
        herd.forEach(each -> each.holdsNew = true);
        herd.forEach(each -> each.cut(1));
        List<Runnable> queue = new ArrayList<>();
        int[] known = new int[herd.size()];

        for (int served = 0; served < 50; served++) {
            for (int n = 0; n < known.length; n++) {
                TwoLines each = herd.get(n);
                for (; known[n] < each.dialed.size(); known[n]++) {
                    long line = each.dialed.get(known[n]);
                    if (line > 1) queue.add(() -> each.release(line));
                }
            }
            queue.get(served).run();
            herd.forEach(each -> each.time(each.nowMs + PING_MS / 10));
        }

        assertThat(herd).allMatch(each -> back(each) == 1).allMatch(each -> each.session.isConnected());
    }
}
