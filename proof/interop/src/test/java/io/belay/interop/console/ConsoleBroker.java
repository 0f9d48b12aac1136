package io.belay.interop.console;

import io.belay.interop.Doors;
import io.belay.server.users.Passwords;
import io.belay.server.users.UsersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A broker in a process of its own, with two users: ann, who may do everything, and rob, who may look at one queue. */
final class ConsoleBroker implements AutoCloseable {
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

    private final Doors doors;

    private ConsoleBroker(Doors doors) {
        this.doors = doors;
    }

    static ConsoleBroker start(Path directory) throws Exception {
        UsersFile users = new UsersFile(directory.resolve("users.yaml"));
        users.<IOException>change(none -> none.with(Passwords.scram("ann", List.of("everything"), "ann-secret", 4_096))
                .with(Passwords.scram("rob", List.of("reader"), "rob-secret", 4_096)));
        Path settings = directory.resolve("belay.yaml");
        Files.writeString(settings, SETTINGS.formatted(users.path()));
        return new ConsoleBroker(Doors.open(List.of(
                "--config=" + settings,
                "--data=" + directory.resolve("data"),
                "--mqtt=0",
                "--amqp=0",
                "--http=0",
                "--websocket=off",
                "--portmapper=off")));
    }

    int port(String door) {
        return doors.port(door);
    }

    @Override
    public void close() {
        doors.close();
    }
}
