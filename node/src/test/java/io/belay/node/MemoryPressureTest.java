package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.DeliveryState.TransactionalState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.core.Limits;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.limit.Limit;
import io.belay.node.limit.MemoryBudget.Share;
import io.belay.node.mqtt.MqttOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What all lines together may keep in memory, when each of them alone keeps to its own limits. */
class MemoryPressureTest {
    private static final int LENGTH = 10_000;

    private static TestBroker with(long budgetBytesMax) {
        NodeOptions options = new NodeOptions(
                Limits.DEFAULTS,
                64 << 20,
                512 << 10,
                32 << 20,
                16 << 20,
                QueueOptions.DEFAULTS,
                ReturnOptions.DEFAULTS,
                budgetBytesMax);
        return new TestBroker(options, MqttOptions.DEFAULTS, Authenticator.ANONYMOUS);
    }

    @Test
    void wills_of_clients_that_wait_to_be_let_in_count_as_what_is_not_whole() {
        NodeOptions few = with(8L * 5 * LENGTH).options;
        TestBroker broker = new TestBroker(few, MqttOptions.DEFAULTS, new ConnectedAtLengthTest.Never());
        List<TestClient> clients = new ArrayList<>();
        for (int number = 0; number < 4; number++) clients.add(mortal(broker, "c" + number, 2 * LENGTH));
        TestClient small = mortal(broker, "small", LENGTH);

        assertThat(clients).extracting(client -> client.closed != null).containsExactly(false, false, true, true);
        assertThat(small.closed).as("what every line may have").isNull();
        assertThat(clients.get(3).seen(MqttEvent.Refused.class).get(0).connack().reason())
                .isEqualTo(ReasonCode.QUOTA_EXCEEDED);
        assertThat(broker.node.budget().used(Share.PARTIAL)).isEqualTo(9 * LENGTH);

        for (TestClient each : List.of(clients.get(0), clients.get(1), small)) {
            each.reply(new Reply.Judged(each.line, Authenticator.Verdict.accepted("anna")));
        }
        broker.settle();

        assertThat(broker.node.budget().used(Share.PARTIAL))
                .as("of those two whose lines the driver ends")
                .isEqualTo(4 * LENGTH);
        assertThat(small.seen(MqttEvent.Connected.class)).hasSize(1);
    }

    @Test
    void a_line_that_ends_for_its_will_is_told_of_how_long_that_is() {
        TestBroker broker = new TestBroker(with(0).options, MqttOptions.DEFAULTS, new ConnectedAtLengthTest.Never());
        broker.node.budget().add(Share.PARTIAL, broker.node.budget().max(Share.PARTIAL));

        TestClient client = mortal(broker, "till-7", 2 * LENGTH);

        String words = tooMuch("0 of packets and 20000 of a will before the login is decided");
        assertThat(client.closed).isEqualTo("limit: " + words);
        assertThat(client.seen(MqttEvent.Refused.class))
                .extracting(refused -> refused.connack().properties().string(Property.REASON_STRING))
                .containsExactly(words);
    }

    @Test
    void a_line_that_ends_for_the_beginning_of_a_packet_or_frame_is_told_how_much_came() {
        TestBroker broker = with(0);
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        TestAmqpClient sender = TestAmqpClient.of(broker, "till-7");
        broker.node.budget().add(Share.PARTIAL, broker.node.budget().max(Share.PARTIAL));

        ByteBuffer packet = ByteBuffer.allocate(2 * LENGTH); // of PUBLISH
        publisher.gateway.received(
                packet.put(0, (byte) 0x30)
                        .put(1, (byte) 0xFF)
                        .put(2, (byte) 0xFF)
                        .put(3, (byte) 3),
                broker.nowMs);
        ByteBuffer frame = ByteBuffer.allocate(2 * LENGTH);
        sender.gateway.received(frame.putInt(0, 3 * LENGTH).put(4, (byte) 2), broker.nowMs);
        broker.settle();

        assertThat(publisher.closed).isEqualTo("limit: " + tooMuch("20000 of packets"));
        assertThat(sender.seen(AmqpEvent.Closed.class))
                .extracting(closed -> Objects.requireNonNull(closed.error()).description())
                .containsExactly(tooMuch("20000 of frames and messages"));
    }

