package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.base.Break;
import io.belay.net.BrokerAddress;
import io.belay.net.BrokerDialer;
import io.belay.net.DialOptions;
import io.belay.net.EventLoops;
import io.belay.net.Line;
import io.belay.net.LineHandler;
import io.belay.net.LineOptions;
import io.belay.net.PortMapperTable;
import io.belay.net.TlsOptions;
import io.belay.server.Doors.Door;
import io.belay.testkit.Clause;
import io.belay.testkit.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The broker's ports besides those of bare MQTT and AMQP. */
class DoorsTest {
    private static final long PATIENCE_S = 60;

    private static final byte[] CONNECT = {
        0x10,
        13, // CONNECT, remaining length
        0,
        4,
        'M',
        'Q',
        'T',
        'T',
        4, // protocol, version 3.1.1
        2,
        0,
        0, // clean session, no keep alive
        0,
        1,
        'c' // client id
    };
    private static final byte[] CONNACK = {0x20, 2, 0, 0};
    private static final byte[] SASL_HEADER = {'A', 'M', 'Q', 'P', 3, 1, 0, 0};

    @TempDir
    private Path files;

    private final StringWriter out = new StringWriter();
    private final EventLoops loops = new EventLoops();
    private BelayServer server;

    @BeforeEach
    void start() throws IOException {
        TestCertificate own = TestCertificate.LOCALHOST;
        MorePorts.Secure secure = new MorePorts.Secure(own.certificate(files), own.key(files), 0, 0, 0);
        server = start(new MorePorts(0, 0, secure));
    }

    private BelayServer start(MorePorts more) throws IOException {
        RunSettings settings =
                new RunSettings(Path.of("nowhere"), "127.0.0.1", 0, 0, 0, more, List.of("https://shop.example"));
        return BelayServer.start(settings, new PrintWriter(out), new MemoryStorage(new MemoryStorage.Platter()));
    }

    @AfterEach
    void stop() {
        server.stop();
        loops.close();
    }

    /** Says something as soon as the line stands, and hears the first bytes of the answer. */
    private static final class Question implements LineHandler {
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private final int length;
        private final CompletableFuture<byte[]> answer;

        Question(Line line, byte[] says, int length, CompletableFuture<byte[]> answer) {
            this.length = length;
            this.answer = answer;
            line.send(ByteBuffer.wrap(says));
            line.flush();
        }

        @Override
        public void received(ByteBuffer bytes) {
            while (bytes.hasRemaining() && heard.size() < length) heard.write(bytes.get());
            if (heard.size() == length) answer.complete(heard.toByteArray());
        }

        @Override
        public void batchEnd() {}

        @Override
        public void drained() {}

        @Override
        public void tick(long nowMs) {}

        @Override
        public void lost(Break why, boolean byPeer) {
            answer.completeExceptionally(new IOException(why.words()));
        }
    }

