package io.belay.amqp.codec;

import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.base.Break;
import io.belay.base.Check;
import io.belay.base.MalformedException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a peer into frames and reads them (§2.2, §2.3).
 *
 * <pre>
 *  0        4      5      6        8          4 * doff          size
 *  +--------+------+------+--------+-----------+--------------+---------+
 *  | size   | doff | type | channel| ignored   | performative | payload |
 *  +--------+------+------+--------+-----------+--------------+---------+
 * </pre>
 *
 * <p>A stream begins with a protocol header; so does each layer after it, which {@link #expectHeader} announces. A frame
 * that lies whole in the input is read in place; the beginning of one is kept until its rest arrives. One thread at a
 * time.
 */
public final class FrameDecoder {
    /** The smallest maximum that a peer may be held to, bytes (§2.8.19). */
    public static final int FRAME_SIZE_MIN_MAX = 512;

    private static final int HEADER_LENGTH = 8;
    private static final int PROTOCOL_NAME = 0x41_4D_51_50; // "AMQP"
    private static final int SHOWN_MAX = 16;
    private static final int TYPE_AMQP = 0;
    private static final int TYPE_SASL = 1;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final AmqpReader reader = new AmqpReader();
    private final FrameInput kept = new FrameInput();
    private int frameSizeMax;
    private boolean expectsHeader = true;
    private ByteBuffer viewed = NOTHING; // the input that the next field shows
    private ByteBuffer view = NOTHING; // shared by the payloads that lie there
    private final TransferFrame transfer = new TransferFrame();
    private boolean keptIsRead; // what is kept was returned as a frame, whose payload lies there until the next call

    /**
     * Creates it before the first byte of a line.
     *
     * @param frameSizeMax the largest frame that is read, bytes, from {@link #FRAME_SIZE_MIN_MAX}
     */
    public FrameDecoder(int frameSizeMax) {
        this.frameSizeMax = checked(frameSizeMax);
    }

    /** From the next frame on reads frames up to {@code frameSizeMax} bytes, from {@link #FRAME_SIZE_MIN_MAX}. */
    public void frameSizeMax(int frameSizeMax) {
        this.frameSizeMax = checked(frameSizeMax);
    }

    private static int checked(int frameSizeMax) {
        Check.argument(frameSizeMax >= FRAME_SIZE_MIN_MAX, "a maximum frame size of at least 512", frameSizeMax);
        return frameSizeMax;
    }

    /** The next bytes begin a layer: they are a protocol header. */
    public void expectHeader() {
        expectsHeader = true;
    }

    /** What has come of a frame that is not whole, bytes. */
    public int keptLength() {
        return keptIsRead ? 0 : kept.length();
    }

    /**
     * Reads the next frame if it is one with a transfer as usual: the short way of {@link #decode}, without a record.
     *
     * @param in big-endian bytes of the peer, from its position on, which moves past the frame
     * @return what it says, valid until the next call or {@link #letGo}; null if it is any other frame, and then nothing was
     *     taken
     */
    public @Nullable TransferFrame transfer(ByteBuffer in) {
        forgetRead();
        if (expectsHeader || kept.length() > 0 || !transfer.read(in, frameSizeMax)) return null;
        transfer.payload(view(in, transfer.end(), in.position()));
        return transfer;
    }

    /**
     * Reads the next frame.
     *
     * @param in big-endian bytes of the peer, from its position on, which moves past what was taken
     * @return the frame, or null if its end has not arrived; then all of {@code in} was taken
     * @throws MalformedException if the bytes are none; the line cannot go on. Its reason is that of {@link Fault}, its
     *     offset counts from the first byte of the frame
     */
    public @Nullable Frame decode(ByteBuffer in) {
        TransferFrame usual = transfer(in);
        if (usual != null) return usual.toFrame();
        if (kept.length() > 0) return decodeKept(in);
        int from = in.position();
        int length = in.limit() - from;
        if (length < HEADER_LENGTH) {
            if (length > 0) kept.fill(in, HEADER_LENGTH);
            return null;
        }
        int size = sizeOf(in.getInt(from));
        if (size > length) {
            kept.fill(in, size);
            return null;
        }
        in.position(from + size);
        return read(in, from, size);
    }

    /** Holds on to no input any more, which belongs to somebody else. */
    public void letGo() {
        reader.close();
        viewed = NOTHING;
        view = NOTHING;
        transfer.letGo();
    }

    /**
     * Bytes of the frame that was read last or was found to be wrong, for people. Of SASL no more than its head: the rest may
     * be a password.
     *
     * @param in what was given to {@link #decode} then
     * @param frameAt where it stood
     * @param offset of the first byte from the beginning of the frame; what lies behind its end shows it from its beginning
     * @return {@code "; bytes from 4 on: 02 00"}, at most 16 of them; empty if there are none
     */
    public String shown(ByteBuffer in, int frameAt, int offset) {
        ByteBuffer bytes = kept.length() > 0 ? kept.view() : in;
        int from = kept.length() > 0 ? 0 : frameAt;
        int length = bytes.limit() - from;
        boolean isSasl = length > 5 && bytes.get(from + 5) == TYPE_SASL;
        if (isSasl) length = Math.min(length, HEADER_LENGTH);
        int first = offset < length ? offset : 0;
        byte[] shown = new byte[Math.max(0, Math.min(SHOWN_MAX, length - first))];
        if (shown.length == 0) return "";
        bytes.get(from + first, shown);
        return "; bytes from " + first + " on: " + Break.hex(shown, 0);
    }

    private void forgetRead() {
        if (!keptIsRead) return;
        kept.clear();
        keptIsRead = false;
    }

    private @Nullable Frame decodeKept(ByteBuffer in) {
        if (kept.length() < HEADER_LENGTH && !kept.fill(in, HEADER_LENGTH)) return null;
        int size = sizeOf(kept.intAt(0));
        if (kept.length() < size && !kept.fill(in, size)) return null;
        keptIsRead = true;
        return read(kept.view(), 0, size);
    }

    /** The bytes of what begins with {@code first}: a protocol header, or a frame of that size. */
    private int sizeOf(int first) {
        if (expectsHeader) {
            if (first != PROTOCOL_NAME) throw framing(0, "the protocol header of AMQP");
            return HEADER_LENGTH;
        }
        if (first < HEADER_LENGTH || first > frameSizeMax) {
            String size = Integer.toUnsignedString(first);
            throw framing(0, "a frame of " + HEADER_LENGTH + " to " + frameSizeMax + " bytes, not " + size);
        }
        return first;
    }

    private Frame read(ByteBuffer in, int from, int size) {
        if (expectsHeader) {
            expectsHeader = false;
            return new Frame.ProtocolHeader(
                    in.get(from + 4) & 0xFF, in.get(from + 5) & 0xFF, in.get(from + 6) & 0xFF, in.get(from + 7) & 0xFF);
        }
        int kind = in.getInt(from + 4);
        int bodyOffset = (kind >>> 24) * 4;
        if (bodyOffset < HEADER_LENGTH || bodyOffset > size) throw framing(4, "a data offset inside the frame");
        int type = kind >>> 16 & 0xFF;
        reader.open(in, from, from + bodyOffset, from + size);
        return type == TYPE_AMQP ? readAmqp(kind & 0xFFFF) : readSasl(type);
    }

    private Frame readAmqp(int channel) {
        if (reader.remaining() == 0) return new Frame.Heartbeat(channel);
        Performative performative = PerformativeDecoder.read(reader);
        if (reader.remaining() == 0) return new Frame.Amqp(channel, performative, NOTHING);
        if (!(performative instanceof Transfer)) {
            throw reader.malformed(Fault.DECODE, reader.position(), "the end: only a transfer has a payload");
        }
        return new Frame.Amqp(channel, performative, view(reader.buffer(), reader.position(), reader.end()));
    }

    /** The rest of the frame, in a view that the payloads of one input share: each is over with the next call. */
    private ByteBuffer view(ByteBuffer in, int from, int to) {
        if (viewed != in) {
            viewed = in;
            view = in.duplicate();
        }
        return view.limit(to).position(from);
    }

    private Frame readSasl(int type) {
        if (type != TYPE_SASL) throw framing(5, "a frame of type 0 or 1, not " + (type & 0xFF));
        var content = SaslDecoder.read(reader); // An empty one is malformed: there are no heartbeats here (§5.3.1).
        if (reader.remaining() > 0) throw reader.malformed(Fault.DECODE, reader.position(), "the end of a SASL frame");
        return new Frame.Sasl(content);
    }

    private static MalformedException framing(int offset, String expected) {
        return new MalformedException(Fault.FRAMING.ordinal(), offset, "expected " + expected + " at byte " + offset);
    }
}