    private static String tooMuch(String found) {
        return "memory.budget-bytes-max: expected at most 16384 bytes that wait or are not whole, "
                + "as all lines together have too many; found " + found;
    }

    private static TestClient mortal(TestBroker broker, String id, int willLength) {
        Packet.Will will = new Packet.Will("w", 0, false, 0, -1, new byte[willLength]);
        return new TestClient(broker, Version.MQTT_5).connect(id, false, 60, will);
    }

    private static List<TestClient> slow(TestBroker broker, int count, int qos) {
        List<TestClient> slow = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            slow.add(TestClient.of(broker, "slow-" + index, false, 60).subscribe(1, "a", qos));
            slow.get(index).isWritable = false;
        }
        return slow;
    }

    @Test
    void slow_lines_together_are_handed_no_more_than_their_share_and_a_little_each() {
        TestBroker broker = with(4L * 20 * LENGTH);
        List<TestClient> slow = slow(broker, 10, 1);
        TestClient publisher = TestClient.of(broker, "p", true, 0);

        for (int count = 1; count <= 30; count++) publisher.publish("a", 1, count, "x".repeat(LENGTH));

        long handed = slow.stream().mapToLong(each -> each.messages().size()).sum();
        assertThat(handed).as("20 in all, and 2 for each that had none").isBetween(20L, 40L);
        assertThat(slow).allSatisfy(each -> assertThat(each.messages()).hasSizeGreaterThanOrEqualTo(2));
        assertThat(broker.node.budget().used(Share.OUTGOING)).isBetween(20L * LENGTH, 41L * LENGTH);
        assertThat(broker.node.limitCounts().count(Limit.MEMORY_BUDGET)).isEqualTo(1);
    }

    @Test
    void a_line_that_is_not_slow_gets_all_while_others_have_used_up_what_there_is() {
        TestBroker broker = with(4L * 5 * LENGTH);
        slow(broker, 10, 1);
        TestClient quick = TestClient.of(broker, "quick", false, 60).subscribe(1, "a", 1);
        TestClient publisher = TestClient.of(broker, "p", true, 0);

        for (int count = 1; count <= 30; count++) {
            publisher.publish("a", 1, count, "x".repeat(LENGTH));
            quick.gateway.drained();
            broker.settle();
        }

        assertThat(broker.node.budget().isFull(Share.OUTGOING)).isTrue();
        assertThat(quick.messages()).hasSize(30);
    }

    @Test
    void lines_that_were_held_back_get_the_rest_when_they_take_what_they_have() {
        TestBroker broker = with(4L * 5 * LENGTH);
        List<TestClient> slow = slow(broker, 3, 1);
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        for (int count = 1; count <= 30; count++) publisher.publish("a", 1, count, "x".repeat(LENGTH));

        for (TestClient each : slow) each.isWritable = true;
        for (TestClient each : slow) each.gateway.drained();
        broker.settle();

        assertThat(slow).allSatisfy(each -> assertThat(each.messages()).hasSize(30));
        assertThat(broker.node.budget().used(Share.OUTGOING)).isLessThan(3 * 20_000);
    }

    @Test
    void what_was_handed_to_a_line_counts_no_more_when_it_is_lost() {
        TestBroker broker = with(4L * 5 * LENGTH);
        List<TestClient> slow = slow(broker, 2, 0);
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        for (int count = 1; count <= 100; count++) publisher.publish("a", 0, 0, "x".repeat(LENGTH));
        assertThat(broker.node.budget().used(Share.OUTGOING)).isPositive();
        assertThat(broker.node.budget().used(Share.UNASSURED)).isPositive();

        slow.forEach(TestClient::cut);

        assertThat(broker.node.budget().used()).isZero();
    }

    @Test
    void qos_0_that_waits_for_slow_lines_is_dropped_when_all_of_it_is_too_much() {
        TestBroker broker = with(8L * 20 * LENGTH);
        List<TestClient> slow = slow(broker, 10, 0);
        TestClient publisher = TestClient.of(broker, "p", true, 0);

        for (int count = 1; count <= 300; count++) publisher.publish("a", 0, 0, "x".repeat(LENGTH));

        assertThat(broker.node.budget().used(Share.UNASSURED)).isLessThanOrEqualTo(21L * LENGTH);
        assertThat(broker.node.limitCounts().count(Limit.UNASSURED)).isPositive();
        for (TestClient each : slow) {
            each.isWritable = true;
            each.gateway.drained();
        }
        broker.settle();
        assertThat(broker.node.budget().used(Share.UNASSURED)).isZero();
        publisher.publish("a", 0, 0, "last");
        assertThat(slow).allSatisfy(each -> assertThat(each.messages()).last().isEqualTo("a=last"));
    }

    @Test
    void a_transaction_that_wants_more_than_all_may_have_rolls_back() {
        TestBroker broker = with(8L * 1_000);
        TestAmqpClient client = TestAmqpClient.of(broker, "till-7");
        AmqpSession session = client.session();
        AmqpSender coordinator = client.coordinator(session);
        AmqpSender sender = client.sender(session, "orders");
        Binary first = client.declare(coordinator);
        byte[] letter = TestAmqpClient.text("x".repeat(600));

        assertThat(client.send(sender, letter, false, new TransactionalState(first, null)))
                .isInstanceOf(TransactionalState.class);
        assertThat(client.send(sender, letter, false, new TransactionalState(first, null)))
                .as("the one that fills it")
                .isInstanceOf(TransactionalState.class);
        DeliveryState refused = client.send(sender, letter, false, new TransactionalState(first, null));

        assertThat(AmqpQueueTest.rejection(refused).condition()).isEqualTo(ErrorCondition.RESOURCE_LIMIT_EXCEEDED);
        assertThat(broker.node.budget().used(Share.TRANSACTIONS)).isZero();
        Binary second = client.declare(coordinator);
        assertThat(client.send(sender, letter, false, new TransactionalState(second, null)))
                .isInstanceOf(TransactionalState.class);
    }

    @Test
    void a_sender_gets_no_new_credit_while_too_much_waits_for_the_node() {
        TestBroker broker = with(8L * 1_000);
        TestAmqpClient client = TestAmqpClient.of(broker, "till-7");
        AmqpSender sender = client.sender(client.session(), "orders");
        long before = sender.credit();
        broker.node.budget().add(Share.RECEIVED, 100_000);

        for (int count = 0; count < before; count++) client.send(sender, TestAmqpClient.text("x"));
        assertThat(sender.credit()).isZero();
        broker.pass(250);
        assertThat(sender.credit()).isZero();
        broker.node.budget().add(Share.RECEIVED, -100_000);
        broker.pass(250);

        assertThat(sender.credit()).isEqualTo(before);
    }

    @Test
    void while_the_heap_is_nearly_full_publishing_is_refused_and_consuming_goes_on() {
        TestBroker broker = with(0);
        TestClient reader = TestClient.of(broker, "r", false, 60).subscribe(1, "a", 1);
        TestClient publisher = TestClient.of(broker, "p", true, 0).publish("a", 1, 1, "before");

        broker.node.shortOfMemory(true);
        publisher.publish("a", 1, 2, "refused");
        reader.client.puback(reader.publishes().get(0).packetId(), ReasonCode.SUCCESS);
        broker.settle();
        assertThat(broker.node.broker().sessionByClientId("r").queued()).isZero();
        broker.node.shortOfMemory(false);
        publisher.publish("a", 1, 3, "after");

        assertThat(publisher.seen(MqttEvent.Acknowledged.class))
                .extracting(MqttEvent.Acknowledged::reason)
                .containsExactly(ReasonCode.SUCCESS, ReasonCode.QUOTA_EXCEEDED, ReasonCode.SUCCESS);
        assertThat(reader.messages()).containsExactly("a=before", "a=after");
        assertThat(broker.node.limitCounts().count(Limit.HEAP)).isEqualTo(1);
    }

    @Test
    void an_mqtt_client_keeps_its_answers_while_memory_is_short() {
        TestBroker broker = with(8L * 1_000);
        TestClient reader = TestClient.of(broker, "r", false, 60).subscribe(1, "a", 1);
        TestClient publisher = TestClient.of(broker, "p", true, 0);
        for (Share share : Share.values()) broker.node.budget().add(share, 1_000_000);

        for (int count = 1; count <= 20; count++) {
            publisher.publish("a", 1, count, "message " + count);
            reader.client.puback(reader.publishes().get(count - 1).packetId(), ReasonCode.SUCCESS);
            broker.settle();
        }

        assertThat(reader.messages()).hasSize(20);
        assertThat(broker.node.broker().sessionByClientId("r").queued()).isZero();
    }
}
