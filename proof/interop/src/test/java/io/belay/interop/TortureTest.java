package io.belay.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** A short slice of the {@link Torture}; the whole of it is a program. */
class TortureTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @Seeds(1)
    @Clause({"M5-36", "M5-37", "M5-38"})
    void nothing_is_lost_and_at_quality_of_service_2_nothing_comes_twice(long seed) throws Exception {
        try (BrokerProcess broker = Brokers.start(directory);
                TortureRun run = new TortureRun(
                        new TorturePlan(1000, 10, 2, 500, seed),
                        new InetSocketAddress("127.0.0.1", broker.port()),
                        broker)) {
            run.run();

            assertThat(run.isClean()).as(run.tally()).isTrue();
        }
    }
}
