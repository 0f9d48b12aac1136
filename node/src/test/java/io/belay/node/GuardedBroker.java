package io.belay.node;

import io.belay.access.Account;
import io.belay.access.Accounts;
import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Permission;
import io.belay.access.Role;
import io.belay.access.Slowdown;
import io.belay.access.SlowdownOptions;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLimits;
import io.belay.amqp.sasl.PlainMessage;
import io.belay.amqp.sasl.ScramClient;
import io.belay.amqp.sasl.ScramCredential;
import io.belay.amqp.sasl.ScramHash;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.Symbol;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.login.LineFacts;
import io.belay.node.login.LineLogins;
import io.belay.node.login.Logins;
import io.belay.node.login.Witness;
import io.belay.node.login.Workers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A broker with users, lines that come from where the test says, and what its witness has heard. */
final class GuardedBroker implements Workers, Witness {
    static final LineFacts LOCAL = new LineFacts("127.0.0.1", true, false, null);
    static final LineFacts FAR = new LineFacts("203.0.113.7", false, false, null);
    static final LineFacts FAR_OVER_TLS = new LineFacts("203.0.113.7", false, true, null);
    static final Role TILL = new Role(
            "till",
            List.of(
                    may(Kind.TOPIC, "shop/#", Action.PUBLISH, Action.CONSUME),
                    may(Kind.TOPIC, "home/${user}/#", Action.PUBLISH, Action.CONSUME),
                    may(Kind.TOPIC, "till/${client}/#", Action.PUBLISH, Action.CONSUME),
                    may(Kind.QUEUE, "orders/#", Action.PUBLISH, Action.CONSUME, Action.CREATE),
                    may(Kind.QUEUE, "$temporary-queue/#", Action.CREATE)));
    static final Role READER = new Role(
            "reader", List.of(may(Kind.TOPIC, "news/+", Action.CONSUME), may(Kind.QUEUE, "orders/#", Action.BROWSE)));
    static final Role SENDER = new Role("sender", List.of(may(Kind.QUEUE, "orders/#", Action.PUBLISH)));
    static final Role ALL =
            new Role("all", List.of(new Permission(EnumSet.allOf(Action.class), EnumSet.allOf(Kind.class), "#")));

    private static final Binary SECRET = Binary.of("sixteen bytes or more".getBytes(StandardCharsets.UTF_8));
    static final Account ANNA = account("anna", "secret", true, "till");
    static final Account BERT = account("bert", "hunter2", false, "reader");
    static final Account CARL = new Account("carl", null, null, "hash of pass", List.of(), List.of("all"));
    static final Account MACHINE = new Account("till-7", null, null, "", List.of("CN=till-7"), List.of("till"));

    /** Of a client that waits for a minute. */
    private static final AmqpLimits PATIENT =
            AmqpLimits.DEFAULT.withTimeouts(60_000, AmqpLimits.DEFAULT.idleTimeoutMs());

    /** A question that waits for a worker. */
    private record Asked(BooleanSupplier question, Consumer<Boolean> answer) {}

    final TestBroker broker = new TestBroker();
    final List<String> witnessed = new ArrayList<>();
    private final ArrayDeque<Asked> asked = new ArrayDeque<>();
    private final Logins logins = new Logins(
            () -> accounts(),
            new Slowdown(SlowdownOptions.DEFAULTS),
            (password, hash) -> hash.equals("hash of " + new String(password, StandardCharsets.UTF_8)),
            new TestTokens(),
            this::nonce,
            false,
            this);
    private Accounts accounts = of(ANNA, BERT, CARL, MACHINE);
    LineFacts from = LOCAL; // of lines from now on
    int workersMax = 10;
    boolean workersRest; // until the test lets them
    private int nonces;

    GuardedBroker() {
        broker.authenticators = told -> new LineLogins(logins, from, this, this, told);
    }

    static Permission may(Kind kind, String pattern, Action action, Action... more) {
        return new Permission(EnumSet.of(action, more), Set.of(kind), pattern);
    }

    static Account account(String name, String password, boolean isLong, String... roles) {
        Binary salt = Binary.of(("salt of " + name).getBytes(StandardCharsets.UTF_8));
        ScramCredential first = ScramCredential.of(ScramHash.SHA_256, password, salt, 4_096);
        ScramCredential second = isLong ? ScramCredential.of(ScramHash.SHA_512, password, salt, 4_096) : null;
        return new Account(name, first, second, "", List.of(), List.of(roles));
    }

    static Account withRoles(Account account, String... roles) {
        return new Account(
                account.name(),
                account.sha256(),
                account.sha512(),
                account.passwordHash(),
                account.certificates(),
                List.of(roles));
    }

    private static Accounts of(Account... users) {
        return new Accounts(List.of(users), List.of(TILL, READER, SENDER, ALL), SECRET);
    }

    private Accounts accounts() {
        return accounts;
    }

    /** These are the users from now on. */
    void users(Account... users) {
        users(250, users);
    }

    /** The same, and this much time passes; if none does, no line has looked at it yet. */
    void users(long ms, Account... users) {
        accounts = of(users);
        if (ms > 0) broker.pass(ms);
    }

    GuardedBroker from(LineFacts facts) {
        from = facts;
        return this;
    }

    private String nonce() {
        return "a nonce that is drawn ".replace(' ', '.') + ++nonces;
    }

    /** All that can happen without time passing happens, also what workers do. */
    void settle() {
        broker.settle();
        while (!workersRest && !asked.isEmpty()) {
            Asked next = asked.remove();
            next.answer().accept(next.question().getAsBoolean());
            broker.settle();
        }
    }

    // Clients

