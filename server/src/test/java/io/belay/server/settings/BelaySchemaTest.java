package io.belay.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.config.ConfigException;
import io.belay.config.Key;
import io.belay.config.Settings;
import io.belay.config.Sources;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BelaySchemaTest {
    /** Whatever a key takes, one of these is another value than its default. */
    private static final List<String> OTHERS = List.of(
            "77", "1000", "25", "9s", "30ms", "70000s", "100KiB", "70KiB", "600B", "2MiB", "128MiB", "true", "false",
            "1GiB");

    /** Components that are no limit of a broker: a client's patience, names, and the records within records. */
    private static final List<String> NO_KEYS = List.of(
            "LineOptions.connectTimeoutMs",
            "MqttLimits.pingTimeoutMs",
            "AmqpOptions.containerId",
            "AmqpOptions.restored",
            "AmqpOptions.saslMechanisms",
            "Restored.mark",
            "Restored.atMs");

    private static Settings with(String key, String value) throws ConfigException {
        return new Sources(BelaySchema.SCHEMA).flag(key, "--set", value).settings();
    }

    /** Every number and flag of the options, by the name of its record and its own. */
    private static Map<String, Object> flat(Object options) {
        Map<String, Object> flat = new LinkedHashMap<>();
        for (RecordComponent component : options.getClass().getRecordComponents()) {
            Object value = value(component, options);
            if (value instanceof Record inner) flat.putAll(flat(inner));
            else flat.put(options.getClass().getSimpleName() + "." + component.getName(), value);
        }
        return flat;
    }

    private static Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<String> differences(BrokerOptions options) {
        Map<String, Object> before = flat(BrokerOptions.DEFAULTS);
        List<String> differences = new ArrayList<>();
        flat(options).forEach((name, value) -> {
            if (!value.equals(before.get(name))) differences.add(name);
        });
        return differences;
    }

    private static String other(Key<?> key) {
        return OTHERS.stream()
                .filter(text -> {
                    try {
                        return !with(key.name(), text)
                                .changedSince(Settings.defaults(BelaySchema.SCHEMA))
                                .isEmpty();
                    } catch (ConfigException notOfItsKind) {
                        return false;
                    }
                })
                .findFirst()
                .orElseThrow(() -> new AssertionError("no other value for " + key.name()));
    }

    /** {@code transactionTimeoutMs} as {@code transaction-timeout}: the unit is in the value. */
    private static String dashed(String component) {
        return component
                .replaceAll("(?<=[a-z])(Ms|S)$", "")
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }

    static Stream<String> limits() {
        return flat(BrokerOptions.DEFAULTS).keySet().stream().filter(name -> !NO_KEYS.contains(name));
    }

    @Test
    void unset_keys_are_the_defaults_of_the_parts() {
        assertThat(BrokerOptions.of(Settings.defaults(BelaySchema.SCHEMA))).isEqualTo(BrokerOptions.DEFAULTS);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void every_limit_has_a_key_of_its_name_that_changes_it_and_nothing_else(String limit) throws ConfigException {
        String name = dashed(limit.substring(limit.indexOf('.') + 1));
        List<String> changed = new ArrayList<>();
        for (Key<?> key : BelaySchema.SCHEMA.keys()) {
            if (!key.shortName().equals(name) || key.section().isEmpty()) continue;
            changed.addAll(differences(BrokerOptions.of(with(key.name(), other(key)))));
        }

        assertThat(changed)
                .contains(limit)
                .doesNotHaveDuplicates()
                .allMatch(each -> each.endsWith(limit.substring(limit.indexOf('.'))));
    }

    @Test
    void the_example_has_every_key_and_changes_nothing() throws ConfigException {
        String example = BelaySchema.example();

        Settings settings = new Sources(BelaySchema.SCHEMA)
                .file("belay.yaml", example.getBytes(StandardCharsets.UTF_8))
                .settings();

        assertThat(settings.changedSince(Settings.defaults(BelaySchema.SCHEMA))).isEmpty();
        for (Key<?> key : BelaySchema.SCHEMA.keys()) assertThat(example).contains(key.shortName() + ":");
        assertThat(example.lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void the_page_about_the_settings_is_what_the_keys_say() throws Exception {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("build"))) root = root.getParent();

        assertThat(Files.readString(root.resolve("docs/CONFIGURATION.md")))
                .as("docs/CONFIGURATION.md; ./belay config reference writes it")
                .isEqualTo(BelaySchema.reference());
    }

    @Test
    void every_key_says_what_it_is_for_in_sentences() {
        assertThat(BelaySchema.SCHEMA.keys()).allSatisfy(key -> {
            assertThat(key.text().split("\n")[0]).as(key.name()).endsWith(".");
            assertThat(key.kind().expected()).as(key.name()).isNotEmpty();
        });
    }

    @Test
    void a_limit_above_the_other_that_it_must_fit_in_is_refused() {
        for (String text : List.of(
                "amqp.message-length-max=64MiB",
                "lines.low-water-bytes=1MiB",
                "log.batch-bytes-max=128MiB",
                "mqtt.will-length-max=5MiB")) {
            String[] parts = text.split("=");
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> with(parts[0], parts[1])))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("expected at most");
        }
    }

    @Test
    void certificates_for_more_names_come_with_a_key_each_and_beside_a_first() {
        Sources oneKey = new Sources(BelaySchema.SCHEMA)
                .flag("tls.certificate", "--set", "a.pem")
                .flag("tls.key", "--set", "a-key.pem")
                .flag("tls.more-certificates", "--set", "b.pem,c.pem")
                .flag("tls.more-keys", "--set", "b-key.pem");
        Sources noFirst = new Sources(BelaySchema.SCHEMA)
                .flag("tls.more-certificates", "--set", "b.pem")
                .flag("tls.more-keys", "--set", "b-key.pem");

        assertThatThrownBy(oneKey::settings)
                .hasMessageContaining("expected as many as tls.more-certificates, 2; found 1");
        assertThatThrownBy(noFirst::settings).hasMessageContaining("expected tls.certificate too");
    }
}
