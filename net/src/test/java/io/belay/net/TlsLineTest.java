package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines over TLS, with the JDK's own sockets and our dialer at the other end. */
class TlsLineTest {
    @TempDir
    private Path files;

    private EventLoops loops;
    private final BlockingQueue<Recorder> arrivals = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        loops = new EventLoops(2, EventLoops.Transport.best(), () -> System.nanoTime() / 1_000_000);
    }

    @AfterEach
    void stop() {
        loops.close();
    }

    private Listener listen(TestCertificate certificate, LineOptions options) throws IOException {
        Tls tls = Tls.server(certificate.certificate(files), certificate.key(files));
        return Listener.openTls(loops, "127.0.0.1", 0, options, tls, line -> {
            Recorder recorder = new Recorder(line);
            arrivals.add(recorder);
            return recorder;
        });
    }

    private SSLSocket dial(Listener listener) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManagerFactory trust = KeyStores.trust(TestCertificate.LOCALHOST.certificate(files), "");
        context.init(null, trust.getTrustManagers(), null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
        return socket;
    }

    private Line dial(Listener listener, TlsOptions tls, String host) throws Exception {
        DialOptions options = new DialOptions(LineOptions.DEFAULT, tls, null, "amqp", 60_000);
        BrokerAddress address = BrokerAddress.parse("amqps://" + host + ":" + listener.port());
        return new BrokerDialer(loops, options).dial(address, Recorder::new).get(Recorder.PATIENCE_S, TimeUnit.SECONDS);
    }

    private TlsOptions trusting() throws IOException {
        return TlsOptions.DEFAULT.withTrustStore(TestCertificate.LOCALHOST.certificate(files), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bytes_pass_both_ways_and_the_end_is_not_cut_off(String protocol) throws Exception {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        try (Listener listener = listen(TestCertificate.LOCALHOST, LineOptions.DEFAULT);
                SSLSocket socket = dial(listener)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(socket, bytes));
            Recorder line = Recorder.await(arrivals, "a line");
            assertThat(line.awaitReceived(bytes.length)).isEqualTo(bytes);
            writing.get(Recorder.PATIENCE_S, TimeUnit.SECONDS);

            line.onLoop(it -> {
                it.send(ByteBuffer.wrap(bytes));
                it.close("enough");
            });

            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(bytes);
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            Harbour.hangUp(socket);
            assertThat(line.awaitLoss()).isEqualTo(new Recorder.Loss("enough", false));
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    @Test
    void a_peer_that_says_goodbye_has_closed_and_one_that_vanishes_too() throws Exception {
        try (Listener listener = listen(TestCertificate.LOCALHOST, LineOptions.DEFAULT)) {
            try (SSLSocket polite = dial(listener)) {
                polite.startHandshake();
            }
            assertThat(Recorder.await(arrivals, "a line").awaitLoss())
                    .isEqualTo(new Recorder.Loss(Losses.FIN.words(), true));

            Socket bare = new Socket(InetAddress.getLoopbackAddress(), listener.port());
            SSLSocket over = (SSLSocket) trustingContext().getSocketFactory().createSocket(bare, "localhost", 1, true);
            over.startHandshake();
            Recorder line = Recorder.await(arrivals, "a line");
            bare.shutdownOutput();
            assertThat(line.awaitLoss()).isEqualTo(new Recorder.Loss(Losses.FIN.words(), true));
            bare.close();
        }
    }

    private SSLContext trustingContext() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                KeyStores.trust(TestCertificate.LOCALHOST.certificate(files), "")
                        .getTrustManagers(),
                null);
        return context;
    }

    @Test
    void a_paused_line_gets_at_most_one_more_piece() throws Exception {
        try (Listener listener = listen(TestCertificate.LOCALHOST, LineOptions.DEFAULT);
                SSLSocket socket = dial(listener)) {
            socket.startHandshake();
            Recorder line = Recorder.await(arrivals, "a line");
            line.onLoop(Line::pauseReading);
            int before = line.receivedLength();
            for (int i = 0; i < 100; i++) socket.getOutputStream().write(new byte[100]);
            int paused = line.askLoop(line::receivedLength);

            line.onLoop(Line::resumeReading);

            assertThat(paused - before).isLessThanOrEqualTo(100);
            assertThat(line.awaitReceived(10_000)).hasSize(10_000);
        }
    }

    /** Pauses and resumes at each piece, and counts how deep the calls lie in one another. */
    private static final class Hesitant extends Recorder {
        private int depth;
        private volatile int depthMax;

        Hesitant(Line line) {
            super(line);
        }

        @Override
        public void received(ByteBuffer bytes) {
            depthMax = Math.max(depthMax, ++depth);
            line.pauseReading();
            line.resumeReading();
            super.received(bytes);
            line.pauseReading();
            line.execute(line::resumeReading);
            depth--;
        }
    }

    @Test
    void a_line_that_hesitates_at_each_piece_gets_them_one_after_the_other() throws Exception {
        TestCertificate own = TestCertificate.LOCALHOST;
        BlockingQueue<Hesitant> lines = new LinkedBlockingQueue<>();
        Tls tls = Tls.server(own.certificate(files), own.key(files));
        byte[] bytes = new byte[500_000];
        new Random(2).nextBytes(bytes);
        try (Listener listener = Listener.openTls(loops, "127.0.0.1", 0, LineOptions.DEFAULT, tls, line -> {
                    Hesitant hesitant = new Hesitant(line);
                    lines.add(hesitant);
                    return hesitant;
                });
                SSLSocket socket = dial(listener)) {
            socket.getOutputStream().write(bytes);

            Hesitant line = Recorder.await(lines, "a line");

            assertThat(line.awaitReceived(bytes.length)).isEqualTo(bytes);
            assertThat(line.depthMax).isEqualTo(1);
        }
    }

    @Test
    void our_own_dialer_and_listener_understand_each_other() throws Exception {
        try (Listener listener = listen(TestCertificate.LOCALHOST, LineOptions.DEFAULT)) {
            for (String host : new String[] {"127.0.0.1", "localhost"}) {
                Line line = dial(listener, trusting(), host);
                Recorder other = Recorder.await(arrivals, "a line");
                line.execute(() -> {
                    line.send(ByteBuffer.wrap(new byte[] {1, 2, 3}));
                    line.flush();
                });
                assertThat(other.awaitReceived(3)).containsExactly(1, 2, 3);
            }
        }
    }

    @Test
    void a_stranger_is_not_trusted_unless_told_so() throws Exception {
        try (Listener listener = listen(TestCertificate.LOCALHOST, LineOptions.DEFAULT)) {
            assertThatThrownBy(() -> dial(listener, TlsOptions.DEFAULT, "localhost"))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("TLS: ")
                    .hasMessageContaining("certification path");
            assertThat(dial(listener, TlsOptions.DEFAULT.trustingAll(), "localhost")
                            .id())
                    .isPositive();
        }
    }

    @Test
    void a_certificate_must_be_made_out_to_the_host() throws Exception {
        TlsOptions trusts = TlsOptions.DEFAULT.withTrustStore(TestCertificate.ELSEWHERE.certificate(files), "");
        TlsOptions careless =
                new TlsOptions(false, false, trusts.trustStore(), "", null, "", trusts.protocols(), trusts.ciphers());
        try (Listener listener = listen(TestCertificate.ELSEWHERE, LineOptions.DEFAULT)) {
            assertThatThrownBy(() -> dial(listener, trusts, "localhost")).hasMessageContaining("localhost");
            assertThat(dial(listener, careless, "localhost").id()).isPositive();
        }
    }

    @Test
    void who_does_not_speak_tls_is_told_apart() throws Exception {
        try (Harbour plain = Harbour.open();
                Listener listener = listen(TestCertificate.LOCALHOST, LineOptions.DEFAULT);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> failure(plain.listener));
            plain.arrival().onLoop(line -> {
                line.send(ByteBuffer.wrap("HTTP/1.1 400 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
                line.flush();
            });
            assertThat(failure.get(Recorder.PATIENCE_S, TimeUnit.SECONDS)).hasMessageContaining("does not speak TLS");

            socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes(); // an alert, or nothing; then the end
            assertThat(arrivals).isEmpty();
        }
    }

    private Throwable failure(Listener listener) {
        try {
            dial(listener, TlsOptions.DEFAULT, "127.0.0.1");
            return new AssertionError("connected");
        } catch (Exception refused) {
            return refused;
        }
    }

    @Test
    void who_says_nothing_is_given_up() throws Exception {
        try (Harbour silent = Harbour.open();
                Listener listener = listen(TestCertificate.LOCALHOST, LineOptions.DEFAULT.withHandshakeTimeoutMs(200));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(arrivals).isEmpty();

            DialOptions hurried = new DialOptions(
                    LineOptions.DEFAULT.withConnectTimeoutMs(1_000), TlsOptions.DEFAULT, null, "amqp", 60_000);
            BrokerAddress address = BrokerAddress.parse("amqps://127.0.0.1:" + silent.listener.port());
            assertThatThrownBy(() -> new BrokerDialer(loops, hurried)
                            .dial(address, Recorder::new)
                            .get(Recorder.PATIENCE_S, TimeUnit.SECONDS))
                    .hasMessageContaining("no answer within 1000 ms");
        }
    }

    @ParameterizedTest
    @EnumSource(TestCertificate.class)
    void files_that_do_not_hold_what_they_should_are_named(TestCertificate certificate) throws Exception {
        Path right = certificate.certificate(files);
        Path key = certificate.key(files);
        Path empty = Files.writeString(files.resolve("empty.pem"), "");

        assertThat(Tls.server(right, key)).isNotNull();
        assertThatIOException()
                .isThrownBy(() -> Tls.server(files.resolve("absent.pem"), key))
                .withMessageContaining("cannot read")
                .withMessageContaining("absent.pem");
        assertThatIOException().isThrownBy(() -> Tls.server(empty, key)).withMessageContaining("openssl pkcs8");
        assertThatIOException().isThrownBy(() -> Tls.server(right, empty)).withMessageContaining("empty.pem");
        assertThatIOException()
                .isThrownBy(() -> Tls.client(TlsOptions.DEFAULT.withTrustStore(files.resolve("absent"), "")))
                .withMessageContaining("absent");
        assertThatIOException()
                .isThrownBy(() -> Tls.client(TlsOptions.DEFAULT.withTrustStore(empty, "x")))
                .withMessageContaining("empty.pem");
    }
}
