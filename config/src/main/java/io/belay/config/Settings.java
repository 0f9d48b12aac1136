package io.belay.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is set: a value or none for each key of a schema, and who said it. Immutable. */
public final class Settings {
    private record Said(@Nullable Object value, Origin origin) {}

    private final Schema schema;
    private final Map<String, Said> said = new LinkedHashMap<>();
    private final List<Problem> remarks;

    Settings(Schema schema, Map<String, Given> given, List<Problem> remarks) {
        this.schema = schema;
        this.remarks = List.copyOf(remarks);
        for (Key<?> key : schema.keys()) {
            Given one = given.get(key.name());
            said.put(
                    key.name(),
                    one == null ? new Said(key.unset(), Origin.DEFAULT) : new Said(one.value(), one.origin()));
        }
    }

    /** Everything as it is when nobody says anything. */
    public static Settings defaults(Schema schema) {
        return new Settings(schema, Map.of(), List.of());
    }

    /** A value that somebody gave. */
    record Given(Object value, Origin origin) {}

    /** The keys that these settings are for. */
    public Schema schema() {
        return schema;
    }

    /** What was strange and harmless. */
    public List<Problem> remarks() {
        return remarks;
    }

    /**
     * The value of a key that has one always.
     *
     * @throws IllegalStateException if it is not set
     */
    public <T> T value(Key<T> key) {
        T value = valueOrNull(key);
        if (value == null) throw new IllegalStateException(key.name() + " is not set");
        return value;
    }

    /** The value of a key, null if it is not set. */
    @SuppressWarnings("unchecked") // only what its kind has read, or its default, is kept under a key
    public <T> @Nullable T valueOrNull(Key<T> key) {
        return (T) of(key).value();
    }

    /** Whether a key has a value, from whomever. */
    public boolean isSet(Key<?> key) {
        return of(key).value() != null;
    }

    /** Who said the value of a key. */
    public Origin origin(Key<?> key) {
        return of(key).origin();
    }

    private Said of(Key<?> key) {
        Said one = said.get(key.name());
        if (one == null) throw new IllegalArgumentException("no key " + key.name());
        return one;
    }

    /** The value of a key as it is written; empty if it is not set. */
    public <T> String written(Key<T> key) {
        T value = valueOrNull(key);
        return value == null ? "" : key.kind().written(value);
    }

    /** The keys whose values are others than in {@code before}. */
    public List<Key<?>> changedSince(Settings before) {
        List<Key<?>> changed = new ArrayList<>();
        for (Key<?> key : schema.keys()) {
            if (!Objects.equals(of(key).value(), before.of(key).value())) changed.add(key);
        }
        return changed;
    }
}
