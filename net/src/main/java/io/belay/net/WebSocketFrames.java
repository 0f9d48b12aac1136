package io.belay.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Binary frames of a WebSocket (RFC 6455) as a stream of bytes, either end. A frame is never gathered: its bytes go on as
 * they come, so that its length needs no limit and holds no memory. Pings are answered, at most one answer at a time being
 * on its way, so that a peer that does not read cannot pile them up.
 */
final class WebSocketFrames extends ChannelDuplexHandler implements Ending {
    static final int NORMAL = 1_000;
    static final int PROTOCOL_ERROR = 1_002;
    static final int NOT_BINARY = 1_003;

    private static final int CONTROL_LENGTH_MAX = 125;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final boolean isClient;
    private final @Nullable SecureRandom masks; // of a client's frames (RFC 6455 5.3)
    private final byte[] head = new byte[14];
    private int headLength; // bytes of head that have come
    private long left = -1; // bytes of the frame's payload that are still to come; −1 between frames
    private int opcode;
    private boolean fragmented; // a message of several frames goes on
    private int mask;
    private byte[] control = new byte[0]; // payload of a control frame as far as it has come
    private byte @Nullable [] pong; // the newest ping that is not answered
    private boolean ponging;
    private boolean ended; // a Close has come, or nonsense: nothing more is read
    private boolean begun; // until then this is HTTP
    private boolean closed; // we have sent our Close

    private @Nullable ChannelHandlerContext own; // null only before it is in a pipeline

