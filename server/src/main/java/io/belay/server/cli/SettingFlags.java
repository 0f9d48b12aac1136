package io.belay.server.cli;

import io.belay.admin.text.BadSettingException;
import io.belay.config.Key;
import io.belay.server.settings.BelaySchema;
import io.belay.server.settings.Inputs.Said;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags that keys have, made from the keys: one declaration says it all. */
public final class SettingFlags {
    private static final String ANY = "--set";

    private SettingFlags() {}

    /** Gives a command a flag for each key that has one, and {@code --set KEY=VALUE} for all. */
    public static void addTo(CommandSpec command) {
        for (Key<?> key : BelaySchema.SCHEMA.keys()) {
            if (key.flag() != null) command.addOption(option(key, key.flag()));
        }
        command.addOption(OptionSpec.builder(ANY)
                .paramLabel("KEY=VALUE")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Sets any key of `belay config example`; may be given several times.")
                .build());
    }

    private static OptionSpec option(Key<?> key, Key.Flag flag) {
        String unset = key.unsetWritten();
        String ending = unset.isEmpty() ? "" : " (default: " + unset + ")";
        OptionSpec.Builder option = OptionSpec.builder(flag.name())
                .paramLabel(flag.label())
                .description((key.text() + ending).replace("%", "%%"));
        return key.kind().isList()
                ? option.type(List.class).auxiliaryTypes(String.class).build()
                : option.type(String.class).build();
    }

    /**
     * What the flags of a command line say.
     *
     * @throws BadSettingException if something is set without a value
     */
    public static List<Said> said(ParseResult parsed) throws BadSettingException {
        List<Said> said = new ArrayList<>();
        for (Key<?> key : BelaySchema.SCHEMA.keys()) {
            if (key.flag() == null || !parsed.hasMatchedOption(key.flag().name())) continue;
            Object value = parsed.matchedOptionValue(key.flag().name(), null);
            said.add(new Said(key.name(), key.flag().name(), text(value)));
        }
        List<String> set = parsed.matchedOptionValue(ANY, List.of());
        for (String each : set) said.add(set(each));
        return said;
    }

    private static String text(Object value) {
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(Object::toString).toList())
                : String.valueOf(value);
    }

    private static Said set(String text) throws BadSettingException {
        int equals = text.indexOf('=');
        if (equals <= 0) throw new BadSettingException(ANY + ": expected KEY=VALUE, as mqtt.port=1884; found " + text);
        return new Said(text.substring(0, equals), ANY, text.substring(equals + 1));
    }
}
