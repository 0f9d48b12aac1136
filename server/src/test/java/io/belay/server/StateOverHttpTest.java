package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.node.limit.Limit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What those see who watch over a running broker. */
class StateOverHttpTest {
    private static final Pattern METRIC = Pattern.compile("\\b(?:belay|jvm|process|system)_[a-z_]*[a-z]\\b");

    private final HttpClient http = HttpClient.newHttpClient();
    private MemoryStorage storage;
    private BelayServer server;

    @BeforeEach
    void start() throws IOException {
        storage = new MemoryStorage(new MemoryStorage.Platter());
        server = BelayServer.start(
                new RunSettings(Path.of("nowhere"), "127.0.0.1", 0, 0, 0),
                new PrintWriter(new StringWriter()),
                storage);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.httpPort() + path);
        return http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("build"))) root = root.getParent();
        return root;
    }

    private static Set<String> metricsIn(String text) {
        Set<String> names = new TreeSet<>();
        Matcher found = METRIC.matcher(text);
        while (found.find()) names.add(found.group());
        return names;
    }

    @Test
    void what_passes_is_counted() throws Exception {
        try (WireClient client = new WireClient(server.mqttPort())) {
            client.connect("c", true, 60);
            client.subscribe("t");
            client.publish(7, "t", "x".getBytes(StandardCharsets.UTF_8));
            client.read();
            client.read(); // PUBACK and the delivery

            String text = get("/metrics").body();

            assertThat(text)
                    .contains("belay_messages_received_total{guarantee=\"at-least-once\",protocol=\"mqtt\"} 1.0")
                    .contains("belay_messages_delivered_total{guarantee=\"at-least-once\",protocol=\"mqtt\"} 1.0")
                    .contains("belay_sessions{state=\"attached\"} 1.0")
                    .contains("belay_connections{door=\"mqtt\"} 1.0");
        }
    }

    @Test
    void the_overview_tells_what_is_measured() throws Exception {
        try (WireClient client = new WireClient(server.mqttPort())) {
            client.connect("c", true, 60);
            client.subscribe("t");
            client.publish(7, "t", "x".getBytes(StandardCharsets.UTF_8));
            client.read();
            client.read(); // PUBACK and the delivery

            String told = get("/api/overview").body();

            assertThat(told)
                    .contains("\"messagesIn\":1,\"messagesOut\":1,\"bytesIn\":", "\"mqtt\":{\"messagesIn\":1,")
                    .contains("\"disk\":{\"state\":\"ok\",\"segments\":0,", "\"reserveBytes\":268435456,")
                    .contains("\"memory\":{\"usedBytes\":", "{\"name\":\"unassured\",\"usedBytes\":0,")
                    .contains("\"limits\":[");
        }
    }

    @Test
    void limits_that_were_reached_and_ages_are_in_the_overview() throws Exception {
        server.bounds().counts().hit(Limit.SESSIONS, "till\u001b7");
        try (WireClient client = new WireClient(server.mqttPort())) {
            client.connect("c", true, 60);
            client.subscribe("t");
        }
        try (WireClient client = new WireClient(server.mqttPort())) {
            client.connect("d", true, 60);
            client.publish(7, "t", "x".getBytes(StandardCharsets.UTF_8)); // waits for c, which is away
            client.read();
        }

        assertThat(get("/api/overview").body())
                .contains("{\"name\":\"broker.sessions-max\",\"hits\":1,", "\"who\":\"till?7\"}");
        assertThat(eventually("/api/overview", "\"oldestMs\":[1-9]")).contains("\"backlog\":1");
        assertThat(get("/metrics").body()).containsPattern("belay_backlog_oldest_seconds (?!0\\.0\\s)");
    }

    private String eventually(String path, String pattern) throws Exception {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String body = get(path).body();
        while (!Pattern.compile(pattern).matcher(body).find() && System.nanoTime() < endNanos)
            body = get(path).body();
        return body;
    }

    @Test
    void the_log_and_the_words_of_the_broker_are_told() throws Exception {
        LoggerFactory.getLogger("io.belay.test.Somebody").warn("a word of {}", "warning");

        assertThat(get("/api/log").body())
                .contains("\"disk\":{\"state\":\"ok\"", "\"syncMs\":{\"count\":", "\"checkpoint\":null")
                .contains("\"segments\":[{\"number\":1,");
        assertThat(get("/api/log/lines?level=warn&limit=1000").body())
                .contains("\"level\":\"warn\",\"source\":\"Somebody\",\"words\":\"a word of warning\"");
        assertThat(get("/api/log/lines?level=error").body())
                .containsPattern("\"since\":[1-9]\\d{12}\\D")
                .doesNotContain("a word of warning");
    }

    @Test
    void every_metric_that_the_dashboard_and_the_page_name_is_there() throws Exception {
        server.nodeThread().ask(node -> "").get(60, TimeUnit.SECONDS);
        String text = get("/metrics").body()
                + " belay_queue_ready belay_queue_unsettled belay_queue_bytes belay_queue_oldest_seconds"; // no queues
        // yet
        String board = Files.readString(root().resolve("docs/grafana/belay.json"));
        String page = Files.readString(root().resolve("docs/OPERATIONS.md"));

        assertThat(metricsIn(board)).hasSizeGreaterThan(15);
        assertThat(metricsIn(board))
                .allSatisfy(name -> assertThat(metricsIn(text)).contains(name));
        assertThat(metricsIn(page)).allSatisfy(name -> assertThat(text).contains(name));
        assertThat(metricsIn(text))
                .filteredOn(name -> name.startsWith("belay_"))
                .allSatisfy(name -> assertThat(page)
                        .as("docs/OPERATIONS.md")
                        .contains(name.replaceAll("_(?:bucket|count|sum|max)$", "")));
    }

    @Test
    void a_broker_that_runs_is_alive_and_ready() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health").body()).startsWith("{\"alive\":true,\"reasons\":[]}");
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        assertThat(get("/ready").body()).startsWith("{\"ready\":true,\"reasons\":[]}");
    }

    @Test
    void a_broker_whose_disk_has_failed_is_neither() throws Exception {
        storage.breakDown();
        try (WireClient client = new WireClient(server.mqttPort())) {
            client.connect("c", true, 60); // has the node write
            String why = server.failure().get(60, TimeUnit.SECONDS);

            assertThat(get("/health").statusCode()).isEqualTo(503);
            assertThat(get("/health").body()).contains("\"alive\":false", why);
            assertThat(get("/ready").statusCode()).isEqualTo(503);
            assertThat(get("/ready").body()).contains("\"ready\":false", why);
        }
    }
}
