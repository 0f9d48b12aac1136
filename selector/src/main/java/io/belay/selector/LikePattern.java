package io.belay.selector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of LIKE: parts of a fixed number of characters (code points), with {@code %} between them.
 *
 * <pre>
 *   EU-%_west%1     first "EU-"   inner "_west"   last "1"
 * </pre>
 *
 * <p>The first and the last part have their place, each inner one is taken where it is met first, and nothing is tried
 * again. So the work is that of one walk through the value, and for inner parts with {@code _} of as many comparisons for each
 * character as the part is long.
 */
final class LikePattern {
    private static final int END = Integer.MAX_VALUE;
    private static final int ANY_RUN = -2;

    private final LikePart first;
    private final List<LikePart> inner;
    private final LikePart last;
    private final boolean hasRun;

    /**
     * Takes a pattern apart.
     *
     * @param pattern STRING
     * @param escape the code point that takes the meaning from the next one; -1 for none
     * @param gappedPartMax see {@link SelectorLimits}
     * @throws SelectorException if it ends in the escape character, or is beyond the limit
     */
    LikePattern(Token pattern, int escape, int gappedPartMax) {
        List<LikePart> parts = parts(points(pattern, escape));
        hasRun = parts.size() > 1;
        first = parts.get(0);
        last = parts.get(parts.size() - 1);
        inner = hasRun
                ? parts.subList(1, parts.size() - 1).stream()
                        .filter(part -> part.count() > 0)
                        .toList()
                : List.of();
        if (inner.stream().anyMatch(part -> part.hasGap() && part.count() > gappedPartMax)) {
            throw pattern.insteadOf("a pattern with at most " + gappedPartMax + " characters between two % around a _");
        }
    }

    private static int[] points(Token pattern, int escape) {
        int[] written = pattern.text().codePoints().toArray();
        int[] points = new int[written.length + 1];
        int count = 0;
        for (int index = 0; index < written.length; index++) {
            boolean escaped = written[index] == escape;
            if (escaped && ++index == written.length) throw pattern.insteadOf("something after the escape character");
            points[count++] = escaped ? written[index] : meaning(written[index]);
        }
        points[count++] = END;
        return Arrays.copyOf(points, count);
    }

    private static int meaning(int point) {
        if (point == '%') return ANY_RUN;
        return point == '_' ? LikePart.ANY : point;
    }

    private static List<LikePart> parts(int[] points) {
        var parts = new ArrayList<LikePart>();
        int start = 0;
        for (int index = 0; index < points.length; index++) {
            if (points[index] != ANY_RUN && points[index] != END) continue;
            parts.add(new LikePart(Arrays.copyOfRange(points, start, index)));
            start = index + 1;
        }
        return parts;
    }

    /** Whether a value is of this form. */
    boolean matches(String value) {
        int from = first.endFrom(value, 0, value.length());
        if (!hasRun) return from == value.length();
        int to = last.startBefore(value, value.length());
        if (from < 0 || from > to) return false;
        for (LikePart part : inner) {
            from = part.endOfFirst(value, from, to);
            if (from < 0) return false;
        }
        return true;
    }
}
