package io.belay.config;

import java.util.List;

/**
 * Keys that belong together.
 *
 * @param name under which they stand in the file; empty for those at the top
 * @param text what they are about, one sentence
 * @param keys in the order in which they are shown
 */
public record Section(String name, String text, List<Key<?>> keys) {
    /** Keeps a copy. */
    public Section {
        keys = List.copyOf(keys);
    }
}
