package io.belay.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be done with the queues or topics whose names fit a pattern.
 *
 * <pre>
 *   shop/+/orders      any one level in the middle
 *   shop/#             shop, and all below it
 *   home/${user}/#     what belongs to whoever asks
 *   till/${client}     the client id, or container-id, of whoever asks
 *   #                  all names that do not begin with $
 * </pre>
 *
 * <p>Levels are parted by {@code /}, in names of queues too. What stands for {@code ${user}} and {@code ${client}} is taken
 * as it is: if it is empty, begins with {@code $}, or holds a {@code /}, {@code +} or {@code #}, the pattern fits nothing.
 *
 * @param actions what is allowed
 * @param kinds what it speaks of
 * @param pattern which names
 */
public record Permission(Set<Action> actions, Set<Kind> kinds, String pattern) {
    /** The longest pattern, characters. */
    public static final int PATTERN_LENGTH_MAX = 4_096;

    /**
     * Keeps copies.
     *
     * @throws IllegalArgumentException if the pattern is none, with what {@link #objection} says
     */
    public Permission {
        actions = copy(Action.class, actions);
        kinds = copy(Kind.class, kinds);
        String objection = objection(pattern);
        if (objection != null) throw new IllegalArgumentException(objection);
    }

    /** What is wrong with a pattern, in words; null if nothing is. */
    public static @Nullable String objection(String pattern) {
        return NamePattern.objection(pattern);
    }

    private static <E extends Enum<E>> Set<E> copy(Class<E> type, Set<E> from) {
        EnumSet<E> copy = EnumSet.noneOf(type);
        copy.addAll(from);
        return Collections.unmodifiableSet(copy);
    }
}
