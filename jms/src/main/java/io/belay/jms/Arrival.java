package io.belay.jms;

import io.belay.amqp.codec.BodyKind;
import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.PropertyField;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.base.MalformedException;
import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A message as it came, decoded where somebody looks. Whoever made it may have made it wrong: then looking fails. */
final class Arrival {
    private final MessageSections sections;
    private final BelayDestination from;
    private final Addresses addresses;
    private final long deliveryCount;
    private final long arrivedAtMs;

    /**
     * Takes what came.
     *
     * @param from what the consumer consumes
     * @param addresses how the broker names destinations
     * @param deliveryCount earlier attempts that failed
     * @param arrivedAtMs the time, milliseconds since 1970
     */
    Arrival(
            MessageSections sections,
            BelayDestination from,
            Addresses addresses,
            long deliveryCount,
            long arrivedAtMs) {
        this.sections = sections;
        this.from = from;
        this.addresses = addresses;
        this.deliveryCount = deliveryCount;
        this.arrivedAtMs = arrivedAtMs;
    }

    /** Which attempt to deliver it this is, from 1 on. */
    int attempt() {
        return (int) Math.min(deliveryCount + 1, Integer.MAX_VALUE);
    }

    /** What stands over it. */
    Head head() throws MessageFormatException {
        return read(() -> {
            Head head = new Head();
            Properties properties = sections.properties();
            head.read(sections.header(), properties, arrivedAtMs);
            head.isRedelivered = deliveryCount > 0;
            head.destination = addresses.known(
                    BelayDestination.at(properties.to(), kind(Annotations.TO, Annotations.TO_WORDS), from.kind()));
            if (head.destination == null) head.destination = from;
            head.replyTo = addresses.known(BelayDestination.at(
                    properties.replyTo(), kind(Annotations.REPLY_TO, Annotations.REPLY_TO_WORDS), from.kind()));
            Object delivery = AmqpValues.toJava(sections.messageAnnotation(Annotations.DELIVERY_TIME));
            head.deliveryTimeMs = delivery instanceof Long time ? time : head.timestampMs;
            return head;
        });
    }

    /**
     * When it dies, milliseconds since 1970; 0 never.
     *
     * @throws MessageFormatException also if {@link #head} would throw it for anything else
     */
    long expirationMs() throws MessageFormatException {
        return read(() -> {
            sections.checkHead();
            kind(Annotations.TO, Annotations.TO_WORDS);
            kind(Annotations.REPLY_TO, Annotations.REPLY_TO_WORDS);
            sections.messageAnnotation(Annotations.DELIVERY_TIME);
            Timestamp absolute = (Timestamp) sections.property(PropertyField.ABSOLUTE_EXPIRY_TIME);
            return Head.expirationMs(sections.header(), absolute, arrivedAtMs);
        });
    }

    private @Nullable DestinationKind kind(Symbol code, Symbol words) {
        DestinationKind kind = DestinationKind.of(sections.messageAnnotation(code));
        return kind != null ? kind : DestinationKind.ofWords(sections.messageAnnotation(words));
    }

    /** The properties that the application set, as Jakarta Messaging has them; what it has no word for is not seen. */
    Map<String, @Nullable Object> properties() throws MessageFormatException {
        return read(() -> {
            var properties = new LinkedHashMap<String, @Nullable Object>();
            sections.applicationProperties().forEach((name, value) -> {
                if (!(value instanceof Binary)) properties.put(name, property(AmqpValues.toJava(value)));
            });
            return properties;
        });
    }

    /** The same as AMQP has them, all of them. */
    Map<String, @Nullable Object> rawProperties() throws MessageFormatException {
        return read(sections::applicationProperties);
    }

    private static @Nullable Object property(@Nullable Object value) {
        return value instanceof Character ? value.toString() : value;
    }

    /** What the annotation says that it is; null if there is none. */
    @Nullable
    MessageKind told() throws MessageFormatException {
        return read(() -> MessageKind.of(sections.messageAnnotation(Annotations.KIND)));
    }

    @Nullable
    Symbol contentType() throws MessageFormatException {
        return read(() -> (Symbol) sections.property(PropertyField.CONTENT_TYPE));
    }

    BodyKind bodyKind() {
        return sections.bodyKind();
    }

    /** The bytes of a body of bytes: a view, to be read. */
    ByteBuffer data() throws MessageFormatException {
        if (bodyKind() == BodyKind.VALUE && value() instanceof Binary binary) return ByteBuffer.wrap(binary.bytes());
        return read(sections::data);
    }

    /** The text of a body of text, or of bytes that are. */
    @Nullable
    String text() throws MessageFormatException {
        if (bodyKind() == BodyKind.DATA)
            return StandardCharsets.UTF_8.decode(data()).toString();
        Object value = value();
        return value == null ? null : value.toString();
    }

    /** The value of a body that is one, as AMQP has it. */
    @Nullable
    Object value() throws MessageFormatException {
        return read(sections::bodyValue);
    }

    /** The elements of a body that is a sequence, as AMQP has them. */
    List<@Nullable Object> sequence() throws MessageFormatException {
        if (bodyKind() == BodyKind.VALUE && value() instanceof List<?> list)
            return Collections.unmodifiableList(new ArrayList<>(list));
        return read(sections::bodySequence);
    }

    /** A section with its descriptor as it came: a view, to be read; empty if there is none. */
    ByteBuffer section(Descriptor section) {
        return sections.section(section);
    }

    /** The message annotations that are neither ours nor for the broker only. */
    Map<Object, @Nullable Object> otherAnnotations() throws MessageFormatException {
        if (!sections.has(Descriptor.MESSAGE_ANNOTATIONS)) return Map.of();
        return read(() -> {
            Map<Object, @Nullable Object> others = new LinkedHashMap<>(sections.messageAnnotations());
            others.keySet().removeAll(Annotations.OURS);
            return others;
        });
    }

    private <T extends @Nullable Object> T read(Supplier<T> part) throws MessageFormatException {
        try {
            return part.get();
        } catch (MalformedException e) {
            throw Failures.because(new MessageFormatException("a message that is no AMQP: " + e.getMessage()), e);
        }
    }
}
