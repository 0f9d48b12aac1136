package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.core.QueuePolicy;
import io.belay.core.Refusal;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.limit.Limit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** While the heap is nearly full nothing is added to what is kept, and what is there goes on. */
final class ShortMemoryTest {
    private static final int FREE_WILL_BYTES = 1_024;

    private final TestBroker broker = new TestBroker();

    private void begin() {
        broker.node.shortOfMemory(true);
    }

    private TestClient mortal(String id, long expiryS, int willLength) {
        Packet.Will will = new Packet.Will("w", 0, false, 0, -1, new byte[willLength]);
        return new TestClient(broker, Version.MQTT_5).connect(id, false, expiryS, will);
    }

    private static boolean isIn(TestClient client) {
        return !client.seen(MqttEvent.Connected.class).isEmpty();
    }

    private static ReasonCode refusal(TestClient client) {
        return client.seen(MqttEvent.Refused.class).get(0).connack().reason();
    }

    private static List<ReasonCode> subscribed(TestClient client) {
        return client.seen(MqttEvent.Subscribed.class).stream()
                .map(event -> event.suback().reasons().get(0))
                .toList();
    }

    @Test
    void a_new_subscription_is_refused_and_the_one_that_is_there_is_renewed_and_ends() {
        TestClient client = TestClient.of(broker, "a", false, 60).subscribe(1, "old", 1);
        begin();

        client.subscribe(2, "new", 1).subscribe(3, "old", 2);
        client.client.unsubscribe(new Packet.Unsubscribe(4, List.of("old"), Properties.NONE));
        broker.settle();
        client.subscribe(5, "old", 1);
        broker.node.shortOfMemory(false);
        client.subscribe(6, "new", 1);

        assertThat(subscribed(client))
                .containsExactly(
                        ReasonCode.GRANTED_QOS_1,
                        ReasonCode.QUOTA_EXCEEDED,
                        ReasonCode.GRANTED_QOS_2,
                        ReasonCode.QUOTA_EXCEEDED,
                        ReasonCode.GRANTED_QOS_1);
        assertThat(client.seen(MqttEvent.Unsubscribed.class)).hasSize(1);
        assertThat(broker.node.limitCounts().count(Limit.HEAP)).isEqualTo(2);
    }

    @Test
    void of_one_subscribe_with_old_and_new_nothing_is_taken() {
        TestClient client = TestClient.of(broker, "a", false, 60).subscribe(1, "old", 1);
        begin();

        client.client.subscribe(new Packet.Subscribe(
                2,
                List.of(new Packet.Filter("old", 0, false, false, 0), new Packet.Filter("new", 0, false, false, 0)),
                Properties.NONE));
        broker.settle();

        assertThat(client.seen(MqttEvent.Subscribed.class).get(1).suback().reasons())
                .containsOnly(ReasonCode.QUOTA_EXCEEDED);
        assertThat(broker.node.broker().sessionByClientId("a").subscriptions()).hasSize(1);
    }

    @Test
    void a_session_is_begun_resumed_displaced_and_begun_anew_in_place_of_another() {
        TestClient.of(broker, "a", false, 60).subscribe(1, "t", 1).cut();
        begin();

        TestClient other = TestClient.of(broker, "b", false, 60);
        TestClient back = TestClient.of(broker, "a", false, 60);
        TestClient displacing = TestClient.of(broker, "a", false, 60);
        TestClient anew = TestClient.of(broker, "a", true, 60);

        assertThat(List.of(other, back, displacing, anew)).allMatch(ShortMemoryTest::isIn);
        assertThat(back.seen(MqttEvent.Connected.class).get(0).connack().sessionPresent())
                .isTrue();
    }

    @Test
    void a_will_is_refused_if_it_is_long_and_longer_than_before() {
        TestClient.of(broker, "short", false, 60).cut();
        TestClient.of(broker, "long", false, 60).cut();
        mortal("had", 60, 5_000);
        begin();

        assertThat(isIn(mortal("new", 0, 10))).isTrue();
        assertThat(refusal(mortal("newer", 0, 5_000))).isEqualTo(ReasonCode.QUOTA_EXCEEDED);
        assertThat(isIn(mortal("short", 60, 10))).isTrue();
        assertThat(refusal(mortal("long", 60, 5_000))).isEqualTo(ReasonCode.QUOTA_EXCEEDED);
        assertThat(isIn(mortal("had", 60, 5_000))).as("as long as before").isTrue();
        assertThat(refusal(mortal("had", 60, 5_001))).isEqualTo(ReasonCode.QUOTA_EXCEEDED);
        assertThat(isIn(TestClient.of(broker, "long", false, 60)))
                .as("without its will")
                .isTrue();
    }

