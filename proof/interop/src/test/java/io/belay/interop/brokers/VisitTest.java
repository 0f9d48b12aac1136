package io.belay.interop.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.BrokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The trials on our own broker, where each must hold; the brokers of others are visited by {@code brokers.sh}. */
class VisitTest {
    private static final int WAIT_MS = 60_000;
    private static final Path PAGE = Path.of("../../docs/JMS-BROKERS.md");

    @TempDir
    static Path data;

    private static BrokerProcess broker;

    @BeforeAll
    static void start() {
        broker = BrokerProcess.start(
                Host.BELAY.program(), data.resolve("broker"), "-Xmx256m", "-XX:TieredStopAtLevel=1");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @TestFactory
    Stream<DynamicTest> on_belay_all_of_it_holds() {
        Visits visits = new Visits(Host.BELAY, broker, WAIT_MS);
        return Trial.all().stream()
                .map(trial -> DynamicTest.dynamicTest(
                        trial.says(),
                        () -> assertThat(visits.make(trial)).isEqualTo(new Visits.Result(Outcome.YES, ""))));
    }

    @Test
    void the_table_has_each_trial_in_order_and_each_broker() throws IOException {
        Table table = Table.read(PAGE);

        assertThat(table.trials())
                .containsExactlyElementsOf(Trial.all().stream().map(Trial::says).toList());
        for (Host host : Host.values()) {
            for (Trial trial : Trial.all()) {
                assertThat(Arrays.stream(Outcome.values()).map(Outcome::cell))
                        .as(host + ": " + trial.says())
                        .contains(table.cell(trial.says(), host));
            }
        }
    }

    @Test
    void of_belay_the_table_says_what_is_shown_here() throws IOException {
        Table table = Table.read(PAGE);

        assertThat(table.trials())
                .allSatisfy(trial -> assertThat(table.cell(trial, Host.BELAY)).isEqualTo("yes"));
    }
}
