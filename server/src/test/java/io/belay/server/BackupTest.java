package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.log.LogOptions;
import io.belay.server.WireClient.Received;
import io.belay.server.settings.BrokerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup, restore and check as people use them: commands against a broker on real files. */
class BackupTest {
    private static final byte[] PADDING = new byte[500];

    @TempDir
    private Path room;

    private Path data;
    private Path backup;
    private Path restored;
    private BelayServer server;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws IOException {
        data = room.resolve("data");
        backup = room.resolve("backup");
        restored = room.resolve("restored");
        server = start(data);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    /** Segments of 64 KiB and frequent checkpoints, so that files come and go while they are copied. */
    private static BelayServer start(Path directory) throws IOException {
        BrokerOptions unset = BrokerOptions.DEFAULTS;
        LogOptions log = new LogOptions(64 << 10, 16 << 10, 100 << 10, 0, 50);
        BrokerOptions options = new BrokerOptions(
                unset.node(),
                log,
                unset.line(),
                unset.connects(),
                unset.slow(),
                unset.mqtt(),
                unset.amqp(),
                unset.metrics());
        RunSettings settings =
                new RunSettings(directory, "127.0.0.1", 0, 0, 0, "127.0.0.1", MorePorts.NONE, List.of(), options);
        return BelayServer.start(settings, new PrintWriter(new StringWriter()), new DiskStorage(directory));
    }

    private int belay(Object... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return BelayMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private int backUp() {
        return belay("backup", backup, "--rate", 0, "--http", server.httpPort());
    }

    @Test
    void under_load_all_that_was_acknowledged_before_is_restored_once_and_in_order() throws Exception {
        subscribeAndLeave("sub", "load");
        Count acknowledged = new Count();
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> publish(acknowledged, enough));
        acknowledged.awaitMoreThan(200);

        int before = acknowledged.get();
        assertThat(backUp()).as("%s", err).isZero();
        assertThat(out.toString()).startsWith("backed up ").contains(" to " + backup + ", as at ");
        acknowledged.awaitMoreThan(acknowledged.get() + 50);
        enough.set(true);
        load.get(60, TimeUnit.SECONDS);
        server.stop();

        assertThat(belay("restore", backup, "--data", restored)).as("%s", err).isZero();
        assertThat(out.toString()).startsWith("restored ").contains(": 2 sessions, ");
        server = start(restored);
        List<Integer> numbers = receiveAll("sub");
        assertThat(numbers)
                .hasSizeBetween(before, acknowledged.get())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(numbers.get(numbers.size() - 1)).as("none is left out").isEqualTo(numbers.size());
    }

    @Test
    void what_is_backed_up_is_whole_and_a_running_log_is_not_checked() throws Exception {
        subscribeAndLeave("sub", "load");
        publishSome(30);
        assertThat(backUp()).as("%s", err).isZero();

        assertThat(belay("log", "check", "--data", data)).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString()).contains("is in use by another broker");
        assertThat(belay("log", "check", "--data", backup)).as("%s", out).isZero();
        assertThat(out.toString())
                .contains("segment-00000001")
                .contains("\nwhole: 2 sessions, 30 messages, 0 retained, as at ");
        server.stop();
        assertThat(belay("log", "check", "--data", data, "--json")).isZero();
        assertThat(out.toString())
                .startsWith("{\"whole\":true,")
                .contains("\"messages\":30,")
                .contains("\"faults\":[]");
    }

    @Test
    void damage_is_named_by_file_and_place_and_keeps_a_backup_from_being_restored() throws Exception {
        subscribeAndLeave("sub", "load");
        publishSome(30);
        assertThat(backUp()).as("%s", err).isZero();
        server.stop();
        Path segment = backup.resolve("segment-00000001");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[200] ^= 1;
        Files.write(segment, bytes);

        assertThat(belay("log", "check", "--data", backup)).isEqualTo(1);
        assertThat(out.toString())
                .contains("segment-00000001 at byte ")
                .contains("; found none; batch ")
                .contains("  what to do: restore")
                .contains("\ndamaged: ");
        assertThat(belay("log", "check", "--data", backup, "--json")).isEqualTo(1);
        assertThat(out.toString()).contains("\"whole\":false").contains("\"file\":\"segment-00000001\",\"position\":");
        assertThat(belay("restore", backup, "--data", restored)).isEqualTo(1);
        assertThat(err.toString()).contains("nothing was restored").contains("segment-00000001: expected checksum ");
        assertThat(restored).doesNotExist();
    }

