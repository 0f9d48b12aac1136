package io.belay.node;

import io.belay.core.Message;
import io.belay.mqtt.PublishTemplate;
import io.belay.node.message.AmqpForm;
import io.belay.node.message.MessageFormat;
import org.jspecify.annotations.Nullable;

/** A message on its way out, shared by all who get it: what one of them has encoded, the others reuse. Any thread. */
public final class Outgoing {
    private static final long OVERHEAD = 64; // of a packet and of the objects that hold it, roughly, bytes

    private final Message message;
    private @Nullable PublishTemplate template; // immutable, so a race only builds it twice
    private @Nullable AmqpForm amqp; // likewise

    /** Wraps {@code message}. */
    public Outgoing(Message message) {
        this.message = message;
    }

    /** The message. */
    public Message message() {
        return message;
    }

    /** What it counts against memory bounds, bytes. */
    public long cost() {
        return message.length() + OVERHEAD;
    }

    /** The message as MQTT sends it. */
    public PublishTemplate template() {
        PublishTemplate known = template;
        if (known == null) {
            known = new PublishTemplate(message.topic(), MessageFormat.mqttContent(message));
            template = known;
        }
        return known;
    }

    /** The message as AMQP sends it. */
    public AmqpForm amqp() {
        AmqpForm known = amqp;
        if (known == null) {
            known = AmqpForm.of(message);
            amqp = known;
        }
        return known;
    }
}
