package io.belay.net;

import io.belay.net.HttpHead.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** Asks an HTTP server for a WebSocket (RFC 6455 4.1). */
final class WebSocketClientGate extends Gate {
    private static final int KEY_LENGTH = 16;
    private static final String NO_PROTOCOL = "";

    private final String authority;
    private final String path;
    private final String subprotocol;
    private final String key;

    /**
     * @param authority host and port for the Host field
     * @param path with its query, without its first slash
     * @param subprotocol the only one that will do
     */
    WebSocketClientGate(String authority, String path, String subprotocol) {
        this.authority = authority;
        this.path = path;
        this.subprotocol = subprotocol;
        byte[] random = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(random);
        key = WebSocketKeys.of(random);
    }

    @Override
    void begin(ChannelHandlerContext context) {
        String request = "GET /" + path + " HTTP/1.1\r\nHost: " + authority
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key
                + "\r\nSec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n";
        context.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
    }

    @Override
    void received(ChannelHandlerContext context, ByteBuf bytes) {
        try {
            HttpHead answer = HttpHead.read(bytes);
            if (answer == null) return;
            String wrong = wrong(answer);
            if (wrong == null) open(context);
            else fail(context, "no WebSocket at http://" + authority + "/" + path + ": " + wrong);
        } catch (Refusal refusal) {
            fail(context, "no WebSocket at http://" + authority + "/" + path + ": " + refusal.getMessage());
        }
    }

    private @Nullable String wrong(HttpHead answer) {
        if (!answer.start().startsWith("HTTP/1.1 101")) return "the answer is \"" + shortened(answer.start()) + "\"";
        if (!answer.names("upgrade", "websocket") || !answer.names("connection", "upgrade"))
            return "the answer upgrades to something else";
        if (!answer.field("sec-websocket-accept").equals(WebSocketKeys.answer(key)))
            return "the answer is to another request";
        String spoken = answer.fields().getOrDefault("sec-websocket-protocol", NO_PROTOCOL);
        if (!spoken.equals(subprotocol))
            return "expected subprotocol " + subprotocol + ", found \"" + shortened(spoken) + "\"";
        if (!answer.field("sec-websocket-extensions").isEmpty())
            return "the answer has extensions that were not asked for";
        return null;
    }

    static String shortened(String foreign) {
        String plain = foreign.replaceAll("[^ -~]", "?");
        return plain.length() <= 100 ? plain : plain.substring(0, 100) + "...";
    }
}
