package io.belay.mqtt;

import java.nio.ByteBuffer;

/**
 * The bytes of a peer that are not decoded yet: the beginning of a packet, or whole packets while the line is waiting. It
 * grows with what really arrived, whatever a header promises, and gives its room back once it is empty.
 */
final class LineInput {
    private static final byte[] NOTHING = {};
    private static final int HEADER_LENGTH_MAX = 5;
    private static final int ROOM_MIN = 64;
    private static final int KEPT_ROOM_MAX = 512;

    private byte[] bytes = NOTHING;
    private ByteBuffer view = ByteBuffer.wrap(NOTHING); // over bytes, what is kept stands between position and limit

    boolean isEmpty() {
        return !view.hasRemaining();
    }

    int length() {
        return view.remaining();
    }

    /** What is kept, for decoding: whoever decodes moves the position. Valid until the next {@link #append}. */
    ByteBuffer view() {
        return view;
    }

    /** Takes {@code count} bytes of {@code in}. */
    void append(ByteBuffer in, int count) {
        if (bytes.length - view.limit() < count) makeRoom(count);
        int end = view.limit();
        in.get(bytes, end, count);
        view.limit(end + count);
    }

    /** Moves what is kept to the front, of a larger array unless half of this one would be free: each byte moves O(1) times. */
    private void makeRoom(int count) {
        int length = view.remaining();
        int needed = length + count;
        byte[] roomy = needed <= bytes.length / 2 ? bytes : new byte[Math.max(ROOM_MIN, Math.max(needed, 2 * length))];
        System.arraycopy(bytes, view.position(), roomy, 0, length);
        bytes = roomy;
        view = ByteBuffer.wrap(bytes, 0, length);
    }

    /**
     * How many more bytes belong to the packet that has begun: enough to finish its header, or else the whole of it. At
     * least 1.
     */
    int missing() {
        int from = view.position();
        int have = view.remaining();
        int length = 0;
        for (int index = 1; index < Math.min(have, HEADER_LENGTH_MAX); index++) {
            int next = view.get(from + index);
            length |= (next & 0x7F) << 7 * (index - 1);
            if (next >= 0) return Math.max(1, 1 + index + length - have);
        }
        return 1;
    }

    /** Forgets what is kept; gives the room back unless it is small. */
    void clear() {
        if (bytes.length > KEPT_ROOM_MAX) bytes = NOTHING;
        view = ByteBuffer.wrap(bytes, 0, 0);
    }
}
