package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.core.Limits;
import io.belay.node.mqtt.MqttOptions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients come back at once: so many are let in in a second, and nobody loses what he had for that. */
final class HerdTest {
    private static final long GRACE_MS = 500;

    private static TestBroker lettingIn(int perSecondMax) {
        ReturnOptions returns = new ReturnOptions(86_400, GRACE_MS, perSecondMax, 1_000);
        NodeOptions options = new NodeOptions(
                Limits.DEFAULTS, 64 << 20, 512 << 10, 32 << 20, 16 << 20, QueueOptions.DEFAULTS, returns);
        return new TestBroker(options, MqttOptions.DEFAULTS, Authenticator.ANONYMOUS);
    }

    private static ReturningClient[] herd(TestBroker busy, int count) {
        ReturningClient[] herd = new ReturningClient[count];
        for (int index = 0; index < count; index++) herd[index] = ReturningClient.of(busy, "till-" + index);
        return herd;
    }

    private static void receive(ReturningClient client, String queue) {
        client.receiver("c1", queue);
        client.sender("p1", queue);
        client.send("p1", "first");
        assertThat(client.texts()).containsExactly("first");
    }

    private static long retryAfterMs(ReturningClient client) {
        Object told = client.closedWith().info().get(Symbol.of("belay:retry-after"));
        return ((UnsignedInteger) Objects.requireNonNull(told)).value();
    }

    @Test
    void a_herd_that_comes_back_at_once_is_let_in_second_by_second() {
        TestBroker busy = lettingIn(2);
        ReturningClient[] herd = herd(busy, 5);
        busy.restart();

        for (ReturningClient each : herd) each.open();

        assertThat(herd[0].isIn()).isTrue();
        assertThat(herd[1].isIn()).isTrue();
        assertThat(herd[2].isIn()).isFalse();
        assertThat(herd[2].closedWith().condition()).isEqualTo(ErrorCondition.CONNECTION_FORCED);
        assertThat(retryAfterMs(herd[2])).isBetween(1_000L, 2_000L);
        assertThat(retryAfterMs(herd[3])).isBetween(1_000L, 2_000L).isNotEqualTo(retryAfterMs(herd[2]));
        assertThat(retryAfterMs(herd[4])).isBetween(2_000L, 3_000L);
        busy.pass(1_000);
        assertThat(herd[2].open().isIn()).isTrue();
        assertThat(herd[2].isResumed()).isTrue();
    }

    @Test
    void newcomers_are_not_counted_as_a_herd() {
        TestBroker busy = lettingIn(1);

        assertThat(ReturningClient.of(busy, "a").isIn()).isTrue();
        assertThat(ReturningClient.of(busy, "b").isIn()).isTrue();
    }

    @Test
    void a_number_that_somebody_has_made_up_takes_nobodys_place() {
        TestBroker busy = lettingIn(1);
        ReturningClient known = ReturningClient.of(busy, "till-7");
        busy.restart();

        for (int index = 0; index < 3; index++) {
            ReturningClient stranger = ReturningClient.outside(busy, "mallory-" + index)
                    .wish("belay:session-number", new UnsignedLong(known.number()))
                    .open();
            assertThat(stranger.isIn()).isTrue();
            assertThat(stranger.isResumed()).isFalse();
        }

        assertThat(known.open().isResumed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void one_of_a_herd_that_takes_longer_than_the_grace_finds_what_it_had(boolean comes) {
        TestBroker busy = lettingIn(1);
        ReturningClient[] herd = herd(busy, 3);
        receive(herd[2], "orders");
        busy.restart();
        TestAmqpClient other = TestAmqpClient.of(busy, "other");
        AmqpReceiver receiver = other.receiver(other.session(), "orders");
        other.credit(receiver, 100);
        for (ReturningClient each : herd) each.open();
        long toldMs = retryAfterMs(herd[2]);
        assertThat(toldMs).isGreaterThan(GRACE_MS);

        busy.pass(toldMs + GRACE_MS - 1);
        assertThat(other.texts(receiver)).isEmpty();
        if (comes) herd[2].comeBack();
        busy.pass(1);

        assertThat(other.texts(receiver)).isEqualTo(comes ? List.of() : List.of("first"));
        if (comes) assertThat(herd[2].all).allMatch(got -> got.times == 1);
    }

    @Test
    void one_that_is_told_to_wait_again_and_again_is_not_waited_for_for_ever() {
        TestBroker busy = lettingIn(1);
        ReturningClient[] herd = herd(busy, 2);
        receive(herd[1], "orders");
        busy.restart();
        TestAmqpClient other = TestAmqpClient.of(busy, "other");
        AmqpReceiver receiver = other.receiver(other.session(), "orders");
        other.credit(receiver, 100);

        // Two sessions take three seconds at most, and there is a grace before and after.
        for (int seconds = 0; seconds < 4; seconds++) {
            assertThat(other.texts(receiver)).as("after %d s", seconds).isEmpty();
            for (ReturningClient each : herd) each.open();
            assertThat(herd[1].isIn()).isFalse();
            busy.pass(1_000);
        }

        assertThat(other.texts(receiver)).containsExactly("first");
    }
}
