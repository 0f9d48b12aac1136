package io.belay.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One of a few words. */
record ChoiceKind<E extends Enum<E>>(List<E> choices) implements Kind<E> {
    @Override
    public String expected() {
        return "one of " + String.join(", ", choices.stream().map(this::written).toList());
    }

    @Override
    public @Nullable E read(String text) {
        for (E choice : choices) {
            if (written(choice).equals(text)) return choice;
        }
        return null;
    }

    @Override
    public String written(E value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
