package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.admin.login.Entrance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminServerTest {
    private AdminServer server;

    @BeforeEach
    void open() throws IOException {
        server = AdminServer.open(AdminPlace.local(0), Entrance.OPEN, Samples.SOURCE, Samples.QUEUES, Samples.RELOADS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** The answer to one request, head and body; the JDK's clients would not send a foreign Host. */
    private String ask(String method, String target, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            String request = method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String target) throws IOException {
        return ask("GET", target, "127.0.0.1:" + server.port());
    }

    @Test
    void sessions_are_listed_for_people() throws IOException {
        String answer = get("/sessions");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(answer.lines())
                .containsSequence(
                        "CLIENT         STATE     QUEUED  IN FLIGHT  BYTES  SUBSCRIPTIONS  EXPIRES",
                        "till-7         attached  5       2          700    0              5 min after its line",
                        "away\\u001B[2J  away      0       0          0      0              in 90 s",
                        "for-ever       away      0       0          0      0              never");
    }

    @Test
    void sessions_are_listed_for_programs() throws IOException {
        assertThat(get("/sessions?format=json"))
                .contains("application/json")
                .contains("{\"clientId\":\"till-7\",\"owner\":\"anonymous\",\"attached\":true,\"epoch\":3,")
                .contains("\"clientId\":\"away\\u001b[2J\"")
                .contains("\"expiryS\":-1,\"expiresAtMs\":-1");
    }

    @Test
    void a_client_s_story_is_told() throws IOException {
        assertThat(get("/why?client=till+7%26x").lines())
                .contains(
                        "till 7&x: attached, line 3, 5 queued, 2 in flight, expires 5 min after its line",
                        "  2027-01-15 07:59:00.000Z  line 1   began                  from 127.0.0.1:5000",
                        "  2027-01-15 07:59:30.000Z  line 1   lost       reset       connection reset by peer; "
                                + "in flight: 3 to the broker, 5 to the client, 20 waiting, 1 tag, 2 subscriptions",
                        "  2027-01-15 07:59:40.000Z  no line  refused    login       wrong user name or password, "
                                + "from 127.0.0.1:5002",
                        "  2027-01-15 07:59:42.345Z  line 2   resumed                127.0.0.1:5001 after 12345 ms; "
                                + "restored: 5 deliveries, 20 waiting, 1 tag, 2 subscriptions",
                        "  2027-01-15 07:59:50.000Z  line 2   displaced  taken-over  by user \\u001B[2J");
        assertThat(get("/why?format=json&client=till+7%26x"))
                .contains("\"timeline\":[{\"atMs\":1799999940000,\"epoch\":1,\"what\":\"BEGAN\"")
                .contains("\"cause\":\"reset\",\"by\":\"network\",\"inFlight\":{\"unanswered\":3,\"delivered\":5,")
                .contains("\"awayMs\":12345,\"restored\":{\"unanswered\":0,\"delivered\":5,\"waiting\":20,\"tags\":1")
                .contains("\"refused\":[{\"atMs\":1799999980000,\"clientId\":\"till 7&x\",\"from\":\"127.0.0.1:5002\"");
    }

    @Test
    void the_last_lines_that_ended_are_listed() throws IOException {
        assertThat(get("/breaks").lines())
                .containsSequence(
                        "ENDED                     CLIENT    FROM            CAUSE  WHY",
                        "2027-01-15 07:59:40.000Z  till 7&x  127.0.0.1:5002  login  wrong user name or password");
        assertThat(get("/breaks?format=json")).contains("\"opened\":false,\"cause\":\"login\",\"by\":\"broker\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /why?client=nobody, 404, nothing is known of client nobody",
        "GET,    /why,               400, which client?",
        "GET,    /why?client=%zz,    400, ",
        "GET,    /etc/passwd,        404, nothing here",
        "POST,   /sessions,          415, application/json",
        "DELETE, /sessions,          415, application/json",
        "POST,   /,                  405, GET only",
        "GET,    /console/../../../../etc/passwd,       404, nothing here",
        "GET,    /console/%2e%2e/%2e%2e/etc/passwd,     404, nothing here",
        "GET,    /console/..%2f..%2fbelay.properties,   404, nothing here",
        "GET,    /console/,                             404, nothing here",
        "GET,    /console/Gate.class,                   404, nothing here",
    })
    void what_cannot_be_answered_is_refused(String method, String target, int status, String words) throws IOException {
        String answer = ask(method, target, "localhost");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (words != null) assertThat(answer).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,         200",
        "127.0.0.1:8080,    200",
        "localhost:1,       200",
        "[::1]:8080,        200",
        "evil.example,      403",
        "evil.example:8080, 403",
        "127.0.0.1.evil.example, 403",
    })
    void only_a_request_that_names_this_machine_is_answered(String host, int status) throws IOException {
        assertThat(ask("GET", "/sessions", host)).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void it_listens_on_loopback_only() throws IOException {
        assertThat(get("/")).startsWith("HTTP/1.1 200").contains("text/html");
        assertThatThrownBy(() -> AdminServer.open(
                        AdminPlace.local(server.port()),
                        Entrance.OPEN,
                        Samples.SOURCE,
                        Samples.QUEUES,
                        Samples.RELOADS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port());
    }

    @Test
    void a_broker_that_fails_to_answer_costs_one_question() throws IOException {
        SessionSource broken = new SessionSource() {
            @Override
            public CompletableFuture<Sessions> sessions() {
                return CompletableFuture.failedFuture(new IllegalStateException("broken invariant"));
            }

            @Override
            public CompletableFuture<Story> story(String clientId) {
                return Samples.SOURCE.story(clientId);
            }

            @Override
            public List<EndedLine> ended() {
                return List.of();
            }
        };
        server.close();
        server = AdminServer.open(AdminPlace.local(0), Entrance.OPEN, broken, Samples.QUEUES, Samples.RELOADS);

        assertThat(get("/sessions")).startsWith("HTTP/1.1 500").contains("broken invariant");
        assertThat(get("/why?client=till+7%26x")).startsWith("HTTP/1.1 200");
    }

    @Test
    void no_session_is_said_in_words() {
        assertThat(SessionText.of(new SessionSource.Sessions(0, List.of()))).isEqualTo("no sessions\n");
    }
}
