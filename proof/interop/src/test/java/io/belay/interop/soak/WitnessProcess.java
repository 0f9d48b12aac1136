package io.belay.interop.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Witness} and {@link Echo} as processes. */
final class WitnessProcess implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();
    private final OutputStream orders;
    private final BufferedReader said;
    final Map<String, Times> times = new LinkedHashMap<>(); // "calm alone" and the like, once it has ended
    final List<String> trouble = new ArrayList<>();

    WitnessProcess(int port, Path directory) throws IOException {
        Process echo = start(Echo.class, directory.toString());
        String echoPort = lines(echo).readLine();
        if (echoPort == null) throw new IOException("the echo does not start");
        Process witness = start(Witness.class, Integer.toString(port), echoPort.substring("port ".length()));
        orders = witness.getOutputStream();
        said = lines(witness);
    }

    /** What is measured from now on is of that time. */
    void begin(String time) throws IOException {
        orders.write((time + "\n").getBytes(StandardCharsets.UTF_8));
        orders.flush();
    }

    /** Hears what it has seen. */
    void end() throws IOException {
        begin(Witness.END);
        for (String line = said.readLine(); !Witness.END.equals(line); line = said.readLine()) {
            if (line == null) throw new IOException("those who behave well ended before their time");
            String[] words = line.split(" ", 3);
            if (words[0].equals("calm") || words[0].equals("bare"))
                times.put(words[0] + " " + words[1], Times.read(words[2]));
            else trouble.add(line);
        }
    }

    private Process start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes.add(process);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private static BufferedReader lines(Process of) {
        return new BufferedReader(new InputStreamReader(of.getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
