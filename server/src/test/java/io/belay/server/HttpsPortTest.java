package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.admin.AdminPlace;
import io.belay.admin.AdminServer;
import io.belay.admin.EndedLine;
import io.belay.admin.QueueSource;
import io.belay.admin.SessionSource;
import io.belay.admin.login.Entrance;
import io.belay.net.Tls;
import io.belay.node.QueueAnswer;
import io.belay.node.QueueOrder;
import io.belay.node.QueueStatus;
import io.belay.testkit.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port of the console speaks TLS as the others do. */
class HttpsPortTest {
    private static final int PATIENCE_MS = 60_000;

    @TempDir
    private Path directory;

    private Path certificate;
    private Path key;
    private Tls tls;
    private AdminServer server;

    @BeforeEach
    void open() throws IOException {
        certificate = TestCertificate.LOCALHOST.certificate(Files.createDirectory(directory.resolve("own")));
        key = TestCertificate.LOCALHOST.key(certificate.getParent());
        tls = Tls.server(certificate, key);
        AdminPlace place = new AdminPlace("127.0.0.1", 0, BelayServer.secure(tls));
        server = AdminServer.open(place, Entrance.OPEN, new NoSessions(), new NoQueues(), CompletableFuture::new);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static final class NoSessions implements SessionSource {
        @Override
        public CompletableFuture<Sessions> sessions() {
            return CompletableFuture.completedFuture(new Sessions(0, List.of()));
        }

        @Override
        public CompletableFuture<Story> story(String clientId) {
            return new CompletableFuture<>();
        }

        @Override
        public List<EndedLine> ended() {
            return List.of();
        }
    }

    private static final class NoQueues implements QueueSource {
        @Override
        public CompletableFuture<List<QueueStatus>> queues() {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletableFuture<QueueAnswer> order(QueueOrder order) {
            return new CompletableFuture<>();
        }
    }

    /** Trusts everybody, to see whom it meets. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** A fresh client agrees on TLS; nothing is taken over from one before. */
    private SSLSocket agree(String protocol, String... suites) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout(PATIENCE_MS);
        socket.setEnabledProtocols(new String[] {protocol});
        if (suites.length > 0) socket.setEnabledCipherSuites(suites);
        socket.startHandshake();
        return socket;
    }

    private X509Certificate shown() throws Exception {
        try (SSLSocket socket = agree("TLSv1.3")) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void a_certificate_that_was_read_again_is_shown_to_whoever_comes_next() throws Exception {
        X509Certificate before = shown();
        Path other = Files.createDirectory(directory.resolve("other"));
        StandardCopyOption over = StandardCopyOption.REPLACE_EXISTING;
        Files.copy(TestCertificate.ELSEWHERE.certificate(other), certificate, over);
        Files.copy(TestCertificate.ELSEWHERE.key(other), key, over);
        assertThat(shown()).as("nobody has read it yet").isEqualTo(before);

        tls.reload();

        assertThat(shown()).isNotEqualTo(before);
        assertThat(shown().getSubjectX500Principal()).isNotEqualTo(before.getSubjectX500Principal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void what_the_other_ports_take_it_takes(String protocol) throws Exception {
        try (SSLSocket socket = agree(protocol)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(tls.suites()).contains(socket.getSession().getCipherSuite());
        }
    }

    @Test
    void suites_that_the_other_ports_refuse_it_refuses() {
        // Without authenticated encryption, or without forward secrecy; the JDK itself would take the first two.
        String[] weak = {
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_RSA_WITH_AES_128_GCM_SHA256"
        };

        assertThatThrownBy(() -> agree("TLSv1.2", weak)).isInstanceOf(SSLException.class);
    }
}
