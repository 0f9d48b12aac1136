package io.belay.config;

import org.jspecify.annotations.Nullable;

/** What must hold between values of several keys, each of which is right for itself. */
public interface Rule {
    /** What is wrong; null if nothing is. */
    @Nullable
    Problem broken(Settings settings);

    /** The first is at most the second. */
    static <T extends Comparable<T>> Rule atMost(Key<T> less, Key<T> more) {
        return settings -> {
            T least = settings.value(less);
            T most = settings.value(more);
            if (least.compareTo(most) <= 0) return null;
            boolean lessIsSaid = settings.origin(less) != Origin.DEFAULT;
            String text = "%s: expected at most %s, which is %s; found %s"
                    .formatted(
                            less.name(),
                            more.name(),
                            more.kind().written(most),
                            less.kind().written(least));
            return new Problem(settings.origin(lessIsSaid ? less : more), text);
        };
    }

    /** Both are set, or neither is. */
    static Rule together(Key<?> one, Key<?> other) {
        return settings -> {
            if (settings.isSet(one) == settings.isSet(other)) return null;
            Key<?> present = settings.isSet(one) ? one : other;
            Key<?> missing = settings.isSet(one) ? other : one;
            return new Problem(
                    settings.origin(present),
                    present.name() + ": expected " + missing.name() + " too; found only this");
        };
    }
}
