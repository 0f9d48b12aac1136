package io.belay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.Described;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.ExpiryPolicy;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TerminusDurability;
import io.belay.amqp.type.UnsignedLong;
import io.belay.mqtt.Version;
import io.belay.node.message.TestMessages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics and their subscriptions, named as Qpid JMS names them (reference D.5). */
final class AmqpTopicTest {
    private final TestBroker broker = new TestBroker();

    /** A client with one session. */
    private final class Peer {
        final TestAmqpClient client;
        final AmqpSession session;

        Peer(String containerId) {
            client = TestAmqpClient.of(broker, containerId);
            session = client.session();
        }

        AmqpReceiver subscribe(String linkName, Source source) {
            AmqpReceiver receiver = client.receiver(session, linkName, SenderSettleMode.UNSETTLED, source);
            if (client.detached(receiver) == null) client.credit(receiver, 100);
            return receiver;
        }

        /** Looks for a subscription as unsubscribe does. */
        AmqpReceiver find(String linkName, String... desired) {
            return client.receiver(session, linkName, SenderSettleMode.UNSETTLED, null, desired);
        }

        void publish(String topic, String... texts) {
            client.send(client.sender(session, "to " + topic + texts[0], TestAmqpClient.target(topic, "topic")), texts);
        }
    }

    private final Peer shop = new Peer("shop");

    private static Source durable(String topic, String... more) {
        return source(topic, TerminusDurability.UNSETTLED_STATE, ExpiryPolicy.NEVER, Collections.emptyMap(), more);
    }

    private static Source source(
            String topic,
            TerminusDurability durability,
            ExpiryPolicy expiry,
            Map<Symbol, @Nullable Object> filter,
            String... more) {
        List<Symbol> capabilities = new ArrayList<>(TestAmqpClient.symbols("topic"));
        capabilities.addAll(TestAmqpClient.symbols(more));
        return new Source(
                topic,
                durability,
                expiry,
                0,
                false,
                Collections.emptyMap(),
                null,
                filter,
                null,
                List.of(),
                capabilities);
    }

    private static Source noLocal(String topic) {
        Map<Symbol, @Nullable Object> filter = new LinkedHashMap<>();
        filter.put(Symbol.of("no-local"), new Described(new UnsignedLong(0x0000_468C_0000_0003L), "NoLocalFilter{}"));
        return source(topic, TerminusDurability.NONE, ExpiryPolicy.LINK_DETACH, filter);
    }

    @Test
    void every_subscriber_gets_what_is_published() {
        AmqpReceiver one = shop.subscribe("a", TestAmqpClient.source("news", "topic"));
        AmqpReceiver two = shop.subscribe("b", TestAmqpClient.source("+", "topic"));

        shop.publish("news", "x");

        assertThat(shop.client.texts(one)).containsExactly("x");
        assertThat(shop.client.texts(two)).containsExactly("x");
    }

    @Test
    void a_plain_subscription_ends_with_its_link() {
        AmqpReceiver one = shop.subscribe("a", TestAmqpClient.source("news", "topic"));
        shop.client.detach(one, true);
        shop.publish("news", "missed");

        AmqpReceiver next = shop.subscribe("a", TestAmqpClient.source("news", "topic"));

        assertThat(shop.client.texts(next)).isEmpty();
        assertThat(broker.node.broker().queues()).hasSize(1);
    }

    @Test
    void a_durable_subscription_keeps_what_its_client_misses() {
        AmqpReceiver first = shop.subscribe("sub", durable("news"));
        shop.client.detach(first, false);
        shop.publish("news", "missed");

        AmqpReceiver next = shop.subscribe("sub", durable("news"));

        assertThat(shop.client.texts(next)).containsExactly("missed");
    }

    @Test
    void a_durable_subscription_outlives_its_line() {
        shop.subscribe("sub", durable("news"));
        shop.client.cut();
        new Peer("other").publish("news", "missed");

        Peer back = new Peer("shop");
        AmqpReceiver next = back.subscribe("sub", durable("news"));

        assertThat(back.client.texts(next)).containsExactly("missed");
    }

