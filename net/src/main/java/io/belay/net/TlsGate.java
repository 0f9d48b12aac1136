package io.belay.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Stands behind TLS: opens when it is agreed on, and puts its news into those of a bare connection. */
final class TlsGate extends ChannelInboundHandlerAdapter implements Ending {
    private final SslHandler tls;
    private boolean agreed;
    private boolean inputEnded;

    TlsGate(SslHandler tls) {
        this.tls = tls;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        // Told on when TLS is agreed on.
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            agreed = handshake.isSuccess();
            if (agreed) context.fireChannelActive();
            else failLater(context, handshake.cause());
        } else if (event instanceof SslCloseCompletionEvent || event instanceof ChannelInputShutdownEvent) {
            endInput(context);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    /** What TLS says of it to the peer, an alert, is written only when this event has passed. */
    private static void failLater(ChannelHandlerContext context, Throwable cause) {
        context.executor().execute(() -> context.fireExceptionCaught(failure(cause)));
    }

    /** The peer's last word in TLS counts as its last on the connection; whichever comes first. */
    private void endInput(ChannelHandlerContext context) {
        if (inputEnded) return;
        inputEnded = true;
        if (agreed) context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        else
            context.fireExceptionCaught(
                    new IOException(Losses.TLS + Losses.FIN.words() + " before it was agreed on; is it spoken there?"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        boolean ofTls = cause instanceof DecoderException || cause instanceof SSLException;
        context.fireExceptionCaught(ofTls ? failure(cause) : cause);
    }

    /** The innermost cause says most: the outer ones only that TLS failed. */
    private static IOException failure(Throwable cause) {
        Throwable inner = cause;
        while (inner.getCause() != null && inner.getCause() != inner) inner = inner.getCause();
        String said = String.valueOf(inner.getMessage());
        if (said.toLowerCase(Locale.ROOT).contains("not an ssl/tls record")) said = "the other end does not speak TLS";
        return new IOException(Losses.TLS + said, cause);
    }

    /** Tells the peer that nothing was cut off (RFC 8446 6.1). */
    @Override
    public void say(Runnable then) {
        if (agreed) tls.closeOutbound().addListener(said -> then.run());
        else then.run();
    }
}
