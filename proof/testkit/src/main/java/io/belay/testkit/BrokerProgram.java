package io.belay.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a broker is started on loopback: Belay, or one of the peers that it is measured beside. All keep their files in
 * the directory that they are given and nowhere else.
 */
public enum BrokerProgram {
    /** This project's broker, from the class path of the caller; with the settings in DIRECTORY.yaml, if there are any. */
    BELAY(Pattern.compile("MQTT\\s+listening on \\S*:(\\d+)")) {
        @Override
        List<String> command(Path directory, int port, int amqpPort, List<String> options) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.belay.server.BelayMain", "run"));
            command.addAll(List.of("--data", directory.toString(), "--mqtt", Integer.toString(port)));
            command.addAll(List.of(
                    "--amqp", Integer.toString(amqpPort), "--http", "0", "--websocket", "off", "--portmapper", "off"));
            Path settings = Path.of(directory + ".yaml");
            if (Files.exists(settings)) command.addAll(List.of("--config", settings.toString()));
            return command;
        }
    },
    /** Debian's Mosquitto: keeps nothing on disk, drops nothing for want of room. */
    MOSQUITTO(Pattern.compile("mosquitto version \\S+ running")) {
        @Override
        List<String> command(Path directory, int port, int amqpPort, List<String> options) {
            return mosquitto(directory, port, "persistence false", options);
        }
    },
    /** The same, but it writes all its state to a file, unsynced, after every change: to try tests that kill the broker. */
    MOSQUITTO_SAVING(Pattern.compile("mosquitto version \\S+ running")) {
        @Override
        List<String> command(Path directory, int port, int amqpPort, List<String> options) {
            String saving = "user root\npersistence true\nautosave_on_changes true\nautosave_interval 1\n"
                    + "persistence_location " + directory + "/";
            return mosquitto(directory, port, saving, options);
        }
    },
    /** Debian's nats-server with its MQTT listener, which needs JetStream; QoS 2 is not spoken by this version. */
    NATS(Pattern.compile("Server is ready")) {
        @Override
        List<String> command(Path directory, int port, int amqpPort, List<String> options) {
            Path config = write(directory, "nats.conf", """
                    server_name: peer
                    listen: "127.0.0.1:-1"
                    jetstream { store_dir: "%s" }
                    mqtt { listen: "127.0.0.1:%d", max_ack_pending: 65535 }
                    """.formatted(directory.resolve("jetstream"), port));
            List<String> command = new ArrayList<>(List.of("/usr/sbin/nats-server", "-c", config.toString()));
            command.addAll(options);
            return command;
        }
    },
    /**
     * Apache Artemis, unpacked where {@code -Dbelay.artemis.home} says: the instance that its own tool creates, with the
     * NIO journal synced to disk and tuned to it, one port for all protocols, no console, no limits changed.
     */
    ARTEMIS(Pattern.compile("AMQ221007:")) {
        @Override
        List<String> command(Path directory, int port, int amqpPort, List<String> options) {
            Path artemis = Path.of(System.getProperty("belay.artemis.home", "artemis"), "bin", "artemis");
            Path instance = directory.resolve("artemis");
            String script = """
                    export JAVA_HOME='%s' JAVA_ARGS_APPEND='%s'
                    [ -d '%s' ] || '%s' create '%3$s' --silent --no-web --nio --allow-anonymous \
                        --user belay --password belay --host 127.0.0.1 --default-port %d \
                        --no-amqp-acceptor --no-mqtt-acceptor --no-stomp-acceptor --no-hornetq-acceptor &&
                    exec '%3$s/bin/artemis' run
                    """;
            String home = System.getProperty("java.home");
            return List.of("sh", "-c", script.formatted(home, String.join(" ", options), instance, artemis, port));
        }
    },
    /**
     * Apache Qpid Broker-J with the class path in {@code -Dbelay.qpid.classpath}, its messages in Derby. It makes a queue
     * of each name that is used and begins with {@code q-}; topics are {@code amq.topic/NAME}; what is delayed is looked at
     * twice a second. Version 9 does not run on Java 24 and later: {@code -Dbelay.qpid.java} is another {@code java} for it.
     */
    QPID(Pattern.compile("BRK-1004")) {
        @Override
        List<String> command(Path directory, int port, int amqpPort, List<String> options) {
            Path config = write(directory, "qpid.json", ForeignSettings.qpid(directory, port));
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            List<String> command = new ArrayList<>();
            command.add(System.getProperty("belay.qpid.java", java.toString()));
            command.addAll(options);
            command.add("-Dderby.stream.error.file=" + directory.resolve("derby.log"));
            command.addAll(List.of("-cp", System.getProperty("belay.qpid.classpath", "")));
            command.addAll(List.of("org.apache.qpid.server.Main", "-st", "JSON", "-icp", config.toString()));
            command.addAll(List.of("-prop", "qpid.work_dir=" + directory));
            command.addAll(List.of("-prop", "virtualhost.housekeepingCheckPeriod=500"));
            return command;
        }
    },
    /** Debian's RabbitMQ 3.10 with its plugin for AMQP 1.0, and an epmd of its own, which ends with it. */
    RABBITMQ(Pattern.compile("Server startup complete")) {
        @Override
        List<String> command(Path directory, int port, int amqpPort, List<String> options) {
            write(directory, "rabbitmq.conf", "listeners.tcp.local = 127.0.0.1:" + port + "\n");
            write(directory, "plugins", "[rabbitmq_amqp1_0].\n");
            return List.of("sh", "-c", ForeignSettings.rabbitMq(directory, port, anyPort(), anyPort()));
        }
    };

    private final Pattern ready;

    BrokerProgram(Pattern ready) {
        this.ready = ready;
    }

    /** The line that a broker prints once it serves; its first group, if any, is the port. */
    Pattern ready() {
        return ready;
    }

    /** The line that names the port for AMQP, its first group; empty if that is the port of all other protocols. */
    Optional<Pattern> amqpReady() {
        return this == BELAY ? Optional.of(Pattern.compile("AMQP\\s+listening on \\S*:(\\d+)")) : Optional.empty();
    }

    /** The command line; writes a configuration file into {@code directory} if the program needs one. */
    abstract List<String> command(Path directory, int port, int amqpPort, List<String> options);

    /** Whether the program can be told to pick a port itself and prints it. */
    boolean picksPort() {
        return this == BELAY;
    }

    /** A port that was free a moment ago, 1024 to 65535. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int anyPort() {
        try {
            return freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> mosquitto(Path directory, int port, String persistence, List<String> options) {
        String text = """
                listener %d 127.0.0.1
                allow_anonymous true
                max_inflight_messages 0
                max_queued_messages 0
                max_queued_bytes 0
                %s
                """.formatted(port, persistence);
        Path config = write(directory, "mosquitto.conf", text);
        List<String> command = new ArrayList<>(List.of("/usr/sbin/mosquitto", "-c", config.toString()));
        command.addAll(options);
        return command;
    }

    private static Path write(Path directory, String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
