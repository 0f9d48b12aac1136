package io.belay.node.amqp;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.codec.BodyKind;
import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.PropertyField;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.ErrorCondition;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.amqp.type.UnsignedByte;
import io.belay.amqp.type.UnsignedInteger;
import io.belay.amqp.type.UnsignedLong;
import io.belay.amqp.type.UnsignedShort;
import io.belay.base.MalformedException;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Scheduling;
import io.belay.node.Address;
import io.belay.node.message.MessageFormat;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A message of a client's to ours: where it goes, how safe, until when, and when its turn comes. */
final class AmqpIncoming {
    private static final Symbol DESTINATION = Symbol.of("x-opt-jms-dest");
    private static final Symbol DELIVERY_TIME = Symbol.of("x-opt-delivery-time");
    private static final Symbol DELIVERY_DELAY = Symbol.of("x-opt-delivery-delay");

    /** A message that came, or what is wrong with it. */
    sealed interface Letter {
        /** It can be passed on. */
        record Readable(Address to, Message message) implements Letter {}

        /** It cannot. */
        record Unreadable(AmqpError error) implements Letter {}
    }

    private final AmqpAddresses addresses;

    AmqpIncoming(AmqpAddresses addresses) {
        this.addresses = addresses;
    }

    /**
     * Reads a message.
     *
     * @param isFree whether its sender does not care what becomes of it
     * @param fixed where the link leads; null if the message is to say so
     */
    Letter read(AmqpEvent.Delivery delivery, boolean isFree, @Nullable Address fixed, long nowMs) {
        if (delivery.messageFormat() != 0) {
            return unreadable(ErrorCondition.NOT_IMPLEMENTED, "message format " + delivery.messageFormat());
        }
        try {
            byte[] whole = new byte[delivery.payload().remaining()];
            delivery.payload().duplicate().get(whole);
            MessageSections sections = MessageSections.of(ByteBuffer.wrap(whole));
            sections.check();
            return read(sections, whole, isFree, fixed, nowMs);
        } catch (MalformedException malformed) {
            return unreadable(ErrorCondition.DECODE_ERROR, malformed.getMessage());
        }
    }

    private Letter read(MessageSections sections, byte[] whole, boolean isFree, @Nullable Address fixed, long nowMs) {
        Address to = fixed != null ? fixed : destination(sections);
        if (to == null) return new Letter.Unreadable(AmqpErrors.invalidField("to", "a message that says not where to"));
        AmqpError objection = fixed != null ? null : addresses.objectionToTarget(to);
        if (objection != null) return new Letter.Unreadable(objection);
        Header header = sections.header();
        Message message = new Message(
                to.name(),
                guarantee(header, to, isFree),
                false,
                expiresAtMs(sections, header, nowMs),
                MessageFormat.AMQP,
                sections.bodyKind() != BodyKind.NONE,
                content(sections, whole),
                new Scheduling(
                        Math.min(header.priority(), Scheduling.PRIORITY_MAX),
                        deliverAtMs(sections, nowMs),
                        group(sections)));
        return new Letter.Readable(to, message);
    }

    private static @Nullable Address destination(MessageSections sections) {
        if (!(sections.property(PropertyField.TO) instanceof String to)) return null;
        Object code = sections.messageAnnotation(DESTINATION);
        return AmqpAddresses.of(to, isIntegral(code) ? AmqpAddresses.kind(number(code)) : null);
    }

    /** What a sender has settled before we saw it may be lost; in a queue nothing is. */
    private static Guarantee guarantee(Header header, Address to, boolean settled) {
        if (header.durable()) return Guarantee.EXACTLY_ONCE;
        return settled && !to.isQueue() ? Guarantee.AT_MOST_ONCE : Guarantee.AT_LEAST_ONCE;
    }

    /** The time to live comes first: it needs no agreement of clocks. 0 says nothing, in both. */
    private static long expiresAtMs(MessageSections sections, Header header, long nowMs) {
        if (header.ttlMs() > 0) return nowMs + header.ttlMs();
        Object absolute = sections.property(PropertyField.ABSOLUTE_EXPIRY_TIME);
        return absolute instanceof Timestamp time ? Math.max(0, time.ms()) : 0;
    }

    /** 0 if its time has come. */
    private static long deliverAtMs(MessageSections sections, long nowMs) {
        long atMs = number(sections.messageAnnotation(DELIVERY_TIME));
        if (atMs == 0) {
            long delayMs = number(sections.messageAnnotation(DELIVERY_DELAY));
            atMs = delayMs > Long.MAX_VALUE - nowMs ? Long.MAX_VALUE : nowMs + delayMs;
        }
        return atMs <= nowMs ? 0 : atMs;
    }

    private static boolean isIntegral(@Nullable Object value) {
        boolean isUnsigned = value instanceof UnsignedByte
                || value instanceof UnsignedShort
                || value instanceof UnsignedInteger
                || value instanceof UnsignedLong;
        boolean isSigned =
                value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long;
        return isUnsigned || isSigned;
    }

    private static long number(@Nullable Object value) {
        if (value instanceof UnsignedByte unsigned) return unsigned.value();
        if (value instanceof UnsignedShort unsigned) return unsigned.value();
        if (value instanceof Timestamp time) return time.ms();
        if (value instanceof UnsignedInteger unsigned) return unsigned.value();
        if (value instanceof UnsignedLong unsigned) return Math.max(0, unsigned.bits());
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static int group(MessageSections sections) {
        Object name = sections.property(PropertyField.GROUP_ID);
        if (name == null || name.equals("")) return 0;
        return name.hashCode() == 0 ? 1 : name.hashCode();
    }

    /** All but the delivery annotations, which spoke to us only (§3.2.2). */
    private static byte[] content(MessageSections sections, byte[] whole) {
        if (!sections.has(Descriptor.DELIVERY_ANNOTATIONS)) return whole;
        ByteBuffer header = sections.section(Descriptor.HEADER);
        ByteBuffer tail = sections.tail();
        int headerLength = header.remaining();
        byte[] content = new byte[headerLength + tail.remaining()];
        header.get(content, 0, headerLength);
        tail.get(content, headerLength, content.length - headerLength);
        return content;
    }

    private static Letter unreadable(Symbol condition, String why) {
        return new Letter.Unreadable(new AmqpError(condition, why));
    }
}
