package io.belay.base;

/**
 * How a line ended.
 *
 * @param cause what ended it
 * @param words what a person wants to know on top: which limit, how long silent, whose line took its place; never a
 *     secret, and at most {@link #WORDS_MAX} characters are kept
 */
public record Break(Cause cause, String words) {
    /** Of the words, characters; what is longer is cut. */
    public static final int WORDS_MAX = 200;

    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int BYTES_MAX = 16;

    /** Cuts the words if they are too long. */
    public Break {
        if (words.length() > WORDS_MAX) words = words.substring(0, WORDS_MAX);
    }

    /** A limit was reached; {@code limit} is its name as docs/LIMITS.md has it. */
    public static Break limit(String limit, String words) {
        return new Break(Cause.LIMIT, limit + ": " + words);
    }

    /** A peer took or answered too little for too long. */
    public static Break slow(String words) {
        return new Break(Cause.SLOW, words);
    }

    /** An operator ended it. */
    public static Break operator(String words) {
        return new Break(Cause.OPERATOR, words);
    }

    /** The same with more words in front, {@code before: words}. */
    public Break with(String before) {
        return new Break(cause, words.isEmpty() ? before : before + ": " + words);
    }

    /** For people: {@code silent: nothing heard for 1500 ms}. */
    public String text() {
        return words.isEmpty() ? cause.text() : cause.text() + ": " + words;
    }

    /**
     * Bytes of a peer as people read them, {@code 30 05 00 ff}.
     *
     * @param bytes not changed, not kept
     * @param from index of the first; whatever lies outside of {@code bytes} is left out
     * @return at most 16 of them in hexadecimal; empty if there are none
     */
    public static String hex(byte[] bytes, int from) {
        StringBuilder text = new StringBuilder();
        int first = Math.max(from, 0);
        for (int index = first; index < Math.min(bytes.length, (long) first + BYTES_MAX); index++) {
            if (index > first) text.append(' ');
            text.append(HEX[(bytes[index] & 0xF0) >>> 4]).append(HEX[bytes[index] & 0x0F]);
        }
        return text.toString();
    }
}
