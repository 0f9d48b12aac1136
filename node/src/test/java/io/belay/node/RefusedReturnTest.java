package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Rights;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client that has accepted messages comes back, and is refused the link by which it says so. */
final class RefusedReturnTest {
    private static final long GRACE_MS = 5_000;
    private static final Symbol SELECTOR_TYPE = Symbol.of("apache.org:selector-filter:string");
    private static final Map<Symbol, @Nullable Object> SELECTOR =
            Collections.singletonMap(Symbol.of("selector"), new Described(SELECTOR_TYPE, "colour = 'red'"));

    private final TestBroker broker = new TestBroker();
    private final ReturningClient client = ReturningClient.of(broker, "till-7");
    private final ReturningClient other = ReturningClient.of(broker, "other");

    /** Lets everybody in; those who come from now on may do nothing. */
    private static final class Locked implements Authenticator {
        @Override
        public Verdict check(@Nullable String username, byte @Nullable [] password, long nowMs) {
            return Verdict.accepted(ANONYMOUS_PRINCIPAL);
        }

        @Override
        public boolean offers(String mechanism) {
            return ANONYMOUS.offers(mechanism);
        }

        @Override
        public @Nullable Mechanism mechanism(String name) {
            return null;
        }

        @Override
        public Rights rights(String principal, String clientId) {
            return Rights.none();
        }
    }

    private long inQueue() {
        return Objects.requireNonNull(broker.node.broker().queue("orders")).messages();
    }

    /** It has three, of which it has accepted the second when its line breaks. */
    private void secondIsAccepted() {
        client.sender("p1", "orders");
        client.receiver("c1", "orders");
        client.send("p1", "one", "two", "three");
        client.got("two").decided = DeliveryState.ACCEPTED;
    }

    @Test
    void what_it_has_accepted_is_gone_though_it_may_not_consume_there_any_more() {
        secondIsAccepted();
        client.cut();
        broker.authenticators = told -> new Locked();
        client.open();
        other.receiver("c1", "orders");

        client.attachReceiver("c1", client.memoryOf("c1"));

        assertThat(inQueue()).isEqualTo(2);
        assertThat(other.texts()).as("at once, nobody waits for it").containsExactly("one", "three");
        assertThat(other.all).extracting(got -> got.failures).containsExactly(1L, 1L);
    }

    @Test
    void who_may_not_consume_takes_nothing_that_it_was_not_given() {
        secondIsAccepted();
        client.cut();
        client.got("one").decided = DeliveryState.ACCEPTED;
        ReturningClient thief = ReturningClient.of(broker, "thief");
        thief.receiver("c1", "orders");
        thief.cut();
        broker.authenticators = told -> new Locked();
        thief.open();

        thief.attachReceiver("c1", client.memoryOf("c1"));

        assertThat(inQueue()).isEqualTo(3);
    }

    @Test
    void what_it_has_accepted_is_gone_though_another_has_the_queue_for_itself() {
        secondIsAccepted();
        broker.restart();
        broker.pass(GRACE_MS);
        TestAmqpClient alone = TestAmqpClient.of(broker, "alone");
        AmqpReceiver exclusive = alone.session().receiver("c1");
        exclusive.attach(exclusive());
        broker.settle();

        client.open();
        client.attachReceiver("c1", client.memoryOf("c1"));

        assertThat(client.line.seen(AmqpEvent.Detached.class)).hasSize(1);
        assertThat(inQueue()).isEqualTo(2);
    }

    @Test
    void what_it_has_accepted_is_gone_though_it_wants_something_else_by_that_name() {
        secondIsAccepted();
        other.receiver("c1", "orders");
        client.cut().open();

        client.sources.put("c1", TestAmqpClient.source("orders", null, SELECTOR, "queue"));
        client.attachReceiver("c1", client.memoryOf("c1"));

        assertThat(inQueue()).isEqualTo(2);
        assertThat(other.texts()).containsExactly("one", "three");
    }

    private static Performative.Attach exclusive() {
        return new Performative.Attach(
                "",
                0,
                Role.RECEIVER,
                SenderSettleMode.MIXED,
                ReceiverSettleMode.FIRST,
                TestAmqpClient.source("orders", "queue"),
                Target.at(null),
                null,
                false,
                0,
                0,
                List.of(),
                List.of(),
                Collections.singletonMap(Symbol.of("exclusive"), true));
    }
}
