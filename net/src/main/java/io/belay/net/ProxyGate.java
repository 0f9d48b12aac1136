package io.belay.net;

import io.belay.net.HttpHead.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;

/** Asks a proxy for a way through. */
final class ProxyGate extends Gate {
    private final HttpProxy proxy;
    private final String target;

    /** @param target host and port to be reached */
    ProxyGate(HttpProxy proxy, String target) {
        this.proxy = proxy;
        this.target = target;
    }

    @Override
    void begin(ChannelHandlerContext context) {
        String login = proxy.authorization();
        String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n"
                + (login.isEmpty() ? "" : "Proxy-Authorization: " + login + "\r\n") + "\r\n";
        context.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
    }

    @Override
    void received(ChannelHandlerContext context, ByteBuf bytes) {
        try {
            HttpHead answer = HttpHead.read(bytes);
            if (answer == null) return;
            boolean through = answer.start().matches("HTTP/1\\.[01] 2\\d\\d( .*)?");
            String said = WebSocketClientGate.shortened(answer.start());
            if (through) open(context);
            else fail(context, "the proxy " + proxy + " does not connect to " + target + ": \"" + said + "\"");
        } catch (Refusal refusal) {
            fail(context, "the proxy " + proxy + ": " + refusal.getMessage());
        }
    }
}
