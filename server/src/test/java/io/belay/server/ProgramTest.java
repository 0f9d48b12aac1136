package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.server.WireClient.Received;
import io.belay.server.users.Passwords;
import io.belay.server.users.UsersFile;
import io.belay.testkit.Clause;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
    @TempDir
    private Path data;

    @Test
    void sigterm_stops_it_cleanly_within_seconds_and_with_exit_code_0() throws Exception {
        try (Program program = Program.run(data, 0);
                WireClient client = new WireClient(program.mqttPort())) {
            client.connect("till-7", true, 3_600);

            program.terminate();
            Received goodbye = client.read();
            boolean ended = client.isEnded();
            client.reset();
            program.readUntil("stopped");

            assertThat(goodbye.type()).isEqualTo(WireClient.DISCONNECT);
            assertThat(goodbye.body()[0] & 0xFF).as("server shutting down").isEqualTo(0x8B);
            assertThat(ended).isTrue();
            assertThat(program.awaitExit()).isZero();
            assertThat(program.said).endsWith("ready", "stopped");
        }
    }

    @Test
    @Clause("MQTT-4.4.0-1")
    void a_killed_broker_comes_back_with_all_that_it_acknowledged() throws Exception {
        try (Program program = Program.run(data, 0);
                WireClient subscriber = new WireClient(program.mqttPort());
                WireClient publisher = new WireClient(program.mqttPort())) {
            subscriber.connect("sub", true, 3_600);
            subscriber.subscribe("a");
            subscriber.reset();
            publisher.connect("pub", true, 3_600);
            publisher.publish(1, "a", "acknowledged".getBytes(StandardCharsets.UTF_8));
            publisher.read();
            program.kill();
            program.awaitExit();
        }

        try (Program program = Program.run(data, 0);
                WireClient subscriber = new WireClient(program.mqttPort())) {
            Received connack = subscriber.connect("sub", false, 3_600);

            assertThat(connack.body()[0]).as("session present").isEqualTo((byte) 1);
            assertThat(WireClient.payloadOf(subscriber.read())).isEqualTo("acknowledged");
            assertThat(program.said).anyMatch(line -> line.startsWith("found 2 sessions, 1 message,"));
            StringWriter told = new StringWriter();
            BelayMain.commandLine()
                    .setOut(new PrintWriter(told))
                    .execute("why", "pub", "--http", Integer.toString(program.httpPort()));
            assertThat(told.toString()).contains("crash", "the broker went away at about ");
        }
    }

    @Test
    void connections_leave_the_log_its_files() throws Exception {
        int filesMax = 256;
        List<Socket> crowd = new ArrayList<>();
        try (Program program = Program.runWithFiles(filesMax, data);
                WireClient client = new WireClient(program.mqttPort())) {
            client.connect("pub", true, 3_600);
            for (int count = 0; count < filesMax; count++) {
                crowd.add(new Socket(InetAddress.getLoopbackAddress(), program.mqttPort()));
            }
            Socket last = crowd.get(filesMax - 1);
            last.setSoTimeout(30_000);

            assertThat(isClosed(last)).isTrue();
            client.publish(1, "a", "there is room".getBytes(StandardCharsets.UTF_8));
            Received answer = client.read();

            assertThat(answer.type()).isEqualTo(WireClient.PUBACK);
            int reason = answer.body().length == 2 ? 0 : answer.body()[2] & 0xFF;
            assertThat(reason).as("of success").isLessThan(0x80);
        } finally {
            for (Socket each : crowd) each.close();
        }
    }

    /** By an end or a reset. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void it_starts_from_a_file_and_takes_users_while_it_runs() throws Exception {
        Path config = data.resolve("belay.yaml");
        Path users = data.resolve("users.yaml");
        UsersFile file = new UsersFile(users);
        file.<RuntimeException>change(none -> none);
        Files.writeString(config, """
                data: "%s"
                security: {users-file: "%s"}
                mqtt: {port: 0, topic-levels-max: 2}
                amqp: {port: 0}
                http: {port: 0}
                websocket: {port: off}
                port-mapper: {port: off}
                """.formatted(data.resolve("log"), users));
        try (Program program = Program.run(List.of("--config", config.toString()));
                WireClient before = new WireClient(program.mqttPort())) {
            assertThat(before.connect("before", true, 0).body()[1]).isZero();

            file.<RuntimeException>change(all -> all.with(Passwords.scram("ann", List.of(), "x", 4_096)));
            StringWriter err = new StringWriter();
            int code = BelayMain.commandLine()
                    .setOut(new PrintWriter(new StringWriter()))
                    .setErr(new PrintWriter(err))
                    .execute("config", "reload", "--http", Integer.toString(program.httpPort()));

            // Whoever looks each second may have been first: then nobody orders anything any more without a name.
            if (code != BelayMain.OK) assertThat(err.toString()).contains("log in first");
            try (WireClient after = new WireClient(program.mqttPort())) { // not before: who says nothing is cut
                assertThat(after.connect("after", true, 0).body()[1]).isEqualTo((byte) 0x86);
            }
            program.terminate();
            assertThat(program.awaitExit()).isZero();
        }
    }

    @Test
    void a_second_broker_on_the_same_data_or_port_is_refused_in_words() throws Exception {
        try (Program first = Program.run(data, 0);
                Program sameData = Program.run(data, 0);
                Program samePort = Program.run(data.resolve("other"), first.mqttPort())) {

            assertThat(sameData.awaitExit()).isEqualTo(BelayMain.FAILED);
            assertThat(sameData.said).last().asString().startsWith("belay: ").contains(data.toString());
            assertThat(samePort.awaitExit()).isEqualTo(BelayMain.FAILED);
            assertThat(samePort.said)
                    .last()
                    .asString()
                    .startsWith("belay: cannot listen on 127.0.0.1:" + first.mqttPort())
                    .contains("in use");
        }
    }
}
