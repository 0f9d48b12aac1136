package io.belay.config;

import io.belay.config.Origin.Environment;
import io.belay.config.Settings.Given;
import io.belay.config.Yaml.Entry;
import io.belay.config.Yaml.Mapping;
import io.belay.config.Yaml.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gathers what file, environment and command line say, in this order: later calls count more. All that is wrong is found
 * before anything is refused.
 */
public final class Sources {
    /** The longest file of settings, bytes. */
    public static final int FILE_LENGTH_MAX = 256 << 10;

    private static final String PREFIX = "BELAY_";

    private final Schema schema;
    private final Problems problems = new Problems();
    private final List<Problem> remarks = new ArrayList<>();
    private final Map<String, Given> given = new LinkedHashMap<>();

    /** Nothing said yet. */
    public Sources(Schema schema) {
        this.schema = schema;
    }

    /**
     * What a file says.
     *
     * @param file as the user named it
     * @param bytes of it
     */
    public Sources file(String file, byte[] bytes) {
        try {
            root(YamlReader.read(file, ConfigFile.text(file, bytes, FILE_LENGTH_MAX), problems));
        } catch (ConfigException unreadable) {
            unreadable.problems().forEach(each -> problems.add(each.origin(), each.text()));
        }
        return this;
    }

    private void root(Mapping root) {
        for (Entry entry : root.entries()) {
            if (schema.hasSection(entry.name())) section(entry);
            else entry("", entry);
        }
    }

    private void section(Entry section) {
        if (section.value() instanceof Mapping mapping) {
            mapping.entries().forEach(each -> entry(section.name() + ".", each));
            return;
        }
        boolean isEmpty = section.value() instanceof Scalar scalar && scalar.isNothing();
        if (!isEmpty) {
            String text = section.name() + ": expected names with values below it; found "
                    + section.value().described();
            problems.add(section.value().place(), text);
        }
    }

    private void entry(String prefix, Entry entry) {
        String name = prefix + entry.name();
        Key<?> key = schema.key(name);
        if (key == null) problems.add(entry.place(), unknown(name));
        else if (entry.name().contains(".")) problems.add(entry.place(), dotted(key));
        else value(key, entry.value());
    }

    private String unknown(String name) {
        return Quoted.of(name) + ": there is no such key" + schema.near(name);
    }

    private static String dotted(Key<?> key) {
        return key.name() + ": expected " + key.shortName() + " on a line of its own below " + key.section() + ":";
    }

    private <T> void value(Key<T> key, Yaml yaml) {
        int before = problems.count();
        T value = key.kind().read(yaml, problems);
        if (value != null) given.put(key.name(), new Given(value, yaml.place()));
        else if (problems.count() == before) wrong(key, yaml.place(), yaml.described());
    }

    private void wrong(Key<?> key, Origin origin, String found) {
        problems.add(origin, key.name() + ": expected " + key.kind().expected() + "; found " + found);
    }

    /**
     * What the environment says.
     *
     * @param variables all that there are; those that do not begin with {@code BELAY_} are passed over, others that are no
     *     key's are remarked, for they may be meant for something else
     * @param foreign variables that begin so and are known to be for something else
     */
    public Sources environment(Map<String, String> variables, List<String> foreign) {
        new TreeMap<>(variables).forEach((name, text) -> {
            if (name.startsWith(PREFIX) && !foreign.contains(name)) variable(name, text);
        });
        return this;
    }

    private void variable(String name, String text) {
        Origin origin = new Environment(name);
        Key<?> key = schema.keyOfVariable(name);
        if (key == null) remarks.add(new Problem(origin, "there is no such key" + schema.nearVariable(name)));
        else text(key, origin, text);
    }

    private <T> void text(Key<T> key, Origin origin, String text) {
        if (!key.kind().isScalar()) {
            problems.add(origin, key.name() + ": expected in the file only; found here");
            return;
        }
        T value = key.kind().read(text);
        if (value == null) wrong(key, origin, Quoted.of(text));
        else given.put(key.name(), new Given(value, origin));
    }

    /**
     * What a flag of the command line says.
     *
     * @param name of the key; one that does not exist is a problem
     * @param flag as it was written, with its dashes
     */
    public Sources flag(String name, String flag, String text) {
        Key<?> key = schema.key(name);
        if (key == null) problems.add(new Origin.Flag(flag), unknown(name));
        else text(key, new Origin.Flag(flag), text);
        return this;
    }

    /**
     * The settings.
     *
     * @throws ConfigException if anything was wrong, or a rule between keys is broken, with all of it
     */
    public Settings settings() throws ConfigException {
        Settings settings = new Settings(schema, given, remarks);
        for (Rule rule : schema.rules()) {
            Problem broken = rule.broken(settings);
            if (broken != null) problems.add(broken.origin(), broken.text());
        }
        problems.refuse();
        return settings;
    }
}
