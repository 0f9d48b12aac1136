package io.belay.interop.operated;

import io.belay.jms.BelayConnection;
import io.belay.jms.BelayConnectionFactory;
import io.belay.testkit.BrokerProcess;
import io.belay.testkit.BrokerProgram;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker in a process of its own, with settings, and its operator. */
final class Operated implements AutoCloseable {
    private static final Pattern HTTP = Pattern.compile("HTTP\\s+listening on \\S*:(\\d+)");
    private static final int PATIENCE_S = 300;
    private static final long PAUSE_NS = 20_000_000;

    final BrokerProcess process;
    private final Path data;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param data of its log; the settings are put beside it */
    Operated(Path data, String settings) throws IOException {
        this.data = data;
        Files.writeString(Path.of(data + ".yaml"), settings);
        process = BrokerProcess.start(BrokerProgram.BELAY, data, "-Xmx256m", "-XX:TieredStopAtLevel=1");
    }

    /** A connection that comes back quickly, and waits as long as a broker may take to start. */
    BelayConnection connect(String clientId) throws JMSException {
        return connect(clientId, "amqp://127.0.0.1:" + process.amqpPort());
    }

    /** The same, with another broker on this machine as the second address. */
    BelayConnection connect(String clientId, int secondPort) throws JMSException {
        String first = "amqp://127.0.0.1:" + process.amqpPort();
        return connect(clientId, "failover:(" + first + ",amqp://127.0.0.1:" + secondPort + ")");
    }

    private static BelayConnection connect(String clientId, String addresses) throws JMSException {
        String options =
                "?startPasses=-1&backOffMinMs=20&backOffMaxMs=200&pingMs=20000&sendTimeoutMs=0&commitTimeoutMs=0"
                        + "&acknowledgeTimeoutMs=0&clientId=" + clientId;
        var factory = new BelayConnectionFactory(addresses + options);
        return (BelayConnection) factory.createConnection();
    }

    String get(String path) throws IOException, InterruptedException {
        return ask("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    String post(String path, String json) throws IOException, InterruptedException {
        return ask("POST", path, HttpRequest.BodyPublishers.ofString(json));
    }

    String delete(String path) throws IOException, InterruptedException {
        return ask("DELETE", path, HttpRequest.BodyPublishers.ofString("{}"));
    }

    private String ask(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort() + path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(method, body)
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) throw new IOException(method + " " + path + ": " + answer.body());
        return answer.body();
    }

    /** As it said last: each life has a port of its own, and tells it after the others. */
    private int httpPort() {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() - endNs < 0) {
            List<String> output = process.output();
            for (int line = output.size() - 1; line >= 0; line--) {
                Matcher listening = HTTP.matcher(output.get(line));
                if (listening.find()) return Integer.parseInt(listening.group(1));
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        throw new IllegalStateException("no port for HTTP in " + process.output());
    }

    /** Takes a backup while it goes on, and waits until it is complete. */
    void backUp(Path to) throws IOException, InterruptedException {
        post("/api/backup", "{\"to\": \"" + to + "\", \"bytesPerS\": 0}");
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        String last = get("/api/backup");
        while (last.contains("\"running\"") && System.nanoTime() - endNs < 0) {
            LockSupport.parkNanos(PAUSE_NS);
            last = get("/api/backup");
        }
        if (!last.contains("\"done\"")) throw new IllegalStateException(last);
    }

    /** Is killed, loses its data, gets those of the backup, and starts on them where it was. */
    void restore(Path backup) throws IOException, InterruptedException {
        process.kill();
        Files.move(data, Path.of(data + ".lost"));
        Process restore = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.belay.server.BelayMain",
                        "restore",
                        backup.toString(),
                        "--data",
                        data.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(restore.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (restore.waitFor() != 0) throw new IllegalStateException(said);
        process.restart();
    }

    @Override
    public void close() {
        process.close();
    }
}
