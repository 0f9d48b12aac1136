package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.core.Lifetime;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueSpec;
import io.belay.core.WhenFull;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands about queues against a whole broker. */
class QueueCommandsTest {
    private final MemoryStorage.Platter platter = new MemoryStorage.Platter();
    private BelayServer server;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws IOException {
        RunSettings settings = new RunSettings(Path.of("nowhere"), "127.0.0.1", 0, 0, 0);
        server = BelayServer.start(settings, new PrintWriter(new StringWriter()), new MemoryStorage(platter));
    }

    @AfterEach
    void stop() {
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

    private QueueSpec spec(String name) {
        return server.nodeThread().ask(node -> node.broker().queue(name).spec()).join();
    }

    @Test
    void a_queue_is_made_used_up_and_deleted() {
        assertThat(belay("queues")).isZero();
        assertThat(out).hasToString("no queues\n");

        assertThat(belay("queue", "create", "orders", "--messages-max", "1000", "--when-full", "block"))
                .isZero();
        assertThat(out.toString()).startsWith("created queue orders: queue, at most 1000 messages");
        assertThat(belay("queue", "pause", "orders")).isZero();
        assertThat(out).hasToString("paused queue orders\n");
        assertThat(belay("queues")).isZero();
        assertThat(out.toString()).contains("orders  queue  0         0      0          0        paused");
        assertThat(belay("queue", "resume", "orders")).isZero();
        assertThat(belay("queue", "purge", "orders")).isZero();
        assertThat(out).hasToString("queue orders is empty already\n");
        assertThat(belay("queue", "delete", "orders")).isZero();
        assertThat(out).hasToString("deleted queue orders, with 0 messages\n");

        assertThat(belay("queues", "--json")).isZero();
        assertThat(out).hasToString("{\"queues\":[]}\n");
    }

    @Test
    void every_option_counts_and_outlives_the_broker() throws IOException {
        int code = belay(
                "queue",
                "create",
                "a/b ü+",
                "--messages-max",
                "10",
                "--bytes-max",
                "5000",
                "--when-full",
                "drop-oldest",
                "--deliveries-max",
                "3",
                "--dead-letter",
                "dead",
                "--exclusive");
        assertThat(code).isZero();

        stop();
        start();

        QueuePolicy policy = new QueuePolicy(10, 5_000, WhenFull.DROP_OLDEST, 3, "dead", true);
        assertThat(spec("a/b ü+")).isEqualTo(new QueueSpec("a/b ü+", Lifetime.FOR_EVER, 0, policy, null));
        assertThat(belay("queue", "delete", "a/b ü+")).isZero();
    }

    @Test
    void what_differs_from_what_stands_is_refused_and_said() {
        belay("queue", "create", "orders");

        assertThat(belay("queue", "create", "orders")).isZero();
        assertThat(out).hasToString("queue orders stands already, just so\n");
        assertThat(belay("queue", "create", "orders", "--exclusive")).isEqualTo(BelayMain.FAILED);
        assertThat(err.toString()).startsWith("belay: queue orders stands already and differs; it is: queue, at most");
    }

    @Test
    void what_is_not_there_is_said_with_what_may_be_meant() {
        belay("queue", "create", "orders");

        assertThat(belay("queue", "purge", "ordres")).isEqualTo(BelayMain.FAILED);
        assertThat(err).hasToString("belay: there is no queue ordres; did you mean orders?\n");
        assertThat(belay("queue", "delete", "ordres", "--json")).isEqualTo(BelayMain.FAILED);
        assertThat(err).hasToString("belay: there is no queue ordres; did you mean orders?\n");
    }

    @Test
    void what_makes_no_sense_is_refused_with_the_code_for_that() {
        assertThat(belay("queue", "create", "$mine")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString()).contains("must not begin with $");
        assertThat(belay("queue", "create", "q", "--when-full", "wait")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString()).contains("[refuse, drop-oldest, block]", "\"wait\"");
        assertThat(belay("queue", "create", "q", "--messages-max", "many")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(belay("queue", "purge", "")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(belay("queue", "purge")).isEqualTo(BelayMain.BAD_SETTING);
    }

    @Test
    void programs_get_json() {
        assertThat(belay("queue", "create", "orders", "--json")).isZero();
        assertThat(out).hasToString("{\"name\":\"orders\",\"changed\":true,\"messages\":0}\n");
    }

    @Test
    void help_names_every_verb() {
        assertThat(BelayMain.commandLine().setOut(new PrintWriter(out)).execute("queue", "--help"))
                .isZero();
        assertThat(out.toString()).contains("create", "delete", "purge", "pause", "resume");
    }
}
