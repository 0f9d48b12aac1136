package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.type.DeliveryState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a gateway tells its driver of how much a client has under way. */
class AmqpStreamTest {
    private final TestBroker broker = new TestBroker();

    @ParameterizedTest
    @CsvSource({"1, false", "32, false", "33, true", "34, true"})
    void a_client_that_goes_on_sending_while_32_messages_have_no_answer_waits_for_none(int count, boolean isAhead) {
        TestAmqpClient client = TestAmqpClient.of(broker, "sender");
        AmqpSender sender = client.sender(client.session(), "orders");
        assertThat(client.gateway.heard()).isZero();
        for (int sent = 0; sent < count; sent++) client.write(sender, TestAmqpClient.text("x"), false, null);

        client.exchange();

        assertThat(client.gateway.isAhead()).isEqualTo(isAhead);
        assertThat(client.gateway.heard()).isEqualTo(count);
        assertThat(client.gateway.heard()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "32, false", "33, true", "34, true"})
    void a_client_that_has_32_messages_besides_the_one_it_settles_waits_for_none(int count, boolean isAhead) {
        TestAmqpClient client = TestAmqpClient.of(broker, "consumer");
        AmqpReceiver receiver = client.receiver(client.session(), "orders");
        client.credit(receiver, 100);
        AmqpSender sender = client.sender(client.session(), "orders");
        for (int sent = 0; sent < count; sent++) client.send(sender, "x");
        assertThat(client.gateway.heard()).isEqualTo(count);

        client.settle(client.arrived.get(0), DeliveryState.ACCEPTED);

        assertThat(client.gateway.isAhead()).isEqualTo(isAhead);
        assertThat(client.gateway.heard()).isOne();
    }
}
