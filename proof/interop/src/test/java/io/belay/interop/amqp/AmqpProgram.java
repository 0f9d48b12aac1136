package io.belay.interop.amqp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A client in another language: a program that plays a scenario, prints what it found and exits with 0 if it was right. */
enum AmqpProgram {
    RHEA("node", "js/amqp.js"),
    PROTON_PYTHON("/usr/bin/python3", "python/amqp.py"); // Debian's own Python, which has Debian's library

    private final String interpreter;
    private final String script;

    AmqpProgram(String interpreter, String script) {
        this.interpreter = interpreter;
        this.script = script;
    }

    /** Plays it to the end and says what it printed; "done" is the last line if all was right. */
    String play(int port, String name, String scenario) throws IOException, InterruptedException {
        List<String> command = List.of(interpreter, path().toString(), Integer.toString(port), name, scenario);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }

    /** Tests may be run from the module or from the root of the repository. */
    private Path path() {
        Path own = Path.of(script);
        return Files.exists(own) ? own : Path.of("proof/interop").resolve(own);
    }
}