    @Test
    void a_will_is_counted_with_its_topic_to_the_last_byte() {
        TestClient.of(broker, "a", false, 60).cut();
        begin();
        int longest = FREE_WILL_BYTES - "w".length();

        assertThat(isIn(mortal("a", 60, longest))).isTrue();
        broker.node.shortOfMemory(false);
        TestClient.of(broker, "a", false, 60).cut();
        begin();
        assertThat(refusal(mortal("a", 60, longest + 1))).isEqualTo(ReasonCode.QUOTA_EXCEEDED);
    }

    @Test
    void amqp_clients_come_in_and_drain_what_there_is() {
        ReturningClient known = ReturningClient.of(broker, "till-7");
        known.sender("p", "orders");
        known.send("p", "1");
        known.receiver("c", "orders");
        known.sender("p2", "others");
        known.send("p2", "2");
        begin();

        known.cut().comeBack();
        known.accept("1");
        ReturningClient other = ReturningClient.of(broker, "till-8");
        other.receiver("c", "others");
        other.accept("2");

        assertThat(known.isResumed()).isTrue();
        assertThat(messagesIn("orders") + messagesIn("others")).isZero();
    }

    @Test
    void an_amqp_client_finds_all_that_is_its_own_after_a_restart() {
        ReturningClient client = ReturningClient.of(broker, "till-7");
        client.receiver("c", TestAmqpClient.source("news", "topic"));
        client.receiver("s|volatile1", TestAmqpClient.source("news", "topic", "shared"));
        client.sender("t", ReturningClient.dynamic());
        client.sender("p", TestAmqpClient.target("news", "topic"));
        long queues = broker.node.broker().queues().size();
        broker.restart();
        begin();

        client.comeBack();
        broker.node.shortOfMemory(false);
        client.send("p", "one");

        assertThat(client.texts()).containsExactly("one", "one");
        assertThat(broker.node.broker().queues()).hasSize((int) queues);
    }

    @Test
    void a_long_will_that_was_published_is_not_kept_again() {
        mortal("a", 60, 5_000).cut();
        begin();

        assertThat(refusal(mortal("a", 60, 5_000))).isEqualTo(ReasonCode.QUOTA_EXCEEDED);
        broker.node.shortOfMemory(false);
        assertThat(isIn(mortal("a", 60, 5_000))).isTrue();
    }

    private long messagesIn(String queue) {
        return Objects.requireNonNull(broker.node.broker().queue(queue)).messages();
    }

    @Test
    void a_queue_is_not_made_and_links_to_those_that_are_there_go_on() {
        TestAmqpClient client = TestAmqpClient.of(broker, "till-7");
        AmqpSession session = client.session();
        AmqpSender before = client.sender(session, "orders");
        client.send(before, TestAmqpClient.text("1"));
        begin();

        AmqpSender sender = client.sender(session, "new");
        AmqpReceiver receiver = client.receiver(session, "newer");
        AmqpSender temporary = client.sender(session, "t", ReturningClient.dynamic());
        AmqpReceiver subscriber =
                client.receiver(session, "s", SenderSettleMode.UNSETTLED, TestAmqpClient.source("news", "topic"));
        AmqpReceiver reader = client.receiver(session, "orders");
        client.credit(reader, 1);
        client.settle(client.arrivedOn(reader).get(0), DeliveryState.ACCEPTED);

        assertThat(List.of(sender, receiver, temporary, subscriber))
                .allSatisfy(link ->
                        assertThat(client.error(link).condition()).isEqualTo(ErrorCondition.RESOURCE_LIMIT_EXCEEDED));
        assertThat(broker.node.broker().queues()).hasSize(1);
        assertThat(broker.node.broker().queues().get(0).messages()).isZero();
    }

    @Test
    void a_durable_subscription_changes_its_topic_for_that_adds_nothing() {
        TestNode world = new TestNode();
        SubscriptionName name = new SubscriptionName("c", "news", true);
        TestPeer first = world.peer("c");
        first.open(1, TopicSourcesTest.named(name, "t", "", false));
        first.cut();
        world.node.shortOfMemory(true);

        TestPeer second = world.peer("c");

        assertThat(second.open(1, TopicSourcesTest.named(name, "other", "", false)))
                .isNull();
    }

    @Test
    void operators_make_no_queue_either() {
        begin();
        QueueAnswer[] told = new QueueAnswer[1];

        broker.node
                .operators()
                .carryOut(new QueueOrder.Create("orders", QueuePolicy.DEFAULTS), answer -> told[0] = answer);
        broker.settle();

        assertThat(told[0])
                .isInstanceOfSatisfying(
                        QueueAnswer.Refused.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(Refusal.Reason.MEMORY_FULL));
    }
}
