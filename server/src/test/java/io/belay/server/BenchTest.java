package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTest {
    private static BelayServer server;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        RunSettings settings = new RunSettings(Path.of("nowhere"), "127.0.0.1", 0, 0, 0);
        server = BelayServer.start(
                settings, new PrintWriter(new StringWriter()), new MemoryStorage(new MemoryStorage.Platter()));
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private int bench(Object... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        Stream<Object> all = Stream.concat(Stream.of("bench", "--mqtt", server.mqttPort()), Stream.of(arguments));
        return BelayMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.map(Object::toString).toArray(String[]::new));
    }

    @Test
    void it_says_what_was_done_and_leaves_nothing() throws Exception {
        assertThat(bench("--for", "1s", "--clients", 3, "--size", 70_000))
                .as("%s", err)
                .isZero();

        assertThat(out.toString())
                .matches("(?s)[1-9]\\d* messages in \\d+\\.\\d s, \\d+ a second; 3 clients, 70000 bytes each\n\n"
                        + "MILLISECONDS            p50 .*publish to acknowledge  \\d.*publish to receive      \\d.*");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "one at a time: AMQP, durable, 1 under way: publish to acknowledge",
                "--window 50: AMQP, durable, 50 under way: publish to acknowledge",
                "--window 20 --non-durable: AMQP, not durable, 20 under way: publish to acknowledge",
                "--transaction 10: AMQP, durable, 10 a transaction: begin to commit"
            },
            delimiter = ':')
    void over_amqp_likewise(String flags, String how, String what) throws Exception {
        Stream<String> own = flags.startsWith("-") ? Stream.of(flags.split(" ")) : Stream.of();
        Stream<Object> all = Stream.concat(
                Stream.of("--amqp", server.amqpPort(), "--for", "1s", "--clients", 2, "--size", 3_000), own);

        assertThat(bench(all.toArray())).as("%s", err).isZero();

        assertThat(out.toString())
                .matches("(?s)[1-9]\\d* messages in .*; 2 clients, 3000 bytes each, .*")
                .contains(how, what, "publish to receive");
        assertNothingIsLeft();
    }

    private static void assertNothingIsLeft() throws Exception {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        long left = sessions(); // the broker hears of the last line's end in its time
        while (left > 0 && System.nanoTime() < endNanos) left = sessions();
        assertThat(left).isZero();
        assertThat(server.nodeThread()
                        .ask(node -> node.broker().totals().messages())
                        .get())
                .isZero();
    }

    private static long sessions() throws Exception {
        return server.nodeThread()
                .ask(node -> node.broker().totals().sessions())
                .get();
    }

    @Test
    void programs_get_numbers() {
        assertThat(bench("--for", "1s", "--clients", 1, "--json")).as("%s", err).isZero();

        assertThat(out.toString())
                .startsWith("{\"messages\":")
                .contains("\"clients\":1,\"size\":100,\"acknowledgedNanos\":{\"p50\":")
                .contains("\"receivedNanos\":{\"p50\":");
    }

    @ParameterizedTest
    @CsvSource({
        "--clients, 0",
        "--clients, 1001",
        "--size, -1",
        "--size, 16777217",
        "--for, 0s",
        "--for, 61m",
        "--for, 3601s",
        "--for, 5",
        "--for, soon",
        "--amqp, 0",
        "--amqp, 65536",
        "--window, 5",
        "--transaction, 5"
    })
    void what_makes_no_sense_is_refused(String flag, String value) {
        assertThat(bench(flag, value)).isEqualTo(2);
        assertThat(err.toString()).contains(flag);
    }

    @ParameterizedTest
    @CsvSource({"--window, 0", "--window, 10001", "--transaction, 0", "--transaction, 10001"})
    void over_amqp_too(String flag, int value) {
        assertThat(bench("--amqp", server.amqpPort(), flag, value)).isEqualTo(2);
        assertThat(err.toString()).contains(flag + ": expected 1 to 10000; found " + value);
    }

    @Test
    void a_window_and_transactions_exclude_each_other() {
        assertThat(bench("--amqp", server.amqpPort(), "--window", 5, "--transaction", 5))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--window");
    }

    @Test
    void a_broker_that_is_not_there_is_told() throws IOException {
        int free;
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThat(BelayMain.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute("bench", "--for", "1s", "--mqtt", Integer.toString(free)))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("belay: ");
    }
}
