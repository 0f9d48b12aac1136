package io.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {
    private static final LongPredicate NEVER = count -> false;

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void every_message_is_counted_once_for_each_subscriber(Scenario scenario) throws Exception {
        try (Relay relay = new Relay(NEVER, NEVER)) {
            LoadResult result = Load.run(plan(relay, scenario, 100, 0));

            assertThat(result.isClean()).isTrue();
            assertThat(result.sent()).isPositive();
            assertThat(result.delivered()).isEqualTo(result.sent() * scenario.subscribers);
            assertThat(result.acknowledged()).isEqualTo(scenario.qos == 0 ? 0 : result.sent());
        }
    }

    @Test
    void a_message_that_the_broker_drops_is_counted_as_lost() throws Exception {
        try (Relay relay = new Relay(count -> count % 10 == 5, NEVER)) {
            LoadResult result = Load.run(plan(relay, Scenario.QOS0, 100, 1000));

            assertThat(result.lost()).isEqualTo((result.sent() + 5) / 10);
            assertThat(result.delivered()).isEqualTo(result.sent() - result.lost());
        }
    }

    @Test
    void a_message_that_comes_twice_is_counted_as_repeated() throws Exception {
        try (Relay relay = new Relay(NEVER, count -> count % 10 == 5)) {
            LoadResult result = Load.run(plan(relay, Scenario.QOS1, 100, 1000));

            assertThat(result.repeated()).isEqualTo((result.sent() + 5) / 10);
            assertThat(result.delivered()).isEqualTo(result.sent());
        }
    }

    @Test
    void a_paced_run_sends_at_the_rate_that_was_asked_for() throws Exception {
        try (Relay relay = new Relay(NEVER, NEVER)) {
            long startNs = System.nanoTime();
            LoadResult result = Load.run(plan(relay, Scenario.QOS0, 100, 2000));
            long tookS = (System.nanoTime() - startNs) / 1_000_000_000L + 1;

            assertThat(result.sent()).isBetween(1L, 2000 * tookS); // however busy the machine is
            assertThat(result.p50Us()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 111, 112, 113, 1000})
    void payloads_may_need_one_or_two_bytes_of_length(int payloadLength) throws Exception {
        try (Relay relay = new Relay(NEVER, NEVER)) {
            LoadResult result = Load.run(plan(relay, Scenario.QOS1, payloadLength, 200));

            assertThat(result.delivered()).isEqualTo(result.sent()).isPositive();
        }
    }

    private static LoadPlan plan(Relay relay, Scenario scenario, int payloadLength, int ratePerS) {
        return new LoadPlan(relay.address(), scenario, payloadLength, 0, 1, ratePerS, 100, 100, 0);
    }
}
