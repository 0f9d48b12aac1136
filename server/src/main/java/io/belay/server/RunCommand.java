package io.belay.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code belay run}: the broker, until it is told to stop. */
@Command(
        name = "run",
        description = "Starts the broker; Ctrl-C or SIGTERM stops it cleanly.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class RunCommand implements Callable<Integer> {
    /** The command has returned, and the broker lives in its own threads. */
    static final int STILL_RUNNING = -1;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "Where the log is kept.", defaultValue = "belay-data")
    private Path data;

    @Option(
            names = "--listen",
            paramLabel = "HOST",
            description = "Address to listen on; loopback only while no users can be configured.",
            defaultValue = "127.0.0.1")
    private String listen;

    @Option(
            names = "--mqtt",
            paramLabel = "PORT",
            description = "Port for MQTT; 0 takes a free one and prints it.",
            defaultValue = "1883",
            converter = PortConverter.class)
    private int mqttPort;

    @Option(
            names = "--amqp",
            paramLabel = "PORT",
            description = "Port for AMQP 1.0; 0 takes a free one and prints it.",
            defaultValue = "5672",
            converter = PortConverter.class)
    private int amqpPort;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = "Port for `belay sessions`, `why` and `queues`, on 127.0.0.1; 0 takes a free one.",
            defaultValue = "8080",
            converter = PortConverter.class)
    private int httpPort;

    private RunCommand() {}

    RunSettings settings() {
        return new RunSettings(data, listen, mqttPort, amqpPort, httpPort);
    }

    @Override
    public Integer call() throws Exception {
        Loopback.require(listen);
        PrintWriter out = spec.commandLine().getOut();
        BelayServer server = BelayServer.start(settings(), out, new DiskStorage(data));
        server.stopAtExit();
        return STILL_RUNNING;
    }
}
