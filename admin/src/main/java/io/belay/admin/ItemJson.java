package io.belay.admin;

import io.belay.core.DeadLetter;
import io.belay.core.Message;
import io.belay.node.QueueItem;
import io.belay.node.message.MessageView;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages for programs. */
final class ItemJson {
    /** A body is cut to so many characters or bytes, unless it is asked for whole. */
    static final int SHOWN_MAX = 64 << 10;

    private ItemJson() {}

    /** A message in a queue. */
    static Map<String, Object> of(QueueItem item, boolean isWhole) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", item.entry().sequence());
        json.put("sequence", item.entry().sequence());
        json.put("priority", item.entry().priority());
        json.put("deliveryCount", item.entry().deliveries());
        json.put("state", item.state().name().toLowerCase(Locale.ROOT));
        if (item.entry().deliverAtMs() != 0) Times.put("deliverAt", item.entry().deliverAtMs(), json);
        DeadLetter dead = item.dead();
        if (dead != null) json.put("deadLetter", of(dead));
        putMessage(item.message(), isWhole, json);
        return json;
    }

    private static Map<String, Object> of(DeadLetter dead) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("origin", dead.origin());
        json.put("reason", dead.reason());
        Times.put("at", dead.atMs(), json);
        return json;
    }

    /** Puts what there is to say of a message, wherever it is. */
    static void putMessage(Message message, boolean isWhole, Map<String, Object> json) {
        MessageView view = MessageView.of(message);
        json.put("to", message.topic());
        json.put("durable", view.isDurable());
        if (message.expiresAtMs() != 0) Times.put("expiresAt", message.expiresAtMs(), json);
        json.put("properties", view.properties());
        json.put("headers", view.headers());
        String contentType = view.headers().get("contentType");
        if (contentType != null) json.put("contentType", contentType);
        json.put("length", message.length());
        putBody(view.text(), view.bytes(), isWhole, json);
    }

    private static void putBody(
            @Nullable String text, byte @Nullable [] bytes, boolean isWhole, Map<String, Object> json) {
        Map<String, Object> body = new LinkedHashMap<>();
        boolean isCut;
        if (text != null) {
            String shown = isWhole ? text : cut(text);
            isCut = shown.length() < text.length();
            body.put("text", shown);
        } else {
            byte[] all = bytes == null ? new byte[0] : bytes;
            byte[] shown = isWhole || all.length <= SHOWN_MAX ? all : Arrays.copyOf(all, SHOWN_MAX);
            isCut = shown.length < all.length;
            body.put("base64", Base64.getEncoder().encodeToString(shown));
        }
        json.put("body", body);
        json.put("isCut", isCut);
    }

    /** Not within a character. */
    private static String cut(String text) {
        if (text.length() <= SHOWN_MAX) return text;
        int end = Character.isHighSurrogate(text.charAt(SHOWN_MAX - 1)) ? SHOWN_MAX - 1 : SHOWN_MAX;
        return text.substring(0, end);
    }
}
