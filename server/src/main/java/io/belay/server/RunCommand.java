package io.belay.server;

import io.belay.server.cli.PortConverter;
import io.belay.server.text.BadSettingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--websocket",
            paramLabel = "PORT",
            description = "Port for WebSocket, MQTT and AMQP by subprotocol; 0 takes a free one, off opens none.",
            defaultValue = "7670",
            converter = OptionalPortConverter.class)
    private int webSocketPort;

    @Option(
            names = "--websocket-origin",
            paramLabel = "ORIGIN",
            description = "Pages that may use the WebSocket besides those of this machine, as https://shop.example;"
                    + " may be given several times.")
    private List<String> origins = new ArrayList<>();

    @Option(
            names = "--portmapper",
            paramLabel = "PORT",
            description = "Port where mq:// addresses ask; 0 takes a free one, off opens none.",
            defaultValue = "7676",
            converter = OptionalPortConverter.class)
    private int portMapperPort;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "PEM file with the broker's certificate and those that vouch for it; opens the ports with TLS.")
    private @Nullable Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM file with its private key.")
    private @Nullable Path tlsKey;

    @Option(
            names = "--mqtts",
            paramLabel = "PORT",
            description = "Port for MQTT over TLS; 0 takes a free one, off opens none.",
            defaultValue = "8883",
            converter = OptionalPortConverter.class)
    private int mqttsPort;

    @Option(
            names = "--amqps",
            paramLabel = "PORT",
            description = "Port for AMQP 1.0 over TLS; 0 takes a free one, off opens none.",
            defaultValue = "5671",
            converter = OptionalPortConverter.class)
    private int amqpsPort;

    @Option(
            names = "--wss",
            paramLabel = "PORT",
            description = "Port for WebSocket over TLS; 0 takes a free one, off opens none.",
            defaultValue = "7671",
            converter = OptionalPortConverter.class)
    private int wssPort;

    private RunCommand() {}

    /** @throws BadSettingException if the settings do not fit together */
    RunSettings settings() throws BadSettingException {
        MorePorts more = new MorePorts(webSocketPort, portMapperPort, secure());
        return new RunSettings(data, listen, mqttPort, amqpPort, httpPort, more, origins);
    }

    private MorePorts.@Nullable Secure secure() throws BadSettingException {
        if (tlsCertificate == null && tlsKey == null) return null;
        if (tlsCertificate == null || tlsKey == null)
            throw new BadSettingException("TLS needs both: --tls-cert FILE and --tls-key FILE");
        return new MorePorts.Secure(tlsCertificate, tlsKey, mqttsPort, amqpsPort, wssPort);
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
