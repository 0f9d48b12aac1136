package io.belay.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who speaks TLS and who does not: the first byte tells them apart. Whoever waits to be spoken to first speaks no TLS,
 * and after a moment of silence is taken to be such a one.
 */
final class EitherGate extends Gate implements Ending {
    private static final int HANDSHAKE = 22; // the type of the first record of TLS (RFC 8446 §5.1); no text begins so

    private final SocketChannel channel;
    private final Tls tls;
    private final int silenceMs;
    private Ending ending = Ending.NONE;
    private @Nullable Future<?> silence; // null once the gate is open

    /** @param silenceMs how long it listens for the first byte */
    EitherGate(SocketChannel channel, Tls tls, int silenceMs) {
        this.channel = channel;
        this.tls = tls;
        this.silenceMs = silenceMs;
    }

    @Override
    void begin(ChannelHandlerContext context) {
        silence = context.executor().schedule(() -> openPlain(context), silenceMs, TimeUnit.MILLISECONDS);
    }

    private void openPlain(ChannelHandlerContext context) {
        if (silence == null || context.isRemoved()) return;
        silence.cancel(false);
        silence = null;
        open(context);
    }

    @Override
    void received(ChannelHandlerContext context, ByteBuf bytes) {
        if (bytes.getUnsignedByte(bytes.readerIndex()) == HANDSHAKE) {
            SslHandler handler = tls.serverHandler(channel);
            TlsGate gate = new TlsGate(handler);
            ending = gate;
            context.pipeline().addAfter(context.name(), null, gate).addAfter(context.name(), null, handler);
        }
        openPlain(context);
    }

    /** Who says nothing and never will is answered as well. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) openPlain(context);
        context.fireUserEventTriggered(event);
    }

    @Override
    public void say(Runnable then) {
        ending.say(then);
    }
}