    /** Qpid JMS attaches so what it opens again, or unsubscribes, while the link before waits for its transaction. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_durable_subscription_outlives_a_link_whose_place_another_takes(boolean consumes) {
        AmqpReceiver first = shop.subscribe("sub", durable("news"));
        shop.publish("news", "x");

        shop.client.says(shop.client.session().channel(), again("sub", consumes ? durable("news") : null));
        shop.publish("news", "y");
        assertThat(shop.client.error(first).condition()).isEqualTo(ErrorCondition.LINK_STOLEN);
        shop.client.cut();

        Peer back = new Peer("shop");
        assertThat(back.client.texts(back.subscribe("sub", durable("news")))).containsExactly("x", "y");
    }

    private static Attach again(String linkName, @Nullable Source source) {
        return new Attach(
                linkName,
                9,
                Role.RECEIVER,
                SenderSettleMode.UNSETTLED,
                ReceiverSettleMode.FIRST,
                source,
                Target.at(null),
                null,
                false,
                -1,
                0,
                List.of(),
                List.of(),
                Collections.emptyMap());
    }

    @Test
    void a_durable_subscription_has_one_consumer_unless_it_is_shared() {
        shop.subscribe("sub", durable("news"));

        AmqpReceiver second = shop.subscribe("sub|2", durable("news"));

        assertThat(shop.client.error(second).condition()).isEqualTo(ErrorCondition.RESOURCE_LOCKED);
    }

    @Test
    void names_of_subscriptions_belong_to_their_client() {
        Peer other = new Peer("other");
        AmqpReceiver ours = shop.subscribe("sub", durable("news"));
        AmqpReceiver theirs = other.subscribe("sub", durable("sport"));

        shop.publish("news", "n");
        shop.publish("sport", "s");

        assertThat(shop.client.texts(ours)).containsExactly("n");
        assertThat(other.client.texts(theirs)).containsExactly("s");
    }

    @Test
    void consumers_of_a_shared_durable_subscription_share_its_messages() {
        AmqpReceiver one = shop.subscribe("sd", durable("news", "shared"));
        AmqpReceiver two = shop.subscribe("sd|2", durable("news", "shared"));

        shop.publish("news", "1", "2", "3", "4");

        List<Object> all = new ArrayList<>(shop.client.texts(one));
        all.addAll(shop.client.texts(two));
        assertThat(all).containsExactlyInAnyOrder("1", "2", "3", "4");
        assertThat(shop.client.texts(one)).isNotEmpty();
        assertThat(shop.client.texts(two)).isNotEmpty();
    }

    @Test
    void a_global_subscription_is_shared_by_all_clients() {
        Peer other = new Peer("other");
        AmqpReceiver one = shop.subscribe("sd|global", durable("news", "shared", "global"));
        AmqpReceiver two = other.subscribe("sd|global2", durable("news", "shared", "global"));

        shop.publish("news", "1", "2");

        assertThat(shop.client.texts(one)).hasSize(1);
        assertThat(other.client.texts(two)).hasSize(1);
    }

    @Test
    void a_shared_subscription_that_is_not_durable_ends_with_its_last_link() {
        Source volatileSource = TestAmqpClient.source("news", "topic", "shared");
        AmqpReceiver one = shop.subscribe("sub|volatile1", volatileSource);
        AmqpReceiver two = shop.subscribe("sub|volatile2", volatileSource);
        AmqpReceiver durable = shop.subscribe("sub", durable("news"));

        shop.publish("news", "1", "2");
        assertThat(shop.client.texts(durable)).as("a name space of its own").containsExactly("1", "2");
        assertThat(shop.client.texts(one)).hasSize(1);
        assertThat(shop.client.texts(two)).hasSize(1);

        shop.client.detach(one, true);
        shop.client.detach(two, true);
        shop.publish("news", "3");
        AmqpReceiver next = shop.subscribe("sub|volatile1", volatileSource);
        assertThat(shop.client.texts(next)).doesNotContain("3");
    }

    @Test
    void unsubscribe_finds_the_subscription_and_ends_it() {
        AmqpReceiver first = shop.subscribe("sub", durable("news"));
        shop.client.detach(first, false);

        AmqpReceiver found = shop.find("sub");
        Source source = Objects.requireNonNull(
                Objects.requireNonNull(shop.client.answer(found)).source());
        assertThat(source.address()).isEqualTo("news");
        shop.client.detach(found, true);

        assertThat(broker.node.broker().queues()).isEmpty();
        assertThat(Objects.requireNonNull(shop.client.detached(found)).error()).isNull();
    }

    @Test
    void looking_for_a_subscription_does_not_end_it() {
        AmqpReceiver first = shop.subscribe("sub", durable("news"));
        shop.client.detach(first, false);

        shop.client.detach(shop.find("sub"), false);

        assertThat(broker.node.broker().queues()).hasSize(1);
    }

    @Test
    void unsubscribe_of_a_global_subscription_says_that_it_is_global() {
        AmqpReceiver first = shop.subscribe("sd|global", durable("news", "shared", "global"));
        shop.client.detach(first, false);

        AmqpReceiver wrong = shop.find("sd");
        AmqpReceiver found = shop.find("sd|global", "shared", "global");

        assertThat(shop.client.error(wrong).condition()).isEqualTo(ErrorCondition.NOT_FOUND);
        assertThat(Objects.requireNonNull(shop.client.answer(found)).source()).isNotNull();
    }

    @Test
    void unsubscribe_of_what_is_not_there_is_told_so() {
        AmqpReceiver found = shop.find("nothing");

        assertThat(Objects.requireNonNull(shop.client.answer(found)).source()).isNull();
        assertThat(shop.client.error(found).condition()).isEqualTo(ErrorCondition.NOT_FOUND);
    }

    @Test
    void unsubscribe_while_somebody_consumes_is_refused() {
        shop.subscribe("sub", durable("news"));
        AmqpSession other = shop.client.session();

        AmqpReceiver found = shop.client.receiver(other, "sub|x", SenderSettleMode.UNSETTLED, null);
        shop.client.detach(found, true);

        assertThat(shop.client.error(found).condition()).isEqualTo(ErrorCondition.RESOURCE_LOCKED);
        assertThat(broker.node.broker().queues()).hasSize(1);
    }

    @Test
    void closing_a_durable_consumer_ends_its_subscription() {
        AmqpReceiver first = shop.subscribe("sub", durable("news"));

        shop.client.detach(first, true);

        assertThat(broker.node.broker().queues()).isEmpty();
    }

    @Test
    void subscribing_anew_with_another_topic_drops_what_was_there() {
        AmqpReceiver first = shop.subscribe("sub", durable("news"));
        shop.client.detach(first, false);
        shop.publish("news", "old");

        AmqpReceiver next = shop.subscribe("sub", durable("sport"));
        shop.publish("sport", "new");

        assertThat(shop.client.texts(next)).containsExactly("new");
    }

    @Test
    void a_consumer_that_wants_nothing_of_its_own_client_gets_nothing_of_it() {
        AmqpReceiver receiver = shop.subscribe("a", noLocal("news"));

        shop.publish("news", "own");
        new Peer("other").publish("news", "foreign");

        assertThat(shop.client.texts(receiver)).containsExactly("foreign");
    }

    @Test
    void a_selector_selects_from_a_topic() {
        Map<Symbol, @Nullable Object> filter = new LinkedHashMap<>();
        filter.put(Symbol.of("jms-selector"), new Described(new UnsignedLong(0x0000_468C_0000_0004L), "color = 'red'"));
        AmqpReceiver receiver =
                shop.subscribe("a", source("news", TerminusDurability.NONE, ExpiryPolicy.LINK_DETACH, filter));
        var sender = shop.client.sender(shop.session, "s", TestAmqpClient.target("news", "topic"));

        shop.client.send(sender, new TestMessages().property("color", "red").value("red"));
        shop.client.send(sender, new TestMessages().property("color", "blue").value("blue"));

        assertThat(shop.client.texts(receiver)).containsExactly("red");
    }

    @Test
    void an_mqtt_publish_reaches_an_amqp_subscriber_and_back() {
        TestClient mqtt = new TestClient(broker, Version.MQTT_5).connect("m", true, 0, null);
        mqtt.subscribe(1, "from/amqp", 2);
        AmqpReceiver receiver = shop.subscribe("a", TestAmqpClient.source("from/#", "topic"));

        mqtt.publish("from/mqtt", 1, 2, "hello");
        shop.publish("from/amqp", "hello too");

        assertThat(shop.client.arrivedOn(receiver)).hasSize(2);
        assertThat(shop.client.arrivedOn(receiver).get(0).sections().data().remaining())
                .isEqualTo(5);
        assertThat(mqtt.messages()).hasSize(1);
        assertThat(mqtt.publishes().get(0).topic()).isEqualTo("from/amqp");
    }

    @Test
    void an_mqtt_publish_of_qos_0_reaches_an_amqp_subscriber() {
        TestClient mqtt = new TestClient(broker, Version.MQTT_3_1_1).connect("m", true, 0, null);
        AmqpReceiver receiver = shop.subscribe("a", TestAmqpClient.source("news", "topic"));

        mqtt.publish("news", 0, 0, "hello");

        assertThat(shop.client.arrivedOn(receiver)).hasSize(1);
    }
}
