package io.belay.interop.console;

import io.belay.server.users.Passwords;
import io.belay.server.users.UsersFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker in a process of its own, with two users: ann, who may do everything, and rob, who may look at one queue. */
final class ConsoleBroker implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("(\\S+)\\s+listening on \\S*:(\\d+)");
    private static final String SETTINGS = """
            security:
              users-file: "%s"
            roles:
              everything:
                - allow: [admin]
                  queues: ["#"]
                  topics: ["#"]
              reader:
                - allow: [browse]
                  queues: [orders]
            """;

    private final Process process;
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    private ConsoleBroker(Process process) {
        this.process = process;
    }

    static ConsoleBroker start(Path directory) throws Exception {
        UsersFile users = new UsersFile(directory.resolve("users.yaml"));
        users.<IOException>change(none -> none.with(Passwords.scram("ann", List.of("everything"), "ann-secret", 4_096))
                .with(Passwords.scram("rob", List.of("reader"), "rob-secret", 4_096)));
        Path settings = directory.resolve("belay.yaml");
        Files.writeString(settings, SETTINGS.formatted(users.path()));
        ConsoleBroker broker = new ConsoleBroker(launch(directory, settings));
        broker.readPorts();
        return broker;
    }

    private static Process launch(Path directory, Path settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.belay.server.BelayMain",
                "run"));
        command.addAll(List.of("--config=" + settings, "--data=" + directory.resolve("data")));
        command.addAll(List.of("--mqtt=0", "--amqp=0", "--http=0", "--websocket=off", "--portmapper=off"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    /** What it says later is read and dropped, or it would stand still at last. */
    private void readPorts() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); !"ready".equals(line); line = lines.readLine()) {
            if (line == null) throw new IllegalStateException("it does not start: " + said);
            said.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.matches()) ports.put(listening.group(1), Integer.valueOf(listening.group(2)));
        }
        Thread reader = new Thread(() -> lines.lines().forEach(line -> {}), "output of the broker");
        reader.setDaemon(true);
        reader.start();
    }

    int port(String door) {
        return ports.get(door);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
