package io.belay.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The kinds of values. */
public final class Kinds {
    /** No port: {@code off}. */
    public static final int OFF = -1;

    private Kinds() {}

    /** A whole number from {@code least} to {@code most}; underscores between digits are passed over. */
    public static Kind<Integer> whole(int least, int most) {
        return new WholeKind("a whole number", least, most, null);
    }

    /** A port, 0 to 65535. */
    public static Kind<Integer> port() {
        return new WholeKind("a port", 0, 65_535, null);
    }

    /** A port, or {@code off}, which is {@link #OFF}. */
    public static Kind<Integer> portOrOff() {
        return new WholeKind("a port", 0, 65_535, "off");
    }

    /** A number of bytes from {@code least} to {@code most}: {@code 64MiB}, {@code 512KiB}, {@code 100}. */
    public static Kind<Long> bytes(long least, long most) {
        return new BytesKind(least, most);
    }

    /** A span of time in steps of {@code step}: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d}. */
    public static Kind<Duration> duration(Duration least, Duration most, Duration step) {
        return new DurationKind(least, most, step, false);
    }

    /** The same, with the word {@code unlimited} for {@code most}. */
    public static Kind<Duration> durationOrUnlimited(Duration least, Duration most, Duration step) {
        return new DurationKind(least, most, step, true);
    }

    /** One of the words of an enum, in small letters with dashes. */
    public static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        return new ChoiceKind<>(List.of(type.getEnumConstants()));
    }

    /** {@code true} or {@code false}. */
    public static Kind<Boolean> flag() {
        return new FlagKind();
    }

    /**
     * Any text of one character or more.
     *
     * @param expected what it means: {@code a host name or address}
     */
    public static Kind<String> text(String expected) {
        return new TextKind(expected);
    }

    /**
     * A file or directory; a relative path begins at the working directory.
     *
     * @param expected what it means: {@code a directory}
     */
    public static Kind<Path> path(String expected) {
        return new PathKind(expected);
    }

    /**
     * A list, with commas where a single text says it.
     *
     * @param expected what it means: {@code a list of origins}
     */
    public static <T> Kind<List<T>> list(String expected, Kind<T> item) {
        return new ListKind<>(expected, item);
    }
}
