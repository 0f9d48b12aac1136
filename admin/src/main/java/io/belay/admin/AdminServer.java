package io.belay.admin;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.belay.admin.Answer.Form;
import io.belay.admin.text.Version;
import io.belay.admin.text.Words;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions and takes orders over HTTP, on 127.0.0.1 only: {@code /sessions}, {@code /why?client=ID} and {@code
 * /breaks}, as text
 * or with {@code format=json} as JSON, what {@link QueuePages} lists, and {@code POST
 * /config/reload}. {@link OwnPages} says who is let in: programs
 * of this machine, and no page in somebody's browser.
 */
public final class AdminServer implements AutoCloseable {
    private static final int THREADS = 2;
    static final int BODY_LENGTH_MAX = 64 << 10; // bytes of a request

    static {
        // Read once by the JDK's server: a client that dawdles must not hold one of its few threads.
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        System.setProperty("jdk.httpserver.maxConnections", "64");
    }

    private final SessionSource sessions;
    private final QueuePages queues;
    private final ReloadSource reloads;
    private final StateSource state;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "belay-admin");
        thread.setDaemon(true);
        return thread;
    });

    private AdminServer(
            SessionSource sessions, QueueSource queues, ReloadSource reloads, StateSource state, HttpServer server) {
        this.state = state;
        this.sessions = sessions;
        this.queues = new QueuePages(queues);
        this.reloads = reloads;
        this.server = server;
    }

    /**
     * Starts to answer.
     *
     * @param port 0 takes a free one
     * @throws IOException if the port is in use
     */
    public static AdminServer open(int port, SessionSource sessions, QueueSource queues, ReloadSource reloads)
            throws IOException {
        return open(port, sessions, queues, reloads, StateSource.NONE);
    }

    /** As {@link #open(int, SessionSource, QueueSource, ReloadSource)}, and for those who watch over the broker. */
    public static AdminServer open(
            int port, SessionSource sessions, QueueSource queues, ReloadSource reloads, StateSource state)
            throws IOException {
        AdminServer admin = new AdminServer(sessions, queues, reloads, state, bind(port));
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

    /** As bound. */
    public int port() {
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

    private Answer answer(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String method = exchange.getRequestMethod();
        if (!OwnPages.namesThisMachine(headers.getFirst("Host")))
            return Answer.text(403, "the Host header must name 127.0.0.1 or localhost\n");
        if (!OwnPages.isOwnOrigin(headers.getFirst("Origin")))
            return Answer.text(403, "the Origin header must name 127.0.0.1 or localhost, if there is one\n");
        String rawPath = exchange.getRequestURI().getRawPath();
        String query = exchange.getRequestURI().getRawQuery();
        boolean changes = !method.equals("GET");
        boolean isReload = rawPath.equals("/config/reload");
        if (!QueuePages.isTheirs(rawPath) && !isReload)
            return changes ? Answer.text(405, "GET only\n") : answer(rawPath, query);
        if (changes && !OwnPages.isJson(headers.getFirst("Content-Type")))
            return Form.JSON.error(415, "the Content-Type header must be application/json");
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LENGTH_MAX + 1);
        if (body.length > BODY_LENGTH_MAX)
            return Form.JSON.error(413, "expected at most " + BODY_LENGTH_MAX + " bytes; found more");
        if (isReload) return reload(method, Query.parameter(query, "format").equals("text") ? Form.TEXT : Form.JSON);
        return queues.answer(method, rawPath, query, () -> new String(body, StandardCharsets.UTF_8));
    }

    private Answer answer(String path, @Nullable String query) {
        Form form = Query.parameter(query, "format").equals("json") ? Form.JSON : Form.TEXT;
        switch (path) {
            case "/":
                return Answer.text(
                        200,
                        "Belay " + Version.text()
                                + "\n/sessions\n/why?client=ID\n/breaks\n/queues\n/metrics\n/health\n/ready\n");
            case "/sessions":
                return Answer.await(
                        sessions.sessions(),
                        Form.TEXT,
                        all -> form == Form.JSON ? json(SessionJson.of(all)) : Answer.text(200, SessionText.of(all)));
            case "/metrics":
                return Answer.await(state.metrics(), Form.TEXT, text -> new Answer(200, Answer.PROMETHEUS, text.get()));
            case "/health":
                return health("alive", state.ailments());
            case "/ready":
                return Answer.await(state.obstacles(), Form.JSON, why -> health("ready", why));
            case "/breaks":
                return form == Form.JSON
                        ? json(SessionJson.of(sessions.ended()))
                        : Answer.text(200, StoryText.of(sessions.ended()));
            case "/why":
                return why(Query.parameter(query, "client"), form);
            default:
                return Answer.text(404, "nothing here; try /sessions, /why?client=ID or /queues\n");
        }
    }

    private Answer reload(String method, Form form) {
        if (!method.equals("POST")) return form.error(405, "expected POST; found " + method);
        return Answer.await(reloads.reload(), form, reloaded -> {
            String lines = reloaded.lines().isEmpty() ? "nothing has changed" : String.join("\n", reloaded.lines());
            if (!reloaded.isTaken()) return form.error(409, lines);
            return form == Form.TEXT
                    ? Answer.text(200, lines + "\n")
                    : Answer.json(200, Map.of("did", reloaded.lines()));
        });
    }

    private Answer why(String clientId, Form form) {
        if (clientId.isEmpty()) return Answer.text(400, "which client? /why?client=ID\n");
        return Answer.await(sessions.story(clientId), Form.TEXT, story -> {
            if (story.isEmpty())
                return Answer.text(404, "nothing is known of client " + Words.printable(clientId) + "\n");
            return form == Form.JSON ? json(SessionJson.of(story)) : Answer.text(200, SessionText.of(story));
        });
    }

    private static Answer health(String word, List<String> reasons) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(word, reasons.isEmpty());
        json.put("reasons", reasons);
        return Answer.json(reasons.isEmpty() ? 200 : 503, json);
    }

    private static Answer json(String body) {
        return new Answer(200, Answer.JSON, body);
    }
}
