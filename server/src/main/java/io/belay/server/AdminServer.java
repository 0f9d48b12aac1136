package io.belay.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about sessions over HTTP, on 127.0.0.1 only, GET only: {@code /sessions} and
 * {@code /why?client=ID}, as text or with {@code format=json} as JSON.
 *
 * <p>A request must name this machine in its Host header: a page in somebody's browser that has its own name resolved to
 * loopback (DNS rebinding) does not.
 */
final class AdminServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int ANSWER_TIMEOUT_S = 5;
    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    static {
        // Read once by the JDK's server: a client that dawdles must not hold one of its few threads.
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        System.setProperty("jdk.httpserver.maxConnections", "64");
    }

    private record Answer(int status, String type, String body) {
        static Answer text(int status, String body) {
            return new Answer(status, "text/plain; charset=utf-8", body);
        }

        static Answer json(String body) {
            return new Answer(200, "application/json", body);
        }
    }

    private final SessionSource source;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "belay-admin");
        thread.setDaemon(true);
        return thread;
    });

    private AdminServer(SessionSource source, HttpServer server) {
        this.source = source;
        this.server = server;
    }

    /**
     * Starts to answer.
     *
     * @param port 0 takes a free one
     * @throws IOException if the port is in use
     */
    static AdminServer open(int port, SessionSource source) throws IOException {
        AdminServer admin = new AdminServer(source, bind(port));
        admin.server.setExecutor(admin.threads);
        admin.server.createContext("/", admin::serve);
        admin.server.start();
        return admin;
    }

    private static HttpServer bind(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 16);
        } catch (IOException taken) {
            throw new IOException("cannot listen on 127.0.0.1:" + port + ": " + taken.getMessage(), taken);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!namesThisMachine(exchange.getRequestHeaders().getFirst("Host")))
            return Answer.text(403, "the Host header must name 127.0.0.1 or localhost\n");
        if (!exchange.getRequestMethod().equals("GET")) return Answer.text(405, "GET only\n");
        String query = exchange.getRequestURI().getRawQuery();
        boolean json = "json".equals(parameter(query, "format"));
        switch (exchange.getRequestURI().getPath()) {
            case "/":
                return Answer.text(200, "Belay " + Version.text() + "\n/sessions\n/why?client=ID\n");
            case "/sessions":
                return await(
                        source.sessions(),
                        all -> json ? Answer.json(SessionJson.of(all)) : Answer.text(200, SessionText.of(all)));
            case "/why":
                return why(parameter(query, "client"), json);
            default:
                return Answer.text(404, "nothing here; try /sessions or /why?client=ID\n");
        }
    }

    private Answer why(String clientId, boolean json) {
        if (clientId.isEmpty()) return Answer.text(400, "which client? /why?client=ID\n");
        return await(source.story(clientId), story -> {
            if (story.isEmpty())
                return Answer.text(404, "nothing is known of client " + Words.printable(clientId) + "\n");
            return json ? Answer.json(SessionJson.of(story)) : Answer.text(200, SessionText.of(story));
        });
    }

    private static <T> Answer await(CompletableFuture<T> coming, Function<T, Answer> page) {
        try {
            return page.apply(coming.get(ANSWER_TIMEOUT_S, TimeUnit.SECONDS));
        } catch (TimeoutException slow) {
            return Answer.text(503, "the broker did not answer within " + ANSWER_TIMEOUT_S + " s\n");
        } catch (ExecutionException failed) {
            return Answer.text(500, "the broker failed: " + failed.getCause() + "\n");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Answer.text(503, "the broker stops\n");
        }
    }

    static boolean namesThisMachine(@Nullable String host) {
        if (host == null) return false;
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        return OWN_NAMES.contains(hasPort ? host.substring(0, colon) : host);
    }

    /** The first parameter of this name, decoded; empty if there is none or it cannot be decoded. */
    static String parameter(@Nullable String query, String name) {
        if (query == null) return "";
        for (String each : query.split("&")) {
            if (each.startsWith(name + "=")) return decoded(each.substring(name.length() + 1));
        }
        return "";
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
