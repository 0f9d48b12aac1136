package io.belay.net;

import io.belay.net.HttpHead.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns an HTTP request into a WebSocket (RFC 6455 4.2), or says in HTTP why not. */
final class WebSocketServerGate extends Gate {
    private static final String VERSION = "13";
    private static final Map<Integer, String> REASONS = Map.of(
            400, "Bad Request",
            403, "Forbidden",
            405, "Method Not Allowed",
            426, "Upgrade Required",
            431, "Request Header Fields Too Large",
            505, "HTTP Version Not Supported");

    private final WebSocketEntry entry;
    private final Consumer<LineAcceptor> chosen;

    /** @param chosen hears who will take the line, before it stands */
    WebSocketServerGate(WebSocketEntry entry, Consumer<LineAcceptor> chosen) {
        this.entry = entry;
        this.chosen = chosen;
    }

    @Override
    void begin(ChannelHandlerContext context) {
        // The peer speaks first.
    }

    @Override
    void received(ChannelHandlerContext context, ByteBuf bytes) {
        try {
            HttpHead request = HttpHead.read(bytes);
            if (request != null) upgrade(context, request);
        } catch (Refusal refusal) {
            refuse(context, refusal);
        }
    }

    private void upgrade(ChannelHandlerContext context, HttpHead request) throws Refusal {
        check(request);
        String host = request.field("host");
        @Nullable String origin = request.fields().get("origin");
        String refusal = entry.guard().refusal(host, origin);
        if (refusal != null) throw new Refusal(403, refusal);
        String subprotocol = subprotocol(request);
        LineAcceptor acceptor = entry.acceptors().get(subprotocol);
        if (acceptor == null) throw new Refusal(400, asksForNone(request));
        chosen.accept(acceptor);
        send(
                context,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + WebSocketKeys.answer(request.field("sec-websocket-key")) + "\r\n"
                        + "Sec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n");
        open(context);
    }

    private static void check(HttpHead request) throws Refusal {
        String[] start = request.start().split(" ", -1);
        if (start.length != 3 || !start[2].startsWith("HTTP/")) throw new Refusal(400, "this is no HTTP request");
        if (!start[2].equals("HTTP/1.1")) throw new Refusal(505, "HTTP/1.1 only");
        if (!start[0].equals("GET")) throw new Refusal(405, "GET only");
        if (request.field("host").isEmpty()) throw new Refusal(400, "the Host field is missing");
        boolean hasBody = !request.field("transfer-encoding").isEmpty()
                || !request.field("content-length").replace("0", "").isEmpty();
        if (hasBody) throw new Refusal(400, "a WebSocket begins without a body");
        if (!request.names("upgrade", "websocket") || !request.names("connection", "upgrade"))
            throw new Refusal(426, "here is a WebSocket and nothing else");
        if (!request.field("sec-websocket-version").equals(VERSION))
            throw new Refusal(426, "version " + VERSION + " of the WebSocket protocol only");
        if (!WebSocketKeys.isKey(request.field("sec-websocket-key")))
            throw new Refusal(400, "Sec-WebSocket-Key is missing or no key");
    }

    private String subprotocol(HttpHead request) {
        for (String each : request.field("sec-websocket-protocol").split(","))
            if (entry.acceptors().containsKey(each.strip())) return each.strip();
        return "";
    }

    private String asksForNone(HttpHead request) {
        String known = String.join(", ", entry.acceptors().keySet());
        boolean none = request.field("sec-websocket-protocol").isEmpty();
        return "Sec-WebSocket-Protocol must name one of " + known + (none ? "; it is missing" : "");
    }

    private void refuse(ChannelHandlerContext context, Refusal refusal) {
        String body = refusal.getMessage() + "\n";
        String extra = refusal.status() == 405 ? "Allow: GET\r\n" : "";
        if (refusal.status() == 426)
            extra = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: " + VERSION + "\r\n";
        send(
                context,
                "HTTP/1.1 " + refusal.status() + " " + REASONS.get(refusal.status()) + "\r\n" + extra
                        + "Connection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
        fail(context, "WebSocket refused: " + refusal.getMessage());
    }

    private static void send(ChannelHandlerContext context, String text) {
        context.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }
}
