package io.belay.mqtt;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.base.MalformedException;
import java.nio.ByteBuffer;

/** What is kept of a packet that broke the protocol: where it is wrong, and the bytes from there on. */
final class Evidence {
    private static final int SHOWN_MAX = 16;
    /** Of CONNECT and AUTH no more than what comes before anything secret: header, name and version of the protocol, flags. */
    private static final int INNOCENT_LENGTH = 10;

    private Evidence() {}

    /**
     * Makes a record of it.
     *
     * @param found with the offset of the wrong byte from {@code packetAt}; −1 shows the packet from its first byte
     * @param bytes that it lies in; not changed
     * @param packetAt where it begins, an index of {@code bytes}; negative if no packet is at fault
     */
    static Break of(ReasonCode reason, MalformedException found, ByteBuffer bytes, int packetAt) {
        String why = String.valueOf(found.getMessage());
        if (packetAt < 0) return new Break(cause(reason), why);
        int end = bytes.limit();
        boolean mayBeSecret = mayBeSecret(bytes.get(packetAt) & 0xFF);
        if (mayBeSecret) end = Math.min(end, packetAt + INNOCENT_LENGTH);
        int offset = (int) Math.max(0, found.offset());
        if (packetAt + offset >= end) offset = 0; // It is wrong by what is missing, or where nobody may look.
        byte[] shown = new byte[Math.min(SHOWN_MAX, end - packetAt - offset)];
        bytes.get(packetAt + offset, shown);
        return new Break(cause(reason), why + "; bytes from " + offset + " on: " + Break.hex(shown, 0));
    }

    private static boolean mayBeSecret(int first) {
        return first >> 4 == PacketType.CONNECT || first >> 4 == PacketType.AUTH;
    }

    private static Cause cause(ReasonCode reason) {
        return switch (reason) {
            case PACKET_TOO_LARGE, QUOTA_EXCEEDED, RECEIVE_MAXIMUM_EXCEEDED -> Cause.LIMIT;
            default -> Cause.PROTOCOL;
        };
    }
}
