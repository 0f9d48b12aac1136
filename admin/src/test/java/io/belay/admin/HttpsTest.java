package io.belay.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.admin.cli.AskingCommands;
import io.belay.testkit.TestCertificate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The admin endpoint over TLS. */
class HttpsTest {
    private static final char[] NO_PASSWORD = new char[0];
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    private static final List<String> SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    @TempDir
    private Path directory;

    private SSLContext context;
    private AdminServer server;

    @Command(name = "belay")
    private static final class Belay {}

    @BeforeEach
    void open() throws Exception {
        context = context();
        server = AdminServer.open(
                new AdminPlace("127.0.0.1", 0, new AdminPlace.Secure(context, PROTOCOLS, SUITES)),
                new KnownUsers(),
                Samples.SOURCE,
                Samples.QUEUES,
                Samples.RELOADS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Both ends: the certificate is its own authority. */
    private SSLContext context() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate certificate;
        try (var in = Files.newInputStream(TestCertificate.LOCALHOST.certificate(directory))) {
            certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        String pem = Files.readString(TestCertificate.LOCALHOST.key(directory)).replaceAll("-----.*-----|\\s", "");
        PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem));
        KeyFactory keys = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm());
        store.setKeyEntry("own", keys.generatePrivate(key), NO_PASSWORD, new Certificate[] {certificate});
        store.setCertificateEntry("authority", certificate);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, NO_PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return made;
    }

    private HttpResponse<String> login(String... protocols) throws Exception {
        SSLParameters parameters = new SSLParameters();
        if (protocols.length > 0) parameters.setProtocols(protocols);
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/api/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"ann\",\"password\":\"annann\"}"))
                .build();
        return HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(parameters)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString());
    }

    private int sessions(StringWriter err, String... more) throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "annann");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        CommandLine belay = new CommandLine(new Belay());
        AskingCommands.addTo(belay);
        belay.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
        belay.setExecutionExceptionHandler(
                (failure, command, parsed) -> AskingCommands.explain(failure, command.getErr()));
        String[] flags = {
            "sessions",
            "--url",
            "https://localhost:" + server.port(),
            "--user",
            "ann",
            "--password-file",
            password.toString()
        };
        String[] all = Arrays.copyOf(flags, flags.length + more.length);
        System.arraycopy(more, 0, all, flags.length, more.length);
        return belay.execute(all);
    }

    @Test
    void the_cookie_goes_over_tls_alone_and_to_this_host_alone() throws Exception {
        for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"})
            assertThat(login(protocol).headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-belay-" + server.port() + "=")
                    .contains("; Path=/;", "; Secure")
                    .doesNotContain("Domain");
    }

    @Test
    void older_tls_is_refused() {
        assertThatThrownBy(() -> login("TLSv1.1")).isInstanceOfAny(SSLException.class, IOException.class);
    }

    @Test
    void a_command_asks_whom_it_trusts_and_nobody_else() throws Exception {
        StringWriter err = new StringWriter();
        Path authority = TestCertificate.LOCALHOST.certificate(directory);

        assertThat(sessions(err, "--ca", authority.toString())).isZero();
        assertThat(sessions(err)).isEqualTo(AskingCommands.FAILED);
        assertThat(err.toString()).contains("no trust in https://localhost:", "--ca names who vouches for it");
    }
}
