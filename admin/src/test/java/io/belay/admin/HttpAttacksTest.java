package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile requests, byte by byte, most of them by somebody who may do everything: each is refused, closed, or answered once,
 * and none has anything done.
 */
class HttpAttacksTest {
    private static final int CLOSED = 0; // without a word
    private static final String PAIR =
            Base64.getEncoder().encodeToString("ann:annann".getBytes(StandardCharsets.UTF_8));
    private static final String HOST = "Host: localhost\r\n";
    private static final String ANN = "Authorization: Basic " + PAIR + "\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String LAST = "Connection: close\r\n";
    private static final String ALL = HOST + ANN + JSON + LAST;
    private static final String PURGE = "POST /queues/orders/purge HTTP/1.1\r\n";
    private static final String CREATE = "POST /queues HTTP/1.1\r\n";

    private final List<QueueOrder> orders = new CopyOnWriteArrayList<>();
    private AdminServer server;

    @BeforeEach
    void open() throws IOException {
        QueueSource queues = new QueueSource() {
            @Override
            public CompletableFuture<List<QueueStatus>> queues() {
                return Samples.QUEUES.queues();
            }

            @Override
            public CompletableFuture<QueueAnswer> order(QueueOrder order) {
                orders.add(order);
                return CompletableFuture.completedFuture(new QueueAnswer.Done(true, 5));
            }
        };
        server = AdminServer.open(AdminPlace.local(0), new KnownUsers(), Samples.SOURCE, queues, Samples.RELOADS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** All that comes back; what was answered before a reset may be lost with it. */
    private String answer(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }

    static Stream<Arguments> attacks() {
        List<Arguments> all = new ArrayList<>();
        smuggled(all);
        misread(all);
        ledOut(all);
        built(all);
        return all.stream();
    }

    private static void smuggled(List<Arguments> all) {
        String second = "\r\n" + PURGE + ALL + "Content-Length: 0\r\n\r\n";
        String alive = HOST + ANN + JSON;
        add(
                all,
                "two kinds of length",
                400,
                PURGE + alive + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + second);
        add(all, "two lengths", 400, PURGE + alive + "Content-Length: 2\r\nContent-Length: 0\r\n\r\n{}" + second);
        add(all, "two lengths in one", 400, PURGE + alive + "Content-Length: 2, 2\r\n\r\n{}" + second);
        add(all, "a length with a sign", 400, PURGE + ALL + "Content-Length: +2\r\n\r\n{}");
        add(all, "a length below 0", 400, PURGE + ALL + "Content-Length: -2\r\n\r\n{}");
        add(all, "a length past 64 bits", 400, PURGE + ALL + "Content-Length: 99999999999999999999\r\n\r\n{}");
        add(all, "a space before the colon", 400, PURGE + alive + "Transfer-Encoding : chunked\r\n\r\n0\r\n" + second);
        add(all, "an unknown encoding", 501, PURGE + alive + "Transfer-Encoding: xchunked\r\n\r\n0\r\n" + second);
        add(all, "two encodings", 501, PURGE + alive + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n" + second);
        add(all, "a chunk below 0", CLOSED, PURGE + ALL + "Transfer-Encoding: chunked\r\n\r\n-5\r\nx");
        add(
                all,
                "a chunk past all bounds",
                CLOSED,
                PURGE + ALL + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\nx");
        add(
                all,
                "chunks past the bound",
                413,
                CREATE + ALL + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(70_000) + "0\r\n\r\n");
        add(all, "less than was said", CLOSED, CREATE + ALL + "Content-Length: 70\r\n\r\n{\"name\":\"x\"}");
    }

    private static void misread(List<Arguments> all) {
        add(all, "two hosts", 400, PURGE + HOST + ALL + "Content-Length: 2\r\n\r\n{}");
        add(
                all,
                "a foreign host and ours",
                400,
                PURGE + "Host: evil.example\r\n" + ALL + "Content-Length: 2\r\n\r\n{}");
        add(all, "no host", 403, PURGE + ANN + JSON + LAST + "Content-Length: 2\r\n\r\n{}");
        add(
                all,
                "a host behind an at",
                403,
                PURGE + "Host: localhost:80@evil.example\r\n" + ANN + JSON + LAST + "Content-Length: 2\r\n\r\n{}");
        add(
                all,
                "a host with ours in front",
                403,
                PURGE + "Host: localhost.evil.example\r\n" + ANN + JSON + LAST + "Content-Length: 2\r\n\r\n{}");
        add(all, "a zero in a header", 400, PURGE + ALL + "X: a\0b\r\nContent-Length: 2\r\n\r\n{}");
        add(all, "an escape in a header", 400, PURGE + ALL + "X: a\u001b[2J\r\nContent-Length: 2\r\n\r\n{}");
        add(
                all,
                "an escape in a method",
                405,
                "P\u001b[2JOST /queues/orders/purge HTTP/1.1\r\n" + ALL + "Content-Length: 2\r\n\r\n{}");
        for (String method : List.of("TRACE", "OPTIONS", "PUT", "PATCH", "PROPFIND"))
            add(all, method, 405, method + " /queues/orders/purge HTTP/1.1\r\n" + ALL + "Content-Length: 2\r\n\r\n{}");
        add(all, "a tunnel", CLOSED, "CONNECT localhost:22 HTTP/1.1\r\n" + ALL + "\r\n");
        add(
                all,
                "a method to go instead",
                401,
                "GET /queues/orders/purge?_method=POST HTTP/1.1\r\n" + HOST + LAST
                        + "X-HTTP-Method-Override: POST\r\n\r\n");
        add(all, "HTTP of 1991", 400, "GET /queues\r\n\r\n");
        add(all, "HTTP/2 by foreknowledge", 405, "PRI / HTTP/2.0\r\n" + HOST + LAST + "\r\n");
        add(all, "too many headers", CLOSED, "GET /queues HTTP/1.1\r\n" + manyHeaders() + ALL + "\r\n");
        add(all, "a header without an end", CLOSED, "GET /queues HTTP/1.1\r\n" + ALL + "X: " + "a".repeat(1 << 20));
    }

    private static String manyHeaders() {
        StringBuilder headers = new StringBuilder();
        for (int each = 0; each < 1_000; each++)
            headers.append('X').append(each).append(": 1\r\n");
        return headers.toString();
    }

    private static void ledOut(List<Arguments> all) {
        for (String path : List.of(
                "/../../etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "//etc/passwd",
                "/main.js%00.html",
                "/main.js/..",
                "/META-INF/MANIFEST.MF",
                "/io/belay/admin/AdminServer.class"))
            add(all, path, 404, "GET " + path + " HTTP/1.1\r\n" + ALL + "\r\n");
        for (String path : List.of("/\\..\\belay.yaml", "/queues\0", "/%zz", "/%"))
            add(all, path, 400, "GET " + path + " HTTP/1.1\r\n" + ALL + "\r\n");
    }

    private static void built(List<Arguments> all) {
        for (String json : List.of(
                "[".repeat(30_000),
                "{\"name\":".repeat(8_000),
                "{\"name\":\"x\",\"messagesMax\":" + "9".repeat(60_000) + "}",
                "{\"name\":\"x\",\"messagesMax\":1e999999999}",
                "{\"name\":\"x\",\"messagesMax\":NaN}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"__proto__\":{\"name\":\"x\"}}",
                "{\"name\":\"x\"}{\"name\":\"y\"}",
                "{\"name\":\"a\u00ff\u00fe\"}",
                "{\"name\":[\"x\"]}",
                "null")) {
            String shown = json.length() < 40 ? json : json.substring(0, 40) + "…";
            add(all, shown, 400, CREATE + ALL + "Content-Length: " + json.length() + "\r\n\r\n" + json);
        }
        add(
                all,
                "a packed body",
                400,
                CREATE + ALL + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\u001f\u008b\b");
    }

    private static void add(List<Arguments> all, String what, int status, String request) {
        all.add(Arguments.of(what, status, request));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void hostile_requests_are_refused(String what, int status, String request) throws IOException {
        String answer = answer(request);

        assertThat(orders).isEmpty();
        assertThat(answer.split("HTTP/1\\.1 ", -1))
                .as("answered once at most: %s", answer)
                .hasSizeLessThan(3);
        if (status == CLOSED) assertThat(answer).isEmpty();
        else assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer("GET /queues HTTP/1.1\r\n" + ALL + "\r\n")).startsWith("HTTP/1.1 200");
    }
}
