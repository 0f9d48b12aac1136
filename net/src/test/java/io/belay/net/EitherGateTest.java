package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.net.PortMapperTable.Row;
import io.belay.testkit.Clause;
import io.belay.testkit.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A port mapper that is asked over TLS and without, at one port. */
class EitherGateTest {
    @TempDir
    private Path files;

    private Harbour harbour;
    private Listener mapper;

    @BeforeEach
    void listen() throws IOException {
        harbour = Harbour.open();
        mapper = mapper(LineOptions.DEFAULT.withHandshakeTimeoutMs(120_000));
    }

    private Listener mapper(LineOptions options) throws IOException {
        TestCertificate own = TestCertificate.LOCALHOST;
        Tls tls = Tls.server(own.certificate(files), own.key(files));
        List<Row> services = List.of(Row.normal("jms", "tcp", harbour.listener.port()));
        return PortMapper.listen(harbour.loops, "127.0.0.1", 0, options, tls, "belay", services);
    }

    @AfterEach
    void stop() {
        mapper.close();
        harbour.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), mapper.port());
        socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
        return socket;
    }

    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private String answer() {
        List<Row> rows = List.of(
                new Row("portmapper", "tcp", "PORTMAPPER", mapper.port()),
                Row.normal("jms", "tcp", harbour.listener.port()));
        return new PortMapperTable("belay", rows).text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mq", "mq+ssl"})
    @Clause("OMQ-60")
    void both_are_answered(String scheme) throws Exception {
        TlsOptions trust = TlsOptions.DEFAULT.withTrustStore(TestCertificate.LOCALHOST.certificate(files), "");
        DialOptions options = new DialOptions(LineOptions.DEFAULT, trust, null, "amqp", 60_000);
        BrokerAddress address = BrokerAddress.parse(scheme + "://localhost:" + mapper.port() + "/jms");

        Line line = new BrokerDialer(harbour.loops, options)
                .dial(address, Recorder::new)
                .get(Recorder.PATIENCE_S, TimeUnit.SECONDS);

        assertThat(line.peer()).isEqualTo("127.0.0.1:" + harbour.listener.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"101\n", "GET / HTTP/1.1\r\n\r\n", "x"})
    void who_says_anything_but_tls_is_answered_at_its_word(String said) throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));

            assertThat(all(socket)).isEqualTo(answer());
        }
    }

    @Test
    void who_waits_to_be_spoken_to_is_answered_after_a_while() throws Exception {
        mapper.close();
        mapper = mapper(LineOptions.DEFAULT.withHandshakeTimeoutMs(400));
        try (Socket socket = connect()) {
            assertThat(all(socket)).isEqualTo(answer());
        }
    }

    @Test
    void who_will_never_say_anything_is_answered_too() throws Exception {
        try (Socket socket = connect()) {
            socket.shutdownOutput();

            assertThat(all(socket)).isEqualTo(answer());
        }
    }

    @Test
    void what_only_begins_like_tls_is_ended_and_the_next_is_served() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(new byte[] {22, 3, 1, 0, 5, 'h', 'e', 'l', 'l', 'o'});
            assertThat(all(socket)).doesNotContain("jms");
        }
        try (Socket socket = connect()) {
            socket.getOutputStream().write('1');
            assertThat(all(socket)).isEqualTo(answer());
        }
    }
}
