package io.belay.base;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant who mistyped a name. */
public final class NearNames {
    private static final int NAMES_MAX = 3;
    private static final int COMPARED_MAX = 64; // characters of a name; what differs only later is near enough

    private record Near(String name, int steps) {}

    private NearNames() {}

    /**
     * Finds what may have been meant: names a letter or two apart, or one within the other, whatever their case.
     *
     * @param asked what somebody wrote, of any length
     * @param names what there is
     * @return up to three of {@code names}, nearest first; empty if none is near
     */
    public static List<String> of(String asked, Collection<String> names) {
        String wanted = comparable(asked);
        int stepsMax = Math.max(2, wanted.length() / 3);
        List<Near> near = new ArrayList<>();
        for (String name : names) {
            int steps = steps(wanted, comparable(name), stepsMax);
            if (steps <= stepsMax) near.add(new Near(name, steps));
        }
        return near.stream()
                .sorted(Comparator.comparingInt(Near::steps).thenComparing(Near::name))
                .limit(NAMES_MAX)
                .map(Near::name)
                .toList();
    }

    private static String comparable(String name) {
        return name.substring(0, Math.min(name.length(), COMPARED_MAX)).toLowerCase(Locale.ROOT);
    }

    private static int steps(String one, String other, int stepsMax) {
        boolean within = Math.min(one.length(), other.length()) >= 3 && (one.contains(other) || other.contains(one));
        if (Math.abs(one.length() - other.length()) > stepsMax) return within ? stepsMax : stepsMax + 1;
        int steps = edits(one, other);
        return within ? Math.min(steps, stepsMax) : steps;
    }

    /** Insertions, deletions and changes that lead from one to the other (Levenshtein 1966). */
    private static int edits(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column < above.length; column++) above[column] = column;
        for (int row = 1; row <= one.length(); row++) {
            int[] line = new int[above.length];
            line[0] = row;
            for (int column = 1; column < line.length; column++) {
                int change = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
                int shift = Math.min(line[column - 1], above[column]) + 1;
                line[column] = Math.min(above[column - 1] + change, shift);
            }
            above = line;
        }
        return above[other.length()];
    }
}
