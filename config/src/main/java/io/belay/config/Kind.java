package io.belay.config;

import org.jspecify.annotations.Nullable;

/**
 * What values a key takes, and how they are written.
 *
 * @param <T> a value, immutable and with equals
 */
public interface Kind<T> {
    /** What is expected, in words: {@code a port, 0 to 65535}. */
    String expected();

    /**
     * The value of a text.
     *
     * @return null if it is none
     */
    @Nullable
    T read(String text);

    /** As {@link #read(String)} takes it. */
    String written(T value);

    /** Whether a text can say it, as in the environment and on the command line; otherwise only a file can. */
    default boolean isScalar() {
        return true;
    }

    /** Whether a value is a list, of which a flag that is given several times says one item each. */
    default boolean isList() {
        return false;
    }

    /**
     * The value of a part of a file.
     *
     * @param problems hears what is wrong within it
     * @return null if it is none; unless {@code problems} heard why, the caller says what was expected
     */
    default @Nullable T read(Yaml yaml, Problems problems) {
        return yaml instanceof Yaml.Scalar scalar && !scalar.isNothing() ? read(scalar.text()) : null;
    }

    /** As it stands in a file, on one line. */
    default String yaml(T value) {
        return Quoted.yaml(written(value));
    }
}
