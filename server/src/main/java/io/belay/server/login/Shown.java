package io.belay.server.login;

/** What somebody else has said, as it may stand in the log: no character of it begins another line. */
public final class Shown {
    private static final int LENGTH_MAX = 200; // characters; the rest is left out

    private Shown() {}

    /** What somebody said, fit to be shown. */
    public static String text(String said) {
        StringBuilder shown = new StringBuilder(Math.min(said.length(), LENGTH_MAX + 1));
        said.codePoints().limit(LENGTH_MAX).forEach(point -> shown.appendCodePoint(isPlain(point) ? point : '?'));
        return said.codePointCount(0, said.length()) > LENGTH_MAX
                ? shown.append('…').toString()
                : shown.toString();
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> point != '"';
        };
    }
}
