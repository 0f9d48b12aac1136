package io.belay.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** A part of a long list in the order of names, of which no more is kept while it is looked through. */
final class Pages<T> {
    private final String prefix;
    private final String after;
    private final int most;
    private final TreeMap<String, T> found = new TreeMap<>();

    /**
     * Nothing found yet.
     *
     * @param prefix of the names
     * @param after a name behind which it begins; empty from the first
     * @param most names, 1 or more
     */
    Pages(String prefix, String after, int most) {
        this.prefix = prefix;
        this.after = after;
        this.most = most;
    }

    /** Looks at one; what has the same name as another becomes one with it. */
    void add(String name, T one, BinaryOperator<T> merger) {
        boolean isWanted = name.startsWith(prefix) && (after.isEmpty() || name.compareTo(after) > 0);
        if (!isWanted) return;
        Map.@Nullable Entry<String, T> last = found.size() < most ? null : found.lastEntry();
        if (last != null && name.compareTo(last.getKey()) > 0) return;
        found.merge(name, one, merger);
        if (found.size() > most) found.pollLastEntry();
    }

    List<T> found() {
        return new ArrayList<>(found.values());
    }
}
