package io.belay.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files and directories. */
record PathKind(String expected) implements Kind<Path> {
    @Override
    public @Nullable Path read(String text) {
        try {
            return text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException impossible) {
            return null;
        }
    }

    @Override
    public String written(Path value) {
        return value.toString();
    }
}
