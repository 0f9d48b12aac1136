package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.admin.ReloadSource.Reloaded;
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

/** Having the settings read again over HTTP, and who may. */
class ReloadPageTest {
    private static final String JSON = "Host: localhost\r\nContent-Type: application/json\r\n";

    private Reloaded next = new Reloaded(true, List.of("logging.level is now debug", "data waits for the next start"));
    private int asked;
    private AdminServer server;

    @BeforeEach
    void open() throws IOException {
        server = AdminServer.open(AdminPlace.local(0), Entrance.OPEN, Samples.SOURCE, Samples.QUEUES, () -> {
            asked++;
            return CompletableFuture.completedFuture(next);
        });
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String ask(String method, String target, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            String request = method + " " + target + " HTTP/1.1\r\n" + headers
                    + "Content-Length: 2\r\nConnection: close\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void what_was_taken_is_told_in_words_and_in_json() throws IOException {
        assertThat(ask("POST", "/config/reload?format=text", JSON))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\nlogging.level is now debug\ndata waits for the next start\n");
        assertThat(ask("POST", "/config/reload", JSON))
                .contains("{\"did\":[\"logging.level is now debug\",\"data waits for the next start\"]}");
    }

    @Test
    void nothing_new_is_told_too() throws IOException {
        next = new Reloaded(true, List.of());

        assertThat(ask("POST", "/config/reload?format=text", JSON)).endsWith("nothing has changed\n");
    }

    @Test
    void what_was_refused_is_a_conflict_with_the_reasons() throws IOException {
        next = new Reloaded(false, List.of("belay.yaml is refused", "belay.yaml:1:1: no"));

        assertThat(ask("POST", "/config/reload?format=text", JSON))
                .startsWith("HTTP/1.1 409")
                .endsWith("belay.yaml is refused\nbelay.yaml:1:1: no\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | Host: localhost                                              | 405",
                "DELETE | Host: localhost%nContent-Type: application/json              | 405",
                "POST   | Host: localhost                                              | 415",
                "POST   | Host: localhost%nContent-Type: text/plain                    | 415",
                "POST   | Host: evil.example%nContent-Type: application/json           | 403",
                "POST   | Host: localhost%nOrigin: http://evil.example%nContent-Type: application/json | 403",
            })
    void no_page_in_a_browser_and_no_other_method_has_it_done(String method, String headers, int status)
            throws IOException {
        assertThat(ask(method, "/config/reload", headers.replace("%n", "\r\n") + "\r\n"))
                .startsWith("HTTP/1.1 " + status);
        assertThat(asked).isZero();
    }
}
