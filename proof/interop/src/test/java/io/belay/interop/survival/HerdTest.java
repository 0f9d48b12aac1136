package io.belay.interop.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.interop.Brokers;
import io.belay.testkit.BrokerProcess;
import io.belay.testkit.Clause;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small {@link Herd}; a thousand, with the time it takes, are a program. */
class HerdTest {
    private static final int CLIENTS = 50;

    @TempDir
    Path directory;

    @Test
    @Clause({"GAP-1", "GAP-10"})
    void a_herd_comes_back_after_a_kill_and_each_gets_what_is_sent_to_it() throws Exception {
        try (BrokerProcess broker = Brokers.start(directory);
                Herd herd = new Herd(CLIENTS, broker)) {
            Herd.Outcome outcome = herd.run();

            assertThat(outcome.received()).as(outcome.toString()).isEqualTo(CLIENTS);
            assertThat(outcome.trouble()).isEmpty();
        }
    }
}
