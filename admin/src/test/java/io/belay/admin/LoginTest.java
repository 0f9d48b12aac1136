package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.access.Account;
import io.belay.access.Accounts;
import io.belay.admin.login.Entrance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in over HTTP, how, and what then. */
class LoginTest {
    private static final String JSON = "Content-Type: application/json";
    private static final Pattern COOKIE = Pattern.compile("Set-Cookie: ([^;]*);", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOKEN = Pattern.compile("\"changeToken\":\"([^\"]*)\"");

    private final KnownUsers users = new KnownUsers();
    private AdminServer server;

    @BeforeEach
    void open() throws IOException {
        server = open(users);
    }

    private static AdminServer open(Entrance entrance) throws IOException {
        return AdminServer.open(AdminPlace.local(0), entrance, Samples.SOURCE, Samples.QUEUES, Samples.RELOADS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** The answer, head and body. */
    private String ask(String method, String target, String body, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
            for (String each : headers) head.append(each).append("\r\n");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            head.append("Content-Length: ").append(bytes.length).append("\r\nConnection: close\r\n\r\n");
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static String group(Pattern pattern, String in) {
        Matcher found = pattern.matcher(in);
        assertThat(found.find()).as("%s in %s", pattern, in).isTrue();
        return found.group(1);
    }

    private String login(String user) throws IOException {
        return ask("POST", "/api/login", "{\"user\":\"" + user + "\",\"password\":\"" + user + user + "\"}", JSON);
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Test
    void while_there_are_no_users_everybody_is_in() throws IOException {
        users.accounts = Accounts.NONE;

        assertThat(ask("GET", "/sessions", "")).startsWith("HTTP/1.1 200");
        assertThat(ask("POST", "/queues/orders/purge", "", JSON)).startsWith("HTTP/1.1 200");
        assertThat(ask("GET", "/api/login", ""))
                .startsWith("HTTP/1.1 200")
                .contains("\"user\":\"anonymous\"", "\"isOpen\":true", "\"isOperator\":true");
        assertThat(login("whoever")).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("Set-Cookie");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sessions",
                "/why?client=till-7",
                "/queues",
                "/queues/orders/purge",
                "/config/reload",
                "/api/login",
                "/api/overview",
                "/metrics",
                "/no/such/page"
            })
    void once_there_are_users_nobody_is_in_who_does_not_say_who_it_is(String target) throws IOException {
        assertThat(ask("GET", target, "")).startsWith("HTTP/1.1 401");
    }

    @Test
    void whether_the_broker_is_well_is_told_to_everybody() throws IOException {
        assertThat(ask("GET", "/health", "")).startsWith("HTTP/1.1 200").contains("\"alive\":true");
        assertThat(ask("GET", "/ready", "")).startsWith("HTTP/1.1 200").contains("\"ready\":true");
        assertThat(ask("POST", "/ready", "", JSON)).startsWith("HTTP/1.1 401");
        assertThat(ask("GET", "/metrics", "", basic("rob", "robrob"))).startsWith("HTTP/1.1 200");
    }

    @Test
    void a_program_shows_name_and_password() throws IOException {
        assertThat(ask("GET", "/sessions", "", basic("ann", "annann"))).startsWith("HTTP/1.1 200");
        assertThat(ask("POST", "/queues/orders/purge", "", JSON, basic("ann", "annann")))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void a_program_shows_a_token() throws IOException {
        assertThat(ask("GET", "/sessions", "", "Authorization: Bearer ann")).startsWith("HTTP/1.1 200");
        assertThat(ask("GET", "/sessions", "", "Authorization: Bearer nobody")).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic YW5u",
                "Basic YW5uOmJhZA==",
                "Basic OmFubmFubg==",
                "Digest YW5uOmFubmFubg==",
                "Bearer",
                ""
            })
    void what_proves_nothing_is_refused(String authorization) throws IOException {
        assertThat(ask("GET", "/sessions", "", "Authorization: " + authorization))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void whoever_failed_too_often_is_told_to_come_back() throws IOException {
        users.isBusy = true;

        assertThat(ask("GET", "/sessions", "", basic("ann", "annann")))
                .startsWith("HTTP/1.1 429")
                .containsIgnoringCase("Retry-After: 10");
        assertThat(login("ann")).startsWith("HTTP/1.1 429").doesNotContainIgnoringCase("Set-Cookie");
    }

    @Test
    void a_browser_is_never_told_to_ask_for_a_password_in_a_window_of_its_own() throws IOException {
        assertThat(ask("GET", "/sessions", "")).containsIgnoringCase("WWW-Authenticate: Basic realm=\"belay\"");
        assertThat(ask("GET", "/sessions", "", "Sec-Fetch-Mode: cors", "Sec-Fetch-Site: same-origin"))
                .containsIgnoringCase("WWW-Authenticate: Bearer")
                .doesNotContain("Basic");
    }

    @Test
    void a_console_logs_in_and_out() throws IOException {
        String in = login("ann");
        String cookie = "Cookie: other=1; " + group(COOKIE, in);

        assertThat(in)
                .startsWith("HTTP/1.1 200")
                .contains("; Path=/; HttpOnly; SameSite=Strict")
                .contains("\"user\":\"ann\"", "\"isOperator\":true", "\"isOpen\":false");
        assertThat(ask("GET", "/sessions", "", cookie)).startsWith("HTTP/1.1 200");
        assertThat(ask("GET", "/api/login", "", cookie))
                .startsWith("HTTP/1.1 200")
                .contains(group(TOKEN, in));

        assertThat(ask("POST", "/api/logout", "", JSON, cookie)).contains("Max-Age=0");
        assertThat(ask("GET", "/sessions", "", cookie))
                .startsWith("HTTP/1.1 401")
                .contains("log in again");
        assertThat(ask("GET", "/api/login", "", cookie)).startsWith("HTTP/1.1 401");
    }

    @Test
    void a_console_changes_something_only_with_the_token_of_its_login() throws IOException {
        String in = login("ann");
        String cookie = "Cookie: " + group(COOKIE, in);
        String token = "X-Belay-Token: " + group(TOKEN, in);
        String other = "X-Belay-Token: " + group(TOKEN, login("ann"));

        assertThat(ask("POST", "/queues/orders/purge", "", JSON, cookie)).startsWith("HTTP/1.1 403");
        assertThat(ask("POST", "/queues/orders/purge", "", JSON, cookie, "X-Belay-Token:"))
                .startsWith("HTTP/1.1 403");
        assertThat(ask("POST", "/queues/orders/purge", "", JSON, cookie, other)).startsWith("HTTP/1.1 403");
        assertThat(ask("POST", "/queues/orders/purge", "", JSON, token)).startsWith("HTTP/1.1 401");
        assertThat(users.told).as("nothing was done").noneMatch(each -> each.contains("purge"));
        assertThat(ask("POST", "/queues/orders/purge", "", JSON, cookie, token)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://localhost,                200",
        "Origin: http://evil.example,             403",
        "Origin: http://localhost:3000,           403",
        "Origin: http://127.0.0.1,                403",
        "Origin: null,                            403",
        "Sec-Fetch-Site: same-origin,             200",
        "Sec-Fetch-Site: none,                    200",
        "Sec-Fetch-Site: same-site,               403",
        "Sec-Fetch-Site: cross-site,              403",
    })
    void another_page_of_a_browser_changes_nothing_even_with_cookie_and_token(String header, int status)
            throws IOException {
        String in = login("ann");
        String cookie = "Cookie: " + group(COOKIE, in);
        String token = "X-Belay-Token: " + group(TOKEN, in);

        assertThat(ask("POST", "/queues/orders/purge", "", JSON, cookie, token, header))
                .startsWith("HTTP/1.1 " + status);
        assertThat(ask("POST", "/queues/orders/purge", "", JSON, basic("ann", "annann"), header))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"})
    void a_form_changes_nothing(String type) throws IOException {
        assertThat(ask("POST", "/queues/orders/purge", "", "Content-Type: " + type, basic("ann", "annann")))
                .startsWith("HTTP/1.1 415");
        assertThat(ask("POST", "/api/login", "{\"user\":\"ann\",\"password\":\"annann\"}", "Content-Type: " + type))
                .startsWith("HTTP/1.1 415");
    }

    @Test
    void a_login_ends_with_its_user_and_with_its_password() throws IOException {
        String rob = "Cookie: " + group(COOKIE, login("rob"));
        String ann = "Cookie: " + group(COOKIE, login("ann"));

        users.accounts = KnownUsers.of(new Account("ann", null, null, "another", List.of(), List.of("operator")));

        assertThat(ask("GET", "/sessions", "", rob)).startsWith("HTTP/1.1 401");
        assertThat(ask("GET", "/sessions", "", ann)).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"user\":\"ann\"}",
                "{\"user\":7,\"password\":\"annann\"}",
                "{\"user\":\"ann\",\"password\":null}",
                "{\"user\":\"ann\",\"password\":\"annann\",\"role\":\"operator\"}",
                "{\"user\":\"ann\",\"password\":\"annann\""
            })
    void what_is_no_login_is_refused_without_a_word_of_it(String body) throws IOException {
        assertThat(ask("POST", "/api/login", body, JSON))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("annann");
    }

    @Test
    void a_body_is_so_long_and_no_longer() throws IOException {
        String auth = basic("ann", "annann");
        for (int more = -1; more <= 1; more++) {
            int login = LoginPages.BODY_LENGTH_MAX + more;
            int page = AdminServer.BODY_LENGTH_MAX + more;

            assertThat(status(ask("POST", "/api/login", " ".repeat(login), JSON)))
                    .isEqualTo(more > 0 ? 413 : 400);
            assertThat(status(ask("POST", "/queues", " ".repeat(page), JSON, auth)))
                    .isEqualTo(more > 0 ? 413 : 400);
        }
    }

    @Test
    void who_may_browse_one_queue_sees_no_other_and_changes_none() throws IOException {
        String rob = basic("rob", "robrob");

        assertThat(ask("GET", "/queues", "", rob)).contains("orders").doesNotContain("till-7");
        assertThat(ask("POST", "/queues/orders/purge", "", JSON, rob))
                .startsWith("HTTP/1.1 403")
                .contains("rob needs admin on queue orders");
        assertThat(ask("DELETE", "/queues/orders", "", JSON, rob)).startsWith("HTTP/1.1 403");
        assertThat(ask("POST", "/queues/orders/pause", "", JSON, rob)).startsWith("HTTP/1.1 403");
        assertThat(ask("POST", "/queues", "{\"name\":\"orders\"}", JSON, rob)).startsWith("HTTP/1.1 403");
        assertThat(ask("POST", "/config/reload", "", JSON, rob)).startsWith("HTTP/1.1 403");
        assertThat(users.told).contains("rob needs admin on queue orders", "rob: 403 POST /queues/orders/purge");
    }

    @Test
    void what_became_of_an_order_is_written_down_before_a_name_that_may_be_too_long_for_the_log() throws IOException {
        String purge = "POST /queues/" + "x".repeat(300) + "/purge";

        ask("POST", purge.substring(5), "", JSON, basic("rob", "robrob"));

        assertThat(users.told).contains("rob: 403 " + purge);
    }

    @Test
    void sessions_are_seen_by_their_owner_and_by_operators() throws IOException {
        assertThat(ask("GET", "/sessions", "", basic("ann", "annann"))).contains("till-7");
        assertThat(ask("GET", "/sessions", "", basic("rob", "robrob"))).contains("no sessions");
        assertThat(ask("GET", "/why?client=till+7%26x", "", basic("ann", "annann")))
                .contains("connection reset");
        assertThat(ask("GET", "/why?client=till+7%26x", "", basic("rob", "robrob")))
                .startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console/main.js", "/sessions", "/api/login", "/no/such/page"})
    void every_answer_tells_browsers_to_run_and_frame_and_keep_nothing(String target) throws IOException {
        assertThat(ask("GET", target, ""))
                .containsIgnoringCase("Content-Security-Policy: default-src 'self';")
                .containsIgnoringCase("X-Frame-Options: DENY")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .containsIgnoringCase("Referrer-Policy: no-referrer")
                .containsIgnoringCase("Cache-Control: no-store")
                .doesNotContain("unsafe-inline");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/console/main.js",
                "/health",
                "/ready",
                "/metrics",
                "/sessions",
                "/queues",
                "/why?client=nobody",
                "/api/login",
                "/no/such/page",
                "/queues/orders/purge"
            })
    void a_head_is_what_a_get_would_be_told_without_its_body(String target) throws IOException {
        for (String auth : List.of(basic("ann", "annann"), basic("ann", "wrong"))) {
            String whole = ask("GET", target, "", auth);

            String head = ask("HEAD", target, "", auth);

            assertThat(fields(head)).isEqualTo(fields(whole)).contains("Content-length: " + bodyLength(whole));
            assertThat(bodyLength(head)).isZero();
        }
    }

    private static int bodyLength(String answer) {
        return answer.split("\r\n\r\n", 2)[1].getBytes(StandardCharsets.UTF_8).length;
    }

    /** Status and headers, but when it was. */
    private static List<String> fields(String answer) {
        return answer.split("\r\n\r\n", 2)[0]
                .lines()
                .filter(field -> !field.startsWith("Date: "))
                .sorted()
                .toList();
    }

    @Test
    void headers_are_so_long_and_no_longer() throws IOException {
        String auth = basic("ann", "annann");
        List<String> many = new ArrayList<>(List.of(auth));
        for (int count = 0; count < AdminServer.HEADERS_MAX; count++) many.add("X-" + count + ": 1");

        assertThat(isAnswered("/sessions", auth, "X: " + "a".repeat(AdminServer.HEADERS_LENGTH_MAX / 2)))
                .isTrue();
        assertThat(isAnswered("/sessions", auth, "X: " + "a".repeat(AdminServer.HEADERS_LENGTH_MAX)))
                .isFalse();
        assertThat(isAnswered("/sessions?" + "a".repeat(AdminServer.HEADERS_LENGTH_MAX), auth))
                .isFalse();
        assertThat(isAnswered("/sessions", many.toArray(String[]::new))).isFalse();
    }

    /** Whoever says too much may be cut off before the answer is read. */
    private boolean isAnswered(String target, String... headers) throws IOException {
        try {
            return ask("GET", target, "", headers).startsWith("HTTP/1.1 200");
        } catch (SocketException cut) {
            return false;
        }
    }

    @Test
    void those_who_never_finish_their_request_keep_nobody_else_waiting() throws IOException {
        List<Socket> dawdlers = new ArrayList<>();
        try {
            for (int count = 0; count < AdminServer.CONNECTIONS_MAX / 2; count++) {
                Socket dawdler = new Socket(InetAddress.getLoopbackAddress(), server.port());
                dawdlers.add(dawdler);
                dawdler.getOutputStream().write("GET /sessions HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.UTF_8));
            }

            assertThat(ask("GET", "/sessions", "", basic("ann", "annann"))).startsWith("HTTP/1.1 200");
        } finally {
            for (Socket each : dawdlers) each.close();
        }
    }
}
