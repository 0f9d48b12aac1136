package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.belay.access.Account;
import io.belay.access.Accounts;
import io.belay.admin.EndedLine;
import io.belay.amqp.type.Binary;
import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.core.TimelineEntry;
import io.belay.core.TimelineEntry.What;
import io.belay.testkit.TestCertificate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each cause of a break is brought about over a real socket, and the story must name it: here those that come from outside, in
 * {@link WhyBrokersEndLinesTest} those that are the broker's own. What no socket can bring about is tested where it is told: {@code
 * READ_FAILED}, for which a way must vanish that both ends share, in net, and {@code UNKNOWN} where old logs are read.
 */
class WhyOverSocketsTest {
    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    private static Path files;

    private static BelayServer server;

    @BeforeAll
    static void start() throws IOException {
        server = start(new MemoryStorage.Platter());
    }

    private static BelayServer start(MemoryStorage.Platter platter) throws IOException {
        TestCertificate own = TestCertificate.LOCALHOST;
        MorePorts.Secure secure = new MorePorts.Secure(own.certificate(files), own.key(files), 0, 0, 0);
        RunSettings settings = new RunSettings(
                Path.of("nowhere"),
                "127.0.0.1",
                0,
                0,
                0,
                new MorePorts(MorePorts.OFF, MorePorts.OFF, secure),
                List.of());
        return BelayServer.start(settings, new PrintWriter(new StringWriter()), new MemoryStorage(platter));
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private static TimelineEntry awaitLoss(String client) throws Exception {
        return Stories.awaitLoss(server, client);
    }

    private static WireClient connect(String client) throws IOException {
        WireClient wire = new WireClient(server.mqttPort());
        wire.connect(client, false, 3_600);
        return wire;
    }

    private static Socket bare(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void say(Socket socket, String hex) throws IOException {
        socket.getOutputStream().write(HEX.parseHex(hex.replace(" ", "")));
    }

    /** An AMQP connection that is open, by bytes: header, Open with this container, and the answers. */
    private static Socket amqp(String container) throws IOException {
        Socket socket = bare(server.amqpPort());
        say(socket, "41 4d 51 50 00 01 00 00");
        byte[] name = container.getBytes(StandardCharsets.US_ASCII);
        String list = "c0 %02x 01 a1 %02x %s".formatted(name.length + 3, name.length, HEX.formatHex(name));
        say(socket, "%08x 02 00 00 00 00 53 10 %s".formatted(8 + 3 + 5 + name.length, list));
        assertThat(socket.getInputStream().readNBytes(8 + 4))
                .as("header and the length of Open")
                .hasSize(12);
        return socket;
    }

    @Test
    void a_client_that_says_goodbye() throws Exception {
        try (WireClient client = connect("goodbye")) {
            client.sayBytes("e0 00");
            TimelineEntry lost = awaitLoss("goodbye");

            assertThat(lost.cause()).isSameAs(Cause.GOODBYE);
            assertThat(lost.detail()).isEqualTo("DISCONNECT SUCCESS");
        }
    }

    @Test
    void a_client_that_says_that_something_is_wrong() throws Exception {
        try (WireClient client = connect("unhappy")) {
            client.sayBytes("e0 06 80 04 1f 00 01 78"); // unspecified error, reason string "x"

            assertThat(awaitLoss("unhappy").detail()).isEqualTo("DISCONNECT UNSPECIFIED_ERROR: x");
            assertThat(awaitLoss("unhappy").cause()).isSameAs(Cause.CLIENT_ERROR);
        }
    }

    @Test
    void a_peer_that_closes_without_a_word() throws Exception {
        connect("fin").close();

        assertThat(awaitLoss("fin").cause()).isSameAs(Cause.PEER_CLOSED);
    }

    @Test
    void a_reset_with_a_delivery_on_its_way_and_where_it_came_back_from() throws Exception {
        try (WireClient client = connect("rst")) {
            client.subscribe("t/rst");
            client.publish(5, "t/rst", new byte[] {1});
            client.read();
            client.read(); // PUBACK and the delivery, which is not answered
            client.reset();
        }
        TimelineEntry lost = awaitLoss("rst");
        try (WireClient again = connect("rst")) {
            TimelineEntry back = Stories.await(server, "rst", entry -> entry.what() == What.RESUMED);

            assertThat(lost.cause()).isSameAs(Cause.RESET);
            assertThat(lost.holdings().delivered()).isEqualTo(1);
            assertThat(lost.holdings().subscriptions()).isEqualTo(1);
            assertThat(back.detail()).isEqualTo(again.address());
            assertThat(back.holdings().delivered()).isEqualTo(1);
        }
    }

    @Test
    void a_client_that_falls_silent() throws Exception {
        try (WireClient client = new WireClient(server.mqttPort())) {
            client.sayBytes("10 12 00 04 4d 51 54 54 04 00 00 01 00 06 73 69 6c 65 6e 74"); // 3.1.1, keep alive 1 s
            client.read();

            TimelineEntry lost = awaitLoss("silent");

            assertThat(lost.cause()).isSameAs(Cause.SILENT);
            assertThat(lost.detail()).startsWith("nothing heard for ").endsWith("the keep alive is 1000 ms");
        }
    }

    @Test
    void bytes_that_are_no_mqtt() throws Exception {
        try (WireClient client = connect("garbled")) {
            client.sayBytes("82 05 00 00 00 00 00"); // SUBSCRIBE with packet id 0

            assertThat(awaitLoss("garbled").cause()).isSameAs(Cause.PROTOCOL);
            assertThat(awaitLoss("garbled").detail()).endsWith("at byte 2; bytes from 2 on: 00 00 00 00 00");
        }
    }

    @Test
    void bytes_that_are_no_amqp() throws Exception {
        try (Socket client = amqp("garbled")) {
            say(client, "00 00 00 08 01 00 00 00"); // a data offset of 4 bytes

            assertThat(awaitLoss("amqp:garbled").cause()).isSameAs(Cause.PROTOCOL);
            assertThat(awaitLoss("amqp:garbled").detail()).endsWith("bytes from 4 on: 01 00 00 00");
        }
    }

    @Test
    void an_amqp_client_that_closes_in_order_and_one_that_vanishes() throws Exception {
        try (Socket polite = amqp("polite")) {
            say(polite, "00 00 00 0c 02 00 00 00 00 53 18 45"); // close, with an empty list
            assertThat(awaitLoss("amqp:polite").cause()).isSameAs(Cause.GOODBYE);
        }
        amqp("gone").close();
        Cause how = awaitLoss("amqp:gone").cause();

        assertThat(how).as("unread bytes make the system send a reset").isIn(Cause.PEER_CLOSED, Cause.RESET);
    }

    @Test
    void a_peer_that_speaks_no_tls() throws Exception {
        try (Socket client = bare(server.port(Doors.Door.MQTT_TLS))) {
            client.getOutputStream().write("no TLS at all\r\n".getBytes(StandardCharsets.US_ASCII));

            EndedLine refused = Stories.awaitRefusal(server, "127.0.0.1:" + client.getLocalPort());

            assertThat(refused.how()).isEqualTo(new Break(Cause.TLS, "TLS: the other end does not speak TLS"));
        }
    }

    @Test
    void another_line_of_the_same_client() throws Exception {
        try (WireClient first = connect("twice");
                WireClient second = connect("twice")) {
            TimelineEntry displaced = awaitLoss("twice");

            assertThat(displaced.what()).isSameAs(What.DISPLACED);
            assertThat(displaced.cause()).isSameAs(Cause.TAKEN_OVER);
            assertThat(displaced.detail()).isEqualTo("by user anonymous, client twice, from " + second.address());
            assertThat(first.read().type()).isEqualTo(WireClient.DISCONNECT);
        }
    }

    @Test
    void an_operator() throws Exception {
        try (WireClient client = connect("ended")) {
            server.nodeThread()
                    .<Boolean>order((node, teller) -> node.operators().endSession("ended", "it was in the way", teller))
                    .get(60, TimeUnit.SECONDS);

            assertThat(awaitLoss("ended").cause()).isSameAs(Cause.OPERATOR);
            assertThat(awaitLoss("ended").detail()).isEqualTo("it was in the way");
            assertThat(client.read().type()).isEqualTo(WireClient.DISCONNECT);
        }
    }

    @Test
    void a_wrong_password() throws Exception {
        String hash = BCrypt.withDefaults().hashToString(4, "right".toCharArray());
        Account anna = new Account("anna", null, null, hash, List.of(), List.of());
        BelayServer guarded = start(new MemoryStorage.Platter());
        guarded.logins().accounts(new Accounts(List.of(anna), List.of(), Binary.of(new byte[32])));
        try {
            try (WireClient thief = new WireClient(guarded.mqttPort())) {
                thief.login("thief", "anna", "wrong");
                assertThat(thief.isEnded()).isTrue();
            }

            EndedLine refused = Stories.awaitRefusal(guarded, "thief");

            assertThat(refused.how().cause()).isEqualTo(Cause.LOGIN);
            assertThat(Stories.of(guarded, "thief").timeline())
                    .as("of a session that it never had")
                    .isEmpty();
        } finally {
            guarded.stop();
        }
    }

    @Test
    void a_broker_that_stops_in_order() throws Exception {
        MemoryStorage.Platter platter = new MemoryStorage.Platter();
        BelayServer first = start(platter);
        try (WireClient client = new WireClient(first.mqttPort())) {
            client.connect("told", false, 3_600);
            first.stop();
        }
        BelayServer next = start(platter);
        try {
            assertThat(Stories.await(next, "told", entry -> entry.cause() != null)
                            .cause())
                    .isSameAs(Cause.STOP);
        } finally {
            next.stop();
        }
    }
}
