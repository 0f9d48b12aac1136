package io.belay.node;

import static io.belay.node.GuardedBroker.fate;

import io.belay.amqp.AmqpLink;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ExpiryPolicy;
import io.belay.amqp.type.LifetimePolicy;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TerminusDurability;
import io.belay.base.ByteWriter;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.AttacksTest.Attack;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Things that a user tries to do that its roles do not allow. Anna has "till", bert has "reader". */
final class RightsAttacks {
    private static final String NOT = "NOT_AUTHORIZED";
    private static final String UNAUTHORIZED = "amqp:unauthorized-access";

    private RightsAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(publishing(), subscribing(), sending(), consuming(), temporary())
                .flatMap(List::stream);
    }

    // MQTT

    private static Attack publish(String name, String topic, int qos) {
        return new Attack(name, "M5-18", broker -> published(broker, "c", topic, qos), NOT);
    }

    private static List<Attack> publishing() {
        return List.of(
                publish("to publish where others may", "news/today", 1),
                publish("to publish once exactly where others may", "news/today", 2),
                publish("to publish beside one's place", "shops/1", 1),
                publish("to publish above one's place", "home", 1),
                publish("to publish in another's place", "home/bert/x", 1),
                publish("to publish into a temporary topic by its name", "$temporary-topic/1-1", 1),
                new Attack(
                        "to publish without an answer",
                        "M5-18",
                        broker -> {
                            broker.users(GuardedBroker.ANNA, GuardedBroker.withRoles(GuardedBroker.BERT, "all"));
                            TestClient ear =
                                    broker.mqtt("ear", "bert", "hunter2").subscribe(1, "#", 0);
                            broker.mqtt("c", "anna", "secret")
                                    .publish("news/today", 0, 0, "fake", true)
                                    .publish("shop/1", 0, 0, "true");
                            TestClient late =
                                    broker.mqtt("late", "bert", "hunter2").subscribe(1, "news/#", 0);
                            return ear.messages() + " " + late.messages();
                        },
                        "[shop/1=true] []"),
                new Attack(
                        "to publish in 3.1.1, which knows no refusal",
                        "M3-40",
                        broker -> {
                            TestClient client = broker.mqtt(Version.MQTT_3_1_1, "c", "anna", "secret", null);
                            client.publish("news/today", 1, 1, "fake");
                            return client.seen(MqttEvent.Acknowledged.class) + " " + (client.closed != null);
                        },
                        "[] true"),
                new Attack("a client called #", "M5-18", broker -> published(broker, "#", "till/other/x", 1), NOT),
                new Attack("a client called +", "M5-18", broker -> published(broker, "+", "till/other/x", 1), NOT),
                new Attack("a client called a/b", "M5-18", broker -> published(broker, "a/b", "till/a/b/x", 1), NOT),
                new Attack(
                        "a client called $SYS", "M5-18", broker -> published(broker, "$SYS", "till/$SYS/x", 1), NOT));
    }

    private static String published(GuardedBroker broker, String id, String topic, int qos) {
        TestClient client = broker.mqtt(id, "anna", "secret").publish(topic, qos, 1, "fake");
        if (qos == 2)
            return client.seen(MqttEvent.Received.class).get(0).reason().name();
        return client.seen(MqttEvent.Acknowledged.class).get(0).reason().name();
    }

    private static Attack subscribe(String name, String filter) {
        return subscribe(name, "c", filter);
    }

    private static Attack subscribe(String name, String id, String filter) {
        return new Attack(
                name,
                "M5-18",
                broker -> {
                    TestClient client = broker.mqtt(id, "anna", "secret").subscribe(1, filter, 1);
                    List<ReasonCode> reasons = client.seen(MqttEvent.Subscribed.class)
                            .get(0)
                            .suback()
                            .reasons();
                    return reasons.get(0).name();
                },
                NOT);
    }

    private static List<Attack> subscribing() {
        return List.of(
                subscribe("to subscribe to what others may", "news/today"),
                subscribe("to subscribe to everything", "#"),
                subscribe("to subscribe to every shop", "+/orders"),
                subscribe("to subscribe to more than one's place", "+/#"),
                subscribe("to subscribe to every home", "home/+/x"),
                subscribe("to subscribe to what is above", "home/#"),
                subscribe("to share what others may", "$share/group/news/today"),
                subscribe("to share everything", "$share/group/#"),
                subscribe("to subscribe to all temporary topics", "$temporary-topic/#"),
                subscribe("a client called # that wants its place", "#", "till/#"),
                subscribe("a client called + that wants its place", "+", "till/+/x"),
                new Attack(
                        "one filter among those that are allowed",
                        "M5-18",
                        RightsAttacks::mixed,
                        "[GRANTED_QOS_1, NOT_AUTHORIZED]"),
                new Attack("retained messages of others", "M5-18", RightsAttacks::retained, "[]"));
    }

    private static String mixed(GuardedBroker broker) {
        TestClient client = broker.mqtt("c", "anna", "secret");
        client.client.subscribe(new Packet.Subscribe(
                1,
                List.of(
                        new Packet.Filter("shop/+", 1, false, false, 0),
                        new Packet.Filter("news/+", 1, false, false, 0)),
                io.belay.mqtt.Properties.NONE));
        broker.settle();
        return client.seen(MqttEvent.Subscribed.class).get(0).suback().reasons().toString();
    }

    private static String retained(GuardedBroker broker) {
        broker.users(GuardedBroker.ANNA, GuardedBroker.withRoles(GuardedBroker.BERT, "all"));
        broker.mqtt("b", "bert", "hunter2").publish("news/today", 1, 1, "secret", true);
        return broker.mqtt("c", "anna", "secret")
                .subscribe(1, "news/#", 1)
                .subscribe(2, "#", 1)
                .messages()
                .toString();
    }

    // AMQP

    /** An open client with a session. */
    private record Peer(TestAmqpClient client, AmqpSession session) {
        Peer(TestAmqpClient client) {
            this(client, client.session());
        }

        static Peer anna(GuardedBroker broker) {
            return of(broker, "anna", "secret");
        }

        static Peer bert(GuardedBroker broker) {
            return of(broker, "bert", "hunter2");
        }

        private static Peer of(GuardedBroker broker, String user, String password) {
            TestAmqpClient client = broker.amqp(user + "'s", user, password);
            if (!fate(client).equals("in")) throw new AssertionError(user + " is not in: " + fate(client));
            return new Peer(client, client.session());
        }

        String send(String address, String capability) {
            return fateOf(client.sender(session, "s", TestAmqpClient.target(address, capability)));
        }

        String receive(Source source) {
            return fateOf(client.receiver(session, "r", SenderSettleMode.UNSETTLED, source));
        }

        private String fateOf(AmqpLink link) {
            return client.detached(link) == null
                    ? "attached"
                    : client.error(link).condition().text();
        }

        /** Sends over a link that leads nowhere in particular. */
        String relay(String to, boolean settled) {
            AmqpSender relay = client.sender(session, "relay", TestAmqpClient.target(null));
            DeliveryState state = client.send(relay, letter(to), settled, null);
            if (settled) return fateOf(relay);
            return state instanceof DeliveryState.Rejected rejected && rejected.error() != null
                    ? rejected.error().condition().text()
                    : String.valueOf(state);
        }
    }

    private static byte[] letter(String to) {
        ByteWriter out = new ByteWriter(64);
        SectionWriter.writeProperties(
                new Properties(null, null, to, null, null, null, null, null, null, null, null, -1, null), out);
        SectionWriter.writeValue("fake", out);
        return out.toArray();
    }

    private static List<Attack> sending() {
        return List.of(
                new Attack(
                        "to send to a queue of others",
                        "AMQP-2.8.16",
                        broker -> Peer.anna(broker).send("invoices", "queue"),
                        UNAUTHORIZED),
                new Attack(
                        "to send to a topic of others",
                        "AMQP-2.8.16",
                        broker -> Peer.anna(broker).send("news/today", "topic"),
                        UNAUTHORIZED),
                new Attack(
                        "to send to a queue that one may only look at",
                        "AMQP-2.8.16",
                        broker -> Peer.bert(broker).send("orders/1", "queue"),
                        UNAUTHORIZED),
                new Attack(
                        "to send to a topic named like one's queue",
                        "AMQP-2.8.16",
                        broker -> Peer.anna(broker).send("orders/1", "topic"),
                        UNAUTHORIZED),
                new Attack(
                        "to send through the relay",
                        "AMQP-2.8.16",
                        broker -> Peer.anna(broker).relay("queue://invoices", false),
                        UNAUTHORIZED),
                new Attack(
                        "to send through the relay without an answer",
                        "AMQP-2.8.16",
                        broker -> Peer.anna(broker).relay("topic://news/today", true),
                        UNAUTHORIZED),
                new Attack(
                        "to send through the relay in a transaction",
                        "AMQP-2.8.16",
                        RightsAttacks::transacted,
                        "amqp:transaction:rollback 0"),
                new Attack(
                        "to have a queue made by sending",
                        "AMQP-2.8.16",
                        broker -> {
                            broker.users(GuardedBroker.withRoles(GuardedBroker.ANNA, "sender"));
                            return Peer.anna(broker).send("orders/1", "queue");
                        },
                        "amqp:not-found"),
                new Attack(
                        "to have a queue made through the relay",
                        "AMQP-2.8.16",
                        broker -> {
                            broker.users(GuardedBroker.withRoles(GuardedBroker.ANNA, "sender"));
                            return Peer.anna(broker).relay("queue://orders/1", false);
                        },
                        "amqp:not-found"),
                new Attack(
                        "a name as long as it can be",
                        "AMQP-2.8.16",
                        broker -> Peer.anna(broker).send("orders/" + "x".repeat(60_000), "queue"),
                        "amqp:invalid-field"));
    }

    private static String transacted(GuardedBroker broker) {
        Peer anna = Peer.anna(broker);
        AmqpSender coordinator = anna.client().coordinator(anna.session());
        Binary id = anna.client().declare(coordinator);
        AmqpSender relay = anna.client().sender(anna.session(), "relay", TestAmqpClient.target(null));
        anna.client().send(relay, letter("queue://orders/1"), false, new DeliveryState.TransactionalState(id, null));
        anna.client().send(relay, letter("queue://invoices"), false, new DeliveryState.TransactionalState(id, null));
        DeliveryState discharged = anna.client().discharge(coordinator, id, false);
        String answer = discharged instanceof DeliveryState.Rejected rejected && rejected.error() != null
                ? rejected.error().condition().text()
                : String.valueOf(discharged);
        return answer + " " + broker.broker.node.broker().totals().messages();
    }

    private static List<Attack> consuming() {
        return List.of(
                receive("to consume from a queue of others", TestAmqpClient.source("invoices", "queue")),
                receive("to browse a queue of others", browser("invoices")),
                receive("to subscribe to a topic of others over AMQP", TestAmqpClient.source("news/today", "topic")),
                receive("to subscribe to everything over AMQP", TestAmqpClient.source("#", "topic")),
                receive("to subscribe to more than one's place over AMQP", TestAmqpClient.source("+/#", "topic")),
                receive("a durable subscription to a topic of others", durable("news/today", "topic")),
                receive("a shared subscription to a topic of others", durable("news/#", "topic", "shared", "global")),
                new Attack(
                        "to consume from a queue that one may only look at",
                        "AMQP-2.8.16",
                        broker -> Peer.bert(broker).receive(TestAmqpClient.source("orders/1", "queue")),
                        UNAUTHORIZED),
                new Attack(
                        "to have a queue made by looking at it",
                        "AMQP-2.8.16",
                        broker -> Peer.bert(broker).receive(browser("orders/1")),
                        "amqp:not-found"),
                new Attack(
                        "to find another's durable subscription by calling oneself the same",
                        "PAIN-12",
                        RightsAttacks::sameContainer,
                        "amqp:not-found"),
                new Attack(
                        "to find the subscription of others by its name",
                        "AMQP-2.8.16",
                        RightsAttacks::found,
                        UNAUTHORIZED));
    }

    private static Attack receive(String name, Source source) {
        return new Attack(name, "AMQP-2.8.16", broker -> Peer.anna(broker).receive(source), UNAUTHORIZED);
    }

    private static Source browser(String queue) {
        return TestAmqpClient.source(queue, "copy", Collections.emptyMap(), "queue");
    }

    private static Source durable(String topic, String... capabilities) {
        return new Source(
                topic,
                TerminusDurability.UNSETTLED_STATE,
                ExpiryPolicy.NEVER,
                0,
                false,
                Collections.emptyMap(),
                null,
                Collections.emptyMap(),
                null,
                List.of(),
                TestAmqpClient.symbols(capabilities));
    }

    /** Both may read the news, and call their containers the same, one after the other. */
    private static String sameContainer(GuardedBroker broker) {
        broker.users(GuardedBroker.withRoles(GuardedBroker.ANNA, "reader"), GuardedBroker.BERT);
        TestAmqpClient owner = broker.amqp("reader", "bert", "hunter2");
        AmqpReceiver his =
                owner.receiver(owner.session(), "daily", SenderSettleMode.UNSETTLED, durable("news/+", "topic"));
        if (owner.detached(his) != null) return "bert has no subscription";
        owner.cut();
        Peer thief = new Peer(broker.amqp("reader", "anna", "secret"));
        AmqpReceiver hers = thief.client().receiver(thief.session(), "daily", SenderSettleMode.UNSETTLED, null);
        return thief.fateOf(hers);
    }

    /** Bert has a subscription that all clients may share, were they allowed to. */
    private static String found(GuardedBroker broker) {
        Peer bert = Peer.bert(broker);
        Source source = durable("news/+", "topic", "shared", "global");
        AmqpReceiver his = bert.client().receiver(bert.session(), "all", SenderSettleMode.UNSETTLED, source);
        bert.client().detach(his, false);
        Peer anna = Peer.anna(broker);
        AmqpReceiver hers =
                anna.client().receiver(anna.session(), "all", SenderSettleMode.UNSETTLED, null, "shared", "global");
        return anna.fateOf(hers);
    }

    private static Target dynamic(String capability) {
        Map<Symbol, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put(LifetimePolicy.KEY, LifetimePolicy.DELETE_ON_CLOSE.described());
        return new Target(
                null,
                TerminusDurability.NONE,
                ExpiryPolicy.LINK_DETACH,
                0,
                true,
                properties,
                TestAmqpClient.symbols(capability));
    }

    private static List<Attack> temporary() {
        return List.of(
                new Attack(
                        "a temporary queue without the right to make one",
                        "AMQP-2.8.16",
                        broker -> {
                            Peer bert = Peer.bert(broker);
                            AmqpSender creator =
                                    bert.client().sender(bert.session(), "creator", dynamic("temporary-queue"));
                            return bert.fateOf(creator);
                        },
                        UNAUTHORIZED),
                new Attack(
                        "a temporary topic without the right to make one",
                        "AMQP-2.8.16",
                        broker -> {
                            Peer anna = Peer.anna(broker);
                            AmqpSender creator =
                                    anna.client().sender(anna.session(), "creator", dynamic("temporary-topic"));
                            return anna.fateOf(creator);
                        },
                        UNAUTHORIZED),
                new Attack(
                        "an answer to another's question, by guessing where",
                        "AMQP-2.8.16",
                        broker -> Peer.bert(broker).send(annasOwn(broker), "queue"),
                        UNAUTHORIZED),
                new Attack(
                        "to read the answers to another",
                        "AMQP-2.8.16",
                        broker -> Peer.bert(broker).receive(TestAmqpClient.source(annasOwn(broker), "queue")),
                        "amqp:not-allowed"));
    }

    private static String annasOwn(GuardedBroker broker) {
        Peer anna = Peer.anna(broker);
        AmqpSender creator = anna.client().sender(anna.session(), "creator", dynamic("temporary-queue"));
        Target made = (Target) anna.client().answer(creator).target();
        return made.address();
    }
}