    private byte[] ask(String address, String subprotocol, byte[] says, int length) throws Exception {
        TlsOptions trust = TlsOptions.DEFAULT.withTrustStore(TestCertificate.LOCALHOST.certificate(files), "");
        DialOptions options = new DialOptions(LineOptions.DEFAULT, trust, null, subprotocol, 60_000);
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        String where = address.replaceAll("[A-Z_]{2,}", "PORT");
        Door door = Door.valueOf(address.replaceAll("[^A-Z_]", ""));
        new BrokerDialer(loops, options)
                .dial(
                        BrokerAddress.parse(where.replace("PORT", Integer.toString(server.port(door)))),
                        line -> new Question(line, says, length, answer))
                .get(PATIENCE_S, TimeUnit.SECONDS);
        return answer.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "mqtcp://127.0.0.1:MQTT/jms,           mqtt",
        "mqssl://localhost:MQTT_TLS/ssljms,    mqtt",
        "amqpws://127.0.0.1:WEB_SOCKET/mqtt,   mqtt",
        "amqpws://127.0.0.1:WEB_SOCKET,        mqttv3.1",
        "amqpwss://localhost:WEB_SOCKET_TLS/x, mqtt",
    })
    @Clause({"MQTT-6.0.0-2", "MQTT-6.0.0-4"})
    void mqtt_is_served_over_every_way(String address, String subprotocol) throws Exception {
        assertThat(ask(address, subprotocol, CONNECT, CONNACK.length)).isEqualTo(CONNACK);
    }

    @ParameterizedTest
    @CsvSource({
        "amqp://127.0.0.1:AMQP",
        "amqps://localhost:AMQP_TLS",
        "amqpws://127.0.0.1:WEB_SOCKET/any",
        "amqp+wss://localhost:WEB_SOCKET_TLS",
        "mqws://127.0.0.1:WEB_SOCKET/wsjms",
        "mqwss://localhost:WEB_SOCKET_TLS/wssjms",
        "http://127.0.0.1:WEB_SOCKET/imq/tunnel",
        "https://localhost:WEB_SOCKET_TLS/imq/tunnel",
        "mq://127.0.0.1:PORT_MAPPER",
        "mq://127.0.0.1:PORT_MAPPER/jms",
        "mq://localhost:PORT_MAPPER/ssljms",
        "mq://127.0.0.1:PORT_MAPPER/wsjms",
        "mq://localhost:PORT_MAPPER/wssjms",
        "mq+ssl://localhost:PORT_MAPPER",
        "mq+ssl://localhost:PORT_MAPPER/ssljms",
    })
    void amqp_is_served_over_every_way(String address) throws Exception {
        assertThat(ask(address, "amqp", SASL_HEADER, SASL_HEADER.length)).isEqualTo(SASL_HEADER);
    }

    @Test
    void the_port_mapper_tells_what_runs_where() throws Exception {
        PortMapperTable table = PortMapperTable.parse(raw(Door.PORT_MAPPER, "101\n"));

        assertThat(table.broker()).isEqualTo("belay");
        assertThat(table.rows())
                .containsExactly(
                        new PortMapperTable.Row("portmapper", "tcp", "PORTMAPPER", server.port(Door.PORT_MAPPER)),
                        PortMapperTable.Row.normal("jms", "tcp", server.port(Door.AMQP)),
                        PortMapperTable.Row.normal("ssljms", "tls", server.port(Door.AMQP_TLS)),
                        PortMapperTable.Row.normal("wsjms", "ws", server.port(Door.WEB_SOCKET)),
                        PortMapperTable.Row.normal("wssjms", "wss", server.port(Door.WEB_SOCKET_TLS)));
    }

    private String raw(Door door, String says) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port(door))) {
            socket.setSoTimeout((int) PATIENCE_S * 1_000);
            socket.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void it_says_where_it_listens() {
        Map<Door, String> names = Map.of(
                Door.WEB_SOCKET, "WS    ",
                Door.MQTT_TLS, "MQTTS ",
                Door.AMQP_TLS, "AMQPS ",
                Door.WEB_SOCKET_TLS, "WSS   ",
                Door.PORT_MAPPER, "mq:// ");

        names.forEach((door, name) ->
                assertThat(out.toString().lines()).contains(name + "listening on 127.0.0.1:" + server.port(door)));
    }

    @Test
    void what_is_off_is_neither_open_nor_told() throws Exception {
        server.stop();
        server = start(new MorePorts(MorePorts.OFF, 0, null));

        assertThat(server.port(Door.WEB_SOCKET)).isZero();
        assertThat(server.port(Door.AMQP_TLS)).isZero();
        assertThat(raw(Door.PORT_MAPPER, "101\n")).contains("jms tcp").doesNotContain("ssl", "ws");
    }

    @Test
    void a_key_that_is_none_keeps_the_broker_from_starting() throws Exception {
        Path certificate = TestCertificate.LOCALHOST.certificate(files);
        MorePorts.Secure wrong = new MorePorts.Secure(certificate, certificate, 0, 0, 0);

        assertThatThrownBy(() -> start(new MorePorts(0, 0, wrong)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot use certificate " + certificate);
    }

    private String upgrade(String host, String origin) throws IOException {
        return raw(
                Door.WEB_SOCKET,
                "GET / HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n")
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Protocol: mqtt\r\n\r\n");
    }

    /** A browser sends any page's request to this machine, and says in Origin whose it is. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7670, '',                     101",
        "anything,       '',                     101",
        "localhost:7670, http://localhost:3000,  101",
        "[::1]:7670,     https://127.0.0.1,      101",
        "127.0.0.1:7670, https://shop.example,   101",
        "broker:7670,    https://shop.example,   101",
        "127.0.0.1:7670, https://evil.example,   403",
        "127.0.0.1:7670, null,                   403",
        "evil.example,   http://evil.example,    403",
        "evil.example,   http://localhost,       403",
        "127.0.0.1,      https://shop.example.evil, 403",
    })
    void pages_from_elsewhere_are_not_let_in(String host, String origin, int status) throws IOException {
        assertThat(upgrade(host, origin)).startsWith("HTTP/1.1 " + status + " ");
    }
}
