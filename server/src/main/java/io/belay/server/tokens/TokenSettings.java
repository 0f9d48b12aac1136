package io.belay.server.tokens;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are taken.
 *
 * @param keys a file with the keys of who issues them, or an address where they are
 * @param rules what they must say
 */
public record TokenSettings(String keys, TokenRules rules) {
    /** What is wrong with a place of keys, in words; null if nothing is. A file need not be there yet. */
    public static @Nullable String objection(String keys) {
        return isAddress(keys) ? KeyAddress.objection(keys) : null;
    }

    /** Whether they are in a file, which must be there at the start. */
    public boolean areInFile() {
        return !isAddress(keys);
    }

    /** What checks them. */
    public Tokens open() {
        KeySource source = isAddress(keys) ? new KeyAddress(URI.create(keys)) : new KeyFile(Path.of(keys));
        return new Tokens(source, rules);
    }

    private static boolean isAddress(String keys) {
        return keys.contains("://");
    }
}
