package io.belay.amqp.codec;

import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Transfer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A frame with a transfer, to be looked at at once. Nothing else comes as often, so a decoder has one for all that are as
 * nearly everybody writes them: the smallest header, and a narrow list that begins with handle, delivery-id, tag and format
 * and ends there, or with settled or more.
 *
 * <pre>
 *  size | 02 00 channel | 00 53 14 C0 | size | count 4 to 6 | handle | delivery-id | A0 length tag | format | 41, 42 settled | 41, 42 more
 * </pre>
 *
 * <p>What differs in anything is left to {@link DeliveryDecoder}, which knows all forms and what is wrong with each. This
 * holds numbers and no tag: a reference to what was just made, in an object that stays, costs a collector's barrier.
 */
public final class TransferFrame {
    private static final int HEADER_LENGTH = 8;
    private static final int HEADER = 0x02_00;
    private static final int BEGINNING = 0x00_53_14_C0;
    private static final int TAG_LENGTH_MAX = 32;
    private static final int LENGTH_MAX = HEADER_LENGTH + 4 + 2 + 5 + 5 + (2 + TAG_LENGTH_MAX) + 5 + 2;
    private static final int READ_MAX = LENGTH_MAX + 1; // Numbers are read with what follows, eight bytes at a time.
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private int channel;
    private long handle;
    private long deliveryId;
    private int tagAt; // in the input
    private int tagLength;
    private long messageFormat;
    private boolean settled;
    private boolean more;
    private int end; // in the input; the payload follows
    private ByteBuffer payload = NOTHING;
    private final @Nullable Transfer unusual; // and what it says; null for a usual one

    /** Says nothing until one is read. */
    TransferFrame() {
        unusual = null;
    }

    /** What any transfer says. */
    public TransferFrame(int channel, Transfer transfer, ByteBuffer payload) {
        this.channel = channel;
        handle = transfer.handle();
        deliveryId = transfer.deliveryId();
        messageFormat = transfer.messageFormat();
        settled = transfer.settled();
        more = transfer.more();
        this.payload = payload;
        unusual = transfer;
    }

    /** 0 to 65535. */
    public int channel() {
        return channel;
    }

    /** As {@link Transfer#handle}. */
    public long handle() {
        return handle;
    }

    /** As {@link Transfer#deliveryId}. */
    public long deliveryId() {
        return deliveryId;
    }

    /** As {@link Transfer#deliveryTag}; made anew by each call. */
    public @Nullable Binary deliveryTag() {
        return unusual == null ? Binary.copyOf(payload, tagAt, tagLength) : unusual.deliveryTag();
    }

    /** As {@link Transfer#messageFormat}. */
    public long messageFormat() {
        return messageFormat;
    }

    /** As {@link Transfer#settled}. */
    public boolean settled() {
        return settled;
    }

    /** As {@link Transfer#more}. */
    public boolean more() {
        return more;
    }

    /** As {@link Transfer#state}. */
    public @Nullable DeliveryState state() {
        return unusual == null ? null : unusual.state();
    }

    /** As {@link Transfer#resume}. */
    public boolean resume() {
        return unusual != null && unusual.resume();
    }

    /** As {@link Transfer#aborted}. */
    public boolean aborted() {
        return unusual != null && unusual.aborted();
    }

    /** The message or part of it that it carries, between position and limit; where the frame lies. */
    public ByteBuffer payload() {
        return payload;
    }

    /** The same as a record. */
    Frame.Amqp toFrame() {
        Transfer transfer = unusual;
        if (transfer == null) {
            transfer = new Transfer(
                    handle, deliveryId, deliveryTag(), messageFormat, settled, more, null, null, false, false, false);
        }
        return new Frame.Amqp(channel, transfer, payload);
    }

    /** Where the transfer ends in the input. */
    int end() {
        return end;
    }

    /** Sets what shows the payload, and the input before it. */
    void payload(ByteBuffer view) {
        if (payload != view) payload = view; // Seldom: see above.
    }

    /** Holds on to no input any more. */
    void letGo() {
        payload = NOTHING;
    }

    /**
     * Reads a usual one, and moves past it; false if what comes next is anything else, and then nothing was read. No byte
     * behind the end of the buffer is looked at, as the longest one would end before it, and none behind the end of the frame
     * is believed, as the list ends where it says.
     */
    boolean read(ByteBuffer in, int sizeMax) {
        int from = in.position();
        int left = in.limit() - from;
        if (left < READ_MAX) return false;
        long header = in.getLong(from);
        int size = (int) (header >>> 32);
        long list = in.getLong(from + HEADER_LENGTH); // its beginning, size and count, and two bytes of the handle
        boolean isTransfer = (int) header >>> 16 == HEADER && (int) (list >>> 32) == BEGINNING;
        if (!isTransfer || size > left || size > sizeMax) return false;
        boolean isWide = (list & 0xFF00) == Format.UINT << 8;
        long numberedHandle = uint(isWide ? in.getLong(from + 14) : list << 48);
        int at = from + 14 + length(numberedHandle);
        long word = in.getLong(at);
        long id = uint(word);
        int tag = at + length(id) + 2;
        int tagLength = (int) (word << 8 * length(id) >>> 48) - (Format.BINARY_8 << 8);
        if (tagLength < 0 || tagLength > TAG_LENGTH_MAX) return false;
        word = in.getLong(tag + tagLength);
        long format = uint(word);
        int count = (int) (list >>> 16) & 0xFF;
        int flags = flags((int) (word << 8 * length(format) >>> 48), count);
        int end = tag + tagLength + length(format) + count - 4;
        boolean isUsual = numberedHandle != 0 && id != 0 && format != 0 && flags >= 0;
        if (!isUsual || end != from + 13 + ((int) (list >>> 24) & 0xFF) || end > from + size) return false;
        channel = (int) header & 0xFFFF;
        handle = numberedHandle >>> 8;
        deliveryId = id >>> 8;
        tagAt = tag;
        this.tagLength = tagLength;
        messageFormat = format >>> 8;
        settled = (flags & 2) != 0;
        more = (flags & 1) != 0;
        this.end = end;
        in.position(from + size);
        return true;
    }

    /** Settled and more as two bits, of which {@code codes} holds as many as there are fields from the fifth on; −1 if not. */
    private static int flags(int codes, int count) {
        if (count < 4 || count > 6) return -1;
        int settled = count > 4 ? codes >>> 8 : Format.FALSE;
        int more = count > 5 ? codes & 0xFF : Format.FALSE;
        boolean areTruths = isTruth(settled) && isTruth(more);
        return areTruths ? (settled == Format.TRUE ? 2 : 0) + (more == Format.TRUE ? 1 : 0) : -1;
    }

    private static boolean isTruth(int code) {
        return code == Format.TRUE || code == Format.FALSE;
    }

    /** The uint that {@code word} begins with, and in the lowest eight bits its length with its code; 0 if it is none. */
    private static long uint(long word) {
        int code = (int) (word >>> 56);
        if (code == Format.UINT_SMALL) return (word >>> 48 & 0xFF) << 8 | 2;
        if (code == Format.UINT) return (word >>> 24 & 0xFFFF_FFFFL) << 8 | 5;
        return code == Format.UINT_0 ? 1 : 0;
    }

    private static int length(long uint) {
        return (int) uint & 0xFF;
    }
}
