package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.access.Account;
import io.belay.access.Accounts;
import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Permission;
import io.belay.access.Role;
import io.belay.access.TokenCheck;
import io.belay.admin.EndedLine;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.sasl.BearerMessage;
import io.belay.amqp.sasl.PlainMessage;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.core.TimelineEntry;
import io.belay.net.LineOptions;
import io.belay.node.limit.SlowOptions;
import io.belay.server.WireClient.Received;
import io.belay.server.settings.BrokerOptions;
import io.belay.testkit.Clause;
import io.belay.testkit.TestCertificate;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each cause that is the broker's own is brought about over a real socket, and the story must name it. */
class WhyBrokersEndLinesTest {
    private static final SlowOptions PATIENT = new SlowOptions(0, 0);
    private static final int MESSAGES = 250; // of 32 KiB: more than the system holds for a peer that does not read
    private static final int BODY_LENGTH = 32 * 1024;
    private static final Role TILL = new Role(
            "till", List.of(new Permission(Set.of(Action.PUBLISH, Action.CONSUME), Set.of(Kind.TOPIC), "news/#")));
    private static final Account ANNA = new Account("anna", null, null, "", List.of(), List.of("till"));

    @TempDir
    private static Path files;

    private final MemoryStorage.Platter platter = new MemoryStorage.Platter();
    private final MemoryStorage storage = new MemoryStorage(platter);
    private BelayServer server;

    @AfterEach
    void stop() {
        server.stop();
    }

    private void start() throws IOException {
        start(PATIENT, LineOptions.DEFAULT, MorePorts.NONE);
    }

    private void start(SlowOptions slow, LineOptions line, MorePorts more) throws IOException {
        server = start(slow, line, more, storage);
    }

    private static BelayServer start(SlowOptions slow, LineOptions line, MorePorts more, MemoryStorage storage)
            throws IOException {
        BrokerOptions unset = BrokerOptions.DEFAULTS;
        BrokerOptions options = new BrokerOptions(
                unset.node(), unset.log(), line, unset.connects(), slow, unset.mqtt(), unset.amqp(), unset.metrics());
        RunSettings settings =
                new RunSettings(Path.of("nowhere"), "127.0.0.1", 0, 0, 0, "127.0.0.1", more, List.of(), options);
        return BelayServer.start(settings, new PrintWriter(new StringWriter()), storage);
    }

    /** So that no pause of the test itself is taken for slowness. */
    private void restartPatiently() throws IOException {
        server.stop();
        server = start(PATIENT, LineOptions.DEFAULT, MorePorts.NONE, new MemoryStorage(platter));
    }

    private WireClient connect(String client) throws IOException {
        WireClient wire = new WireClient(server.mqttPort());
        wire.connect(client, false, 3_600);
        return wire;
    }

    private static byte[] body(int number) {
        return ByteBuffer.allocate(BODY_LENGTH).putInt(number).array();
    }

    /** Publishes all of them, and waits until the broker has them. */
    private void publishAll(String topic) throws IOException {
        try (WireClient publisher = new WireClient(server.mqttPort())) {
            publisher.connect("publisher", true, 0);
            for (int number = 0; number < MESSAGES; number++) {
                publisher.publish(1 + number, topic, body(number));
                assertThat(publisher.read().type()).isEqualTo(WireClient.PUBACK);
            }
        }
    }

    private static int number(Received publish) {
        byte[] body = publish.body();
        return ByteBuffer.wrap(body, body.length - BODY_LENGTH, 4).getInt();
    }

