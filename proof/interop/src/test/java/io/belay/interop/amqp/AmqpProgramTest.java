package io.belay.interop.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.interop.SharedBroker;
import io.belay.testkit.BrokerProcess;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients in other languages find what they expect; the scenarios are theirs, in {@code js} and {@code python}. */
@Tag("programs") // which must be installed
class AmqpProgramTest {
    private static BrokerProcess broker;

    @RegisterExtension
    static final BeforeAllCallback START = context -> broker = SharedBroker.of(context);

    @ParameterizedTest
    @ValueSource(
            strings = {"queue", "settlement", "selector", "large", "topic", "durable", "reply", "browse", "credit"})
    void rhea_is_served(String scenario) throws Exception {
        assertDone(AmqpProgram.RHEA, scenario);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queue",
                "settlement",
                "selector",
                "large",
                "topic",
                "durable",
                "reply",
                "browse",
                "refusal",
                "transaction"
            })
    void qpid_proton_for_python_is_served(String scenario) throws Exception {
        assertDone(AmqpProgram.PROTON_PYTHON, scenario);
    }

    private static void assertDone(AmqpProgram program, String scenario) throws Exception {
        String name = program + "-" + scenario + "-" + UUID.randomUUID();

        assertThat(program.play(broker.amqpPort(), name, scenario)).isEqualTo("done");
    }
}
