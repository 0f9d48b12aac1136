package io.belay.base;

import java.util.regex.Pattern;

/** Says how many there are of what, in the number that the count asks for. */
public final class Many {
    private static final Pattern IN_Y = Pattern.compile(".*[^aeiou]y");
    private static final Pattern HISSING = Pattern.compile(".*(s|x|ch|sh)");

    private Many() {}

    /**
     * {@code 1 message}, {@code 2 deliveries}, {@code 0 batches}.
     *
     * @param one the word for one, or several of which the last changes with the number
     */
    public static String of(long count, String one) {
        return count + " " + (count == 1 ? one : several(one));
    }

    private static String several(String one) {
        if (IN_Y.matcher(one).matches()) return one.substring(0, one.length() - 1) + "ies";
        return HISSING.matcher(one).matches() ? one + "es" : one + "s";
    }

    /** {@code 1 is}, {@code 2 are}. */
    public static String are(long count) {
        return count + (count == 1 ? " is" : " are");
    }
}
