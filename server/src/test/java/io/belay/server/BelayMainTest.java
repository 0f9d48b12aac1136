package io.belay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.admin.text.BadSettingException;
import io.belay.config.ConfigException;
import io.belay.server.settings.Inputs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BelayMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int belay(String... arguments) {
        return BelayMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static RunSettings settings(String... arguments) throws BadSettingException, ConfigException {
        CommandLine.ParseResult parsed = BelayMain.commandLine().parseArgs(arguments);
        Inputs ofProcess = ((RunCommand) parsed.subcommand().commandSpec().userObject()).inputs();
        return RunSettings.of(new Inputs(null, Map.of(), ofProcess.flags()).settings(null));
    }

    @Test
    void run_needs_no_option() throws Exception {
        assertThat(settings("run"))
                .isEqualTo(new RunSettings(
                        Path.of("belay-data"),
                        "127.0.0.1",
                        1883,
                        5672,
                        8080,
                        new MorePorts(7670, 7676, null),
                        List.of()));
    }

    @Test
    void every_option_of_run_is_taken() throws Exception {
        String options = "run --data /d --listen localhost --mqtt 0 --amqp 0 --http 65535 --websocket 1 --portmapper 2"
                + " --websocket-origin https://a --websocket-origin https://b"
                + " --tls-cert /c --tls-key /k --mqtts 3 --amqps 4 --wss 5";

        RunSettings settings = settings(options.split(" "));

        MorePorts.Secure secure = new MorePorts.Secure(Path.of("/c"), Path.of("/k"), 3, 4, 5);
        assertThat(settings)
                .isEqualTo(new RunSettings(
                        Path.of("/d"),
                        "localhost",
                        0,
                        0,
                        65_535,
                        new MorePorts(1, 2, secure),
                        List.of("https://a", "https://b")));
    }

    @Test
    void ports_that_not_everybody_needs_can_be_off() throws Exception {
        RunSettings settings = settings("run", "--websocket", "off", "--portmapper", "OFF");

        assertThat(settings.more()).isEqualTo(MorePorts.NONE);
        assertThatThrownBy(() -> settings("run", "--mqtt", "off"))
                .hasMessageContaining("--mqtt: mqtt.port: expected a port, 0 to 65535; found \"off\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tls-cert", "--tls-key"})
    void tls_needs_both_files(String one) {
        assertThatThrownBy(() -> settings("run", one, "/f"))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching("--tls-(cert|key): tls\\.\\w+: expected tls\\.\\w+ too; found only this");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "mqtt", ""})
    void a_port_that_is_none_is_refused_by_name(String port) {
        int code = belay("run", "--mqtt", port);

        assertThat(code).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString()).contains("--mqtt: mqtt.port: expected a port, 0 to 65535; found \"" + port + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void an_address_that_others_can_reach_is_refused_with_the_way_out(String host) {
        int code = belay("run", "--listen", host);

        assertThat(code).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString())
                .contains(
                        "refusing to listen on " + host,
                        "there are no users",
                        "./belay user add",
                        "roles:",
                        "--listen 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void loopback_is_allowed_by_all_its_names(String host) throws Exception {
        Loopback.require(host, Roster.OPEN);

        assertThat(settings("run", "--listen", host).listen()).isEqualTo(host);
    }

    @Test
    void a_host_that_nobody_knows_is_named_and_may_be_known_at_the_next_start() {
        assertThat(belay("run", "--listen", "no-such-host.invalid")).isEqualTo(BelayMain.FAILED);
        assertThat(err.toString()).contains("cannot listen on no-such-host.invalid: unknown host");
    }

    @Test
    void any_key_is_set_by_its_name() throws Exception {
        RunSettings settings = settings("run", "--set", "mqtt.topic-levels-max=7", "--set", "amqp.port=0");

        assertThat(settings.options().mqtt().topicLevelsMax()).isEqualTo(7);
        assertThat(settings.amqpPort()).isZero();
        assertThat(belay("run", "--set", "mqtt.port")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString()).contains("--set: expected KEY=VALUE");
        assertThat(belay("run", "--set", "mqtt.prot=1")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString()).contains("--set: \"mqtt.prot\": there is no such key; did you mean mqtt.port");
    }

    @Test
    void help_says_what_each_flag_is_without_it() {
        assertThat(belay("run", "--help")).isZero();
        assertThat(out.toString())
                .contains("--mqtt=PORT", "(default: 1883)", "--websocket=PORT", "--config=FILE", "--set=KEY=VALUE");
    }

    @Test
    void help_names_every_command() {
        assertThat(belay("--help")).isZero();
        assertThat(out.toString())
                .contains("run", "sessions", "why", "queues", "queue", "BELAY_JAVA_OPTS", "--version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "config", "log", "queue", "session", "tls", "user"})
    void without_a_command_those_that_there_are_are_told_as_a_mistake(String begun) {
        String[] said = begun.isEmpty() ? new String[0] : new String[] {begun};

        assertThat(belay(said)).isEqualTo(BelayMain.BAD_SETTING);

        assertThat(err.toString()).contains("Missing required subcommand", "Usage: belay", "Commands:");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void the_version_is_that_of_the_build() {
        assertThat(belay("--version")).isZero();
        assertThat(out.toString()).matches("Belay \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
    }

    @Test
    void an_unknown_option_is_refused() {
        assertThat(belay("run", "--mqqt", "1")).isEqualTo(BelayMain.BAD_SETTING);
        assertThat(err.toString()).contains("Unknown option", "--mqtt");
    }

    @Test
    void asking_where_no_broker_is_says_so_and_how_to_name_its_port() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        int code = belay("sessions", "--http", Integer.toString(port));

        assertThat(code).isEqualTo(BelayMain.FAILED);
        assertThat(err.toString()).contains("no broker answers on 127.0.0.1:" + port, "--http");
    }
}
