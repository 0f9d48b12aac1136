package io.belay.config;

import java.util.Locale;

/** Puts what somebody wrote into a message, so that it can neither command a terminal nor flood it. */
final class Quoted {
    private static final int LENGTH_MAX = 60; // characters shown

    private Quoted() {}

    /** In quotes, cut when it is long. */
    static String of(String foreign) {
        StringBuilder shown = new StringBuilder("\"");
        foreign.codePoints().limit(LENGTH_MAX).forEach(point -> append(point, shown));
        boolean isCut = foreign.codePointCount(0, foreign.length()) > LENGTH_MAX;
        return shown.append(isCut ? "…\"" : "\"").toString();
    }

    /** As YAML reads it back: bare if that is safe, else in double quotes. */
    static String yaml(String text) {
        if (text.matches("[A-Za-z0-9_./][A-Za-z0-9_./@%+-]*")) return text;
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> append(point, quoted));
        return quoted.append('"').toString();
    }

    private static void append(int point, StringBuilder to) {
        if (point == '"' || point == '\\') to.append('\\').appendCodePoint(point);
        else if (isPlain(point)) to.appendCodePoint(point);
        else if (point > 0xFFFF) to.append(String.format(Locale.ROOT, "\\U%08X", point));
        else to.append(String.format(Locale.ROOT, "\\u%04X", point));
    }

    private static boolean isPlain(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED
                && type != Character.PRIVATE_USE;
    }
}
