package io.belay.sim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * What messages in the simulator carry: a marker that is found again wherever it goes, on a line or on the disk.
 *
 * <pre>
 *  +---+----------------+-----------------------+
 *  | 0 | "~BELAY~"      | number, 8 digits      |   content of a PUBLISH without properties
 *  +---+----------------+-----------------------+
 * </pre>
 *
 * More may follow, by which is known whether all of it is there: how much, then the letters of the alphabet again and again, from
 * one on that depends on the number.
 *
 * <pre>
 *  +---------------------+------------------------+
 *  | length N, 8 digits  | N letters              |
 *  +---------------------+------------------------+
 * </pre>
 *
 * An empty body is number {@link #NONE}.
 */
public final class Payloads {
    /** How many letters there may be, bytes. */
    public static final int LENGTH_MAX = 1 << 16;

    /** The number of what carries no marker. */
    public static final long NONE = 0;

    private static final byte[] MARK = "~BELAY~".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 8;
    private static final int SHORT = 1 + MARK.length + DIGITS;
    private static final int ALPHABET = 26;
    private static final byte[] LETTERS = letters();

    private Payloads() {}

    /** The content of a PUBLISH or a will with this number, 1 to 99,999,999; {@link #NONE} gives the empty body. */
    public static byte[] content(long number) {
        return content(number, 0);
    }

    /** The same with so many letters behind it, 0 to {@link #LENGTH_MAX}. */
    public static byte[] content(long number, int length) {
        if (number == NONE) return new byte[1];
        byte[] content = new byte[length == 0 ? SHORT : SHORT + DIGITS + length];
        System.arraycopy(MARK, 0, content, 1, MARK.length);
        write(number, content, 1 + MARK.length);
        if (length > 0) write(length, content, SHORT);
        if (length > 0) System.arraycopy(LETTERS, first(number), content, SHORT + DIGITS, length);
        return content;
    }

    /** The number that a content carries, or {@link #NONE}, also if what follows it is not what was sent. */
    public static long number(byte[] content) {
        if (content.length < SHORT || !isMark(content, 1)) return NONE;
        long number = digits(content, 1 + MARK.length);
        return content.length == SHORT || isWhole(content, number) ? number : NONE;
    }

    private static boolean isWhole(byte[] content, long number) {
        int from = SHORT + DIGITS;
        int length = content.length - from;
        if (length <= 0 || length > LENGTH_MAX || digits(content, SHORT) != length) return false;
        int first = first(number);
        return Arrays.equals(content, from, content.length, LETTERS, first, first + length);
    }

    private static int first(long number) {
        return (int) (number % ALPHABET);
    }

    private static byte[] letters() {
        byte[] letters = new byte[LENGTH_MAX + ALPHABET];
        for (int index = 0; index < letters.length; index++) letters[index] = (byte) ('a' + index % ALPHABET);
        return letters;
    }

    private static void write(long number, byte[] content, int from) {
        long rest = number;
        for (int at = from + DIGITS - 1; at >= from; at--) {
            content[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Whether a content has no body at all. */
    public static boolean isEmpty(byte[] content) {
        return content.length == 1;
    }

    /** Gives every number whose marker stands whole in {@code bytes}, in order, and leaves their position alone. */
    public static void scan(ByteBuffer bytes, LongConsumer found) {
        byte[] all = new byte[bytes.remaining()];
        bytes.duplicate().get(all);
        for (int at = 0; at <= all.length - MARK.length - DIGITS; at++) {
            if (all[at] != MARK[0] || !isMark(all, at)) continue;
            found.accept(digits(all, at + MARK.length));
            at += MARK.length + DIGITS - 1;
        }
    }

    private static boolean isMark(byte[] bytes, int at) {
        for (int index = 0; index < MARK.length; index++) {
            if (bytes[at + index] != MARK[index]) return false;
        }
        return true;
    }

    private static long digits(byte[] bytes, int at) {
        long number = 0;
        for (int index = 0; index < DIGITS; index++) number = number * 10 + (bytes[at + index] - '0');
        return number;
    }
}
