package io.belay.selector;

import java.util.Arrays;

/** What stands between two {@code %} of a pattern: so many characters (code points), of which some may be any. */
final class LikePart {
    /** In place of a code point: any one. */
    static final int ANY = -1;

    private static final int[] NO_BORDERS = {};

    private final int[] points;
    private final boolean gap;

    // borders[n]: of the first n + 1 points, the longest proper beginning that is also their end (Knuth, Morris, Pratt
    // 1977).
    private final int[] borders;

    LikePart(int[] points) {
        this.points = points;
        this.gap = Arrays.stream(points).anyMatch(point -> point == ANY);
        this.borders = gap ? NO_BORDERS : borders(points);
    }

    private static int[] borders(int[] points) {
        int[] borders = new int[points.length];
        for (int index = 1, length = 0; index < points.length; index++) {
            while (length > 0 && points[index] != points[length]) length = borders[length - 1];
            if (points[index] == points[length]) length++;
            borders[index] = length;
        }
        return borders;
    }

    int count() {
        return points.length;
    }

    boolean hasGap() {
        return gap;
    }

    /** Where it ends if it stands at {@code from}, at {@code to} at last, or -1 if it does not stand there. */
    int endFrom(String value, int from, int to) {
        int index = from;
        for (int point : points) {
            if (index >= to) return -1;
            int found = value.codePointAt(index);
            if (point != ANY && point != found) return -1;
            index += Character.charCount(found);
        }
        return index;
    }

    /** Where it begins if it ends at {@code to}, or -1 if it does not. */
    int startBefore(String value, int to) {
        int index = to;
        for (int place = points.length - 1; place >= 0; place--) {
            if (index == 0) return -1;
            int found = value.codePointBefore(index);
            if (points[place] != ANY && points[place] != found) return -1;
            index -= Character.charCount(found);
        }
        return index;
    }

    /** Where the first one between {@code from} and {@code to} ends, or -1. */
    int endOfFirst(String value, int from, int to) {
        return gap ? endByTrying(value, from, to) : endByBorders(value, from, to);
    }

    private int endByTrying(String value, int from, int to) {
        for (int start = from; start < to; start += Character.charCount(value.codePointAt(start))) {
            int end = endFrom(value, start, to);
            if (end >= 0) return end;
        }
        return -1;
    }

    private int endByBorders(String value, int from, int to) {
        int matched = 0;
        int index = from;
        while (index < to && matched < points.length) {
            int found = value.codePointAt(index);
            while (matched > 0 && points[matched] != found) matched = borders[matched - 1];
            if (points[matched] == found) matched++;
            index += Character.charCount(found);
        }
        return matched == points.length ? index : -1;
    }
}
