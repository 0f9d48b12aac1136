package io.belay.amqp.codec;

import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.SaslFrame;
import io.belay.base.ByteWriter;
import io.belay.base.Check;
import java.nio.ByteBuffer;

/** Writes frames (§2.3), each with the smallest header and the smallest encodings. */
public final class FrameEncoder {
    private static final int PROTOCOL_NAME = 0x41_4D_51_50; // "AMQP"
    private static final int HEADER_LENGTH = 8;
    private static final int AMQP = 0x02_00_00_00; // data offset 2, type 0; the channel fills the lower half
    private static final int SASL = 0x02_01_00_00;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private FrameEncoder() {}

    /** Writes the eight bytes in which a layer begins. */
    public static void write(Frame.ProtocolHeader header, ByteWriter out) {
        out.writeInt(PROTOCOL_NAME)
                .writeByte(header.protocol())
                .writeByte(header.major())
                .writeByte(header.minor())
                .writeByte(header.revision());
    }

    /** Writes an empty frame. */
    public static void writeHeartbeat(ByteWriter out) {
        out.writeInt(HEADER_LENGTH).writeInt(AMQP);
    }

    /**
     * Writes a frame of the SASL layer.
     *
     * @return its length, bytes
     */
    public static int write(SaslFrame frame, ByteWriter out) {
        int start = begin(SASL, out);
        SaslEncoder.write(frame, out);
        return end(start, out);
    }

    /**
     * Writes a frame without payload. It has no maximum here: whoever writes what may get long looks at the result and
     * {@link ByteWriter#truncate truncates}.
     *
     * @param channel 0 to 65535
     * @return its length, bytes
     */
    public static int write(int channel, Performative performative, ByteWriter out) {
        int start = begin(AMQP | channel, out);
        PerformativeEncoder.write(performative, out);
        return end(start, out);
    }

    /** As {@link #writeTransfer(int, Transfer, ByteBuffer, ByteBuffer, int, ByteWriter)} of one piece. */
    public static boolean writeTransfer(
            int channel, Transfer transfer, ByteBuffer payload, int frameSizeMax, ByteWriter out) {
        return writeTransfer(channel, transfer, NOTHING, payload, frameSizeMax, out);
    }

    /**
     * Writes one frame with as much of a message as fits, and moves past what was written. What is left goes into further
     * frames, with transfers that continue the delivery.
     *
     * @param channel 0 to 65535
     * @param transfer its {@code more} says whether there is more than {@code head} and {@code tail}; when they do not
     *     fit, {@code more} is written as true whatever it says
     * @param head the message's first bytes, such as a header that differs from attempt to attempt
     * @param tail the bytes after them
     * @param frameSizeMax the largest frame that the peer takes, bytes; the transfer itself must leave room in it
     * @param out takes the frame
     * @return whether all of {@code head} and {@code tail} was written
     */
    public static boolean writeTransfer(
            int channel, Transfer transfer, ByteBuffer head, ByteBuffer tail, int frameSizeMax, ByteWriter out) {
        long length = (long) head.remaining() + tail.remaining();
        if (UsualTransfer.is(transfer) && length <= frameSizeMax - UsualTransfer.LENGTH_MAX) {
            UsualTransfer.write(channel, transfer, head, tail, out);
            return true;
        }
        return writeAtLength(channel, transfer, head, tail, frameSizeMax, out);
    }

    private static boolean writeAtLength(
            int channel, Transfer transfer, ByteBuffer head, ByteBuffer tail, int frameSizeMax, ByteWriter out) {
        int start = begin(AMQP | channel, out);
        DeliveryEncoder.writeTransfer(transfer, transfer.more(), out);
        long length = (long) head.remaining() + tail.remaining();
        boolean fits = length <= frameSizeMax - (out.length() - start);
        if (!fits) {
            out.truncate(start + HEADER_LENGTH);
            DeliveryEncoder.writeTransfer(transfer, true, out);
        }
        int room = frameSizeMax - (out.length() - start);
        Check.argument(fits || room > 0, "a transfer that leaves room for payload", room);
        int headLength = Math.min(room, head.remaining());
        int tailLength = Math.min(room - headLength, tail.remaining());
        if (headLength > 0) out.writeBuffer(head, headLength);
        out.writeBuffer(tail, tailLength);
        end(start, out);
        return fits;
    }

    private static int begin(int kind, ByteWriter out) {
        int start = out.length();
        out.writeLong(kind); // its length comes last
        return start;
    }

    private static int end(int start, ByteWriter out) {
        int length = out.length() - start;
        out.patchInt(start, length);
        return length;
    }
}
