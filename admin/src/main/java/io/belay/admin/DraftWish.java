package io.belay.admin;

import io.belay.admin.text.BadSettingException;
import io.belay.core.Guarantee;
import io.belay.core.Scheduling;
import io.belay.node.message.MessageDraft;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from JSON which message somebody wants to send. */
final class DraftWish {
    private static final List<String> FIELDS = List.of(
            "body",
            "contentType",
            "properties",
            "priority",
            "ttlMs",
            "durable",
            "correlationId",
            "replyTo",
            "subject",
            "groupId");
    private static final long TTL_MS_MAX = 0xFFFF_FFFFL; // as AMQP can say it

    private DraftWish() {}

    /** A message for a queue. */
    static MessageDraft forQueue(ApiRequest request) throws BadSettingException {
        JsonFields said = request.fields(new LinkedHashSet<>(FIELDS));
        return draft(said, said.flag("durable", true) ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE, false);
    }

    /** A message for a topic, which may be retained and says how safe it is by its qos, 0 to 2. */
    static MessageDraft forTopic(ApiRequest request) throws BadSettingException {
        Set<String> fields = new LinkedHashSet<>(FIELDS);
        fields.remove("durable");
        fields.add("retain");
        fields.add("qos");
        JsonFields said = request.fields(fields);
        Guarantee guarantee = Guarantee.values()[(int) said.number("qos", 1, 0, 2)];
        return draft(said, guarantee, said.flag("retain", false));
    }

    private static MessageDraft draft(JsonFields said, Guarantee guarantee, boolean isRetained)
            throws BadSettingException {
        JsonFields body = said.object("body", Set.of("text", "base64"));
        String text = body == null ? null : body.text("text");
        String base64 = body == null ? null : body.text("base64");
        if (text != null && base64 != null) throw said.wrong("body", "text or base64, not both");
        return new MessageDraft(
                text,
                body == null || base64 == null ? new byte[0] : bytes(body, base64),
                guarantee,
                (int) said.number("priority", Scheduling.PRIORITY_NORMAL, 0, Scheduling.PRIORITY_MAX),
                said.number("ttlMs", 0, 0, TTL_MS_MAX),
                isRetained,
                contentType(said),
                said.text("subject"),
                said.text("correlationId"),
                said.text("replyTo"),
                said.text("groupId"),
                properties(said));
    }

    private static byte[] bytes(JsonFields body, String base64) throws BadSettingException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException other) {
            throw body.wrong("base64", "bytes in base 64");
        }
    }

    private static @Nullable String contentType(JsonFields said) throws BadSettingException {
        String type = said.text("contentType");
        boolean isAscii = type == null || type.chars().allMatch(each -> each > 0x20 - 1 && each < 0x7F);
        if (isAscii) return type;
        throw said.wrong("contentType", "ASCII, as text/plain");
    }

    private static Map<String, Object> properties(JsonFields said) throws BadSettingException {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> each : said.map("properties").entrySet()) {
            Object value = each.getValue();
            boolean isPlain = value instanceof String || value instanceof Number || value instanceof Boolean;
            if (value == null || !isPlain || each.getKey().isEmpty())
                throw said.wrong("properties", "names with a string, a number, true or false each");
            properties.put(each.getKey(), value);
        }
        return properties;
    }
}
