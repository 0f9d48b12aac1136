package io.belay.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One step that must succeed before a line stands. Until then nothing behind it hears that the connection is there; the
 * next gate, or the line, begins when it does. What the peer sends is gathered for {@link #received}.
 */
abstract class Gate extends ChannelDuplexHandler {
    private @Nullable ByteBuf gathered; // what has come and is not understood yet
    private boolean failed;

    /** The step begins. */
    abstract void begin(ChannelHandlerContext context) throws Exception;

    /**
     * More has come; the gate takes what it understands and calls {@link #open} or {@link #fail} in the end. What it leaves
     * then is the next one's.
     */
    abstract void received(ChannelHandlerContext context, ByteBuf bytes) throws Exception;

    /** The step has succeeded: the gate goes away. */
    final void open(ChannelHandlerContext context) {
        ByteBuf rest = gathered;
        gathered = null;
        context.fireChannelActive();
        if (rest != null && rest.isReadable()) {
            context.fireChannelRead(rest);
            context.fireChannelReadComplete();
        } else if (rest != null) {
            rest.release();
        }
        context.pipeline().remove(this);
    }

    /** The step has failed: there will be no line. */
    final void fail(ChannelHandlerContext context, String why) {
        failed = true;
        context.fireExceptionCaught(new IOException(why));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        begin(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        ByteBuf bytes = (ByteBuf) message;
        if (failed) {
            bytes.release();
            return;
        }
        gathered = gathered == null ? bytes : joined(context, gathered, bytes);
        received(context, gathered);
    }

    private static ByteBuf joined(ChannelHandlerContext context, ByteBuf first, ByteBuf second) {
        ByteBuf both = context.alloc().buffer(first.readableBytes() + second.readableBytes());
        both.writeBytes(first).writeBytes(second);
        first.release();
        second.release();
        return both;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !failed) fail(context, Losses.FIN.words());
        else context.fireUserEventTriggered(event);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (gathered != null) gathered.release();
        gathered = null;
    }
}
