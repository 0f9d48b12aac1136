package io.belay.interop.ways;

import io.belay.testkit.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker in a process of its own with all its doors open, on free ports. */
final class OpenBroker implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("(\\S+)\\s+listening on \\S*:(\\d+)");

    private final Process process;
    private final Path certificate;
    private final Map<String, String> ports = new LinkedHashMap<>();

    private OpenBroker(Process process, Path certificate) {
        this.process = process;
        this.certificate = certificate;
    }

    static OpenBroker start(Path directory) throws IOException {
        Path certificate = TestCertificate.LOCALHOST.certificate(directory);
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.belay.server.BelayMain",
                "run",
                "--data=" + directory.resolve("data"),
                "--mqtt=0",
                "--amqp=0",
                "--http=0",
                "--websocket=0",
                "--portmapper=0",
                "--mqtts=0",
                "--amqps=0",
                "--wss=0",
                "--tls-cert=" + certificate,
                "--tls-key=" + TestCertificate.LOCALHOST.key(directory));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        OpenBroker broker = new OpenBroker(process, certificate);
        broker.readPorts();
        return broker;
    }

    private void readPorts() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); !"ready".equals(line); line = lines.readLine()) {
            if (line == null) throw new IllegalStateException("it does not start: " + said);
            said.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.matches()) ports.put(listening.group(1), listening.group(2));
        }
    }

    /** An address with the port for each door that it names: {@code ws://localhost:{WS}}. */
    String at(String address) {
        String at = address;
        for (Map.Entry<String, String> port : ports.entrySet())
            at = at.replace("{" + port.getKey() + "}", port.getValue());
        return at;
    }

    /** What its clients must trust, a PEM file. */
    Path certificate() {
        return certificate;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
