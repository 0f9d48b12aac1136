package io.belay.interop.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.interop.Brokers;
import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short slice of {@link Survival}; the whole of it is a program. */
class SurvivalTest {
    private static final int PING_MS = 500;
    private static final int HOLD_MS = 700;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Mode.class)
    @Clause({"GAP-1", "GAP-2", "GAP-3", "GAP-11"})
    void nothing_is_lost_or_comes_twice_and_nothing_is_thrown(Mode mode) throws Exception {
        try (BrokerProcess broker = Brokers.start(directory);
                Run run = new Run(new Plan(Provider.BELAY, mode, 1000, 8, 1, HOLD_MS, PING_MS, false, 1), broker)) {
            run.run();

            assertThat(run.isClean()).as(run.report()).isTrue();
        }
    }
}
