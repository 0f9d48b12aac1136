package io.belay.config;

import io.belay.base.Check;
import io.belay.base.NearNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All keys that there are, and what must hold between them. */
public final class Schema {
    private final List<Section> sections;
    private final List<Rule> rules;
    private final Map<String, Key<?>> keys = new LinkedHashMap<>();
    private final Map<String, Key<?>> byVariable = new LinkedHashMap<>();

    /**
     * Of these sections, in the order in which they are shown.
     *
     * @throws IllegalArgumentException if two keys have one name or one variable, or a key stands in a foreign section
     */
    public Schema(List<Section> sections, List<Rule> rules) {
        this.sections = List.copyOf(sections);
        this.rules = List.copyOf(rules);
        for (Section section : sections) {
            for (Key<?> key : section.keys()) {
                Check.argument(key.section().equals(section.name()), "a key in its section", 0);
                Check.argument(keys.put(key.name(), key) == null, "each key once", 0);
                Check.argument(byVariable.put(key.environment(), key) == null, "each variable once", 0);
            }
        }
    }

    /** The sections in their order. */
    public List<Section> sections() {
        return sections;
    }

    /** What must hold between keys. */
    public List<Rule> rules() {
        return rules;
    }

    /** All keys in their order. */
    public List<Key<?>> keys() {
        return List.copyOf(keys.values());
    }

    /** The key of this name, null if there is none. */
    public @Nullable Key<?> key(String name) {
        return keys.get(name);
    }

    /** The key that this variable of the environment says, null if there is none. */
    @Nullable
    Key<?> keyOfVariable(String variable) {
        return byVariable.get(variable);
    }

    boolean hasSection(String name) {
        return !name.isEmpty() && sections.stream().anyMatch(each -> each.name().equals(name));
    }

    /** What somebody may have meant who wrote a name that does not exist, as the end of a sentence; empty if nothing. */
    String near(String name) {
        String dashed = dashed(name);
        if (keys.containsKey(dashed)) return meant(List.of(dashed));
        List<String> names = new ArrayList<>(keys.keySet());
        if (!name.contains("."))
            sections.stream().map(Section::name).filter(each -> !each.isEmpty()).forEach(names::add);
        return meant(NearNames.of(dashed, names));
    }

    String nearVariable(String variable) {
        return meant(NearNames.of(variable, byVariable.keySet()));
    }

    private static String meant(List<String> near) {
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    /** {@code topicLengthMax} as {@code topic-length-max}: so the limits are called in the code and in docs/LIMITS.md. */
    private static String dashed(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
