package io.belay.config;

import io.belay.base.Check;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be set, declared once; all that parses, checks, shows and documents it comes from here.
 *
 * @param name {@code section.name}, or {@code name} at the top of the file; small letters, digits and dashes
 * @param kind what values it takes
 * @param unset the value when nobody says one; null if it is not set then
 * @param text one sentence or two: what it is for
 * @param flag of {@code belay run} that says it too; null if there is none
 * @param reloads whether a running broker takes a new value from the file
 * @param <T> its values
 */
public record Key<T>(
        String name,
        Kind<T> kind,
        @Nullable T unset,
        String text,
        @Nullable Flag flag,
        boolean reloads) {
    private static final String WORD = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    /**
     * A flag of the command line.
     *
     * @param name with its dashes
     * @param label what its value is, in capitals
     */
    public record Flag(String name, String label) {}

    /** Checks the name. */
    public Key {
        Check.argument(name.matches(WORD + "(\\." + WORD + ")?"), "section.name in small letters", 0);
    }

    /** One without a flag, read at the start. */
    public static <T> Key<T> of(String name, Kind<T> kind, @Nullable T unset, String text) {
        return new Key<>(name, kind, unset, text, null, false);
    }

    /** The same with a flag. */
    public Key<T> withFlag(String dashed, String label) {
        return new Key<>(name, kind, unset, text, new Flag(dashed, label), reloads);
    }

    /** The same, taken by a running broker. */
    public Key<T> reloadable() {
        return new Key<>(name, kind, unset, text, flag, true);
    }

    /** The variable of the environment that says it too: {@code BELAY_MQTT_PORT}. */
    public String environment() {
        return "BELAY_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The section; empty for one at the top. */
    public String section() {
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : "";
    }

    /** The name within its section. */
    public String shortName() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** The value when nobody says one, as it is written; empty if it is not set then. */
    public String unsetWritten() {
        return unset == null ? "" : kind.written(unset);
    }

    /** The value when nobody says one, as it stands in a file; null if it is not set then. */
    @Nullable
    String unsetYaml() {
        return unset == null ? null : kind.yaml(unset);
    }
}
