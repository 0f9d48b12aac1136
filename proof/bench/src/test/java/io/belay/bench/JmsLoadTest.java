package io.belay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JmsLoadTest {
    private static BrokerProcess broker;

    @BeforeAll
    static void start(@TempDir Path data) {
        broker = BrokerProcess.start(BrokerProgram.BELAY, data, "-Xmx256m");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(JmsScenario.class)
    void every_message_comes_once_and_in_order_to_each_that_should_get_it(JmsScenario scenario) throws Exception {
        JmsResult result = JmsLoad.run(plan("all-" + scenario, scenario, 0, 1000));

        assertThat(result.isClean()).isTrue();
        assertThat(result.sent()).isPositive();
        assertThat(result.delivered()).isEqualTo(result.sent() * scenario.copies());
        assertThat(result.deliveredPerS()).isPositive();
        assertThat(result.p99Us()).isGreaterThanOrEqualTo(result.p50Us()).isPositive();
        assertThat(result.sendP99Us())
                .isGreaterThanOrEqualTo(result.sendP50Us())
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ARTEMIS") // speaks to Artemis only
    void each_client_carries_the_load(JmsClient client) throws Exception {
        JmsResult result = JmsLoad.run(plan(client, "client-" + client, JmsScenario.ASYNC, 0, 1000));

        assertThat(result.isClean()).isTrue();
        assertThat(result.sent()).isPositive();
        assertThat(result.delivered()).isEqualTo(result.sent());
    }

    @Test
    void a_paced_run_sends_at_the_rate_that_was_asked_for() throws Exception {
        long startNs = System.nanoTime();
        JmsResult result = JmsLoad.run(plan("paced", JmsScenario.VOLATILE, 50, 1000));
        long tookS = (System.nanoTime() - startNs) / 1_000_000_000L + 1;

        assertThat(result.sent()).isBetween(1L, 50 * tookS); // however busy the machine is
    }

    @Test
    void a_broker_that_is_not_there_ends_the_run() {
        JmsPlan plan = new JmsPlan(
                JmsClient.QPID, "amqp://127.0.0.1:1", "none", JmsScenario.SYNC, 100, 0, 1, 0, 10, 10, 10, 0);

        assertThatThrownBy(() -> JmsLoad.run(plan)).isInstanceOf(JMSException.class);
    }

    private static JmsPlan plan(String name, JmsScenario scenario, int ratePerS, int undeliveredMax) {
        return plan(JmsClient.QPID, name, scenario, ratePerS, undeliveredMax);
    }

    private static JmsPlan plan(JmsClient client, String name, JmsScenario scenario, int ratePerS, int undeliveredMax) {
        String uri = "amqp://127.0.0.1:" + broker.amqpPort();
        return new JmsPlan(client, uri, name, scenario, 100, 0, 1, ratePerS, 100, 100, undeliveredMax, broker.pid());
    }
}
