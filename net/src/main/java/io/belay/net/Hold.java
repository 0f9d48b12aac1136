package io.belay.net;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Keeps a paused line's promise where one read of the socket comes to many pieces (TLS records, WebSocket frames): what
 * came with the last read waits here, at most as much as one read of the socket brings.
 */
final class Hold extends ChannelDuplexHandler {
    private final Queue<Object> held = new ArrayDeque<>(0); // pieces of bytes, and the end of input as the last
    private boolean delivering;
    private boolean scheduled;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!isOpen(context)) held.add(message);
        else context.fireChannelRead(message);
    }

    private boolean isOpen(ChannelHandlerContext context) {
        return held.isEmpty() && !delivering && context.channel().config().isAutoRead();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !held.isEmpty()) held.add(event);
        else context.fireUserEventTriggered(event);
    }

    /** Reading resumes; what was held comes first, yet not within the call that resumed. */
    @Override
    public void read(ChannelHandlerContext context) {
        if (!held.isEmpty() && !scheduled) {
            scheduled = true;
            context.executor().execute(() -> deliver(context));
        }
        context.read();
    }

    private void deliver(ChannelHandlerContext context) {
        scheduled = false;
        if (context.isRemoved()) return;
        delivering = true;
        try {
            while (!held.isEmpty() && context.channel().config().isAutoRead()) {
                Object next = held.remove();
                if (next instanceof ChannelInputShutdownEvent) context.fireUserEventTriggered(next);
                else context.fireChannelRead(next);
            }
        } finally {
            delivering = false;
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
