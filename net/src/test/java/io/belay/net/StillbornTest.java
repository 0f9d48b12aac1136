package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.testkit.TestCertificate;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that come in and never become lines are told of. */
class StillbornTest {
    private record Told(String peer, Break why) {}

    private final EventLoops loops =
            new EventLoops(1, EventLoops.Transport.best(), () -> System.nanoTime() / 1_000_000);
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final LineAcceptor acceptor = new LineAcceptor() {
        @Override
        public LineHandler accept(Line line) {
            return new Recorder(line);
        }

        @Override
        public void stillborn(String peer, Break why) {
            told.add(new Told(peer, why));
        }
    };

    @TempDir
    private Path files;

    @AfterEach
    void close() {
        loops.close();
    }

    private Listener listen(LineOptions options) throws Exception {
        TestCertificate own = TestCertificate.LOCALHOST;
        Tls tls = Tls.server(own.certificate(files), own.key(files));
        return Listener.openTls(loops, "127.0.0.1", 0, options, tls, acceptor);
    }

    private Told said(Listener listener, String bytes) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            Told first = Recorder.await(told, "a word of it");
            assertThat(first.peer()).isEqualTo("127.0.0.1:" + socket.getLocalPort());
            return first;
        }
    }

    @Test
    void who_speaks_no_tls_where_it_is_spoken() throws Exception {
        try (Listener listener = listen(LineOptions.DEFAULT)) {
            Break why = said(listener, "this is no TLS at all\r\n").why();

            assertThat(why).isEqualTo(new Break(Cause.TLS, "TLS: the other end does not speak TLS"));
        }
    }

    @Test
    void who_leaves_before_tls_is_agreed_on() throws Exception {
        try (Listener listener = listen(LineOptions.DEFAULT);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.shutdownOutput();

            Break why = Recorder.await(told, "a word of it").why();

            assertThat(why.cause()).isSameAs(Cause.TLS);
            assertThat(why.words()).contains("peer closed (FIN)");
        }
    }

    @Test
    void who_asks_for_no_web_socket_where_there_is_nothing_else() throws Exception {
        WebSocketEntry entry = new WebSocketEntry(Map.of("mqtt", acceptor), (host, origin) -> null);
        try (Listener listener =
                Listener.openWebSocket(loops, "127.0.0.1", 0, LineOptions.DEFAULT, null, entry, acceptor)) {
            Break why = said(listener, "BREW /pot HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .why();

            assertThat(why).isEqualTo(new Break(Cause.TLS, "WebSocket refused: GET only"));
        }
    }

    @Test
    void who_says_nothing_for_too_long() throws Exception {
        try (Listener listener = listen(LineOptions.DEFAULT.withHandshakeTimeoutMs(50));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            assertThat(Recorder.await(told, "a word of it").why())
                    .isEqualTo(new Break(Cause.TLS, "no answer within 50 ms"));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }
}
