package io.belay.admin;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.belay.admin.Answer.Form;
import io.belay.admin.login.Caller;
import io.belay.admin.login.Entrance;
import io.belay.admin.login.Gate;
import io.belay.admin.login.Gate.Passage;
import io.belay.admin.login.Remote;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions and takes orders over HTTP: the pages of the console, and those of programs, {@link Api},
 * {@link SessionPages}, {@link QueuePages}, {@link StatePages} and {@link ReloadPage}. {@link OwnPages} says which pages in
 * somebody's browser are kept away, {@link Gate} who is let in, and each page what that one may do.
 */
public final class AdminServer implements AutoCloseable {
    /** Connections at a time; the server accepts and closes what is more. */
    static final int CONNECTIONS_MAX = 128;

    /** Bytes of a request's body. */
    static final int BODY_LENGTH_MAX = 64 << 10;

    /** Bytes of a request's headers. */
    static final int HEADERS_LENGTH_MAX = 32 << 10;

    /** Headers of different names. */
    static final int HEADERS_MAX = 64;

    private static final int THREAD_IDLE_S = 30;

    static {
        // Read once by the JDK's server: a client that dawdles must not hold a connection for long.
        System.setProperty("sun.net.httpserver.maxReqTime", "5"); // seconds until a request is there
        System.setProperty("sun.net.httpserver.maxRspTime", "30"); // and until its answer is read
        System.setProperty("sun.net.httpserver.idleInterval", "10"); // seconds without a request
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS_MAX));
        System.setProperty("sun.net.httpserver.maxReqHeaders", Integer.toString(HEADERS_MAX));
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", Integer.toString(HEADERS_LENGTH_MAX));
    }

    private final AdminPlace place;
    private final Gate gate;
    private final List<Pages> pages;
    private final ConsoleFiles files = new ConsoleFiles();
    private final HttpServer server;
    private final CookieName cookie;
    private final LoginPages logins;

    // As many as there are connections, so that one that dawdles, or waits to be judged, is nobody else's trouble.
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, CONNECTIONS_MAX * 2, THREAD_IDLE_S, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "belay-admin");
                thread.setDaemon(true);
                return thread;
            });

    private AdminServer(AdminPlace place, Gate gate, List<Pages> pages, HttpServer server) {
        this.place = place;
        this.gate = gate;
        this.pages = pages;
        this.server = server;
        cookie = new CookieName(server.getAddress().getPort(), place.tls() != null);
        logins = new LoginPages(gate, cookie);
    }

    /**
     * Starts to answer.
     *
     * @throws IOException if the port is in use
     */
    public static AdminServer open(
            AdminPlace place, Entrance entrance, SessionSource sessions, QueueSource queues, ReloadSource reloads)
            throws IOException {
        return open(
                place,
                entrance,
                List.of(
                        new SessionPages(sessions),
                        new QueuePages(queues),
                        new ReloadPage(reloads),
                        new StatePages(StateSource.NONE)));
    }

    /** The same with all that is under {@code /api}. */
    public static AdminServer open(AdminPlace place, Entrance entrance, ApiSources sources, ReloadSource reloads)
            throws IOException {
        return open(place, entrance, sources, reloads, StateSource.NONE);
    }

    /** The same, and for those who watch over the broker. */
    public static AdminServer open(
            AdminPlace place, Entrance entrance, ApiSources sources, ReloadSource reloads, StateSource state)
            throws IOException {
        return open(
                place,
                entrance,
                List.of(
                        new Api(sources),
                        new SessionPages(sources.sessions()),
                        new QueuePages(sources.queues()),
                        new ReloadPage(reloads),
                        new StatePages(state)));
    }

    private static AdminServer open(AdminPlace place, Entrance entrance, List<Pages> pages) throws IOException {
        Gate gate = new Gate(entrance, () -> System.nanoTime() / 1_000_000);
        AdminServer admin = new AdminServer(place, gate, pages, bind(place));
        admin.server.setExecutor(admin.threads);
        admin.server.createContext("/", admin::serve);
        admin.server.start();
        return admin;
    }

    private static HttpServer bind(AdminPlace place) throws IOException {
        InetSocketAddress address = new InetSocketAddress(place.host(), place.port());
        try {
            if (address.isUnresolved()) throw new IOException("unknown host");
            AdminPlace.Secure tls = place.tls();
            if (tls == null) return HttpServer.create(address, 64);
            HttpsServer secure = HttpsServer.create(address, 64);
            secure.setHttpsConfigurator(new Configurator(tls));
            return secure;
        } catch (IOException taken) {
            throw new IOException(
                    "cannot listen on " + place.host() + ":" + place.port() + ": " + taken.getMessage(), taken);
        }
    }

    /** TLS as on the other ports. */
    private static final class Configurator extends HttpsConfigurator {
        private final AdminPlace.Secure tls;

        Configurator(AdminPlace.Secure tls) {
            super(tls.context());
            this.tls = tls;
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters ours = getSSLContext().getDefaultSSLParameters();
            ours.setProtocols(tls.protocols().toArray(String[]::new));
            ours.setCipherSuites(tls.suites().toArray(String[]::new));
            parameters.setSSLParameters(ours);
        }
    }

    /** As bound. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", answer.type());
            SafeHeaders.ALL.forEach(headers::set);
            answer.headers().forEach(headers::set);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            if (isHead) headers.set("Content-Length", Integer.toString(body.length));
            write(exchange, answer, isHead ? new byte[0] : body);
        }
    }

    private static void write(HttpExchange exchange, Answer answer, byte[] body) throws IOException {
        boolean isWritten = false;
        try {
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().close();
            isWritten = true;
        } finally {
            answer.written(isWritten);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        if (!OwnPages.isClear(headers)) return Answer.text(400, "the headers can be read in more than one way\n");
        String host = headers.getFirst("Host");
        if (place.isLocal() && !OwnPages.namesThisMachine(host))
            return Answer.text(403, "the Host header must name 127.0.0.1 or localhost\n");
        if (!OwnPages.isOriginOf(headers.getFirst("Origin"), host) || OwnPages.isForeignSite(headers))
            return Answer.text(403, "the Origin header must name this page itself, if there is one\n");
        String rawPath = exchange.getRequestURI().getRawPath();
        boolean changes = !method(exchange).equals("GET");
        Answer file = files.of(rawPath);
        if (file != null) return changes ? Answer.text(405, "GET only\n") : file;
        Remote from = new Remote(peer(exchange.getRemoteAddress()), place.tls() != null);
        boolean isLogin = LoginPages.isTheirs(rawPath);
        if (isLogin) return login(exchange, from, rawPath);
        Pages its = pages.stream()
                .filter(each -> each.isTheirs(rawPath))
                .findFirst()
                .orElse(null);
        boolean isPublic = its != null && !changes && its.isPublic(rawPath);
        if (isPublic) return answer(exchange, Caller.nobody(), from, its);
        Passage passage = gate.passage(new Gate.Shown(
                from,
                headers.getFirst("Authorization"),
                cookie.in(headers.get("Cookie")),
                headers.getFirst("X-Belay-Token"),
                changes));
        if (passage instanceof Passage.Out out) return refusal(out, headers);
        return answer(exchange, ((Passage.In) passage).caller(), from, its);
    }

    /** HEAD is GET whose answer goes out without its body (RFC 9110, section 9.3.2). */
    private static String method(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        return method.equals("HEAD") ? "GET" : method;
    }

    /** Address and port, as the other ports say it. */
    private static String peer(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private Answer login(HttpExchange exchange, Remote from, String rawPath) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String method = method(exchange);
        boolean isJson = method.equals("GET") || OwnPages.isJson(headers.getFirst("Content-Type"));
        if (!isJson) return Form.JSON.error(415, "the Content-Type header must be application/json");
        byte[] body = exchange.getRequestBody().readNBytes(LoginPages.BODY_LENGTH_MAX + 1);
        if (body.length > LoginPages.BODY_LENGTH_MAX) return tooLong(LoginPages.BODY_LENGTH_MAX);
        String shown = cookie.in(headers.get("Cookie"));
        return logins.answer(method, rawPath, from, shown, new String(body, StandardCharsets.UTF_8));
    }

    /** @param its null if there is no such page */
    private Answer answer(HttpExchange exchange, Caller caller, Remote from, @Nullable Pages its) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String method = method(exchange);
        String rawPath = exchange.getRequestURI().getRawPath();
        boolean changes = !method.equals("GET");
        if (changes && !OwnPages.isJson(headers.getFirst("Content-Type")))
            return Form.JSON.error(415, "the Content-Type header must be application/json");
        if (its == null) return Answer.text(404, "nothing here; try /, /api, /sessions, /why?client=ID or /queues\n");
        int lengthMax = its.bodyLengthMax(caller, method, rawPath);
        byte[] body = exchange.getRequestBody().readNBytes(lengthMax + 1);
        if (body.length > lengthMax) return tooLong(lengthMax);
        String query = exchange.getRequestURI().getRawQuery();
        Answer answer = its.answer(new AdminRequest(caller, method, rawPath, query, body));
        if (changes) gate.did(from, caller.user(), answer.status() + " " + method + " " + rawPath + about(answer));
        return answer;
    }

    private static String about(Answer answer) {
        return answer.about().isEmpty() ? "" : " (" + answer.about() + ")";
    }

    private static Answer tooLong(int lengthMax) {
        return Form.JSON.error(413, "expected at most " + lengthMax + " bytes; found more");
    }

    /** Browsers are not told how to ask for a password: their own window for it could be left by no logout. */
    private static Answer refusal(Passage.Out out, Headers headers) {
        Answer answer = Form.JSON.error(out.status(), out.why());
        if (out.status() == 429) return answer.with("Retry-After", "10");
        boolean isBrowser = headers.containsKey("Sec-Fetch-Mode") || headers.containsKey("X-Belay-Token");
        String scheme = isBrowser ? "Bearer realm=\"belay\"" : "Basic realm=\"belay\", charset=\"UTF-8\"";
        return out.status() == 401 ? answer.with("WWW-Authenticate", scheme) : answer;
    }

    /** What every answer says to a browser: run nothing but our own files, show nothing in a frame, keep nothing. */
    private static final class SafeHeaders {
        static final Map<String, String> ALL = Map.of(
                "Content-Security-Policy",
                "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
                "X-Frame-Options",
                "DENY",
                "X-Content-Type-Options",
                "nosniff",
                "Referrer-Policy",
                "no-referrer",
                "Cross-Origin-Opener-Policy",
                "same-origin",
                "Cross-Origin-Resource-Policy",
                "same-origin",
                "Cache-Control",
                "no-store");
    }
}
