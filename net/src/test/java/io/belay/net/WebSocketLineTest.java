package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines over WebSocket, with the JDK's client, bare sockets and our dialer at the other end. */
class WebSocketLineTest {
    private static final String REQUEST = "GET /any HTTP/1.1|Host: h|Upgrade: websocket|Connection: keep-alive, Upgrade"
            + "|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|Sec-WebSocket-Protocol: x, mqtt||";

    @TempDir
    private Path files;

    private EventLoops loops;
    private Listener listener;
    private final BlockingQueue<Recorder> arrivals = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> chosen = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws IOException {
        loops = new EventLoops(2, EventLoops.Transport.best(), () -> System.nanoTime() / 1_000_000);
        listener = listen(LineOptions.DEFAULT, null);
    }

    @AfterEach
    void stop() {
        listener.close();
        loops.close();
    }

    private Listener listen(LineOptions options, @Nullable Tls tls) throws IOException {
        WebSocketEntry entry = new WebSocketEntry(
                Map.of("mqtt", acceptor("mqtt"), "amqp", acceptor("amqp")),
                (host, origin) -> "http://evil".equals(origin) ? "not you" : null);
        return Listener.openWebSocket(loops, "127.0.0.1", 0, options, tls, entry);
    }

    private LineAcceptor acceptor(String name) {
        return line -> {
            Recorder recorder = new Recorder(line);
            chosen.add(name);
            arrivals.add(recorder);
            return recorder;
        };
    }

