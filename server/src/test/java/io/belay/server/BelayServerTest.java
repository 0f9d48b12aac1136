package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.server.WireClient.Received;
import io.belay.testkit.Clause;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BelayServerTest {
    private final MemoryStorage.Platter platter = new MemoryStorage.Platter();
    private final StringWriter out = new StringWriter();
    private MemoryStorage storage;
    private BelayServer server;

    @BeforeEach
    void start() throws IOException {
        storage = new MemoryStorage(platter);
        server = BelayServer.start(
                new RunSettings(Path.of("nowhere"), "127.0.0.1", 0, 0, 0), new PrintWriter(out), storage);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private WireClient dial() throws IOException {
        return new WireClient(server.mqttPort());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void it_says_what_it_found_and_where_it_listens() {
        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("Belay "))
                .anyMatch(line -> line.startsWith("found 0 sessions, 0 messages"))
                .contains("MQTT  listening on 127.0.0.1:" + server.mqttPort())
                .contains("HTTP  listening on 127.0.0.1:" + server.httpPort())
                .endsWith("ready");
    }

    @Test
    void a_message_reaches_its_subscriber() throws IOException {
        try (WireClient subscriber = dial();
                WireClient publisher = dial()) {
            subscriber.connect("sub", true, 0);
            subscriber.subscribe("a/+");
            publisher.connect("pub", true, 0);

            publisher.publish("a/b", bytes("nought"));
            publisher.publish(7, "a/b", bytes("one"));

            assertThat(publisher.read()).extracting(Received::type).isEqualTo(WireClient.PUBACK);
            assertThat(WireClient.payloadOf(subscriber.read())).isEqualTo("nought");
            assertThat(WireClient.payloadOf(subscriber.read())).isEqualTo("one");
        }
    }

    @Test
    @Clause("MQTT-4.4.0-1")
    void a_session_outlives_its_line_and_the_broker() throws IOException {
        try (WireClient subscriber = dial();
                WireClient publisher = dial()) {
            subscriber.connect("sub", true, 3_600);
            subscriber.subscribe("a");
            publisher.connect("pub", true, 0);
            publisher.publish(1, "a", bytes("in flight"));
            publisher.read();
            Received first = subscriber.read();
            subscriber.reset();
            publisher.publish(2, "a", bytes("missed"));
            publisher.read();

            stop();
            start();

            try (WireClient again = dial()) {
                Received connack = again.connect("sub", false, 3_600);
                Received repeated = again.read();
                Received missed = again.read();
                assertThat(connack.body()[0]).as("session present").isEqualTo((byte) 1);
                assertThat(WireClient.payloadOf(repeated)).isEqualTo("in flight");
                assertThat(repeated.first() & 0x08).as("DUP").isEqualTo(0x08);
                assertThat(WireClient.packetIdOf(repeated)).isEqualTo(WireClient.packetIdOf(first));
                assertThat(WireClient.payloadOf(missed)).isEqualTo("missed");
            }
        }
    }

    @Test
    @Clause({"M5-24", "MQTT-3.1.2-10"})
    void a_stop_is_told_to_every_line_and_fires_no_will() throws IOException {
        try (WireClient mourner = dial();
                WireClient willing = dial();
                WireClient silent = dial()) {
            mourner.connect("mourner", true, 3_600);
            mourner.subscribe("wills");
            willing.connect("willing", true, 3_600, "wills");

            boolean clean = server.stop();

            for (WireClient each : new WireClient[] {mourner, willing}) {
                Received goodbye = each.read();
                assertThat(goodbye.type()).isEqualTo(WireClient.DISCONNECT);
                assertThat(goodbye.body()[0] & 0xFF).as("server shutting down").isEqualTo(0x8B);
                assertThat(each.isEnded()).isTrue();
            }
            assertThat(silent.isEnded()).isTrue();
            assertThat(clean).isTrue();
        }
        start();
        try (WireClient mourner = dial();
                WireClient other = dial()) {
            mourner.connect("mourner", false, 3_600);
            other.connect("other", true, 0);
            other.publish(1, "wills", bytes("first"));
            assertThat(WireClient.payloadOf(mourner.read())).isEqualTo("first");
        }
    }

    @Test
    void nothing_is_acknowledged_before_it_is_on_the_disk() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        try (WireClient publisher = dial();
                WireClient other = dial();
                WireClient listener = dial()) {
            publisher.connect("pub", true, 3_600);
            listener.connect("listener", true, 0);
            listener.subscribe("#");
            other.connect("other", true, 0);
            storage.occupy(() -> awaitQuietly(disk));

            publisher.publish(1, "a", bytes("assured"));
            other.publish("b", bytes("at once"));
            String first = WireClient.payloadOf(listener.read()); // QoS 0 passes what waits for the disk
            disk.countDown();

            assertThat(first).isEqualTo("at once");
            assertThat(publisher.read().type()).isEqualTo(WireClient.PUBACK);
            assertThat(WireClient.payloadOf(listener.read())).isEqualTo("assured");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_line_that_outruns_the_node_is_made_to_wait_and_loses_nothing() throws Exception {
        CountDownLatch node = new CountDownLatch(1);
        try (WireClient flood = dial()) {
            flood.connect("flood", true, 0);
            server.nodeThread().ask(busy -> {
                awaitQuietly(node);
                return true;
            });

            boolean clogged = flood.publishUntilClogged("nobody/listens", new byte[60_000], 64 << 20);
            node.countDown();
            flood.finishPublishing();
            flood.ping();

            assertThat(clogged).as("clogged before 64 MiB had gone").isTrue();
            assertThat(flood.read().type()).isEqualTo(WireClient.PINGRESP);
        }
    }

    @Test
    void a_disk_that_fails_ends_every_line_unconfirmed_and_then_the_broker() throws Exception {
        try (WireClient publisher = dial()) {
            publisher.connect("pub", true, 3_600);
            storage.breakDown();

            publisher.publish(1, "a", bytes("lost with the disk"));
            Received goodbye = publisher.read();
            String why = server.failure().get(60, TimeUnit.SECONDS);

            assertThat(goodbye.type()).isEqualTo(WireClient.DISCONNECT);
            assertThat(goodbye.body()[0] & 0xFF).as("an error").isGreaterThanOrEqualTo(0x80);
            assertThat(why).contains("Input/output error");
            publisher.reset();
            assertThat(server.stop()).as("clean").isFalse();
        }
    }

    @Test
    void want_of_memory_on_the_node_s_thread_is_a_failure_of_the_broker_and_not_silence() throws Exception {
        try (WireClient publisher = dial()) {
            publisher.connect("pub", true, 3_600);
            storage.exhaust();

            publisher.publish(1, "a", bytes("too much"));
            String why = server.failure().get(60, TimeUnit.SECONDS);

            assertThat(why).contains("internal error", "no direct memory");
            assertThat(server.stop()).as("clean").isFalse();
        }
    }

    @Test
    void a_question_that_fails_is_the_asker_s_trouble_alone() throws Exception {
        CompletableFuture<Object> answer = server.nodeThread().ask(node -> {
            throw new IllegalStateException("bug in a question");
        });

        assertThat(answer)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("bug in a question");
        assertThat(server.nodeThread()
                        .ask(node -> node.broker().sessions().size())
                        .get(60, TimeUnit.SECONDS))
                .isZero();
        assertThat(server.failure()).isNotDone();
    }

    @Test
    void why_tells_how_a_line_was_lost() throws Exception {
        try (WireClient client = dial()) {
            client.connect("till-7", true, 3_600);
            client.reset();
        }
        String port = Integer.toString(server.httpPort());

        String told = "";
        while (!told.contains("lost")) {
            StringWriter answer = new StringWriter();
            BelayMain.commandLine().setOut(new PrintWriter(answer)).execute("why", "till-7", "--http", port);
            told = answer.toString();
        }

        assertThat(told).contains("till-7: away", "began", "127.0.0.1:", "connection reset by peer");
    }

    @Test
    void a_port_in_use_is_named_and_nothing_is_left_running() {
        RunSettings same = new RunSettings(Path.of("nowhere"), "127.0.0.1", server.mqttPort(), 0, 0);

        assertThatThrownBy(() ->
                        BelayServer.start(same, new PrintWriter(out), new MemoryStorage(new MemoryStorage.Platter())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + server.mqttPort())
                .hasMessageContaining("in use");
    }
}
