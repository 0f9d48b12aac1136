package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs that scan servers of TLS look for, tried on one listener with the default settings. */
class TlsScanTest {
    private static final int[] GOOD = {0xC02B, 0xC02C, 0xC02F, 0xC030, 0xCCA8, 0xCCA9};

    @TempDir
    private static Path files;

    private static EventLoops loops;
    private static Listener listener;

    @BeforeAll
    static void listen() throws IOException {
        loops = new EventLoops(1, EventLoops.Transport.best(), () -> System.nanoTime() / 1_000_000);
        TestCertificate own = TestCertificate.LOCALHOST;
        Tls tls = Tls.server(own.certificate(files), own.key(files));
        listener = Listener.openTls(loops, "127.0.0.1", 0, LineOptions.DEFAULT, tls, Recorder::new);
    }

    @AfterAll
    static void close() {
        listener.close();
        loops.close();
    }

    private static String answer(int version, int... suites) throws IOException {
        return new ClientHello(version, false, suites, 0).answer(listener.port());
    }

    /** protocol_version is alert 70 (RFC 8446 §6.2). */
    @ParameterizedTest
    @CsvSource({"SSL 3, 0x0300", "TLS 1.0, 0x0301", "TLS 1.1, 0x0302", "SSL 2.9, 0x0200"})
    void old_versions_are_not_spoken(String name, int version) throws IOException {
        assertThat(answer(version, GOOD)).as(name).isEqualTo("alert 70");
    }

    /** handshake_failure is alert 40. */
    @ParameterizedTest
    @CsvSource({
        "nothing encrypted, 0x0002",
        "nothing encrypted with SHA-256, 0x003B",
        "nobody named, 0x0018",
        "nobody named with a curve, 0xC019",
        "export grade, 0x0008",
        "a key of 512 bits, 0x0014",
        "RC4, 0x0005",
        "RC4 with a curve, 0xC011",
        "DES, 0x0009",
        "triple DES, 0x000A",
        "triple DES with a curve, 0xC012",
        "CBC with SHA-1, 0xC013",
        "CBC with SHA-256, 0xC027",
        "CBC with SHA-256 and an elliptic key, 0xC023",
        "no forward secrecy and CBC, 0x002F",
        "no forward secrecy, 0x009C",
        "no forward secrecy with SHA-384, 0x009D",
        "a fixed elliptic key, 0xC02D",
        "finite fields, 0x009E",
        "Camellia, 0x0041",
        "SEED, 0x0096",
        "IDEA, 0x0007",
        "a shared secret, 0x00A8",
        "eight bytes of tag, 0xC0AE",
    })
    void weak_suites_are_not_taken(String name, int suite) throws IOException {
        assertThat(answer(0x0303, suite)).as(name).isEqualTo("alert 40");
    }

    @Test
    void what_is_taken_has_forward_secrecy_and_the_order_is_the_servers() throws IOException {
        String worstFirst = answer(0x0303, 0x002F, 0xC009, 0xC02B, 0xC02C);
        String bestFirst = answer(0x0303, 0xC02C, 0xC02B, 0xC009, 0x002F);

        assertThat(worstFirst).startsWith("0303 c02c");
        assertThat(bestFirst).isEqualTo(worstFirst);
    }

    @Test
    void nothing_is_compressed() throws IOException {
        String both = new ClientHello(0x0303, false, GOOD, 1, 0).answer(listener.port());
        String deflateAlone = new ClientHello(0x0303, false, GOOD, 1).answer(listener.port());

        assertThat(both).matches("0303 c0[23]. 0 .*");
        assertThat(deflateAlone).matches("alert \\d+|0303 c0[23]. 0 .*");
    }

    /** Whoever between the two had the client say less is found out by it (RFC 8446 §4.1.3). */
    @Test
    void a_client_that_seems_to_speak_no_newer_version_is_told_that_the_server_does() throws IOException {
        assertThat(answer(0x0303, GOOD)).endsWith(" downgraded 1");
    }

    @Test
    void a_client_of_both_versions_gets_the_newer() throws Exception {
        try (SSLSocket socket = dial("TLSv1.2", "TLSv1.3")) {
            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    private static SSLSocket dial(String... protocols) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                KeyStores.trust(TestCertificate.LOCALHOST.certificate(files), "")
                        .getTrustManagers(),
                new SecureRandom());
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
        socket.setEnabledProtocols(protocols);
        return socket;
    }

    @Test
    void nothing_is_agreed_on_anew_on_a_line_that_stands() throws Exception {
        try (SSLSocket socket = dial("TLSv1.2")) {
            socket.startHandshake();
            socket.startHandshake(); // A second time: it says ClientHello once more.

            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void what_is_no_tls_gets_no_answer_that_could_be_taken_for_something_else() throws IOException {
        for (String words : List.of("GET / HTTP/1.1\r\n\r\n", "\0\0\0\0\0\0\0\0", "AMQP\0\1\0\0")) {
            assertThat(Arrays.asList("alert 10", "alert 80", "alert 40", "end")).contains(raw(words));
        }
    }

    private static String raw(String words) throws IOException {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
            socket.getOutputStream().write(words.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            return answer.length == 7 && answer[0] == 21 ? "alert " + answer[6] : answer.length == 0 ? "end" : "other";
        }
    }
}
