package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way through an HTTP proxy; the proxy is played by the test. */
class ProxyTest {
    private static CompletableFuture<Line> dial(Harbour proxy, String address, String login) {
        HttpProxy through = HttpProxy.parse(login + "127.0.0.1:" + proxy.listener.port());
        DialOptions options = new DialOptions(LineOptions.DEFAULT, TlsOptions.DEFAULT, through, "amqp", 1_000);
        return new BrokerDialer(proxy.loops, options).dial(BrokerAddress.parse(address), Recorder::new);
    }

    private static void say(Recorder line, String words) throws Exception {
        line.onLoop(it -> {
            it.send(ByteBuffer.wrap(words.getBytes(StandardCharsets.US_ASCII)));
            it.flush();
        });
    }

    @Test
    void a_websocket_goes_through_once_the_proxy_agrees() throws Exception {
        try (Harbour proxy = Harbour.open()) {
            CompletableFuture<Line> line = dial(proxy, "http://broker.invalid:80/t", "u:p@");
            Recorder there = proxy.arrival();
            String connect = "CONNECT broker.invalid:80 HTTP/1.1\r\nHost: broker.invalid:80\r\n"
                    + "Proxy-Authorization: Basic dTpw\r\n\r\n";
            assertThat(there.awaitText(connect.length())).isEqualTo(connect);

            say(there, "HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n");

            String upgrade = there.awaitText(connect.length() + 150).substring(connect.length());
            assertThat(upgrade).startsWith("GET /t HTTP/1.1\r\nHost: broker.invalid:80\r\n");
            String key = upgrade.replaceFirst("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
            say(
                    there,
                    "HTTP/1.1 101 Go\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Protocol: amqp\r\n"
                            + "Sec-WebSocket-Accept: " + WebSocketKeys.answer(key) + "\r\n\r\n");
            assertThat(line.get(Recorder.PATIENCE_S, TimeUnit.SECONDS).id()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 407 Who are you\r\n\r\n", "HTTP/1.1 20 no\r\n\r\n", "SSH-2.0-x\r\n\r\n", "\u0000"})
    void a_proxy_that_does_not_agree_is_named(String says) throws Exception {
        try (Harbour proxy = Harbour.open()) {
            CompletableFuture<Line> line = dial(proxy, "amqpws://broker.invalid", "");
            say(proxy.arrival(), says);

            assertThatThrownBy(() -> line.get(Recorder.PATIENCE_S, TimeUnit.SECONDS))
                    .hasMessageContaining("the proxy 127.0.0.1:" + proxy.listener.port());
        }
    }

    @Test
    void addresses_that_are_no_http_go_straight() throws Exception {
        try (Harbour proxy = Harbour.open();
                Harbour broker = Harbour.open()) {
            Line line = dial(proxy, "amqp://127.0.0.1:" + broker.listener.port(), "")
                    .get(Recorder.PATIENCE_S, TimeUnit.SECONDS);

            assertThat(line.peer()).isEqualTo("127.0.0.1:" + broker.listener.port());
            assertThat(proxy.arrivals).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "amqp://127.0.0.1:1,            connection refused",
        "amqps://127.0.0.1:1,           connection refused",
        "mq://127.0.0.1:1,              port mapper: connection refused",
        "amqp://no-such-host.invalid:1, unknown host no-such-host.invalid",
    })
    void who_cannot_be_reached_is_told_in_few_words(String address, String words) {
        try (EventLoops loops = new EventLoops()) {
            assertThatThrownBy(() -> new BrokerDialer(loops, DialOptions.DEFAULT)
                            .dial(BrokerAddress.parse(address), Recorder::new)
                            .get(Recorder.PATIENCE_S, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessage(words);
        }
    }

    @Test
    void who_gives_up_hangs_up() throws Exception {
        try (Harbour proxy = Harbour.open()) {
            CompletableFuture<Line> line = dial(proxy, "http://broker.invalid/t", "");
            Recorder there = proxy.arrival();

            line.cancel(true);

            assertThat(there.awaitLoss().byPeer()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "h,                 h, 3128, '', ''",
        "h:1,               h, 1,    '', ''",
        "http://h:1/,       h, 1,    '', ''",
        "u:p:@w@h:1,        h, 1,    u,  p:@w",
        "u@[::1]:8080,      ::1, 8080, u, ''",
        "[::1],             ::1, 3128, '', ''",
    })
    void a_proxy_is_read(String text, String host, int port, String user, String password) {
        assertThat(HttpProxy.parse(text)).isEqualTo(new HttpProxy(host, port, user, password));
        assertThat(HttpProxy.parse(text).toString()).doesNotContain("@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":1", "hush@", "u:hush@h:0", "u:hush@h/x", "socks://hush@h", "u:hush@h:70000"})
    void what_is_no_proxy_is_refused_without_repeating_it(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpProxy.parse(text))
                .withMessageNotContaining("hush")
                .withNoCause();
    }
}
