package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpLimits;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.codec.FrameEncoder;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.base.ByteWriter;
import io.belay.core.Limits;
import io.belay.node.message.TestMessages;
import io.belay.node.mqtt.MqttOptions;
import io.belay.testkit.Seeds;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Peers that are slow, small or hostile: nothing grows because of them, and nothing is lost. */
final class AmqpSlowPeerTest {
    private static final NodeOptions TIGHT =
            new NodeOptions(Limits.DEFAULTS, 64 << 20, NodeOptions.LINE_BYTES_MIN, 32 << 20, 16 << 20);

    private final TestBroker broker = new TestBroker(TIGHT, MqttOptions.DEFAULTS, Authenticator.ANONYMOUS);

    private static AmqpLimits windowOf(int frames) {
        return new AmqpLimits(
                4_096, 4_096, 10, 10, 10, 100, 1 << 20, 1 << 20, frames, 10_000, 1 << 20, 256 << 10, 5_000, 60_000);
    }

    private List<Object> numbers(int count) {
        return IntStream.range(0, count).<Object>mapToObj(Integer::toString).toList();
    }

    private void fill(String queue, int count, int length) {
        TestAmqpClient producer = TestAmqpClient.of(broker, "filler");
        AmqpSender sender = producer.sender(producer.session(), queue);
        for (int number = 0; number < count; number++) {
            if (sender.credit() == 0 || !sender.isWritable()) broker.settle();
            byte[] message = length == 0 ? TestAmqpClient.text("" + number) : new TestMessages().data(new byte[length]);
            producer.write(sender, message, false, null);
        }
        broker.settle();
        producer.cut();
    }

    @Test
    void a_client_with_a_small_window_gets_all_in_order() {
        fill("orders", 500, 0);
        TestAmqpClient slow = new TestAmqpClient(broker, false, windowOf(3)).open("slow");
        AmqpReceiver receiver = slow.receiver(slow.session(), "orders");

        slow.credit(receiver, 500);

        assertThat(slow.texts(receiver)).isEqualTo(numbers(500));
    }

    @Test
    void a_line_that_takes_nothing_is_handed_no_more_than_its_share() {
        fill("orders", 1_000, 10_000);
        TestAmqpClient slow = TestAmqpClient.of(broker, "slow");
        AmqpReceiver receiver = slow.receiver(slow.session(), "orders");
        slow.isWritable = false;
        slow.readsNothing = true;

        receiver.credit(1_000, false);
        broker.settle();

        assertThat((long) slow.unread()).isLessThan(2 * NodeOptions.LINE_BYTES_MIN + 20_000);

        slow.isWritable = true;
        slow.readsNothing = false;
        slow.gateway.drained();
        broker.settle();
        assertThat(slow.arrivedOn(receiver)).hasSize(1_000);
    }

    @Test
    void a_line_whose_messages_wait_for_the_disk_is_not_read() {
        broker.amqp = AmqpTestOptions.with("unansweredBytesMax", 1_000L);
        TestAmqpClient client = TestAmqpClient.of(broker, "fast");
        AmqpSender sender = client.sender(client.session(), "orders");
        for (int count = 0; count < 30; count++) client.write(sender, TestAmqpClient.text("x"), false, null);

        client.exchange();
        assertThat(client.isReading).isFalse();

        broker.settle();
        assertThat(client.isReading).isTrue();
        assertThat(client.outcomes)
                .hasSize(30)
                .allSatisfy((id, outcome) -> assertThat(outcome).isEqualTo(DeliveryState.ACCEPTED));
    }

    @Test
    void credit_that_is_taken_back_is_respected() {
        TestAmqpClient client = TestAmqpClient.of(broker, "fickle");
        AmqpSession session = client.session();
        AmqpReceiver receiver = client.receiver(session, "orders");
        client.credit(receiver, 10);
        client.credit(receiver, 0);

        client.send(client.sender(session, "orders"), "one", "two");
        assertThat(client.arrived).isEmpty();

        client.credit(receiver, 2);
        assertThat(client.texts(receiver)).containsExactly("one", "two");
    }

    @ParameterizedTest
    @Seeds(20)
    void whatever_bytes_come_the_worst_is_the_end_of_the_line(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TestAmqpClient client = TestAmqpClient.of(broker, "hostile");
        client.sender(client.session(), "orders");
        byte[] frame = transfer();
        for (int round = 0; round < 50 && client.closed == null; round++) {
            byte[] spoiled = frame.clone();
            for (int times = random.nextInt(4); times >= 0; times--) {
                spoiled[4 + random.nextInt(spoiled.length - 4)] = (byte) random.nextInt(256);
            }
            client.gateway.received(ByteBuffer.wrap(spoiled), broker.nowMs);
            client.gateway.flush();
        }
        broker.settle();

        TestAmqpClient other = TestAmqpClient.of(broker, "calm");
        assertThat(other.send(other.sender(other.session(), "still"), TestAmqpClient.text("here")))
                .isEqualTo(DeliveryState.ACCEPTED);
    }

    /** A good one, on the first link of the first session. */
    private static byte[] transfer() {
        ByteWriter out = new ByteWriter(64);
        Performative.Transfer transfer =
                new Performative.Transfer(0, 0, Binary.of((byte) 1), 0, false, false, null, null, false, false, false);
        FrameEncoder.writeTransfer(0, transfer, ByteBuffer.wrap(TestAmqpClient.text("hello")), 1 << 20, out);
        return out.toArray();
    }

    @Test
    void the_transfer_that_is_to_be_spoiled_is_a_good_one() {
        TestAmqpClient client = TestAmqpClient.of(broker, "honest");
        client.sender(client.session(), "orders");

        client.gateway.received(ByteBuffer.wrap(transfer()), broker.nowMs);
        broker.settle();

        assertThat(broker.node.broker().queue("orders").messages()).isEqualTo(1);
    }

    /** Any interleaving of sends, credit, drains, outcomes, detaches and ends: what was accepted comes out once. */
    @ParameterizedTest
    @Seeds(20)
    void nothing_is_lost_or_doubled_whatever_clients_do(long seed) {
        new AmqpDisorder(broker, new SplittableRandom(seed)).run(200);
    }
}
