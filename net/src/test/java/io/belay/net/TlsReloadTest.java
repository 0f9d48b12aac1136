package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.net.TlsFiles.Pair;
import io.belay.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates that change while lines stand, and certificates for several names. */
class TlsReloadTest {
    @TempDir
    private Path files;

    private final BlockingQueue<Recorder> arrivals = new LinkedBlockingQueue<>();
    private EventLoops loops;
    private Path certificate;
    private Path key;

    @BeforeEach
    void start() throws IOException {
        loops = new EventLoops(1, EventLoops.Transport.best(), () -> System.nanoTime() / 1_000_000);
        certificate = files.resolve("own.pem");
        key = files.resolve("own-key.pem");
        put(TestCertificate.LOCALHOST.certificate(files), certificate);
        put(TestCertificate.LOCALHOST.key(files), key);
    }

    @AfterEach
    void stop() {
        loops.close();
    }

    private static void put(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private Listener listen(Tls tls) throws IOException {
        return Listener.openTls(loops, "127.0.0.1", 0, LineOptions.DEFAULT, tls, line -> {
            Recorder recorder = new Recorder(line);
            arrivals.add(recorder);
            return recorder;
        });
    }

    private static SSLSocket dial(Listener listener, @Nullable String name) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(name == null ? List.of() : List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /** Trusts all: the tests look at what was shown. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new IllegalStateException("no client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Whoever it is.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** The host that the certificate is made out to. */
    private static String shown(SSLSocket socket) throws Exception {
        X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
        return String.valueOf(
                shown.getSubjectAlternativeNames().iterator().next().get(1));
    }

    private static String shown(Listener listener, @Nullable String name) throws Exception {
        try (SSLSocket socket = dial(listener, name)) {
            return shown(socket);
        }
    }

    @Test
    void lines_from_now_on_see_the_new_certificate_and_those_that_stand_go_on() throws Exception {
        Tls tls = Tls.server(certificate, key);
        try (Listener listener = listen(tls);
                SSLSocket standing = dial(listener, null)) {
            Recorder line = Recorder.await(arrivals, "a line");
            String before = shown(standing);
            put(TestCertificate.ELSEWHERE.certificate(files), certificate);
            put(TestCertificate.ELSEWHERE.key(files), key);

            tls.reload();

            assertThat(before).isEqualTo("localhost");
            assertThat(shown(listener, null)).isNotEqualTo("localhost");
            standing.getOutputStream().write(7);
            assertThat(line.awaitReceived(1)).containsExactly(7);
        }
    }

    @Test
    void a_certificate_whose_key_has_not_come_yet_is_refused_and_the_old_pair_stays() throws Exception {
        Tls tls = Tls.server(certificate, key);
        try (Listener listener = listen(tls)) {
            put(TestCertificate.ELSEWHERE.certificate(files), certificate);
            assertThatThrownBy(tls::reload)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot use certificate " + certificate);
            assertThat(shown(listener, null)).isEqualTo("localhost");

            put(TestCertificate.ELSEWHERE.key(files), key);
            tls.reload();

            assertThat(shown(listener, null)).isNotEqualTo("localhost");
            Files.delete(key);
            assertThatThrownBy(tls::reload).hasMessageContaining("cannot read " + key);
            Files.writeString(certificate, "");
            assertThatThrownBy(tls::reload).isInstanceOf(IOException.class);
            assertThat(shown(listener, null)).isNotEqualTo("localhost");
        }
    }

    @Test
    void a_client_gets_the_certificate_of_the_name_that_it_asks_for_and_the_first_if_there_is_none() throws Exception {
        Pair first = new Pair(certificate, key);
        Pair second = new Pair(TestCertificate.ELSEWHERE.certificate(files), TestCertificate.ELSEWHERE.key(files));
        String other = Identity.read(second).names().get(0);
        try (Listener listener = listen(Tls.server(new TlsFiles(List.of(first, second), null)))) {
            assertThat(shown(listener, other)).isEqualTo(other);
            assertThat(shown(listener, "localhost")).isEqualTo("localhost");
            assertThat(shown(listener, "nobody.example")).isEqualTo("localhost");
            assertThat(shown(listener, null)).isEqualTo("localhost");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example,      true",
        "SHOP.example,      true",
        "a.till.example,    true",
        "till.example,      false",
        "a.b.till.example,  false",
        "shop.example.evil, false",
        "xshop.example,     false",
        "*.till.example,    true",
        "'',                false",
        ".till.example,     false",
    })
    void a_wildcard_is_one_label(String host, boolean isFor) throws IOException {
        Identity read = Identity.read(new Pair(certificate, key));
        Identity made = new Identity(read.chain(), read.key(), List.of("shop.example", "*.till.example"));

        assertThat(made.isFor(host)).isEqualTo(isFor);
    }

    @Test
    void all_files_are_named() {
        Path clients = files.resolve("clients.pem");

        assertThat(new TlsFiles(List.of(new Pair(certificate, key)), clients).all())
                .containsExactly(certificate, key, clients);
        assertThatThrownBy(() -> new TlsFiles(List.of(), null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_was_lent_shows_the_new_certificate_too() throws Exception {
        Tls tls = Tls.server(certificate, key);
        SSLContext lent = tls.context();
        String before = shown(lent);
        put(TestCertificate.ELSEWHERE.certificate(files), certificate);
        put(TestCertificate.ELSEWHERE.key(files), key);

        tls.reload();

        assertThat(before).isEqualTo("localhost");
        assertThat(shown(lent)).isEqualTo("elsewhere.invalid");
    }

    /** What an engine of a server shows to a client, without a socket between them. */
    private static String shown(SSLContext server) throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        SSLEngine client = trusting.createSSLEngine();
        client.setUseClientMode(true);
        SSLEngine engine = server.createSSLEngine();
        engine.setUseClientMode(false);
        ByteBuffer forward = ByteBuffer.allocate(100_000);
        ByteBuffer back = ByteBuffer.allocate(100_000);
        for (int turns = 0; turns < 100 && isUnfinished(client); turns++) {
            turn(client, back, forward);
            turn(engine, forward, back);
        }
        X509Certificate shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
        return String.valueOf(
                shown.getSubjectAlternativeNames().iterator().next().get(1));
    }

    private static boolean isUnfinished(SSLEngine engine) {
        return engine.getSession().getProtocol().equals("NONE");
    }

    /** Hears what is there, thinks, and says what it has to say. */
    private static void turn(SSLEngine engine, ByteBuffer heard, ByteBuffer said) throws Exception {
        ByteBuffer plain = ByteBuffer.allocate(100_000);
        heard.flip();
        for (int steps = 0; steps < 100; steps++) {
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) engine.getDelegatedTask().run();
            else if (status == HandshakeStatus.NEED_UNWRAP && heard.hasRemaining()) engine.unwrap(heard, plain);
            else if (status == HandshakeStatus.NEED_WRAP || status == HandshakeStatus.NOT_HANDSHAKING && steps == 0)
                engine.wrap(ByteBuffer.allocate(0), said);
            else break;
        }
        heard.compact();
    }

    @Test
    void a_client_has_nothing_to_read_again() throws IOException {
        Tls client = Tls.client(TlsOptions.DEFAULT);

        assertThatThrownBy(client::reload).isInstanceOf(IllegalStateException.class);
    }
}
