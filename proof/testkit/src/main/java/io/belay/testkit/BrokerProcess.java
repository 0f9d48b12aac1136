package io.belay.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;

/**
 * A broker in a process of its own, on 127.0.0.1, ended by its pid and at the latest with this JVM. Not for use by more
 * than one thread at a time, but for {@link #output()}.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final int OUTPUT_LINES_MAX = 500;
    private static final int START_S = 180; // a machine may be busy
    private static final int STOP_S = 20;

    private final BrokerProgram program;
    private final Path directory;
    private final List<String> options;
    private final int startS;
    private final List<String> output = new ArrayList<>();

    private Process process;
    private int port; // 0 until the first start
    private int amqpPort; // 0 until it was asked for
    private CompletableFuture<Integer> amqpReady = new CompletableFuture<>(); // of the process that runs now
    private long startedInMs;

    private BrokerProcess(BrokerProgram program, Path directory, List<String> options, int startS) {
        this.program = program;
        this.directory = directory;
        this.options = List.copyOf(options);
        this.startS = startS;
        try {
            Files.createDirectories(directory);
            port = program.picksPort() ? 0 : BrokerProgram.freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        launch();
    }

    /**
     * Starts a broker and waits until it serves.
     *
     * @param program which one
     * @param directory for its data and configuration; made if it is missing
     * @param options for the JVM if it is Belay or Artemis, else for the program
     * @throws IllegalStateException if it ends instead, or does not serve within three minutes; with its output
     */
    public static BrokerProcess start(BrokerProgram program, Path directory, String... options) {
        return start(program, directory, START_S, List.of(options));
    }

    /**
     * As {@link #start(BrokerProgram, Path, String...)}, with a deadline.
     *
     * @param startS seconds that a start, or a start after a kill, may take
     */
    public static BrokerProcess start(BrokerProgram program, Path directory, int startS, List<String> options) {
        return new BrokerProcess(program, directory, options, startS);
    }

    /** Where it listens for MQTT, 1 to 65535; stays the same over restarts. */
    public int port() {
        return port;
    }

    /**
     * Where it listens for AMQP, 1 to 65535; stays the same over restarts once it was asked for. Waits until the broker
     * says it.
     *
     * @throws IllegalStateException if it does not in time; with its output
     */
    public int amqpPort() {
        if (amqpPort == 0) amqpPort = program.amqpReady().isPresent() ? await(amqpReady) : port;
        return amqpPort;
    }

    /** The process that runs now, or ran last. */
    public long pid() {
        return process.pid();
    }

    /** Milliseconds from the last launch until it said that it serves. */
    public long startedInMs() {
        return startedInMs;
    }

    /** The last lines that it printed, over all its lives. Any thread. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** Ends it at once with SIGKILL and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        await(process);
    }

    /** Ends it with SIGTERM, with SIGKILL if it takes longer than 20 s. */
    public void stop() {
        process.destroy();
        await(process);
    }

    /** Starts it again on the same data and port, and waits until it serves. */
    public void restart() {
        stop();
        launch();
    }

    @Override
    public void close() {
        stop();
    }

    private void launch() {
        long startNs = System.nanoTime();
        CompletableFuture<Integer> ready = new CompletableFuture<>();
        amqpReady = new CompletableFuture<>();
        try {
            process = new ProcessBuilder(program.command(directory, port, amqpPort, options))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Process started = process;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        CompletableFuture<Integer> amqp = amqpReady;
        Thread reader = new Thread(() -> read(started, ready, amqp), "output of " + started.pid());
        reader.setDaemon(true);
        reader.start();
        port = await(ready);
        if (amqpPort != 0 && program.amqpReady().isPresent()) await(amqp);
        startedInMs = (System.nanoTime() - startNs) / 1_000_000;
    }

    private void read(Process from, CompletableFuture<Integer> ready, CompletableFuture<Integer> amqp) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                complete(ready, program.ready().matcher(line));
                if (program.amqpReady().isPresent())
                    complete(amqp, program.amqpReady().get().matcher(line));
            }
        } catch (IOException e) {
            keep("output ended: " + e);
        }
        ready.completeExceptionally(new IOException(program + " ended before it served"));
        amqp.completeExceptionally(new IOException(program + " ended before it served AMQP"));
    }

    private void complete(CompletableFuture<Integer> ready, Matcher matcher) {
        if (matcher.find()) ready.complete(matcher.groupCount() == 0 ? port : Integer.parseInt(matcher.group(1)));
    }

    private void keep(String line) {
        synchronized (output) {
            if (output.size() == OUTPUT_LINES_MAX) output.remove(0);
            output.add(line);
        }
    }

    private int await(CompletableFuture<Integer> ready) {
        try {
            return ready.get(startS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            kill();
            throw new IllegalStateException(
                    program + " does not serve, waited " + startS + " s at most:\n" + String.join("\n", output()), e);
        } catch (InterruptedException e) {
            kill();
            throw new IllegalStateException(e);
        }
    }

    private static void await(Process process) {
        try {
            if (process.waitFor(STOP_S, TimeUnit.SECONDS)) return;
            process.destroyForcibly();
            process.waitFor(STOP_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
