package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener knows of a client that shows a certificate, and of one that shows none. */
class ClientCertificateTest {
    private static final char[] NO_PASSWORD = new char[0];

    @TempDir
    private Path files;

    private EventLoops loops;
    private final BlockingQueue<Recorder> arrivals = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> certificates = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        loops = new EventLoops(1, EventLoops.Transport.best(), () -> System.nanoTime() / 1_000_000);
    }

    @AfterEach
    void stop() {
        loops.close();
    }

    /** Trusts clients that {@code vouched} vouches for. */
    private Listener listen(TestCertificate vouched) throws IOException {
        TestCertificate own = TestCertificate.LOCALHOST;
        Tls tls = Tls.server(own.certificate(files), own.key(files), vouched.certificate(files));
        return Listener.openTls(loops, "127.0.0.1", 0, LineOptions.DEFAULT, tls, line -> {
            certificates.add(line.isEncrypted() + " " + line.certificate());
            Recorder recorder = new Recorder(line);
            arrivals.add(recorder);
            return recorder;
        });
    }

    private SSLSocket dial(Listener listener, KeyManager... shown) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                shown,
                KeyStores.trust(TestCertificate.LOCALHOST.certificate(files), "")
                        .getTrustManagers(),
                null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
        return socket;
    }

    private KeyManager[] keys(TestCertificate own) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(own.certificate(files))) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            String pem = Files.readString(own.key(files)).replaceAll("-----.*-----|\\s", "");
            PKCS8EncodedKeySpec spec =
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem));
            PrivateKey key = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(spec);
            store.setKeyEntry("own", key, NO_PASSWORD, new Certificate[] {certificate});
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    /** Shows what it has, also to those who did not ask for it. */
    private static final class StubbornKeys extends X509ExtendedKeyManager {
        private final X509ExtendedKeyManager own;

        StubbornKeys(KeyManager own) {
            this.own = (X509ExtendedKeyManager) own;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return own.chooseClientAlias(types, null, socket);
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return own.chooseEngineClientAlias(types, null, engine);
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return own.getClientAliases(type, null);
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return own.getServerAliases(type, issuers);
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return own.chooseServerAlias(type, issuers, socket);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return own.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return own.getPrivateKey(alias);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_certificate_that_is_vouched_for_names_the_client(String protocol) throws Exception {
        try (Listener listener = listen(TestCertificate.ELSEWHERE);
                SSLSocket socket = dial(listener, keys(TestCertificate.ELSEWHERE))) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();

            Recorder.await(arrivals, "a line");

            assertThat(certificates.remove()).startsWith("true CN=");
        }
    }

    @Test
    void a_client_without_a_certificate_is_let_in_and_nothing_is_known_of_it() throws Exception {
        try (Listener listener = listen(TestCertificate.ELSEWHERE);
                SSLSocket socket = dial(listener)) {
            socket.startHandshake();

            Recorder.await(arrivals, "a line");

            assertThat(certificates.remove()).isEqualTo("true null");
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() throws Exception {
        try (Listener listener = listen(TestCertificate.LOCALHOST);
                SSLSocket socket = dial(listener, new StubbornKeys(keys(TestCertificate.ELSEWHERE)[0]))) {
            assertThat(isRefused(socket)).isTrue();
            assertThat(arrivals).isEmpty();
        }
    }

    /** A client of TLS 1.3 hears of it only when it reads: an alert, or the end. */
    private static boolean isRefused(SSLSocket socket) throws IOException {
        try {
            socket.startHandshake();
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException silence) {
            throw silence;
        } catch (IOException refused) {
            return true;
        }
    }

    @Test
    void a_bare_line_is_not_encrypted() throws Exception {
        try (Harbour harbour = Harbour.open();
                Socket socket = harbour.dial()) {
            assertThat(socket.isConnected()).isTrue();
            Recorder line = harbour.arrival();

            line.onLoop(it -> certificates.add(it.isEncrypted() + " " + it.certificate()));

            assertThat(Recorder.await(certificates, "what is known")).isEqualTo("false null");
        }
    }
}
