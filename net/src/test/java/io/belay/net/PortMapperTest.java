package io.belay.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.net.PortMapperTable.Row;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The port mapper's form, both ends (features 2.6). */
class PortMapperTest {
    private static final String SAMPLE =
            "101 imqbroker 5.0\nportmapper tcp PORTMAPPER 7676\njms tcp NORMAL 59510\nadmin tcp ADMIN 59997\n.\n";

    @Test
    void the_documented_answer_is_written_and_read() {
        PortMapperTable table = new PortMapperTable(
                "imqbroker",
                List.of(
                        new Row("portmapper", "tcp", "PORTMAPPER", 7676),
                        Row.normal("jms", "tcp", 59510),
                        new Row("admin", "tcp", "ADMIN", 59997)));

        assertThat(table.text()).isEqualTo(SAMPLE);
        assertThat(PortMapperTable.parse(SAMPLE)).isEqualTo(table);
        assertThat(PortMapperTable.parse(SAMPLE.replace("\n", "\r\n"))).isEqualTo(table);
        assertThat(PortMapperTable.parse(SAMPLE.replace("59510", "59510 [a=b,c=d]")))
                .isEqualTo(table);
    }

    @Test
    void the_first_service_that_a_client_can_reach_counts() {
        PortMapperTable table = PortMapperTable.parse(
                "101 b 3.0\njms rmi JMX 1\njms tcp NORMAL 0\njms TLS NORMAL 3\njms tcp NORMAL 4\n.\n");

        assertThat(table.service("jms")).isEqualTo(Row.normal("jms", "tls", 3));
        assertThat(table.service("portmapper")).isNull();
        assertThat(table.serviceNames()).isEqualTo("jms, jms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 400 Bad Request;;.;      | expected \"101 broker version\"",
                "102 imqbroker 5.0;.;              | expected \"101 broker version\"",
                "101 imqbroker;.;                  | expected \"101 broker version\"",
                "101 imqbroker 2.9;.;              | version 3.0 or later",
                "101 imqbroker x;.;                | version 3.0 or later",
                "101 imqbroker 99999;.;            | version 3.0 or later",
                "101 b 5.0;jms tcp NORMAL;.;       | service protocol type port",
                "101 b 5.0;jms tcp NORMAL x;.;     | service protocol type port",
                "101 b 5.0;jms tcp NORMAL 65536;.; | service protocol type port",
                "101 b 5.0;jms tcp NORMAL -1;.;    | service protocol type port",
                "101 b 5.0;;.;                     | service protocol type port",
            })
    void what_is_no_answer_is_refused(String lines, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortMapperTable.parse(lines.replace(";", "\n")))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "101\n", "GET / HTTP/1.1\r\n\r\n"})
    void our_own_answers_at_once_whatever_is_said(String said) throws Exception {
        PortMapperTable table = PortMapperTable.parse(SAMPLE);
        try (EventLoops loops = new EventLoops();
                Listener listener = Listener.open(loops, "127.0.0.1", 0, LineOptions.DEFAULT, new PortMapper(table));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setSoTimeout((int) Recorder.PATIENCE_S * 1_000);
            socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(SAMPLE);
        }
    }

    private static CompletableFuture<Line> dial(EventLoops loops, int mapperPort, String service) {
        return dial(loops, mapperPort, service, 60_000);
    }

    private static CompletableFuture<Line> dial(EventLoops loops, int mapperPort, String service, int timeoutMs) {
        DialOptions options = new DialOptions(LineOptions.DEFAULT, TlsOptions.DEFAULT, null, "amqp", timeoutMs);
        return new BrokerDialer(loops, options)
                .dial(BrokerAddress.parse("mq://127.0.0.1:" + mapperPort + "/" + service), Recorder::new);
    }

    @Test
    void an_mq_address_leads_to_the_port_that_the_mapper_names() throws Exception {
        try (Harbour harbour = Harbour.open()) {
            PortMapperTable table =
                    new PortMapperTable("belay", List.of(Row.normal("jms", "tcp", harbour.listener.port())));
            try (Listener mapper =
                    Listener.open(harbour.loops, "127.0.0.1", 0, LineOptions.DEFAULT, new PortMapper(table))) {
                Line line = dial(harbour.loops, mapper.port(), "jms").get(Recorder.PATIENCE_S, TimeUnit.SECONDS);
                harbour.arrival();

                assertThat(line.peer()).isEqualTo("127.0.0.1:" + harbour.listener.port());
                assertThatThrownBy(() ->
                                dial(harbour.loops, mapper.port(), "ssljms").get())
                        .isInstanceOf(ExecutionException.class)
                        .hasMessageContaining("knows no service \"ssljms\"")
                        .hasMessageContaining("it has jms");
            }
        }
    }

    /** A mapper that says this and then waits, or hangs up. */
    private static ServerSocket hostile(byte[] says, boolean hangsUp) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread serving = new Thread(() -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(says);
                if (hangsUp) socket.shutdownOutput();
                while (socket.getInputStream().read() >= 0) continue;
            } catch (IOException gone) {
                return; // The other end has had enough.
            }
        });
        serving.setDaemon(true);
        serving.start();
        return server;
    }

    @ParameterizedTest
    @CsvSource({
        "'',              false, 500,   no whole answer within 500 ms",
        "'101 b 5.0\n',   false, 500,   no whole answer within 500 ms",
        "'101 b 5.0\n',   true,  60000, hung up before its answer was whole",
        "'SSH-2.0\n.\n',  false, 60000, 'expected \"101 broker version\", found \"SSH-2.0\"'",
    })
    void a_mapper_that_does_not_answer_is_given_up(String says, boolean hangsUp, int timeoutMs, String reason)
            throws Exception {
        try (EventLoops loops = new EventLoops();
                ServerSocket mapper = hostile(says.getBytes(StandardCharsets.US_ASCII), hangsUp)) {
            assertThatThrownBy(() -> dial(loops, mapper.getLocalPort(), "jms", timeoutMs)
                            .get(Recorder.PATIENCE_S, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("port mapper: ")
                    .hasMessageContaining(reason);
        }
    }

    private static byte[] answerOfLength(int length) {
        String start = "101 b 5.0\njms tcp NORMAL 1 [";
        String end = "]\n.\n";
        return (start + "x".repeat(length - start.length() - end.length()) + end).getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, at 127.0.0.1:1: connection refused",
        "0, at 127.0.0.1:1: connection refused",
        "1, longer than 65536 bytes"
    })
    void an_answer_has_a_longest_length(int more, String reason) throws Exception {
        try (EventLoops loops = new EventLoops();
                ServerSocket mapper = hostile(answerOfLength(PortMapperTable.LENGTH_MAX + more), false)) {
            assertThatThrownBy(
                            () -> dial(loops, mapper.getLocalPort(), "jms").get(Recorder.PATIENCE_S, TimeUnit.SECONDS))
                    .hasMessageContaining(reason);
        }
    }
}
