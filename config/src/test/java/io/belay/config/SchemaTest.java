package io.belay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    private static Key<Integer> key(String name) {
        return Key.of(name, Kinds.port(), 1, "A port.");
    }

    private static Schema schema(String section, Key<?>... keys) {
        return new Schema(List.of(new Section(section, "Some.", List.of(keys))), List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mqtt.port", "mqtt.tls_port", "a.b.c", ".a", "a.", "", "a-", "1a", "mqtt port"})
    void a_name_is_one_or_two_words_of_small_letters_digits_and_dashes(String name) {
        assertThatThrownBy(() -> key(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_knows_its_section_its_short_name_and_its_variable() {
        Key<Integer> key = key("port-mapper.tls-port2");

        assertThat(key.section()).isEqualTo("port-mapper");
        assertThat(key.shortName()).isEqualTo("tls-port2");
        assertThat(key.environment()).isEqualTo("BELAY_PORT_MAPPER_TLS_PORT2");
        assertThat(key("data").section()).isEmpty();
        assertThat(key("data").shortName()).isEqualTo("data");
    }

    @Test
    void no_two_keys_have_one_name_or_one_variable_and_each_stands_in_its_section() {
        assertThatThrownBy(() -> schema("a", key("a.b"), key("a.b"))).hasMessageContaining("each key once");
        assertThatThrownBy(() -> new Schema(
                        List.of(new Section("a", "", List.of(key("a.b"))), new Section("", "", List.of(key("a-b")))),
                        List.of()))
                .hasMessageContaining("each variable once");
        assertThatThrownBy(() -> schema("a", key("b.c"))).hasMessageContaining("a key in its section");
    }

    @Test
    void the_example_says_every_key_with_its_default_and_changes_nothing() throws ConfigException {
        String example = Example.of(SampleKeys.SCHEMA, List.of("Head.", ""));

        Settings settings = new Sources(SampleKeys.SCHEMA)
                .file("example", example.getBytes(StandardCharsets.UTF_8))
                .settings();

        assertThat(settings.changedSince(Settings.defaults(SampleKeys.SCHEMA))).isEmpty();
        assertThat(settings.origin(SampleKeys.PORT)).isInstanceOf(Origin.Place.class);
        assertThat(example)
                .startsWith("# Head.\n#\n")
                .contains("""

                # MQTT.
                mqtt:
                  # Port | for MQTT. (a port, 0 to 65535, or off)
                  port: 1883
                """)
                .contains("  # key:\n")
                .contains("  origins: [\"http://a\"]\n");
        assertThat(example.lines().allMatch(line -> line.length() <= 120)).isTrue();
    }

    @Test
    void the_reference_has_a_row_for_every_key() {
        String page = Reference.of(SampleKeys.SCHEMA, "# Settings\n");

        assertThat(page).startsWith("# Settings\n\n## At the top\n");
        assertThat(page.lines())
                .contains(
                        "## `mqtt`",
                        "| `mqtt.port` | `1883` | a port, 0 to 65535, or off | Port \\| for MQTT. Flag `--mqtt`. |",
                        "| `tls.key` | not set | a file | Its key. |")
                .anyMatch(line ->
                        line.startsWith("| `mqtt.patience` | `30s` |") && line.endsWith("while the broker runs. |"));
    }
}
