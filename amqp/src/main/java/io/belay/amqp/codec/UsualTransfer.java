package io.belay.amqp.codec;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The transfer as nearly everybody writes it: a narrow list that begins with handle, delivery-id, tag and format and ends
 * with settled or more.
 *
 * <pre>
 *  00 53 14 C0 | size | count 4 to 6 | handle | delivery-id | A0 length tag | format | 41, 42 settled | 41, 42 more
 * </pre>
 *
 * <p>Nothing else is said as often, so it alone is written straight into the array and read with its place in a local
 * variable. What differs in anything is left to {@link DeliveryEncoder} and {@link DeliveryDecoder}, which know all forms
 * and what is wrong with each.
 */
final class UsualTransfer {
    private static final int BEGINNING = 0x00_53_14_C0;
    private static final int TAG_LENGTH_MAX = 32;
    private static final int LENGTH_MAX = 4 + 2 + 5 + 5 + (2 + TAG_LENGTH_MAX) + 5 + 2;
    private static final int READ_MAX = LENGTH_MAX + 1; // Numbers are read with what follows, eight bytes at a time.

    private UsualTransfer() {}

    /** Whether it says nothing but the fields above. */
    static boolean is(Transfer transfer) {
        Binary tag = transfer.deliveryTag();
        return transfer.state() == null
                && transfer.receiverSettleMode() == null
                && !transfer.resume()
                && !transfer.aborted()
                && !transfer.batchable()
                && (tag == null || tag.length() <= TAG_LENGTH_MAX);
    }

    /** Writes one that {@link #is} usual, with {@code more} in place of its own; an absent field is null. */
    static void write(Transfer transfer, boolean more, ByteWriter out) {
        byte[] to = out.room(LENGTH_MAX);
        int start = out.length();
        putInt(BEGINNING, to, start);
        int at = putUint(transfer.handle(), to, start + 6);
        at = putUint(transfer.deliveryId(), to, at);
        at = putTag(transfer.deliveryTag(), to, at);
        at = putUint(transfer.messageFormat(), to, at);
        to[at] = (byte) (transfer.settled() ? Format.TRUE : Format.FALSE);
        to[at + 1] = (byte) (more ? Format.TRUE : Format.FALSE);
        to[start + 4] = (byte) (at + 2 - (start + 5));
        to[start + 5] = 6;
        out.wrote(at + 2 - start);
    }

    private static int putUint(long value, byte[] to, int at) {
        if (value > 0xFF) {
            to[at] = Format.UINT;
            putInt((int) value, to, at + 1);
            return at + 5;
        }
        if (value > 0) {
            to[at] = Format.UINT_SMALL;
            to[at + 1] = (byte) value;
            return at + 2;
        }
        to[at] = value == 0 ? (byte) Format.UINT_0 : Format.NULL;
        return at + 1;
    }

    private static int putTag(@Nullable Binary tag, byte[] to, int at) {
        if (tag == null) {
            to[at] = Format.NULL;
            return at + 1;
        }
        byte[] bytes = tag.bytes();
        to[at] = (byte) Format.BINARY_8;
        to[at + 1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, to, at + 2, bytes.length);
        return at + 2 + bytes.length;
    }

    private static void putInt(int value, byte[] to, int at) {
        to[at] = (byte) (value >>> 24);
        to[at + 1] = (byte) (value >>> 16);
        to[at + 2] = (byte) (value >>> 8);
        to[at + 3] = (byte) value;
    }

    /**
     * Reads one, and moves past it; null if what comes next is anything else, and then nothing was read. No byte behind the
     * end of the buffer is looked at, as the longest one would end before it, and none behind the end of the frame is
     * believed, as the list ends where it says.
     */
    static @Nullable Transfer read(AmqpReader reader) {
        ByteBuffer in = reader.buffer();
        int from = reader.position();
        if (in.limit() - from < READ_MAX || in.getInt(from) != BEGINNING) return null;
        int end = from + 5 + (in.get(from + 4) & 0xFF);
        int count = in.get(from + 5);
        long handle = in.getLong(from + 6);
        int handleLength = uintLength(handle);
        long deliveryId = in.getLong(from + 6 + handleLength);
        int idLength = uintLength(deliveryId);
        int tagAt = from + 6 + handleLength + idLength + 2;
        int tagLength = (in.getShort(tagAt - 2) & 0xFFFF) - (Format.BINARY_8 << 8);
        if (tagLength < 0 || tagLength > TAG_LENGTH_MAX || end > reader.end()) return null;
        long format = in.getLong(tagAt + tagLength);
        int formatLength = uintLength(format);
        int flags = (int) (format << 8 * formatLength >>> 48);
        int settled = count > 4 ? flags >>> 8 : Format.FALSE;
        int more = count > 5 ? flags & 0xFF : Format.FALSE;
        boolean isUsual = handleLength > 0
                && idLength > 0
                && formatLength > 0
                && isTruth(settled)
                && isTruth(more)
                && count >= 4
                && end == tagAt + tagLength + formatLength + count - 4;
        if (!isUsual || count > 6) return null;
        reader.position(end);
        Binary tag = Binary.copyOf(in, tagAt, tagLength);
        return new Transfer(
                uint(handle, handleLength),
                uint(deliveryId, idLength),
                tag,
                uint(format, formatLength),
                settled == Format.TRUE,
                more == Format.TRUE,
                null,
                null,
                false,
                false,
                false);
    }

    /** Bytes of a uint in whose code {@code word} begins, with the code; 0 if that is the code of anything else. */
    private static int uintLength(long word) {
        int code = (int) (word >>> 56);
        if (code == Format.UINT_SMALL) return 2;
        if (code == Format.UINT_0) return 1;
        return code == Format.UINT ? 5 : 0;
    }

    private static long uint(long word, int length) {
        if (length == 2) return word >>> 48 & 0xFF;
        return length == 5 ? word >>> 24 & 0xFFFF_FFFFL : 0;
    }

    private static boolean isTruth(int code) {
        return code == Format.TRUE || code == Format.FALSE;
    }
}
