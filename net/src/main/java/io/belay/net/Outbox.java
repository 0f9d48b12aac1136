package io.belay.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a line has taken to send and the socket has not: small sends are gathered into chunks, and an idle line holds
 * none.
 *
 * <p>While the socket is clogged the open chunk stays open, so that a slow peer costs memory by the byte and not by the
 * packet.
 */
final class Outbox {
    /** The first chunk of a line that sends little at a time. */
    static final int SMALL_CHUNK = 1024;
    /** The chunk of a line that sends much; the largest that the allocator keeps in its thread's cache. */
    static final int FULL_CHUNK = 32 * 1024;
    /** One send larger than a chunk gets one of its own up to this. */
    static final int LARGEST_CHUNK = 64 * 1024;

    private final Channel channel;
    private final SocketLine line;
    private @Nullable ByteBuf open;
    private long unwritten; // taken and not written, wherever it stands: open + unflushed + inFlight
    private long written;
    private long unflushed; // given to the channel since the last flush
    private long inFlight; // given to the channel and flushed; above 0 after a flush means that the socket is clogged
    private boolean flushWanted; // while the socket was clogged
    private int sentSinceFlush;
    private int chunkLength = SMALL_CHUNK;

    Outbox(Channel channel, SocketLine line) {
        this.channel = channel;
        this.line = line;
    }

    long unwritten() {
        return unwritten;
    }

    /** All that the socket has taken whole, bytes. */
    long written() {
        return written;
    }

    void append(ByteBuffer bytes) {
        unwritten += bytes.remaining();
        sentSinceFlush = Math.min(sentSinceFlush + bytes.remaining(), LARGEST_CHUNK);
        int end = bytes.limit();
        while (bytes.position() < end) {
            ByteBuf chunk = open == null ? openChunk(bytes.remaining()) : open;
            bytes.limit(Math.min(end, bytes.position() + chunk.writableBytes()));
            chunk.writeBytes(bytes);
            bytes.limit(end);
            if (!chunk.isWritable()) handOver(chunk);
        }
    }

    private ByteBuf openChunk(int remaining) {
        int length = Math.max(chunkLength, Math.min(remaining, LARGEST_CHUNK));
        chunkLength = FULL_CHUNK; // until a flush shows that the line sends little at a time
        ByteBuf chunk = channel.alloc().ioBuffer(length, length);
        open = chunk;
        return chunk;
    }

    private void handOver(ByteBuf chunk) {
        int length = chunk.readableBytes();
        open = null;
        unflushed += length;
        channel.write(chunk).addListener((ChannelFuture write) -> written(length, write));
    }

    void flush() {
        flushWanted = inFlight > 0 && open != null;
        if (inFlight == 0 && open != null) handOver(open);
        chunkLength = sentSinceFlush > SMALL_CHUNK ? FULL_CHUNK : SMALL_CHUNK;
        sentSinceFlush = 0;
        if (unflushed == 0) return;
        inFlight += unflushed;
        unflushed = 0;
        channel.flush();
    }

    private void written(int length, ChannelFuture write) {
        unwritten -= length;
        written += length;
        inFlight -= length;
        if (!write.isSuccess()) {
            line.writeFailed(write.cause());
            return;
        }
        if (inFlight == 0 && flushWanted) flush();
        line.written();
    }

    /** Gives back what was not handed over; the channel gives back the rest itself. */
    void discard() {
        if (open != null) open.release();
        open = null;
    }
}
