package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.testkit.Clause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What clients say at length when they attach is not kept once they are answered. */
final class AskedAtLengthTest {
    private static final int LINKS = 200; // of each kind
    private static final int LENGTH = 200_000;
    private static final long KEPT_MAX = (long) LINKS * LENGTH / 4;

    private final TestBroker broker = new TestBroker();
    private final TestAmqpClient client = TestAmqpClient.of(broker, "till-7");
    private final AmqpSession session = client.session();
    private final String words = "x".repeat(LENGTH);

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void attach(int handle, Role role, Source source, Target target) {
        Map<Binary, @Nullable DeliveryState> unsettled = new LinkedHashMap<>();
        AmqpError error = new AmqpError(Symbol.of("belay:long"), words);
        unsettled.put(Binary.of((byte) handle), new DeliveryState.Rejected(error));
        Map<Symbol, @Nullable Object> properties = new LinkedHashMap<>();
        client.says(
                session.channel(),
                new Attach(
                        "l" + handle,
                        handle,
                        role,
                        SenderSettleMode.UNSETTLED,
                        ReceiverSettleMode.FIRST,
                        source,
                        target,
                        unsettled,
                        false,
                        0,
                        0,
                        List.of(),
                        List.of(),
                        properties));
    }

    private long kept(Role role, Source source, Target target) {
        long before = used();
        for (int handle = 0; handle < LINKS; handle++) attach(handle, role, source, target);
        assertThat(client.gateway.isAhead()).as("there").isFalse();
        return used() - before;
    }

    @Test
    @Clause("AMQP-2.6.3")
    void of_consumers() {
        assertThat(kept(Role.RECEIVER, TestAmqpClient.source("orders", "queue"), Target.at(null)))
                .isLessThan(KEPT_MAX);
    }

    @Test
    @Clause("AMQP-2.6.3")
    void of_producers() {
        assertThat(kept(Role.SENDER, Source.at("here"), TestAmqpClient.target("orders", "queue")))
                .isLessThan(KEPT_MAX);
    }

    @Test
    @Clause("AMQP-2.6.3")
    void of_links_that_are_refused() {
        assertThat(kept(Role.RECEIVER, Source.at(null), Target.at(null))).isLessThan(KEPT_MAX);
        assertThat(kept(Role.SENDER, Source.at("here"), TestAmqpClient.target("a/+/b", "topic")))
                .isLessThan(KEPT_MAX);
    }
}
