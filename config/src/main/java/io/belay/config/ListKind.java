package io.belay.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Several values of one kind; none is a list too. */
record ListKind<T>(String expected, Kind<T> item) implements Kind<List<T>> {
    @Override
    public boolean isList() {
        return true;
    }

    @Override
    public @Nullable List<T> read(String text) {
        if (text.isEmpty()) return List.of();
        List<T> values = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            T value = item.read(each.strip());
            if (value == null) return null;
            values.add(value);
        }
        return List.copyOf(values);
    }

    @Override
    public @Nullable List<T> read(Yaml yaml, Problems problems) {
        if (!(yaml instanceof Yaml.Sequence sequence)) return null;
        List<T> values = new ArrayList<>();
        for (Yaml each : sequence.items()) {
            T value = item.read(each, problems);
            if (value != null) values.add(value);
            else problems.add(each.place(), "expected " + item.expected() + "; found " + each.described());
        }
        return values.size() == sequence.items().size() ? List.copyOf(values) : null;
    }

    @Override
    public String written(List<T> value) {
        return value.stream().map(item::written).collect(Collectors.joining(","));
    }

    @Override
    public String yaml(List<T> value) {
        return value.stream().map(item::yaml).collect(Collectors.joining(", ", "[", "]"));
    }
}
