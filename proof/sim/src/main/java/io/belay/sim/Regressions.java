package io.belay.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Seeds that once found something. One a line, then what it found; lines that begin with {@code #} are for people.
 *
 * <pre>
 *  # what came before
 *  4711 a QoS 2 message came twice after a kill between PUBREC and its sync
 * </pre>
 */
public final class Regressions {
    private Regressions() {}

    /**
     * Reads a file of seeds.
     *
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if a line does not begin with a number
     */
    public static List<Long> read(Path file) {
        List<Long> seeds = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#")) seeds.add(seed(file, line));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return seeds;
    }

    private static long seed(Path file, String line) {
        String first = line.strip().split("\\s+", 2)[0];
        try {
            return Long.parseLong(first);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(
                    "expected a seed at the beginning of \"" + line + "\" in " + file, notOne);
        }
    }
}
