package io.belay.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A broker in a process of its own, with the class path of this one. One thread. */
final class DemoBroker implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("AMQP\\s+listening on \\S*:(\\d+)");
    private static final int END_S = 10;

    private final Path data;
    private int port; // 0 until the first start
    private @Nullable Process process;

    /** One that keeps its log in {@code data} and is not started yet. */
    DemoBroker(Path data) {
        this.data = data;
    }

    /**
     * Starts it, on the port of the first time, and waits until it serves.
     *
     * @throws IOException if it ends instead, with what it said
     */
    void start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")); // it lives for seconds
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.belay.server.BelayMain", "run"));
        command.addAll(List.of("--data", data.toString(), "--amqp", Integer.toString(port)));
        command.addAll(List.of("--mqtt", "0", "--http", "0", "--websocket", "off", "--portmapper", "off"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(data.toFile()); // where whoever watches has no belay.yaml and no users
        builder.environment().keySet().removeIf(name -> name.startsWith("BELAY_"));
        Process started = builder.start();
        process = started;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        port = awaitPort(lines);
        Thread reader = new Thread(() -> lines.lines().forEach(line -> {}), "broker's words"); // or its pipe fills up
        reader.setDaemon(true);
        reader.start();
    }

    /** Where it listens for AMQP on 127.0.0.1. */
    int port() {
        return port;
    }

    /** Its pid, for people. */
    long pid() {
        return process == null ? 0 : process.pid();
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        if (process == null) return;
        process.destroyForcibly();
        process.waitFor(END_S, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        if (process != null) process.destroyForcibly();
    }

    private static int awaitPort(BufferedReader lines) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher listens = LISTENS.matcher(line);
            if (listens.find()) return Integer.parseInt(listens.group(1));
            said.append(line).append('\n');
        }
        throw new IOException("the broker ended before it served:\n" + said);
    }
}
