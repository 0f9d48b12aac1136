package io.belay.jms;

import io.belay.amqp.codec.BodyKind;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Symbol;
import jakarta.jms.MessageFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As which kind of message the application sees what came: as it says, if its body can be that; else as its body looks. */
final class ArrivalKinds {
    private static final List<String> TEXTS =
            List.of("application/json", "application/xml", "application/javascript", "application/ecmascript");

    private ArrivalKinds() {}

    static MessageKind of(Arrival arrival) throws MessageFormatException {
        MessageKind told = arrival.told();
        if (told != null && fits(told, arrival)) return told;
        return switch (arrival.bodyKind()) {
            case NONE -> ofContentType(arrival.contentType(), MessageKind.MESSAGE);
            case DATA -> ofContentType(arrival.contentType(), MessageKind.BYTES);
            case VALUE -> ofValue(arrival.value());
            case SEQUENCE -> ofSequence(arrival.sequence());
        };
    }

    private static boolean fits(MessageKind kind, Arrival arrival) throws MessageFormatException {
        BodyKind body = arrival.bodyKind();
        if (body == BodyKind.NONE) return true;
        return switch (kind) {
            case MESSAGE, OBJECT -> true;
            case MAP -> body == BodyKind.VALUE && (arrival.value() == null || arrival.value() instanceof Map);
            case BYTES -> body == BodyKind.DATA || body == BodyKind.VALUE && arrival.value() instanceof Binary;
            case STREAM -> body == BodyKind.SEQUENCE || body == BodyKind.VALUE && arrival.value() instanceof List;
            case TEXT -> body == BodyKind.DATA || body == BodyKind.VALUE && isText(arrival.value());
        };
    }

    private static boolean isText(@Nullable Object value) {
        return value == null || value instanceof String;
    }

    private static MessageKind ofContentType(@Nullable Symbol contentType, MessageKind otherwise) {
        if (contentType == null) return otherwise;
        String type =
                contentType.text().toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        if (MessageKind.OBJECT.isContentType(type)) return MessageKind.OBJECT;
        if (MessageKind.BYTES.isContentType(type)) return MessageKind.BYTES;
        boolean isText =
                type.startsWith("text/") || TEXTS.contains(type) || type.endsWith("+json") || type.endsWith("+xml");
        return isText ? MessageKind.TEXT : otherwise;
    }

    private static MessageKind ofValue(@Nullable Object value) {
        if (isText(value)) return MessageKind.TEXT;
        if (value instanceof Binary) return MessageKind.BYTES;
        if (value instanceof List<?> list) return ofSequence(list);
        boolean isMap = value instanceof Map<?, ?> map
                && map.keySet().stream().allMatch(String.class::isInstance)
                && map.values().stream().allMatch(AmqpValues::isItem);
        return isMap ? MessageKind.MAP : MessageKind.OBJECT;
    }

    private static MessageKind ofSequence(List<?> sequence) {
        return sequence.stream().allMatch(AmqpValues::isItem) ? MessageKind.STREAM : MessageKind.OBJECT;
    }
}
