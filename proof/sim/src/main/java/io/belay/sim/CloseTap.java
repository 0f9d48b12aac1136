package io.belay.sim;

import java.nio.ByteBuffer;

/**
 * Looks at what an AMQP client says for its goodbye, without the codec that is judged.
 *
 * <pre>
 *   size (4)  data offset (1)  type (1)  channel (2)  00 53 18  45                     Close, no error
 *                                                               C0 size count 40 ...   the same
 *                                                               C0 size count ...      Close with an error
 * </pre>
 */
final class CloseTap {
    /** Hears of a goodbye. */
    interface Ear {
        /** With an error or without one. */
        void farewell(boolean isError);
    }

    private static final int HEAD = 24; // All that matters of a frame stands in so many bytes.
    private static final int HEADER = 8; // of a frame, and a protocol header as a whole
    private static final int BODY = 8;

    private final Ear ear;
    private final byte[] head = new byte[HEAD];
    private long length; // of what there is of the frame
    private boolean isOff;

    CloseTap(boolean isOff, Ear ear) {
        this.isOff = isOff;
        this.ear = ear;
    }

    void read(ByteBuffer bytes) {
        while (bytes.hasRemaining() && !isOff) {
            byte next = bytes.get();
            if (length < HEAD) head[(int) length] = next;
            length++;
            if (length >= HEADER) look(size());
        }
    }

    private void look(long size) {
        isOff = size < HEADER; // Nobody knows what this is.
        if (length != size) return;
        if (isClose()) ear.farewell(isError());
        length = 0;
    }

    private long size() {
        if (head[0] == 'A') return HEADER;
        return ByteBuffer.wrap(head).getInt();
    }

    private boolean isClose() {
        boolean isFrame = length > BODY + 3 && head[4] == 2 && head[5] == 0;
        return isFrame && head[BODY] == 0 && head[BODY + 1] == 0x53 && head[BODY + 2] == 0x18;
    }

    private boolean isError() {
        int list = head[BODY + 3] & 0xFF;
        if (list == 0x45) return false;
        int first = list == 0xC0 ? BODY + 6 : BODY + 12;
        return first < length && head[first] != 0x40;
    }
}
