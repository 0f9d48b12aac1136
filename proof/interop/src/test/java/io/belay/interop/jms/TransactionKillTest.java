package io.belay.interop.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.interop.Brokers;
import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import io.belay.testkit.Seeds;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** A slice of {@link TransactionKill}, which does the same a hundred times. */
class TransactionKillTest {
    private static final int ROUNDS = 5;

    @TempDir
    Path directory;

    @ParameterizedTest
    @Seeds(1)
    @Clause("OMQ-104")
    void after_a_kill_a_transaction_is_wholly_there_or_wholly_not(long seed) throws Exception {
        try (BrokerProcess broker = Brokers.start(directory)) {
            TransactionKillRun run = new TransactionKillRun(broker, seed);
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(run.round(round))
                        .as("round " + round + ": " + run.tally())
                        .isEmpty();
            }
        }
    }
}
