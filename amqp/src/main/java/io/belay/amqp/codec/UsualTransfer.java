package io.belay.amqp.codec;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.base.ByteWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A frame with a whole message, as nearly all are: its transfer says nothing but handle, delivery-id, tag, format and
 * settled. Nothing else is said as often, so it alone is written straight into the array, with its place in a local
 * variable; {@link TransferFrame} reads what is written here.
 *
 * <pre>
 *  size | 02 00 channel | 00 53 14 C0 | size | 06 | handle | delivery-id | A0 length tag | format | 41, 42 settled | 42
 * </pre>
 *
 * <p>What differs in anything is left to {@link DeliveryEncoder}, which knows all that there is to say.
 */
final class UsualTransfer {
    private static final long HEADER_AND_LIST = 0x02_00_0000_00_53_14_C0L;
    private static final int TAG_LENGTH_MAX = 32;
    static final int LENGTH_MAX = 8 + 4 + 2 + 5 + 5 + (2 + TAG_LENGTH_MAX) + 5 + 2; // of all but the message
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private UsualTransfer() {}

    /** Whether it says nothing but the fields above. */
    static boolean is(Transfer transfer) {
        Binary tag = transfer.deliveryTag();
        return transfer.state() == null
                && !transfer.more()
                && transfer.receiverSettleMode() == null
                && !transfer.resume()
                && !transfer.aborted()
                && !transfer.batchable()
                && (tag == null || tag.length() <= TAG_LENGTH_MAX);
    }

    /**
     * Writes a frame with one that {@link #is} usual and all of {@code head} and {@code tail}, and moves past them; it is longer
     * by {@link #LENGTH_MAX} at most. An absent field is null.
     */
    static void write(int channel, Transfer transfer, ByteBuffer head, ByteBuffer tail, ByteWriter out) {
        int headLength = head.remaining();
        int tailLength = tail.remaining();
        byte[] to = out.room(LENGTH_MAX + headLength + tailLength);
        int start = out.length();
        LONGS.set(to, start + 4, HEADER_AND_LIST | (long) channel << 32);
        int at = putUint(transfer.handle(), to, start + 14);
        at = putUint(transfer.deliveryId(), to, at);
        at = putTag(transfer.deliveryTag(), to, at);
        at = putUint(transfer.messageFormat(), to, at);
        to[at] = (byte) (transfer.settled() ? Format.TRUE : Format.FALSE);
        to[at + 1] = Format.FALSE;
        at += 2;
        to[start + 12] = (byte) (at - start - 13);
        to[start + 13] = 6;
        if (headLength > 0) head.get(to, at, headLength);
        tail.get(to, at + headLength, tailLength);
        int length = at + headLength + tailLength - start;
        INTS.set(to, start, length);
        out.wrote(length);
    }

    private static int putUint(long value, byte[] to, int at) {
        if (value > 0xFF) {
            to[at] = Format.UINT;
            INTS.set(to, at + 1, (int) value);
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
        for (int index = 0; index < bytes.length; index++) to[at + 2 + index] = bytes[index];
        return at + 2 + bytes.length;
    }
}
