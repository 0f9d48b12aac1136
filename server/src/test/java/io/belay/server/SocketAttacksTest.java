package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.config.Sources;
import io.belay.server.Doors.Door;
import io.belay.server.settings.BelaySchema;
import io.belay.testkit.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes of the malicious on every port: whoever says too little, too slowly, or
 * claims to say more than anybody may is sent away, and others are served as before.
 */
class SocketAttacksTest {
    private static final int PATIENCE_MS = 30_000;
    private static final int DRIP_MS = 20;

    @TempDir
    private static Path files;

    private static BelayServer hasty; // ends whoever is slow, soon
    private static BelayServer patient; // ends nobody for being slow

    @BeforeAll
    static void start() throws Exception {
        hasty = start("300ms");
        patient = start("1h");
    }

    private static BelayServer start(String timeout) throws Exception {
        TestCertificate own = TestCertificate.LOCALHOST;
        Sources sources = new Sources(BelaySchema.SCHEMA)
                .flag("tls.certificate", "--set", own.certificate(files).toString())
                .flag("tls.key", "--set", own.key(files).toString());
        for (String port : List.of(
                "mqtt.port",
                "mqtt.tls-port",
                "amqp.port",
                "amqp.tls-port",
                "http.port",
                "websocket.port",
                "websocket.tls-port",
                "port-mapper.port")) sources.flag(port, "--set", "0");
        for (String key : List.of("mqtt.connect-timeout", "amqp.open-timeout", "lines.handshake-timeout"))
            sources.flag(key, "--set", timeout);
        return BelayServer.start(
                RunSettings.of(sources.settings()),
                new PrintWriter(new StringWriter()),
                new MemoryStorage(new MemoryStorage.Platter()));
    }

    @AfterAll
    static void stop() {
        hasty.stop();
        patient.stop();
    }

    @AfterEach
    void others_are_served_as_before() throws IOException {
        try (WireClient other = new WireClient(patient.mqttPort())) {
            assertThat(other.connect("other", true, 0).body()[1]).isZero();
        }
    }