    @Test
    void what_cannot_be_is_told_in_words() throws Exception {
        Files.createDirectories(backup);
        Files.createFile(backup.resolve("mine"));

        assertThat(backUp()).isEqualTo(1);
        assertThat(err.toString()).contains(backup + " is not empty (there is mine in it)");
        assertThat(backup.resolve("mine")).exists();
        assertThat(belay("backup", data.resolve("within"), "--http", server.httpPort()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("lies in the data directory");
        assertThat(belay("backup", backup, "--rate", "-1", "--http", server.httpPort()))
                .isEqualTo(2);
        assertThat(belay("restore", backup, "--data", restored)).isEqualTo(1);
        assertThat(err.toString()).contains("is no backup, or one that was not completed");
        assertThat(belay("log", "check", "--data", room.resolve("none"))).isEqualTo(2);
        assertThat(err.toString()).contains("there is no directory");
    }

    @Test
    void a_restore_does_not_touch_a_data_directory_that_is_in_use() throws Exception {
        assertThat(backUp()).as("%s", err).isZero();

        assertThat(belay("restore", backup, "--data", data)).isEqualTo(1);
        assertThat(err.toString()).contains("is not empty");
        assertThat(server.failure()).isNotDone();
    }

    private void subscribeAndLeave(String clientId, String topic) throws IOException {
        try (WireClient subscriber = new WireClient(server.mqttPort())) {
            subscriber.connect(clientId, true, 3_600);
            subscriber.subscribe(topic);
        }
    }

    private void publishSome(int count) throws IOException {
        try (WireClient publisher = new WireClient(server.mqttPort())) {
            publisher.connect("pub", true, 3_600);
            for (int number = 1; number <= count; number++) publish(publisher, number);
        }
    }

    /** One after the other, until it is enough. */
    private void publish(Count acknowledged, AtomicBoolean enough) {
        try (WireClient publisher = new WireClient(server.mqttPort())) {
            publisher.connect("pub", true, 3_600);
            while (!enough.get()) {
                publish(publisher, acknowledged.get() + 1);
                acknowledged.add();
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void publish(WireClient publisher, int number) throws IOException {
        byte[] payload = (number + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] padded = new byte[payload.length + PADDING.length];
        System.arraycopy(payload, 0, padded, 0, payload.length);
        publisher.publish(number % 60_000 + 1, "load", padded);
        assertThat(publisher.read().type()).isEqualTo(WireClient.PUBACK);
    }

    /** All that waits for a session, each acknowledged, up to a message that is sent behind them. */
    private List<Integer> receiveAll(String clientId) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (WireClient subscriber = new WireClient(server.mqttPort());
                WireClient last = new WireClient(server.mqttPort())) {
            last.connect("last", true, 0);
            last.publish(1, "load", "0 ".getBytes(StandardCharsets.US_ASCII));
            assertThat(last.read().type()).isEqualTo(WireClient.PUBACK);
            assertThat(subscriber.connect(clientId, false, 3_600).body()[0])
                    .as("session present")
                    .isEqualTo((byte) 1);
            while (true) {
                Received received = subscriber.read();
                String text = WireClient.payloadOf(received);
                subscriber.puback(WireClient.packetIdOf(received));
                int number = Integer.parseInt(text.substring(0, text.indexOf(' ')));
                if (number == 0) return numbers;
                numbers.add(number);
            }
        }
    }

    /** How many messages were acknowledged, for whoever waits for more. */
    private static final class Count {
        private int count;

        synchronized int get() {
            return count;
        }

        synchronized void add() {
            count++;
            notifyAll();
        }

        synchronized void awaitMoreThan(int wanted) throws InterruptedException {
            long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (count <= wanted && System.nanoTime() < endNanos) wait(1_000);
            assertThat(count).isGreaterThan(wanted);
        }
    }
}
