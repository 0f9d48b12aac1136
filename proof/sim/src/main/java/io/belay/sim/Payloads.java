package io.belay.sim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
 * An empty body is number {@link #NONE}.
 */
public final class Payloads {
    /** The number of what carries no marker. */
    public static final long NONE = 0;

    private static final byte[] MARK = "~BELAY~".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 8;

    private Payloads() {}

    /** The content of a PUBLISH or a will with this number, 1 to 99,999,999; {@link #NONE} gives the empty body. */
    public static byte[] content(long number) {
        if (number == NONE) return new byte[1];
        byte[] content = new byte[1 + MARK.length + DIGITS];
        System.arraycopy(MARK, 0, content, 1, MARK.length);
        long rest = number;
        for (int at = content.length - 1; at > MARK.length; at--) {
            content[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return content;
    }

    /** The number that a content carries, or {@link #NONE}. */
    public static long number(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        boolean isOurs = content.length >= 1 + MARK.length + DIGITS && isMark(bytes, 1);
        return isOurs ? digits(bytes, 1 + MARK.length) : NONE;
    }

    /** Whether a content has no body at all. */
    public static boolean isEmpty(byte[] content) {
        return content.length == 1;
    }

    /** Gives every number whose marker stands whole in {@code bytes}, in order, and leaves their position alone. */
    public static void scan(ByteBuffer bytes, LongConsumer found) {
        int last = bytes.limit() - MARK.length - DIGITS;
        for (int at = bytes.position(); at <= last; at++) {
            if (bytes.get(at) != MARK[0] || !isMark(bytes, at)) continue;
            found.accept(digits(bytes, at + MARK.length));
            at += MARK.length + DIGITS - 1;
        }
    }

    private static boolean isMark(ByteBuffer bytes, int at) {
        for (int index = 0; index < MARK.length; index++) {
            if (bytes.get(at + index) != MARK[index]) return false;
        }
        return true;
    }

    private static long digits(ByteBuffer bytes, int at) {
        long number = 0;
        for (int index = 0; index < DIGITS; index++) {
            number = number * 10 + (bytes.get(at + index) - '0');
        }
        return number;
    }
}
