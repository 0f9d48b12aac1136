package io.belay.amqp.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The beginning of a frame whose rest has not arrived. It grows with what really arrived, whatever a size promises: up to
 * {@link #TRUSTED_MAX} bytes are made room for at once, beyond that the room doubles.
 */
final class FrameInput {
    static final int TRUSTED_MAX = 64 << 10;

    private static final byte[] NOTHING = {};
    private static final int KEPT_ROOM_MAX = 512;

    private byte[] bytes = NOTHING;
    private int length;

    int length() {
        return length;
    }

    /** Moves bytes of {@code in} here until there are {@code wanted}; returns whether there are. */
    boolean fill(ByteBuffer in, int wanted) {
        int count = Math.min(wanted - length, in.remaining());
        if (length + count > bytes.length) makeRoom(length + count, wanted);
        in.get(bytes, length, count);
        length += count;
        return length == wanted;
    }

    private void makeRoom(int needed, int wanted) {
        int trusted = Math.min(wanted, TRUSTED_MAX);
        int doubled = (int) Math.min(wanted, 2L * needed);
        bytes = Arrays.copyOf(bytes, Math.max(trusted, doubled));
    }

    /** What is kept. */
    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    int intAt(int index) {
        return ByteBuffer.wrap(bytes).getInt(index);
    }

    /** Forgets what is kept; gives the room back unless it is small. */
    void clear() {
        length = 0;
        if (bytes.length > KEPT_ROOM_MAX) bytes = NOTHING;
    }
}
