package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Broker;
import io.belay.log.Log;
import io.belay.log.LogOptions;
import io.belay.log.LogStart;
import io.belay.node.Node;
import io.belay.node.NodeOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a drain is over. Its node never answers, so that it looks only where the test does. */
class DrainTest {
    private static final LogOptions LOG = new LogOptions(16_384, 8_192, 1 << 30, 0, 25);
    private static final long LONG_MS = 3_600_000;

    private final BrokerClock clock = new BrokerClock(0);
    private final NodeThread node = new NodeThread(
            new Node(NodeOptions.DEFAULTS, new Broker(), new Log(LOG, LogStart.fresh(7))),
            clock,
            order -> {},
            why -> {});
    private final AtomicInteger stopped = new AtomicInteger();
    private final Drain drain = new Drain(node, clock, stopped::incrementAndGet);

    @BeforeEach
    void begin() {
        drain.drain(LONG_MS, true);
    }

    @AfterEach
    void close() {
        drain.close();
    }

    @Test
    void it_is_over_when_nobody_was_there_twice() {
        assertThat(drain.choose(List.of())).isEmpty();
        assertThat(stopped).hasValue(0);

        assertThat(drain.choose(List.of())).isEmpty();
        assertThat(stopped).hasValue(1);
    }

    @Test
    void a_line_that_was_let_in_just_before_it_began_and_shows_later_is_told_to_leave() {
        drain.choose(List.of());

        assertThat(drain.choose(List.of(7L))).containsExactly(7L);
        assertThat(drain.choose(List.of(7L))).as("it was asked").isEmpty();
        assertThat(drain.choose(List.of())).isEmpty();
        assertThat(stopped).hasValue(0);
        drain.choose(List.of());
        assertThat(stopped).hasValue(1);
    }

    @Test
    void one_that_is_asked_for_again_looks_twice_again() {
        drain.choose(List.of());
        drain.drain(LONG_MS, true);

        drain.choose(List.of());
        assertThat(stopped).hasValue(0);
    }
}
