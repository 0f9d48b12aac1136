package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

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
    void every_metric_that_the_dashboard_and_the_page_name_is_there() throws Exception {
        server.nodeThread().ask(node -> "").get(60, TimeUnit.SECONDS);
        String text =
                get("/metrics").body() + " belay_queue_ready belay_queue_unsettled belay_queue_bytes"; // no queues yet
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
