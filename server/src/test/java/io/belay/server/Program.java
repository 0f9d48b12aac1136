package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The whole program in a process of its own, on free ports. */
final class Program implements AutoCloseable {
    private static final int PATIENCE_S = 60;

    final List<String> said = new ArrayList<>(); // both streams, line by line, up to "ready" or the end
    private final Process process;
    private final BufferedReader out;

    private Program(Process process) {
        this.process = process;
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@code belay run} and waits until it is ready or has ended. */
    static Program run(Path data, int mqttPort) throws IOException {
        return run(flags(data, mqttPort));
    }

    /** Likewise, where it may have no more files open than so many. */
    static Program runWithFiles(int filesMax, Path data) throws IOException {
        String limited = "ulimit -n " + filesMax + " && exec \"$@\"";
        return start(List.of("sh", "-c", limited, "sh"), flags(data, 0));
    }

    private static List<String> flags(Path data, int mqttPort) {
        return List.of(
                "--data",
                data.toString(),
                "--mqtt",
                Integer.toString(mqttPort),
                "--amqp",
                "0",
                "--http",
                "0",
                "--websocket",
                "0",
                "--portmapper",
                "0");
    }

    /** Likewise, with these flags. */
    static Program run(List<String> flags) throws IOException {
        return start(List.of(), flags);
    }

    private static Program start(List<String> before, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.belay.server.BelayMain",
                "run"));
        command.addAll(flags);
        Program program = new Program(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        program.readUntil("ready");
        return program;
    }

    void readUntil(String last) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.equals(last)) return;
        }
    }

    int mqttPort() {
        return port("MQTT  listening on 127.0.0.1:");
    }

    int httpPort() {
        return port("HTTP  listening on 127.0.0.1:");
    }

    private int port(String start) {
        return said.stream()
                .filter(line -> line.startsWith(start))
                .mapToInt(line -> Integer.parseInt(line.substring(start.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no port in " + said));
    }

    /** SIGTERM. */
    void terminate() {
        process.toHandle().destroy(); // Process.destroy would also close what it says
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS))
                .as("ended, having said %s", said)
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