    private static Socket dial(BelayServer server, Door door) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port(door));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Something that begins well and never comes to an end. */
    private static byte[] beginning(Door door) {
        return switch (door) {
            case MQTT -> bytes("10 FF 7F 0004 4D515454 05 02 003C 00 3FFF"); // CONNECT of 16,383 bytes
            case AMQP -> bytes("414D5150 00 010000 00000200 02 00 0000"); // header, and a frame of 512 bytes
            case WEB_SOCKET -> text("GET / HTTP/1.1\r\nHost: localhost\r\nX: ");
            case MQTT_TLS, AMQP_TLS, WEB_SOCKET_TLS ->
                bytes("16 0301 0200 01 0001FC 0303"); // a record with ClientHello
            case PORT_MAPPER -> text("1");
        };
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void whoever_says_one_byte_now_and_then_is_sent_away(Door door) throws IOException {
        try (Socket socket = dial(hasty, door)) {
            socket.setSoTimeout(DRIP_MS);
            socket.getOutputStream().write(beginning(door));

            boolean isEnded = false;
            for (int drops = 0; !isEnded && drops < PATIENCE_MS / DRIP_MS; drops++) isEnded = drip(socket);

            assertThat(isEnded).isTrue();
        }
    }

    /** One more byte; whether the broker has ended it. */
    private static boolean drip(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('x');
            while (socket.getInputStream().read() >= 0) {}
            return true;
        } catch (SocketTimeoutException waits) {
            return false;
        } catch (SocketException cut) {
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void whoever_says_nothing_is_sent_away(Door door) throws IOException {
        try (Socket socket = dial(hasty, door)) {
            assertThat(ends(socket)).isTrue();
        }
    }

    private static boolean ends(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
        try (InputStream in = socket.getInputStream()) {
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException waits) {
            return false;
        } catch (SocketException cut) {
            return true;
        }
    }

    /** Something hostile, said at once. */
    record Claim(String name, Door door, byte[] says) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String UPGRADE =
            "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                    + "Sec-WebSocket-Protocol: mqtt\r\n\r\n";

    private static Claim claim(String name, Door door, String hex) {
        return new Claim(name, door, bytes(hex));
    }

    private static Claim amqp(String name, String hex) {
        return claim(name, Door.AMQP, "414D5150 00 010000" + hex);
    }

    private static Claim webSocket(String name, String hex) {
        byte[] frame = bytes(hex);
        byte[] all = new byte[UPGRADE.length() + frame.length];
        System.arraycopy(text(UPGRADE), 0, all, 0, UPGRADE.length());
        System.arraycopy(frame, 0, all, UPGRADE.length(), frame.length);
        return new Claim(name, Door.WEB_SOCKET, all);
    }

    static Stream<Claim> claims() {
        return Stream.of(
                claim("a packet of 256 MiB", Door.MQTT, "10 FFFFFF7F"),
                claim("a length without an end", Door.MQTT, "10 FFFFFFFF FF"),
                claim(
                        "a client id of 65,535 bytes in a packet of 15",
                        Door.MQTT,
                        "10 0F 0004 4D515454 05 02 003C 00 FFFF 61 61"),
                claim("properties longer than their packet", Door.MQTT, "10 0E 0004 4D515454 05 02 003C FFFF7F 00"),
                claim("another word than CONNECT at first", Door.MQTT, "30 03 0001 61"),
                claim("a protocol that nobody speaks", Door.MQTT, "10 0E 0004 4D515454 77 02 003C 00 0001 61"),
                claim("a name with a NUL", Door.MQTT, "10 0E 0004 4D515454 05 02 003C 00 0001 00"),
                amqp("a frame of 4 GiB", "FFFFFFFF 02 00 0000"),
                amqp("a frame of one byte more than a frame may have", "00040001 02 00 0000"),
                amqp("a frame shorter than its header", "00000007 02 00 0000"),
                amqp("a frame that begins behind its end", "00000010 FF 00 0000 0000000000000000"),
                amqp(
                        "a list of 4 billion in 16 bytes",
                        "00000019 02 00 0000 00 53 10 D0 FFFFFFFF FFFFFFFF 40 40 40 40 40"),
                amqp("a text of 2 GiB", "0000001D 02 00 0000 00 53 10 D0 0000000D 00000002 A1 01 61 B1 7FFFFFFF 61"),
                amqp(
                        "an array of 4 billion nothings",
                        "00000025 02 00 0000 00 53 10 D0 00000015 00000006 A1 01 61 40404040 F0 00000005 FFFFFFFF 40"),
                amqp("a description of a description without an end", "00000020 02 00 0000" + "00".repeat(24)),
                amqp("something else than Open at first", "0000000C 02 00 0000 00 53 18 45"),
                claim("a protocol that nobody speaks over AMQP", Door.AMQP, "58585858 00 010000"),
                claim("version 0.9.1", Door.AMQP, "414D5150 00 000901"),
                webSocket("a frame of 2^63 bytes", "82 FF 8000000000000000 00000000"),
                webSocket("a frame without a mask", "82 01 10"),
                webSocket("a ping of 126 bytes", "89 FE 007E 00000000"),
                webSocket("words instead of bytes", "81 81 00000000 61"),
                webSocket("the rest of nothing", "80 81 00000000 61"),
                new Claim(
                        "a request without an end",
                        Door.WEB_SOCKET,
                        text("GET / HTTP/1.1\r\nX: " + "x".repeat(100_000))),
                new Claim(
                        "a path that leads out",
                        Door.WEB_SOCKET,
                        text("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n")),
                new Claim("no request", Door.WEB_SOCKET, text("\r\n\r\n")),
                claim("an alert at first", Door.AMQP_TLS, "15 0303 0002 02 28"),
                new Claim("no TLS where TLS is", Door.WEB_SOCKET_TLS, text(UPGRADE)),
                new Claim("a question without an end", Door.PORT_MAPPER, text("x".repeat(100_000))));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void whoever_claims_too_much_is_sent_away(Claim claim) throws IOException {
        try (Socket socket = dial(patient, claim.door())) {
            try {
                socket.getOutputStream().write(claim.says());
            } catch (SocketException cut) {
                return; // before all was said
            }
            assertThat(ends(socket)).isTrue();
        }
    }
}
