package io.belay.amqp;

import io.belay.amqp.codec.Frame;
import io.belay.amqp.codec.FrameEncoder;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslFrame;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;

/** What this end says: encoded, kept within what the peer accepts, and gathered until the driver takes it. */
final class LineOutput {
    static final int FRAME_SIZE_MIN = 512; // what every peer takes before it has said more (§2.7.1)
    private static final int KEPT_MAX = 128 << 10; // of the output that is kept for the next, bytes

    private final int ownFrameSizeMax;
    private final int ownAttachSizeMax; // an answer has to tell as many deliveries as a frame that we take
    private final int lengthMax;
    private ByteWriter bytes = new ByteWriter(0);
    private boolean spoke; // since the last rest()
    private int frameSizeMax = FRAME_SIZE_MIN;
    private int attachSizeMax = FRAME_SIZE_MIN;

    LineOutput(AmqpLimits limits) {
        ownFrameSizeMax = limits.frameSizeMaxOut();
        ownAttachSizeMax = Math.max(limits.frameSizeMaxOut(), limits.frameSizeMax());
        lengthMax = limits.outgoingLengthMax();
    }

    /** Never says a frame longer than this from now on; a peer may not ask for less than 512 (§2.7.1). */
    void frameSizeMax(long peersMax) {
        long most = Math.max(peersMax, FRAME_SIZE_MIN);
        frameSizeMax = (int) Math.min(most, ownFrameSizeMax);
        attachSizeMax = (int) Math.min(most, ownAttachSizeMax);
    }

    ByteWriter bytes() {
        return bytes;
    }

    boolean isFull() {
        return bytes.length() >= lengthMax;
    }

    /** What a rare large frame needed is given back at once; what usual ones need when they pause, see rest(). */
    void drained() {
        if (bytes.length() > KEPT_MAX) bytes = new ByteWriter(0);
        else bytes.clear();
    }

    /** Whether anything was said since the last call. If nothing was, the room of louder times is given back. */
    boolean rest() {
        boolean spoken = spoke;
        spoke = false;
        if (!spoken && bytes.length() == 0) bytes = new ByteWriter(0);
        return spoken;
    }

    void say(Frame.ProtocolHeader header) {
        FrameEncoder.write(header, bytes);
        spoke = true;
    }

    void say(SaslFrame frame) {
        FrameEncoder.write(frame, bytes);
        spoke = true;
    }

    void sayHeartbeat() {
        FrameEncoder.writeHeartbeat(bytes);
        spoke = true;
    }

    /** Says a frame; false, and nothing is said, if it is larger than the peer takes. */
    boolean say(int channel, Performative performative) {
        int start = bytes.length();
        int most = performative instanceof Performative.Attach ? attachSizeMax : frameSizeMax;
        boolean fits = FrameEncoder.write(channel, performative, bytes) <= most;
        if (!fits) bytes.truncate(start);
        spoke |= fits;
        return fits;
    }

    /** Says as much of a message as goes into one frame; true if that was all. */
    boolean say(int channel, Performative.Transfer transfer, ByteBuffer head, ByteBuffer tail) {
        spoke = true;
        return FrameEncoder.writeTransfer(channel, transfer, head, tail, frameSizeMax, bytes);
    }
}
