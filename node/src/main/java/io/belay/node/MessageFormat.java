package io.belay.node;

import io.belay.base.Check;
import io.belay.core.Message;

/** The encodings that {@link Message#content} comes in, one number for each protocol. */
final class MessageFormat {
    /** The tail of an MQTT 5.0 PUBLISH: property length, properties, payload. */
    static final int MQTT = 1;

    private MessageFormat() {}

    /** Whether MQTT content has a payload behind its properties. */
    static boolean hasPayload(byte[] content) {
        int length = 0;
        int index = 0;
        int next;
        do {
            next = content[index] & 0xFF;
            length |= (next & 0x7F) << 7 * index++;
        } while (next >= 0x80);
        return content.length > index + length;
    }

    /** The content of a message as MQTT carries it. */
    static byte[] mqttContent(Message message) {
        Check.invariant(message.format() == MQTT, "a message in MQTT format", message.format());
        return message.content();
    }
}