    /** Asks to come in with a password, over MQTT 5.0. */
    TestClient mqtt(String id, @Nullable String user, @Nullable String password) {
        return mqtt(Version.MQTT_5, id, user, password, null);
    }

    TestClient mqtt(
            Version version, String id, @Nullable String user, @Nullable String password, Packet.@Nullable Will will) {
        TestClient client = new TestClient(broker, version);
        byte[] secret = password == null ? null : password.getBytes(StandardCharsets.UTF_8);
        client.client.connect(new Packet.Connect(version, id, false, 60, will, user, secret, Properties.NONE));
        settle();
        return client;
    }

    /** Asks to come in with a mechanism of its own. */
    TestClient mqttWith(String id, String method, byte @Nullable [] data) {
        TestClient client = new TestClient(broker, Version.MQTT_5);
        Properties.Builder properties = Properties.builder().put(Property.AUTHENTICATION_METHOD, method);
        if (data != null) properties.put(Property.AUTHENTICATION_DATA, data);
        client.client.connect(new Packet.Connect(Version.MQTT_5, id, false, 60, null, null, null, properties.build()));
        settle();
        return client;
    }

    /** Goes on with a mechanism. */
    void answer(TestClient client, ReasonCode reason, byte[] data) {
        Properties properties =
                Properties.builder().put(Property.AUTHENTICATION_DATA, data).build();
        client.client.authenticate(new Packet.Auth(reason, properties));
        settle();
    }

    /** What the broker has asked last. */
    static Binary challenge(TestClient client) {
        List<MqttEvent.Authenticating> steps = client.seen(MqttEvent.Authenticating.class);
        byte[] data = steps.get(steps.size() - 1).auth().properties().binary(Property.AUTHENTICATION_DATA);
        return Binary.of(data == null ? new byte[0] : data);
    }

    /** Asks to come in with SCRAM-SHA-256. */
    TestClient mqttScram(String id, String user, String password) {
        ScramClient scram = new ScramClient(ScramHash.SHA_256, user, password, "the.nonce.of.the.client");
        TestClient client = mqttWith(id, "SCRAM-SHA-256", scram.first().bytes());
        if (!client.seen(MqttEvent.Authenticating.class).isEmpty()) {
            answer(
                    client,
                    ReasonCode.CONTINUE_AUTHENTICATION,
                    scram.respond(challenge(client)).bytes());
        }
        return client;
    }

    /** What became of it: {@code in}, {@code waits}, or why it was refused or sent away. */
    static String fate(TestClient client) {
        for (MqttEvent.Refused refused : client.seen(MqttEvent.Refused.class)) {
            return refused.connack().reason().name();
        }
        for (MqttEvent.Left left : client.seen(MqttEvent.Left.class))
            return left.reason().name();
        if (client.closed != null) return "closed: " + client.closed;
        return client.seen(MqttEvent.Connected.class).isEmpty() ? "waits" : "in";
    }

    /** Asks to come in with PLAIN. */
    TestAmqpClient amqp(String container, String user, String password) {
        return amqpWith(container, "PLAIN", new PlainMessage("", user, password).toBinary());
    }

    TestAmqpClient amqpWith(String container, String mechanism, @Nullable Binary response) {
        TestAmqpClient client = sasl(mechanism, response);
        if (fate(client).equals("waits") && isThrough(client)) client.open(container);
        return client;
    }

    /** As far as SASL goes. */
    TestAmqpClient sasl(String mechanism, @Nullable Binary response) {
        TestAmqpClient client = new TestAmqpClient(broker, true, PATIENT);
        settle();
        client.client.saslInit(Symbol.of(mechanism), response, null);
        settle();
        return client;
    }

    /** Asks to come in with a mechanism of SCRAM. */
    TestAmqpClient amqpScram(String container, ScramHash hash, String user, String password) {
        ScramClient scram = new ScramClient(hash, user, password, "the.nonce.of.the.client");
        TestAmqpClient client = sasl(hash.mechanism().symbol().text(), scram.first());
        if (client.seen(AmqpEvent.SaslChallenged.class).isEmpty()) return client;
        client.client.saslResponse(
                scram.respond(client.seen(AmqpEvent.SaslChallenged.class).get(0).challenge()));
        settle();
        if (isThrough(client)) client.open(container);
        return client;
    }

    private static boolean isThrough(TestAmqpClient client) {
        return client.seen(AmqpEvent.SaslEnded.class).stream().anyMatch(ended -> ended.code() == SaslCode.OK);
    }

    /** What became of it: {@code in}, {@code waits}, or why it was refused or sent away. */
    static String fate(TestAmqpClient client) {
        for (AmqpEvent.SaslEnded ended : client.seen(AmqpEvent.SaslEnded.class)) {
            if (ended.code() != SaslCode.OK) return ended.code().name();
        }
        for (AmqpEvent.Closed closed : client.seen(AmqpEvent.Closed.class)) {
            return closed.error() == null
                    ? "closed"
                    : closed.error().condition().text();
        }
        return client.seen(AmqpEvent.Opened.class).isEmpty() ? "waits" : "in";
    }

    // What lines need

    @Override
    public boolean ask(BooleanSupplier question, Consumer<Boolean> answer) {
        if (asked.size() >= workersMax) return false;
        asked.add(new Asked(question, answer));
        return true;
    }

    @Override
    public void accepted(LineFacts line, String user, String how) {
        witnessed.add(user + " in by " + how);
    }

    @Override
    public void refused(LineFacts line, String user, String how, String why) {
        witnessed.add(user + " not in by " + how + ": " + why);
    }

    @Override
    public void denied(LineFacts line, String client, String what) {
        witnessed.add(client + " denied: " + what);
    }
}
