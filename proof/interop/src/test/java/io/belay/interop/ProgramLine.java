package io.belay.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A line of a client that is a program of its own: reads what it prints, ends it by its pid. */
abstract class ProgramLine extends Line {
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private Process process;

    /** The program printed this; whatever answers a command goes to {@link #answered}. Called by a thread of its own. */
    abstract void heard(String line);

    final void start(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Process started = process;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        Thread reader = new Thread(() -> read(started), "output of " + command.get(0));
        reader.setDaemon(true);
        reader.start();
    }

    final void answered(String answer) {
        answers.add(answer);
    }

    /** Waits for the next answer, which must begin with that. */
    final String expect(String beginning) throws InterruptedException {
        String answer = answers.poll(WAIT_S, TimeUnit.SECONDS);
        if (answer == null || !answer.startsWith(beginning)) {
            throw new AssertionError("expected " + beginning + ", found " + answer);
        }
        return answer;
    }

    final void write(String line) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Asks it to end with SIGTERM and waits until it did. */
    final void terminate() throws InterruptedException {
        if (process == null) return;
        process.destroy();
        if (!process.waitFor(WAIT_S, TimeUnit.SECONDS)) throw new AssertionError("it does not end");
    }

    @Override
    public void close() {
        if (process != null)
            process.destroyForcibly()
                    .onExit()
                    .orTimeout(WAIT_S, TimeUnit.SECONDS)
                    .join();
    }

    private void read(Process from) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) heard(line);
        } catch (IOException e) {
            answered("output ended: " + e);
        }
        answered("ended");
        ended();
    }
}