    /** Gathers what the JDK's client gets. */
    private static final class Peer implements WebSocket.Listener {
        final ByteArrayOutputStream got = new ByteArrayOutputStream();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean last) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            got.writeBytes(copy);
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedFuture(null);
        }
    }

    private WebSocket dial(Peer peer, String... subprotocols) throws Exception {
        String[] more = Arrays.copyOfRange(subprotocols, 1, subprotocols.length);
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols(subprotocols[0], more)
                .buildAsync(URI.create("ws://127.0.0.1:" + listener.port() + "/wsjms"), peer)
                .get(Recorder.PATIENCE_S, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 125, 126, 65_536, 1_000_000})
    void the_jdks_client_and_we_understand_each_other(int length) throws Exception {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Peer peer = new Peer();
        WebSocket socket = dial(peer, "amqp", "mqtt");
        Recorder line = Recorder.await(arrivals, "a line");
        assertThat(socket.getSubprotocol()).isEqualTo(Recorder.await(chosen, "a subprotocol"));

        socket.sendPing(ByteBuffer.allocate(3)).get();
        socket.sendBinary(ByteBuffer.wrap(bytes, 0, length / 2), false).get();
        socket.sendBinary(ByteBuffer.wrap(bytes, length / 2, length - length / 2), true)
                .get();
        assertThat(line.awaitReceived(length)).isEqualTo(bytes);
        line.onLoop(it -> {
            it.send(ByteBuffer.wrap(bytes));
            it.close("enough");
        });

        assertThat(peer.closed.get(Recorder.PATIENCE_S, TimeUnit.SECONDS)).isEqualTo(1_000);
        assertThat(peer.got.toByteArray()).isEqualTo(bytes);
        assertThat(line.awaitLoss()).isEqualTo(new Recorder.Loss("enough", false));
    }

    @Test
    void a_peer_that_closes_has_its_close_answered() throws Exception {
        Peer peer = new Peer();
        WebSocket socket = dial(peer, "mqtt");

        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get();

        assertThat(Recorder.await(arrivals, "a line").awaitLoss())
                .isEqualTo(new Recorder.Loss(Losses.FIN.words(), true));
        assertThat(peer.closed.get(Recorder.PATIENCE_S, TimeUnit.SECONDS)).isEqualTo(1_000);
    }

    private String ask(Listener where, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), where.port())) {
            socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
            socket.getOutputStream().write(request.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void the_answer_to_the_rfcs_request_is_the_rfcs() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            for (byte each : REQUEST.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(each);
                socket.getOutputStream().flush();
            }
            Recorder line = Recorder.await(arrivals, "a line");
            line.onLoop(it -> it.close("enough"));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer)
                    .startsWith("HTTP/1.1 101 ")
                    .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n") // RFC 6455 1.3
                    .contains("Sec-WebSocket-Protocol: mqtt\r\n");
        }
    }

    @Test
    void what_follows_the_request_at_once_is_not_lost() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            String frame = "\u0082\u0081\u0000\u0000\u0000\u0000x";
            socket.getOutputStream()
                    .write((REQUEST.replace("|", "\r\n") + frame).getBytes(StandardCharsets.ISO_8859_1));

            assertThat(Recorder.await(arrivals, "a line").awaitReceived(1)).containsExactly('x');
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "GET /; POST /; 405 Method Not Allowed; GET only",
                "HTTP/1.1; HTTP/1.0; 505 HTTP Version; HTTP/1.1 only",
                "GET /any HTTP/1.1; hello; 400 Bad Request; no HTTP request",
                "|Host: h; ''; 400 Bad Request; Host field",
                "Upgrade: websocket; Upgrade: h2c; 426 Upgrade Required; here is a WebSocket",
                "keep-alive, Upgrade; keep-alive; 426 Upgrade Required; here is a WebSocket",
                "Version: 13; Version: 8; 426 Upgrade Required; version 13",
                "nonce; ''; 400 Bad Request; Sec-WebSocket-Protocol must name one of",
                "dGhlIHNhbXBsZSBub25jZQ==; c2hvcnQ=; 400 Bad Request; no key",
                "dGhlIHNhbXBsZSBub25jZQ==; !!; 400 Bad Request; no key",
                "x, mqtt; x; 400 Bad Request; must name one of",
                "|Sec-WebSocket-Protocol: x, mqtt; ''; 400 Bad Request; it is missing",
                "Host: h; Host: h|Content-Length: 5; 400 Bad Request; without a body",
                "Host: h; Host: h|Transfer-Encoding: chunked; 400 Bad Request; without a body",
                "Host: h; Host: h|Origin: http://evil; 403 Forbidden; not you",
                "Host: h; no field; 400 Bad Request; no field",
            })
    void a_bad_request_gets_a_clear_answer(String part, String instead, String status, String words) throws Exception {
        String request = part.equals("nonce")
                ? REQUEST.replace("|Sec-WebSocket-Protocol: x, mqtt", "|Sec-WebSocket-Protocol: soap")
                : REQUEST.replace(part, instead);

        String answer = ask(listener, request);

        assertThat(answer).startsWith("HTTP/1.1 " + status).contains(words);
        int length = Integer.parseInt(answer.replaceFirst("(?s).*Content-Length: (\\d+)\r.*", "$1"));
        assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).hasSize(length);
        assertThat(arrivals).isEmpty();
    }

    @Test
    void other_protocols_are_told_at_once() throws Exception {
        assertThat(ask(listener, "AMQP\u0000\u0001\u0000\u0000")).startsWith("HTTP/1.1 400 ");
        assertThat(ask(listener, "GET / HTTP/1.1|A: " + "x".repeat(HttpHead.LENGTH_MAX)))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void a_frame_that_is_nonsense_ends_the_line() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.getOutputStream().write(REQUEST.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII));
            Recorder line = Recorder.await(arrivals, "a line");
            socket.getOutputStream().write(new byte[] {(byte) 0x82, 1, 1});

            Recorder.Loss loss = line.awaitLoss();

            assertThat(loss.byPeer()).isTrue();
            assertThat(loss.why()).contains("a frame of a client is not masked");
        }
    }

    @Test
    void who_does_not_finish_the_request_is_given_up() throws Exception {
        try (Listener hurried = listen(LineOptions.DEFAULT.withHandshakeTimeoutMs(200), null)) {
            assertThat(ask(hurried, "GET / HTTP/1.1|Host:")).isEmpty();
            assertThat(arrivals).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mqws://127.0.0.1:PORT/wsjms, amqp",
        "amqpws://localhost:PORT, mqtt",
        "http://127.0.0.1:PORT/imq/tunnel?ServerName=h:imq, amqp",
        "amqp+ws://127.0.0.1:PORT/a/b, amqp",
    })
    void our_own_dialer_reaches_it_by_every_scheme(String address, String subprotocol) throws Exception {
        echo(address.replace("PORT", Integer.toString(listener.port())), subprotocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqwss://127.0.0.1:PORT", "https://localhost:PORT/t", "amqpwss://127.0.0.1:PORT/x"})
    void over_tls_too(String address) throws Exception {
        TestCertificate own = TestCertificate.LOCALHOST;
        try (Listener secure = listen(LineOptions.DEFAULT, Tls.server(own.certificate(files), own.key(files)))) {
            echo(address.replace("PORT", Integer.toString(secure.port())), "amqp");
        }
    }

    private void echo(String address, String subprotocol) throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(3).nextBytes(bytes);
        TlsOptions trust = TlsOptions.DEFAULT.withTrustStore(TestCertificate.LOCALHOST.certificate(files), "");
        DialOptions options = new DialOptions(LineOptions.DEFAULT, trust, null, subprotocol, 1_000);
        BlockingQueue<Recorder> ours = new LinkedBlockingQueue<>();
        new BrokerDialer(loops, options)
                .dial(BrokerAddress.parse(address), line -> {
                    Recorder recorder = new Recorder(line);
                    ours.add(recorder);
                    return recorder;
                })
                .get(Recorder.PATIENCE_S, TimeUnit.SECONDS);
        Recorder here = Recorder.await(ours, "our end");
        Recorder there = Recorder.await(arrivals, "the other end");

        here.onLoop(line -> {
            line.send(ByteBuffer.wrap(bytes));
            line.flush();
        });
        assertThat(there.awaitReceived(bytes.length)).isEqualTo(bytes);
        there.onLoop(line -> {
            line.send(ByteBuffer.wrap(bytes));
            line.close("enough");
        });
        assertThat(here.awaitReceived(bytes.length)).isEqualTo(bytes);

        assertThat(here.awaitLoss()).isEqualTo(new Recorder.Loss(Losses.FIN.words(), true));
        assertThat(there.awaitLoss()).isEqualTo(new Recorder.Loss("enough", false));
        assertThat(Recorder.await(chosen, "a subprotocol")).isEqualTo(subprotocol);
    }

    @Test
    void our_dialer_says_what_the_server_answered() throws Exception {
        try (Harbour plain = Harbour.open()) {
            CompletableFuture<Line> line = new BrokerDialer(loops, DialOptions.DEFAULT)
                    .dial(BrokerAddress.parse("http://127.0.0.1:" + plain.listener.port() + "/t"), Recorder::new);
            Recorder server = plain.arrival();
            server.awaitReceived(100);
            server.onLoop(it -> {
                it.send(ByteBuffer.wrap("HTTP/1.1 404 Not Here\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
                it.flush();
            });

            assertThatThrownBy(() -> line.get(Recorder.PATIENCE_S, TimeUnit.SECONDS))
                    .hasMessageContaining("http://127.0.0.1:" + plain.listener.port() + "/t")
                    .hasMessageContaining("the answer is \"HTTP/1.1 404 Not Here\"");
        }
    }
}
