package io.belay.node.message;

import io.belay.base.Check;
import io.belay.core.Message;

/** The encodings that {@link Message#content} comes in, one number for each protocol. */
public final class MessageFormat {
    /** The tail of an MQTT 5.0 PUBLISH: property length, properties, payload. */
    public static final int MQTT = 1;

    /** The sections of an AMQP 1.0 message, all but the delivery annotations. */
    public static final int AMQP = 2;

    private MessageFormat() {}

    /** The content of a message as MQTT carries it. */
    public static byte[] mqttContent(Message message) {
        if (message.format() == AMQP) return AmqpToMqtt.content(message);
        Check.invariant(message.format() == MQTT, "a message in MQTT format", message.format());
        return message.content();
    }
}
