package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Command.Attach;
import io.belay.core.QueuePolicy;
import io.belay.core.WhenFull;
import io.belay.node.Address;
import io.belay.node.Node;
import io.belay.node.QueueOrder;
import io.belay.node.Request;
import io.belay.node.Request.Disposition;
import io.belay.node.SourceSpec;
import io.belay.server.WireClient.Received;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of operators against a whole broker, with clients on real lines. */
class OperatorCommandsTest {
    private static BelayServer server;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        RunSettings settings = new RunSettings(Path.of("nowhere"), "127.0.0.1", 0, 0, 0);
        MemoryStorage storage = new MemoryStorage(new MemoryStorage.Platter());
        server = BelayServer.start(settings, new PrintWriter(new StringWriter()), storage);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    private int belay(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--http", Integer.toString(server.httpPort())));
        return BelayMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private String said(String... arguments) {
        assertThat(belay(arguments))
                .as(() -> String.join(" ", arguments) + ": " + err)
                .isZero();
        return out.toString();
    }

    private static WireClient dial() throws IOException {
        return new WireClient(server.mqttPort());
    }

    @Test
    void a_message_is_sent_seen_and_taken() {
        assertThat(said("send", "letters/ä", "--body", "one", "--property", "colour=red", "--priority", "9"))
                .isEqualTo("sent 1 message to letters/ä\n");
        said("send", "letters/ä", "--body", "two\u001b[2J\nlines");

        assertThat(said("browse", "letters/ä").lines().toList())
                .satisfiesExactly(
                        head -> assertThat(head)
                                .startsWith("ID  STATE  PRIORITY  DELIVERIES  BYTES  DEAD BECAUSE  BODY"),
                        one -> assertThat(one).matches("1   ready  9 +0 +[0-9]+ +- +one"),
                        two -> assertThat(two).endsWith("two\\u001B[2J\\u000Alines"));
        assertThat(said("browse", "letters/ä", "--max", "1", "--json"))
                .contains("\"properties\":{\"colour\":\"red\"}", "\"body\":{\"text\":\"one\"}");
        assertThat(said("receive", "letters/ä", "--max", "2")).isEqualTo("one\ntwo\\u001B[2J\nlines\n");
        assertThat(said("receive", "letters/ä")).isEmpty();
        assertThat(err).hasToString("queue letters/ä has nothing to take\n");
    }

    @Test
    void why_nothing_comes_is_told() {
        said("send", "still", "--body", "one");
        said("queue", "pause", "still");

        assertThat(said("receive", "still")).isEmpty();
        assertThat(err).hasToString("queue still is paused; `belay queue resume` lets it go on, it has 1 message\n");

        said("queue", "resume", "still");
        assertThat(said("receive", "still")).isEqualTo("one\n");
    }

    @Test
    void what_makes_no_sense_is_refused_in_the_words_of_the_command_line() {
        assertThat(belay("receive", "q", "--max", "0")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err).hasToString("belay: --max: expected 1 or more; found 0\n");
        assertThat(belay("browse", "q", "--max", "-1")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(belay("send", "q", "--body", "x", "--retain")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString()).contains("expected --topic; found a queue");
        assertThat(belay("send", "q", "--body", "x", "--qos", "1")).isEqualTo(BelayMain.BAD_SETTING);
    }

    @Test
    void what_is_typed_wrongly_is_told_in_two_lines() {
        assertThat(belay("move", "from")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err).hasToString("belay: Missing required parameter: 'TO'\nbelay move --help says more\n");
        assertThat(belay("quues")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString()).contains("belay: Unmatched argument", "Did you mean: belay queues");
        assertThat(out).hasToString("");
    }

    @Test
    void a_queue_is_purged_by_either_name() {
        said("send", "full", "--body", "one");
        assertThat(said("purge", "full")).isEqualTo("purged queue full of 1 message\n");
        assertThat(said("queue", "purge", "full")).isEqualTo("queue full is empty already\n");
    }

    @Test
    void bytes_come_back_as_they_were(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("body");
        Files.write(file, new byte[] {0, (byte) 0xFF, 7});

        said("send", "bytes", "--file", file.toString());

        assertThat(said("receive", "bytes")).isEqualTo("AP8H\n");
    }

    @Test
    void what_is_published_comes_to_subscribers_and_is_retained() throws IOException {
        try (WireClient subscriber = dial()) {
            subscriber.connect("listener", true, 0);
            subscriber.subscribe("weather/+");

            said("send", "weather/now", "--topic", "--body", "rain", "--retain", "--qos", "0");
            Received rain = subscriber.read();

            assertThat(new String(rain.body(), StandardCharsets.UTF_8)).endsWith("rain");
            assertThat(said("topics")).contains("weather/+  1");
            assertThat(said("retained", "--prefix", "weather")).contains("weather/now  0");
            assertThat(said("retained", "clear", "weather/now")).isEqualTo("cleared weather/now\n");
            assertThat(said("retained")).isEqualTo("no retained messages\n");
            assertThat(belay("retained", "clear", "weather/now")).isEqualTo(BelayMain.FAILED);
        }
        assertThat(belay("send", "weather/#", "--topic", "--body", "x")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString()).contains("the name of a topic has 1 to 65535 bytes and no wildcard");
    }

    @Test
    void messages_are_moved() {
        for (int each = 1; each <= 5; each++) said("send", "from", "--body", "m" + each);
        said("queue", "create", "to", "--messages-max", "3");

        assertThat(said("move", "from", "to", "--id", "2")).isEqualTo("moved 1 message from from to to\n");
        assertThat(said("move", "from", "to", "--all", "--max", "1")).isEqualTo("moved 1 message from from to to\n");
        assertThat(said("move", "from", "to", "--all"))
                .isEqualTo("moved 1 message from from to to; left 2 messages, the first of them, 4,"
                        + " because queue to is full\n");
        assertThat(belay("move", "from", "to", "--id", "99")).isEqualTo(BelayMain.FAILED);
        assertThat(out.toString()).contains("left 1 message, the first of them, 99, because it is not in the queue");
        assertThat(belay("move", "from", "too", "--all")).isEqualTo(BelayMain.FAILED);
        assertThat(err.toString()).contains("there is no queue too; did you mean to?");
        assertThat(belay("move", "from", "to")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(belay("move", "from", "from", "--all")).isEqualTo(BelayMain.BAD_SETTING);

        assertThat(said("receive", "to", "--max", "9")).isEqualTo("m2\nm1\nm3\n");
        assertThat(said("receive", "from", "--max", "9")).isEqualTo("m4\nm5\n");
    }

    @Test
    void dead_letters_are_retried() {
        QueuePolicy policy = new QueuePolicy(10, 10_000, WhenFull.REFUSE, 1, "graves", false);
        server.nodeThread()
                .order((node, teller) ->
                        node.operators().carryOut(new QueueOrder.Create("work", policy), done -> teller.accept(done)))
                .join();
        said("send", "work", "--body", "hard");
        assertThat(said("retry", "work", "--all"))
                .isEqualTo("retried 0 messages from work to where they came from; left 1 message,"
                        + " the first of them, 1, because it is no dead letter\n");
        server.nodeThread()
                .order((node, teller) -> {
                    failOne(node, "work");
                    teller.accept(true);
                })
                .join();
        assertThat(said("browse", "graves")).contains("1 delivery failed, too hard");

        assertThat(said("retry", "graves", "--all"))
                .isEqualTo("retried 1 message from graves to where they came from\n");

        assertThat(said("receive", "work")).isEqualTo("hard\n");
        assertThat(said("browse", "graves")).isEqualTo("no messages\n");
        assertThat(belay("retry", "none", "--all")).isEqualTo(BelayMain.FAILED);
    }

    /** A consumer comes, fails with the first message, and leaves. */
    private static void failOne(Node node, String queue) {
        long line = 77_777;
        node.handle(new Request.Join(line, new Attach("worker", "anonymous", true, 0, 1, null, "a test"), false));
        node.handle(new Request.OpenSource(line, 1, SourceSpec.of(Address.queue(queue))));
        node.handle(new Request.Credit(line, 1, 1, 0, false, 1));
        node.handle(new Request.Dispose(line, 1, new long[] {1}, Disposition.FAILED, "too hard", 0));
        node.handle(new Request.Leave(line, "done", false, -1));
    }

    @Test
    void a_connection_and_a_session_are_ended() throws IOException {
        try (WireClient client = dial()) {
            client.connect("till-7", true, 3_600);
            assertThat(said("connections")).contains("till-7", "anonymous  MQTT");

            said("session", "disconnect", "till-7", "--why", "for a test");

            Received goodbye = client.read();
            assertThat(goodbye.type()).isEqualTo(WireClient.DISCONNECT);
            assertThat(goodbye.body()[0] & 0xFF).as("administrative action").isEqualTo(0x98);
            assertThat(client.isEnded()).isTrue();
        }
        assertThat(belay("session", "disconnect", "till-7")).isEqualTo(BelayMain.FAILED);
        assertThat(said("why", "till-7")).contains("for a test", "away");
        assertThat(said("session", "end", "till-7")).isEqualTo("ended the session of till-7\n");
        assertThat(belay("session", "end", "till-7")).isEqualTo(BelayMain.FAILED);
        assertThat(belay("connections", "end", "999999")).isEqualTo(BelayMain.FAILED);
        assertThat(err.toString()).contains("there is no connection 999999");
    }

    @Test
    void a_drain_asks_clients_to_leave_turns_others_away_and_can_be_undone() throws IOException {
        try (WireClient client = dial()) {
            client.connect("drained", true, 3_600);

            assertThat(said("drain", "--within-s", "60"))
                    .isEqualTo(
                            "all have left; nobody comes in until the broker starts anew, or `belay drain --undo`\n");

            Received goodbye = client.read();
            assertThat(goodbye.type()).isEqualTo(WireClient.DISCONNECT);
            assertThat(goodbye.body()[0] & 0xFF).as("server shutting down").isEqualTo(0x8B);
            try (WireClient late = dial()) {
                assertThat(late.connect("late", true, 0).body()[1] & 0xFF)
                        .as("server unavailable")
                        .isEqualTo(0x88);
            }
        } finally {
            assertThat(said("drain", "--undo")).isEqualTo("clients may come in again\n");
        }
        try (WireClient back = dial()) {
            assertThat(back.connect("drained", false, 3_600).body()[0])
                    .as("session present")
                    .isEqualTo((byte) 1);
        }
        said("session", "end", "drained");
        assertThat(belay("drain", "--stop", "--undo")).isEqualTo(BelayMain.BAD_SETTING);
    }
}
