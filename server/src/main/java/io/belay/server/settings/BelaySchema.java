package io.belay.server.settings;

import io.belay.config.Example;
import io.belay.config.Key;
import io.belay.config.Kinds;
import io.belay.config.Reference;
import io.belay.config.Rule;
import io.belay.config.Schema;
import io.belay.config.Section;
import java.util.ArrayList;
import java.util.List;

/** All that can be set. */
public final class BelaySchema {
    /** How much the broker says. */
    public static final Key<LogLevel> LOG_LEVEL = Key.of(
                    "logging.level",
                    Kinds.choice(LogLevel.class),
                    LogLevel.INFO,
                    "How much the broker says on its error output.")
            .reloadable();

    /** In which form the broker says it. */
    public static final Key<LogFormat> LOG_FORMAT = Key.of(
            "logging.format",
            Kinds.choice(LogFormat.class),
            LogFormat.TEXT,
            "Lines for people, or one JSON object on each line.");

    /** Every key, in the order in which they are shown. */
    public static final Schema SCHEMA = new Schema(sections(), rules());

    private static final List<String> HEAD = List.of(
            "Belay's settings, each with its default: what you do not change you can leave out.",
            "",
            "./belay run reads belay.yaml in the working directory, or what --config names. The environment counts more:",
            "mqtt.port is BELAY_MQTT_PORT there; flags of the command line count most. ./belay config check says what is",
            "wrong, ./belay config show what holds and where it was said.");

    private BelaySchema() {}

    private static List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(PortKeys.TOP);
        sections.add(PortKeys.TLS_SECTION);
        sections.add(SecurityKeys.SECTION);
        sections.add(TokenKeys.SECTION);
        sections.add(new Section("", "Roles", List.of(SecurityKeys.ROLES)));
        sections.add(MqttKeys.SECTION);
        sections.add(AmqpKeys.SECTION);
        sections.add(PortKeys.WEB_SOCKET_SECTION);
        sections.add(PortKeys.PORT_MAPPER_SECTION);
        sections.add(PortKeys.HTTP_SECTION);
        sections.add(LineKeys.SECTION);
        sections.add(ConnectKeys.SECTION);
        sections.add(ConnectKeys.SLOW_SECTION);
        sections.addAll(NodeKeys.SECTIONS);
        sections.add(LogKeys.SECTION);
        sections.add(MetricsKeys.SECTION);
        sections.add(new Section("logging", "What the broker says.", List.of(LOG_LEVEL, LOG_FORMAT)));
        return sections;
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        rules.add(Rule.together(PortKeys.CERTIFICATE, PortKeys.PRIVATE_KEY));
        rules.add(PortKeys::unpaired);
        rules.addAll(TokenKeys.RULES);
        rules.add(AmqpLineKeys.GATHERS_ONE_MESSAGE);
        rules.add(LineKeys.LOW_BELOW_HIGH);
        rules.add(LogKeys.RESERVE_BELOW_RESUME);
        rules.add(LogKeys.BATCH_IN_SEGMENT);
        rules.add(MqttKeys::longWill);
        return rules;
    }

    /** A file with every key and its default. */
    public static String example() {
        return Example.of(SCHEMA, HEAD);
    }

    /** docs/CONFIGURATION.md. */
    public static String reference() {
        return Reference.of(SCHEMA, """
                # Configuration

                <!-- Made by `./belay config reference`, which a test holds against this page: change the keys in the code. -->

                `./belay run` reads `belay.yaml` in the working directory, if there is one, or what `--config FILE` names. Without any file everything
                is as listed here.

                ```
                ./belay config example > belay.yaml    a file with all keys, each with its sentence and its default
                ./belay config check                   says what is wrong with it: file, line, column, what was expected and found
                ./belay config show                    says what holds, and where it was said
                ./belay config reload                  has the running broker read it again at once (it looks each second)
                ```

                What counts, later ones more: the default, the file, the environment, the command line. In the environment `mqtt.port` is
                `BELAY_MQTT_PORT`: capitals, and `_` for dots and dashes. On the command line every key can be said by
                `--set mqtt.topic-levels-max=64`, and some by a flag of their own.

                A key that does not exist, a value that is none and a name that is there twice are refused, all at once, and nothing is started. While the
                broker runs it takes new values of the keys that say so; others are named in its log and wait for the next start. A file that is
                wrong is refused then, and what held before holds on.

                Sizes are written `100B`, `512KiB`, `64MiB`, `1GiB`; times `500ms`, `30s`, `5m`, `2h`, `1d`. Relative paths begin at the working directory.
                The file is YAML without aliases, anchors and tags, of at most 256 KiB. What happens when a limit is reached is told in [LIMITS.md](LIMITS.md).

                `users.yaml` is written by `./belay user` alone.
                """);
    }
}
