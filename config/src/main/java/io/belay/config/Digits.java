package io.belay.config;

/** Reads whole numbers that are not negative. */
final class Digits {
    static final long NONE = -1;

    private static final int COUNT_MAX = 18; // fits a long

    private Digits() {}

    /** The number; {@link #NONE} if it is not digits, single underscores between them allowed, or more than 18. */
    static long of(String text) {
        if (!text.matches("[0-9]+(_[0-9]+)*")) return NONE;
        String digits = text.replace("_", "");
        return digits.length() > COUNT_MAX ? NONE : Long.parseLong(digits);
    }

    /** Where the digits end. */
    static int end(String text) {
        int end = 0;
        while (end < text.length() && (Character.digit(text.charAt(end), 10) >= 0 || text.charAt(end) == '_')) end++;
        return end;
    }
}
