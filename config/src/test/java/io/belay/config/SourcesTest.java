package io.belay.config;

import static io.belay.config.SampleKeys.CERTIFICATE;
import static io.belay.config.SampleKeys.LISTEN;
import static io.belay.config.SampleKeys.ORIGINS;
import static io.belay.config.SampleKeys.PATIENCE;
import static io.belay.config.SampleKeys.PORT;
import static io.belay.config.SampleKeys.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
    private final Sources sources = new Sources(SCHEMA);

    private Sources file(String text) {
        return sources.file("b.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private String refusal() {
        return catchThrowableOfType(ConfigException.class, sources::settings).getMessage();
    }

    @Test
    void what_nobody_says_is_as_it_is_by_default() throws ConfigException {
        Settings settings = sources.settings();

        assertThat(settings.value(PORT)).isEqualTo(1883);
        assertThat(settings.origin(PORT)).hasToString("default");
        assertThat(settings.isSet(CERTIFICATE)).isFalse();
        assertThat(settings.valueOrNull(CERTIFICATE)).isNull();
        assertThat(settings.written(CERTIFICATE)).isEmpty();
        assertThatThrownBy(() -> settings.value(CERTIFICATE)).hasMessageContaining("tls.certificate is not set");
    }

    @Test
    void the_file_counts_more_than_the_default_the_environment_more_and_a_flag_most() throws ConfigException {
        file("listen: h1\nmqtt:\n  port: 1\n  patience: 1s\n");
        sources.environment(Map.of("BELAY_MQTT_PORT", "2", "BELAY_MQTT_PATIENCE", "2s"), List.of());
        sources.flag("mqtt.port", "--mqtt", "3");

        Settings settings = sources.settings();

        assertThat(settings.value(PORT)).isEqualTo(3);
        assertThat(settings.origin(PORT)).hasToString("--mqtt");
        assertThat(settings.value(PATIENCE)).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.origin(PATIENCE)).hasToString("environment BELAY_MQTT_PATIENCE");
        assertThat(settings.value(LISTEN)).isEqualTo("h1");
        assertThat(settings.origin(LISTEN)).hasToString("b.yaml:1:9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mqtt: {prot: 1}      | b.yaml:1:8: \"mqtt.prot\": there is no such key; did you mean mqtt.port",
                "mqqt: {port: 1}      | b.yaml:1:1: \"mqqt\": there is no such key; did you mean mqtt?",
                "mqtt: {topicLevelsMax: 1} | did you mean mqtt.topic-levels-max?",
                "zzzzzz: 1            | b.yaml:1:1: \"zzzzzz\": there is no such key",
                "mqtt: {port: 65536}  | b.yaml:1:14: mqtt.port: expected a port, 0 to 65535, or off; found \"65536\"",
                "mqtt: {port: [1]}    | mqtt.port: expected a port, 0 to 65535, or off; found a list",
                "mqtt: {port: }       | mqtt.port: expected a port, 0 to 65535, or off; found nothing",
                "mqtt: 1883           | b.yaml:1:7: mqtt: expected names with values below it; found \"1883\"",
                "mqtt.port: 1         | b.yaml:1:1: mqtt.port: expected port on a line of its own below mqtt:",
                "listen: {a: b}       | listen: expected a host; found a mapping",
                "web: {origins: x}    | web.origins: expected a list of origins; found \"x\"",
                "web: {origins: [a, [b]]} | b.yaml:1:20: expected an origin; found a list",
                "<<: {listen: h}      | there is no such key",
            })
    void what_is_wrong_in_a_file_is_told_with_place_expectation_and_find(String text, String words) {
        file(text);

        assertThat(refusal()).contains(words);
    }

    @Test
    void a_section_may_be_empty() throws ConfigException {
        file("mqtt:\ntls: ~\n");

        assertThat(sources.settings().value(PORT)).isEqualTo(1883);
    }

    @Test
    void all_that_is_wrong_is_told_at_once_in_every_source() {
        file("mqtt:\n  port: x\n  prot: 1\n  patience: 3\nlisten: [a]\n");
        sources.environment(Map.of("BELAY_LISTEN", "", "BELAY_MQTT_LOW_BYTES", "8KiB"), List.of());
        sources.flag("mqtt.prt", "--set", "1").flag("tls.key", "--tls-key", "k");

        assertThat(refusal().lines())
                .hasSize(8)
                .anyMatch(line -> line.startsWith("b.yaml:2:9: mqtt.port: "))
                .anyMatch(line -> line.startsWith("b.yaml:3:3: \"mqtt.prot\": "))
                .anyMatch(line -> line.startsWith("b.yaml:4:13: mqtt.patience: "))
                .anyMatch(line -> line.startsWith("b.yaml:5:9: listen: "))
                .anyMatch(line -> line.startsWith("environment BELAY_LISTEN: listen: expected a host; found \"\""))
                .anyMatch(line -> line.startsWith("--set: \"mqtt.prt\": there is no such key"))
                .anyMatch(line -> line.equals("environment BELAY_MQTT_LOW_BYTES: mqtt.low-bytes: expected at most"
                        + " mqtt.high-bytes, which is 4KiB; found 8KiB"))
                .anyMatch(line -> line.equals("--tls-key: tls.key: expected tls.certificate too; found only this"));
    }

    @Test
    void a_rule_is_told_where_the_value_was_said_that_is_not_a_default() throws ConfigException {
        file("mqtt:\n  high-bytes: 100\n");

        assertThat(refusal())
                .isEqualTo("b.yaml:2:15: mqtt.low-bytes: expected at most mqtt.high-bytes, which is 100B; found 1KiB");
        assertThat(new Sources(SCHEMA)
                        .flag("mqtt.low-bytes", "--set", "4KiB")
                        .settings()
                        .value(SampleKeys.LEAST))
                .isEqualTo(4096);
    }

    @Test
    void a_variable_that_is_no_key_is_remarked_and_not_refused() throws ConfigException {
        sources.environment(
                Map.of("BELAY_MQTT_PROT", "1", "BELAY_JAVA_OPTS", "-X", "HOME", "/h"), List.of("BELAY_JAVA_OPTS"));

        assertThat(sources.settings().remarks())
                .extracting(Problem::toString)
                .containsExactly("environment BELAY_MQTT_PROT: there is no such key; did you mean BELAY_MQTT_PORT?");
    }

    @Test
    void a_list_is_said_by_a_file_and_by_a_flag() throws ConfigException {
        file("web:\n  origins:\n    - http://x\n    - 'http://y'\n");

        assertThat(sources.settings().value(ORIGINS)).containsExactly("http://x", "http://y");
        assertThat(sources.flag("web.origins", "--origin", "http://z")
                        .settings()
                        .value(ORIGINS))
                .containsExactly("http://z");
    }

    @Test
    void the_file_has_a_length() throws ConfigException {
        byte[] most = ("listen: h\n#" + "x".repeat(Sources.FILE_LENGTH_MAX - 11)).getBytes(StandardCharsets.UTF_8);
        byte[] more = new byte[Sources.FILE_LENGTH_MAX + 1];
        byte[] less = new byte[] {'a'};

        assertThat(most).hasSize(Sources.FILE_LENGTH_MAX);
        assertThat(new Sources(SCHEMA).file("f", most).settings().value(LISTEN)).isEqualTo("h");
        assertThatThrownBy(() -> new Sources(SCHEMA).file("f", less).settings()).hasMessageContaining("expected names");
        assertThatThrownBy(() -> new Sources(SCHEMA).file("f", more).settings())
                .hasMessage("f: expected at most 262144 bytes; found more");
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused_and_a_mark_in_front_is_passed_over() throws ConfigException {
        byte[] marked = "\uFEFFlisten: h".getBytes(StandardCharsets.UTF_8);

        assertThat(new Sources(SCHEMA).file("f", marked).settings().value(LISTEN))
                .isEqualTo("h");
        assertThatThrownBy(() -> new Sources(SCHEMA)
                        .file("f", new byte[] {'a', (byte) 0xC3})
                        .settings())
                .hasMessage("f: expected UTF-8; found bytes that are none");
    }

    @Test
    void a_value_that_would_command_a_terminal_or_flood_it_is_shown_escaped_and_cut() {
        file("mqtt: {port: \"\\e[2J" + "x".repeat(100) + "\"}");

        assertThat(refusal())
                .contains("found \"\\u001B[2J" + "x".repeat(56) + "…\"")
                .doesNotContain("\u001b");
    }

    @Test
    void two_settings_differ_in_what_has_another_value_not_in_who_said_it() throws ConfigException {
        Settings before = new Sources(SCHEMA).flag("mqtt.port", "--mqtt", "7").settings();
        Settings after = file("mqtt: {port: 7, patience: 5s}").settings();

        assertThat(after.changedSince(before)).extracting(Key::name).containsExactly("mqtt.patience");
        assertThat(after.changedSince(Settings.defaults(SCHEMA)))
                .extracting(Key::name)
                .containsExactly("mqtt.port", "mqtt.patience");
    }
}
