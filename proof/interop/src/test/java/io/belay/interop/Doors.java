package io.belay.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker in a process of its own, and the port of each door that it opened, by the door's name in what it says. */
public final class Doors implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("(\\S+)\\s+listening on \\S*:(\\d+)");

    private final Process process;
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    private Doors(Process process) {
        this.process = process;
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param options of {@code belay run}
     * @throws IllegalStateException with what it said, if it does not start
     */
    public static Doors open(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.belay.server.BelayMain",
                "run"));
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Doors doors = new Doors(process);
        doors.readPorts();
        return doors;
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

    /** The port of a door. */
    public int port(String door) {
        return ports.get(door);
    }

    /** An address with the port for each door that it names: {@code ws://localhost:{WS}}. */
    public String at(String address) {
        String at = address;
        for (Map.Entry<String, Integer> port : ports.entrySet())
            at = at.replace("{" + port.getKey() + "}", port.getValue().toString());
        return at;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
