package io.belay.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys at an address, and in a file. */
class KeyAddressTest {
    private static HttpServer server;

    @BeforeAll
    static void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/away")) exchange.getResponseHeaders().add("Location", "/keys");
            byte[] body = path.startsWith("/long")
                    ? new byte[KeySource.LENGTH_MAX + (path.equals("/longer") ? 1 : 0)]
                    : Issuer.keys();
            if (path.equals("/mute")) return; // not even the head
            boolean isSilent = path.equals("/silent");
            int status = path.equals("/away") ? 302 : path.equals("/broken") ? 500 : 200;
            exchange.sendResponseHeaders(status, body.length);
            if (isSilent) return; // the head, and nothing more
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    private static KeyAddress at(String path) {
        return new KeyAddress(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path), 20_000);
    }

    @Test
    void keys_are_read_from_an_address() throws IOException {
        assertThat(at("/keys").read()).isEqualTo(Issuer.keys());
    }

    @Test
    void a_body_is_read_up_to_the_limit() throws IOException {
        assertThat(at("/long").read()).hasSize(KeySource.LENGTH_MAX);
        assertThatThrownBy(() -> at("/longer").read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 262144 bytes");
    }

    @Test
    void an_answer_that_leads_elsewhere_or_is_none_is_refused() {
        assertThatThrownBy(() -> at("/away").read()).hasMessageContaining("/away");
        assertThatThrownBy(() -> at("/broken").read()).hasMessageContaining("/broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/silent", "/mute"})
    void whoever_never_ends_is_left(String path) {
        KeyAddress silent = new KeyAddress(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path), 300);

        assertThatThrownBy(silent::read).isInstanceOf(IOException.class).hasMessageContaining("within 300 ms");
    }

    @Test
    void nobody_at_an_address_is_told() throws IOException {
        HttpServer closed = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        URI address = URI.create("http://127.0.0.1:" + closed.getAddress().getPort() + "/keys");
        closed.stop(0);

        assertThatThrownBy(() -> new KeyAddress(address, 20_000).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot read the keys at " + address);
    }

    @ParameterizedTest
    @CsvSource({
        "https://issuer.example/keys, true",
        "http://127.0.0.1:8081/keys, true",
        "http://localhost/keys, true",
        "http://[::1]:1/keys, true",
        "http://issuer.example/keys, false",
        "http://127.0.0.1.evil.example/keys, false",
        "http://0x7f.1/keys, false",
        "ftp://issuer.example/keys, false",
        "file:///etc/passwd, false",
        "https:///keys, false",
        "https://user:secret@issuer.example/keys, false",
        "'https://issuer example/', false",
    })
    void keys_come_over_tls_or_from_this_machine(String address, boolean isFine) {
        assertThat(TokenSettings.objection(address) == null).isEqualTo(isFine);
    }

    @Test
    void keys_are_read_from_a_file(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("keys.json");
        TokenSettings settings = new TokenSettings(file.toString(), Issuer.RULES);

        assertThatThrownBy(() -> settings.open().begin()).hasMessageContaining("cannot read " + file);
        Files.write(file, Issuer.keys());
        settings.open().begin();

        Files.write(file, new byte[KeySource.LENGTH_MAX]);
        assertThat(new KeyFile(file).read()).hasSize(KeySource.LENGTH_MAX);
        Files.write(file, new byte[KeySource.LENGTH_MAX + 1]);
        assertThatThrownBy(() -> new KeyFile(file).read()).hasMessageContaining("is longer than 262144 bytes");
    }
}
