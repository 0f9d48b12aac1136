package io.belay.server.cli;

import io.belay.admin.cli.AdminClient;
import io.belay.admin.text.BadSettingException;
import io.belay.admin.text.Json;
import io.belay.admin.text.TextTable;
import io.belay.admin.text.Words;
import io.belay.base.Many;
import io.belay.config.ConfigException;
import io.belay.config.Key;
import io.belay.config.Origin;
import io.belay.config.Problem;
import io.belay.config.Settings;
import io.belay.server.settings.BelaySchema;
import io.belay.server.settings.Inputs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code belay config}: what is set, and whether it is right. */
@Command(
        name = "config",
        description = "Checks and shows the settings of the broker.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class ConfigCommand {
    private static final int HAS_PROBLEMS = 1;

    @Spec
    private CommandSpec spec;

    private ConfigCommand() {}

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "check",
            description =
                    "Says what is wrong with a file of settings: 0 nothing, 1 something, 2 there is no such file.",
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "0..1",
                            description = "The file; without it belay.yaml in the working directory.")
                    @Nullable
                    Path named,
            @Option(names = "--config", paramLabel = "FILE", description = "The same.") @Nullable Path option)
            throws IOException, BadSettingException {
        if (named != null && option != null) throw new BadSettingException("one file, please, not two");
        Path said = named == null ? option : named;
        Path file = said == null ? Inputs.DEFAULT_FILE : said;
        if (Files.notExists(file))
            throw new BadSettingException("there is no file " + Words.printable(file.toString()));
        Inputs inputs = Inputs.of(file, List.of());
        try {
            Settings settings = inputs.settings(inputs.content());
            tell(settings.remarks());
            long set = settings.schema().keys().stream()
                    .filter(key -> settings.origin(key) != Origin.DEFAULT)
                    .count();
            out().println(file + ": nothing wrong, " + Many.of(set, "key") + " set");
            out().flush();
            return ExitCode.OK;
        } catch (ConfigException wrong) {
            tell(wrong.problems());
            return HAS_PROBLEMS;
        }
    }

    private void tell(List<Problem> problems) {
        problems.forEach(spec.commandLine().getErr()::println);
        spec.commandLine().getErr().flush();
    }

    @Command(
            name = "show",
            description = "Shows what holds for a broker that is started here, and where each value was said.",
            mixinStandardHelpOptions = true)
    int show(
            @Option(names = "--config", paramLabel = "FILE", description = "The file; without it belay.yaml.") @Nullable
                    Path file,
            @Option(names = "--json", description = "Answer in JSON.") boolean json)
            throws IOException, ConfigException {
        Inputs inputs = Inputs.of(file, List.of());
        Settings settings = inputs.settings(inputs.content());
        tell(settings.remarks());
        out().print(json ? Json.of(maps(settings)) : TextTable.of(rows(settings)));
        out().flush();
        return ExitCode.OK;
    }

    private static List<List<String>> rows(Settings settings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("KEY", "VALUE", "FROM"));
        for (Key<?> key : settings.schema().keys()) {
            String value = Words.printable(settings.written(key));
            rows.add(List.of(
                    key.name(),
                    value.isEmpty() ? "-" : value,
                    settings.origin(key).toString()));
        }
        return rows;
    }

    private static List<Map<String, @Nullable Object>> maps(Settings settings) {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        for (Key<?> key : settings.schema().keys()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("key", key.name());
            map.put("value", settings.isSet(key) ? settings.written(key) : null);
            map.put("from", settings.origin(key).toString());
            maps.add(map);
        }
        return maps;
    }

    @Command(
            name = "example",
            description = "Writes a file with all keys, each with its sentence and its default.",
            mixinStandardHelpOptions = true)
    int example() {
        return print(BelaySchema.example());
    }

    @Command(
            name = "reference",
            description = "Writes docs/CONFIGURATION.md.",
            hidden = true,
            mixinStandardHelpOptions = true)
    int reference() {
        return print(BelaySchema.reference());
    }

    @Command(
            name = "reload",
            description = "Has the running broker read its settings and users again at once.",
            mixinStandardHelpOptions = true)
    int reload(@Mixin AdminClient broker) throws IOException, BadSettingException {
        return print(broker.order("POST", "/config/reload", "{}"));
    }

    private int print(String text) {
        out().print(text);
        out().flush();
        return ExitCode.OK;
    }
}