    /** All that comes until all have come, answered. */
    private static List<Integer> receiveAll(WireClient client) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        while (numbers.size() < MESSAGES) {
            Received publish = client.read();
            numbers.add(number(publish));
            client.puback(WireClient.packetIdOf(publish));
        }
        return numbers;
    }

    private static List<Integer> all() {
        return IntStream.range(0, MESSAGES).boxed().toList();
    }

    /** Subscribes, takes nothing of what is published, and gets it all when it has come back. */
    private TimelineEntry stall(String client) throws Exception {
        TimelineEntry lost;
        try (WireClient stalled = new WireClient(server.mqttPort(), 8 * 1024)) {
            stalled.connect(client, false, 3_600);
            stalled.subscribe("t/" + client);
            publishAll("t/" + client);
            lost = Stories.awaitLoss(server, client);
        }
        restartPatiently();
        try (WireClient back = new WireClient(server.mqttPort())) {
            assertThat(back.connect(client, false, 3_600).body()[0])
                    .as("session present")
                    .isOne();
            assertThat(receiveAll(back)).isEqualTo(all());
        }
        return lost;
    }

    @Test
    void a_peer_that_takes_nothing_is_slow_and_loses_nothing() throws Exception {
        start(new SlowOptions(1_000, 0), LineOptions.DEFAULT, MorePorts.NONE);

        TimelineEntry lost = stall("stalled");

        assertThat(lost.cause()).isSameAs(Cause.SLOW);
        assertThat(lost.detail()).isEqualTo("took nothing for 1000 ms while bytes waited");
        assertThat(lost.holdings().delivered()).isPositive();
    }

    @Test
    void a_peer_that_takes_nothing_for_longer_than_the_system_bears_is_a_failed_write() throws Exception {
        LineOptions unset = LineOptions.DEFAULT;
        LineOptions line = new LineOptions(
                unset.backlog(),
                unset.noDelay(),
                unset.keepAlive(),
                1_000,
                unset.lowWaterBytes(),
                unset.highWaterBytes(),
                unset.connectionsMax(),
                unset.closeTimeoutMs(),
                unset.connectTimeoutMs(),
                unset.handshakeTimeoutMs());
        start(PATIENT, line, MorePorts.NONE);

        TimelineEntry lost = stall("unwritten");

        assertThat(lost.cause()).isSameAs(Cause.WRITE_FAILED);
        assertThat(lost.detail()).isEqualTo("connection timed out");
    }

    @Test
    void a_client_that_answers_nothing_is_slow_and_loses_nothing() throws Exception {
        start(new SlowOptions(0, 1_000), LineOptions.DEFAULT, MorePorts.NONE);
        try (WireClient client = connect("mute")) {
            client.subscribe("t/mute");
            client.publish(1, "t/mute", body(7));
            client.read();
            client.read(); // PUBACK and the delivery, which is not answered

            TimelineEntry lost = Stories.awaitLoss(server, "mute");

            assertThat(lost.cause()).isSameAs(Cause.SLOW);
            assertThat(lost.detail()).isEqualTo("answered none of its deliveries for 1000 ms");
            assertThat(lost.holdings().delivered()).isOne();
            Received last = client.read();
            assertThat(last.type()).isEqualTo(WireClient.DISCONNECT);
            assertThat(last.body()[0] & 0xFF).isEqualTo(0x97);
        }
        try (WireClient back = connect("mute")) {
            assertThat(number(back.read())).isEqualTo(7);
        }
    }

    @Test
    void an_amqp_consumer_that_takes_nothing_is_slow_and_its_messages_go_to_the_next() throws Exception {
        start(new SlowOptions(1_000, 0), LineOptions.DEFAULT, MorePorts.NONE);
        try (WireAmqp stalled = new WireAmqp(server.amqpPort(), false).open("stalled");
                WireAmqp producing = new WireAmqp(server.amqpPort(), false).open("producing")) {
            stalled.receiver("jobs", MESSAGES);
            AmqpSender jobs = producing.sender("jobs");
            for (int number = 0; number < MESSAGES; number++)
                assertThat(producing.send(jobs, number).state()).isEqualTo(DeliveryState.ACCEPTED);

            TimelineEntry lost = Stories.awaitLoss(server, "amqp:stalled");

            assertThat(lost.cause()).isSameAs(Cause.SLOW);
            assertThat(lost.detail()).isEqualTo("took nothing for 1000 ms while bytes waited");
        }
        restartPatiently();
        try (WireAmqp next = new WireAmqp(server.amqpPort(), false).open("next")) {
            AmqpReceiver jobs = next.receiver("jobs", MESSAGES);
            List<Integer> numbers = new ArrayList<>();
            while (numbers.size() < MESSAGES) numbers.add(next.receive(jobs));
            assertThat(numbers).isEqualTo(all());
        }
    }

    @Test
    @Clause("AMQP-2.7.1")
    void a_packet_beyond_its_limit_and_a_frame_beyond_what_was_agreed() throws Exception {
        start();
        try (WireClient large = connect("large");
                WireAmqp frame = new WireAmqp(server.amqpPort(), false).open("large")) {
            large.sayBytes("32 ff ff ff 7f"); // PUBLISH of 256 MiB
            frame.sayBytes(new byte[] {0x7F, 0, 0, 0, 2, 0, 0, 0}); // of 2 GiB

            TimelineEntry packet = Stories.awaitLoss(server, "large");
            TimelineEntry amqp = Stories.awaitLoss(server, "amqp:large");

            assertThat(packet.cause()).isSameAs(Cause.LIMIT);
            assertThat(packet.detail()).contains("not 268435460");
            assertThat(amqp.cause())
                    .as("whoever opens is told how long a frame may be")
                    .isSameAs(Cause.PROTOCOL);
            assertThat(amqp.detail()).contains("not 2130706432");
        }
    }

    private void drain() throws Exception {
        URI api = URI.create("http://127.0.0.1:" + server.httpPort() + "/api/drain");
        HttpRequest request = HttpRequest.newBuilder(api)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"withinMs\": 60000}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void a_broker_that_drains() throws Exception {
        start();
        try (WireClient client = connect("asked");
                WireAmqp amqp = new WireAmqp(server.amqpPort(), false).open("asked")) {
            drain();

            String why = "the broker drains: come back later, or elsewhere";
            assertThat(Stories.awaitLoss(server, "asked").cause()).isSameAs(Cause.DRAIN);
            assertThat(Stories.awaitLoss(server, "asked").detail()).isEqualTo(why);
            assertThat(Stories.awaitLoss(server, "amqp:asked").cause()).isSameAs(Cause.DRAIN);
            assertThat(client.read().body()[0] & 0xFF).isEqualTo(0x8B);
            AmqpEvent.Closed closed = amqp.await(AmqpEvent.Closed.class);
            assertThat(closed.error()).isNotNull();
            assertThat(closed.error().condition()).isEqualTo(ErrorCondition.CONNECTION_FORCED);
            assertThat(closed.error().description()).isEqualTo(why);
        }
        try (WireClient late = new WireClient(server.mqttPort())) {
            Received refused = late.connect("late", true, 0);
            assertThat(refused.body()[1] & 0xFF).as("server unavailable").isEqualTo(0x88);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("belay:retry-after");
            assertThat(Stories.awaitRefusal(server, late.address()).how().cause())
                    .isSameAs(Cause.DRAIN);
        }
        try (WireAmqp late = new WireAmqp(server.amqpPort(), false).open("late")) {
            AmqpError error = late.await(AmqpEvent.Closed.class).error();
            assertThat(error).isNotNull();
            assertThat(error.condition()).isEqualTo(ErrorCondition.CONNECTION_FORCED);
            assertThat(((UnsignedInteger) error.info().get(Symbol.of("belay:retry-after"))).value())
                    .isBetween((long) Drain.RETURN_MS_MIN, 2L * Drain.RETURN_MS_MIN);
            assertThat(Stories.awaitRefusal(server, late.address()).how().cause())
                    .isSameAs(Cause.DRAIN);
        }
    }

    @Test
    void a_peer_that_does_not_trust_the_certificate() throws Exception {
        TestCertificate own = TestCertificate.LOCALHOST;
        MorePorts.Secure secure = new MorePorts.Secure(own.certificate(files), own.key(files), 0, 0, 0);
        start(PATIENT, LineOptions.DEFAULT, new MorePorts(MorePorts.OFF, MorePorts.OFF, secure));
        int port = server.port(Doors.Door.AMQP_TLS);
        try (SSLSocket wary = (SSLSocket) SSLSocketFactory.getDefault().createSocket("127.0.0.1", port)) {
            assertThatThrownBy(wary::startHandshake).isInstanceOf(SSLException.class);

            Break how = Stories.awaitRefusal(server, "127.0.0.1:" + wary.getLocalPort())
                    .how();

            assertThat(how.cause()).isSameAs(Cause.TLS);
            assertThat(how.words()).containsIgnoringCase("certificate_unknown");
        }
    }

    /** Of anna's tokens "eyJ.a.a" is good for ten minutes, and "brief" for so long. */
    private static TokenCheck tokens(long briefMs) {
        return new TokenCheck() {
            @Override
            public boolean isOn() {
                return true;
            }

            @Override
            public Answer check(String token) {
                if (token.equals("brief")) return new Granted(ANNA, briefMs);
                return token.equals("eyJ.a.a") ? new Granted(ANNA, 600_000) : new Refused("it is nobody's");
            }
        };
    }

    private void guard(long briefMs) {
        server.logins().accounts(new Accounts(List.of(ANNA), List.of(TILL), Binary.of(new byte[32])));
        server.logins().tokens(tokens(briefMs));
    }

    @Test
    @Clause("AMQP-5.3")
    void a_token_that_runs_out_while_its_line_stands() throws Exception {
        start();
        AmqpEvent.Closed closed = null;
        for (long lifeMs = 1_000; closed == null && lifeMs < 120_000; lifeMs *= 2) closed = outlived(lifeMs);

        TimelineEntry lost = Stories.awaitLoss(server, "amqp:brief");
        assertThat(lost.cause()).isSameAs(Cause.LOGIN);
        assertThat(lost.detail()).isEqualTo("the token of anna has run out");
        assertThat(closed).isNotNull();
        assertThat(closed.error()).isNotNull();
        assertThat(closed.error().condition()).isEqualTo(ErrorCondition.UNAUTHORIZED_ACCESS);
    }

    /** How a line ends whose token is good for so long; null if it has run out before the line was open. */
    private AmqpEvent.@Nullable Closed outlived(long lifeMs) throws Exception {
        guard(lifeMs);
        try (WireAmqp client = new WireAmqp(server.amqpPort(), true)) {
            Binary first = new BearerMessage("", "brief").toBinary();
            client.login("OAUTHBEARER", first, AmqpEvent.SaslEnded.class);
            client.open("brief");
            boolean wasIn = !Stories.of(server, "amqp:brief").timeline().isEmpty();
            AmqpEvent.Closed closed = client.await(AmqpEvent.Closed.class);
            return wasIn ? closed : null;
        } catch (EOFException tooSlow) {
            return null;
        }
    }

    @Test
    @Clause("AMQP-5.3")
    void a_token_that_is_nobodys_and_a_wrong_password_over_amqp() throws Exception {
        start();
        guard(0);
        try (WireAmqp thief = new WireAmqp(server.amqpPort(), true);
                WireAmqp guesser = new WireAmqp(server.amqpPort(), true)) {
            Binary token = new BearerMessage("", "stolen").toBinary();
            AmqpEvent.SaslChallenged told = thief.login("OAUTHBEARER", token, AmqpEvent.SaslChallenged.class);
            assertThat(told.challenge()).isEqualTo(BearerMessage.INVALID_TOKEN);
            assertThat(thief.respond(Binary.of((byte) 1)).code()).isEqualTo(SaslCode.AUTH);
            Binary password = new PlainMessage("", "anna", "guess").toBinary();
            assertThat(guesser.login("PLAIN", password, AmqpEvent.SaslEnded.class)
                            .code())
                    .isEqualTo(SaslCode.AUTH);

            assertThat(Stories.awaitRefusal(server, thief.address()).how().cause())
                    .isSameAs(Cause.LOGIN);
            assertThat(Stories.awaitRefusal(server, guesser.address()).how().cause())
                    .isSameAs(Cause.LOGIN);
        }
    }

    @Test
    void a_client_of_mqtt_3_that_publishes_what_it_may_not() throws Exception {
        start();
        guard(0);
        try (WireClient client = new WireClient(server.mqttPort())) {
            // CONNECT of 3.1.1: user name and password, keep alive none, client "denied", user "anna", password the
            // token
            client.sayBytes("10 21 00 04 4d 51 54 54 04 c0 00 00 00 06 64 65 6e 69 65 64"
                    + " 00 04 61 6e 6e 61 00 07 65 79 4a 2e 61 2e 61");
            assertThat(client.read().body()[1]).as("return code").isZero();
            client.sayBytes("32 05 00 01 78 00 01"); // PUBLISH to x, QoS 1, packet id 1

            TimelineEntry lost = Stories.awaitLoss(server, "denied");

            assertThat(lost.cause()).isSameAs(Cause.DENIED);
            assertThat(lost.detail()).endsWith("publish to x");
        }
    }

    @Test
    void a_broker_that_goes_away_without_a_word() throws Exception {
        start();
        try (WireClient client = connect("orphan")) {
            client.subscribe("t/orphan");
            client.publish(1, "t/orphan", body(0));
            client.read();
            BelayServer next = start(PATIENT, LineOptions.DEFAULT, MorePorts.NONE, new MemoryStorage(copy(platter)));
            try {
                TimelineEntry lost = Stories.awaitLoss(next, "orphan");

                assertThat(lost.cause()).isSameAs(Cause.CRASH);
                assertThat(lost.holdings().delivered()).isOne();
            } finally {
                next.stop();
            }
        }
    }

    /** As it is now: what a broker finds that is started after a loss of power. */
    private MemoryStorage.Platter copy(MemoryStorage.Platter of) throws Exception {
        MemoryStorage.Platter copy = new MemoryStorage.Platter();
        var done = new java.util.concurrent.CompletableFuture<Boolean>();
        storage.occupy(() -> {
            of.segments.forEach((number, file) -> copy.segments.put(number, file.clone()));
            of.checkpoints.forEach((id, file) -> copy.checkpoints.put(id, file.clone()));
            done.complete(true);
        });
        done.get(60, TimeUnit.SECONDS);
        return copy;
    }

    @Test
    void a_disk_that_fails() throws Exception {
        start();
        try (WireClient client = connect("unkept")) {
            storage.breakDown();
            client.publish(1, "a", body(0));

            EndedLine ended = Stories.awaitEnd(server, "unkept");

            assertThat(ended.how().cause()).isSameAs(Cause.STORAGE);
            assertThat(client.read().body()[0] & 0xFF).isEqualTo(0x8B);
        }
    }

    @Test
    void a_bug_of_ours_costs_the_line_that_meets_it_and_no_other() throws Exception {
        start();
        try (WireClient unlucky = connect("unlucky");
                WireClient other = connect("other")) {
            LineDriver driver = server.nodeThread()
                    .askLines(lines -> lines.values().stream()
                            .filter(each -> each.status().clientId().equals("unlucky"))
                            .findFirst()
                            .orElseThrow())
                    .get(60, TimeUnit.SECONDS);
            driver.line().execute(() -> {
                throw new IllegalStateException("on its loop");
            });

            TimelineEntry lost = Stories.awaitLoss(server, "unlucky");
            other.ping();

            assertThat(lost.cause()).isSameAs(Cause.BUG);
            assertThat(lost.detail()).isEqualTo("internal error: java.lang.IllegalStateException: on its loop");
            assertThat(unlucky.isEnded()).isTrue();
            assertThat(other.read().type()).isEqualTo(WireClient.PINGRESP);
        }
    }
}