    WebSocketFrames(boolean isClient) {
        this.isClient = isClient;
        masks = isClient ? new SecureRandom() : null;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        own = context;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        begun = true;
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            while (bytes.isReadable() && !ended) {
                if (left < 0) readHead(context, bytes);
                else readPayload(context, bytes);
            }
        } finally {
            bytes.release();
        }
    }

    private void readHead(ChannelHandlerContext context, ByteBuf bytes) {
        head[headLength++] = bytes.readByte();
        if (headLength < 2 || headLength < headLength()) return;
        headLength = 0;
        String wrong = wrong();
        if (wrong != null) {
            refuse(context, wrong, PROTOCOL_ERROR);
            return;
        }
        opcode = head[0] & 0x0F;
        left = payloadLength();
        if ((head[1] & MASKED) != 0) mask = int32(headLength() - 4);
        if (opcode == TEXT) refuse(context, "text frames are not taken, only binary ones", NOT_BINARY);
        else if (opcode < CLOSE) fragmented = (head[0] & FIN) == 0;
        else control = new byte[0];
        if (left == 0 && !ended) frameEnd(context);
    }

    private int headLength() {
        int length = head[1] & 0x7F;
        return 2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + ((head[1] & MASKED) != 0 ? 4 : 0);
    }

    private long payloadLength() {
        int length = head[1] & 0x7F;
        if (length < 126) return length;
        if (length == 126) return (head[2] & 0xFF) << 8 | head[3] & 0xFF;
        return (long) int32(2) << 32 | int32(6) & 0xFFFF_FFFFL;
    }

    private int int32(int at) {
        return head[at] << 24 | (head[at + 1] & 0xFF) << 16 | (head[at + 2] & 0xFF) << 8 | head[at + 3] & 0xFF;
    }

    /** What is wrong with the head of a frame (RFC 6455 5.1 to 5.5), or null. */
    private @Nullable String wrong() {
        int code = head[0] & 0x0F;
        boolean last = (head[0] & FIN) != 0;
        long length = payloadLength();
        if ((head[0] & 0x70) != 0) return "a frame has bits of an extension that was not agreed on";
        if (code > PONG || code > BINARY && code < CLOSE) return "a frame is of unknown kind " + code;
        if ((head[1] & MASKED) != 0 == isClient)
            return isClient ? "a frame of a server is masked" : "a frame of a client is not masked";
        if (code >= CLOSE && (!last || length > CONTROL_LENGTH_MAX))
            return "a control frame is longer than 125 bytes or goes on";
        if (code == CONTINUATION && !fragmented) return "a frame goes on where nothing has begun";
        if ((code == TEXT || code == BINARY) && fragmented) return "a message begins within another";
        int form = head[1] & 0x7F;
        if (length < 0 || form == 126 && length < 126 || form == 127 && length <= 0xFFFF)
            return "the length of a frame is not in its shortest form";
        return code == CLOSE && length == 1 ? "a Close has half a status code" : null;
    }

    private void readPayload(ChannelHandlerContext context, ByteBuf bytes) {
        int length = (int) Math.min(left, bytes.readableBytes());
        if (!isClient) mask = applyMask(bytes, bytes.readerIndex(), length, mask);
        left -= length;
        if (opcode < CLOSE) context.fireChannelRead(bytes.readRetainedSlice(length));
        else gather(bytes, length);
        if (left == 0) frameEnd(context);
    }

    /** Turns masked bytes into plain ones and back; gives the mask as it goes on. */
    static int applyMask(ByteBuf bytes, int from, int length, int mask) {
        int at = from;
        for (; at + 4 <= from + length; at += 4) bytes.setInt(at, bytes.getInt(at) ^ mask);
        int next = mask;
        for (; at < from + length; at++) {
            bytes.setByte(at, bytes.getByte(at) ^ next >>> 24);
            next = Integer.rotateLeft(next, 8);
        }
        return next;
    }

    private void gather(ByteBuf bytes, int length) {
        byte[] more = new byte[control.length + length];
        System.arraycopy(control, 0, more, 0, control.length);
        bytes.readBytes(more, control.length, length);
        control = more;
    }

    private void frameEnd(ChannelHandlerContext context) {
        left = -1;
        if (opcode == PING) {
            pong = control;
            answer(context);
        } else if (opcode == CLOSE) {
            ended = true;
            context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
    }

    /** Of several pings only the last must be answered (RFC 6455 5.5.3). */
    private void answer(ChannelHandlerContext context) {
        if (pong == null || ponging || closed) return;
        ponging = true;
        byte[] payload = pong;
        pong = null;
        ByteBuf bytes = context.alloc().ioBuffer(payload.length);
        bytes.writeBytes(payload);
        frame(context, PONG, bytes, context.newPromise()).addListener(written -> {
            ponging = false;
            answer(context);
        });
        context.flush();
    }

    private void refuse(ChannelHandlerContext context, String why, int code) {
        ended = true;
        sendClose(context, code, why);
        context.fireExceptionCaught(new IOException(Losses.WEB_SOCKET + why));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        frame(context, BINARY, (ByteBuf) message, promise);
    }

    private ChannelFuture frame(ChannelHandlerContext context, int code, ByteBuf payload, ChannelPromise promise) {
        int length = payload.readableBytes();
        ByteBuf start = context.alloc().ioBuffer(head.length);
        start.writeByte(FIN | code);
        int masked = isClient ? MASKED : 0;
        if (length < 126) start.writeByte(masked | length);
        else if (length <= 0xFFFF) start.writeByte(masked | 126).writeShort(length);
        else start.writeByte(masked | 127).writeLong(length);
        if (masks != null) {
            int key = masks.nextInt();
            start.writeInt(key);
            applyMask(payload, payload.readerIndex(), length, key);
        }
        context.write(start);
        return context.write(payload, promise);
    }

    /** Says Close, after all that was written, if it was not said before. */
    @Override
    public void say(Runnable then) {
        if (own != null && begun) sendClose(own, NORMAL, "").addListener(said -> then.run());
        else then.run();
    }

    private ChannelFuture sendClose(ChannelHandlerContext context, int code, String why) {
        if (closed) return context.newSucceededFuture();
        closed = true;
        ByteBuf payload = context.alloc().ioBuffer(CONTROL_LENGTH_MAX);
        payload.writeShort(code).writeCharSequence(why, StandardCharsets.US_ASCII);
        ChannelFuture written = frame(context, CLOSE, payload, context.newPromise());
        context.flush();
        return written;
    }
}
