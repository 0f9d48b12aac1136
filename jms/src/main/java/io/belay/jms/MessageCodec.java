package io.belay.jms;

import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Symbol;
import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages as the bytes that go over the line, after the AMQP JMS mapping, as Qpid JMS and the brokers that know it have it
 * (docs/PROTOCOLS.md).
 *
 * <pre>
 *  header            durable = PERSISTENT, priority, ttl
 *  annotations       x-opt-jms-msg-type, x-opt-jms-dest, x-opt-jms-reply-to, x-opt-delivery-time; what else came
 *  properties        message-id, to, reply-to, subject = JMSType, correlation-id, times, group
 *  application-…     the properties of the application
 *  body              amqp-value text or map, amqp-sequence stream, data bytes or object, or none
 * </pre>
 *
 * <p>A received message that is sent on keeps its properties and its body byte for byte, until they are cleared.
 */
final class MessageCodec {
    private static final int ROOM = 256;
    private static final long TTL_MAX = 0xffffffffL;

    private MessageCodec() {}

    /**
     * Reads a message, whose parts are decoded when they are asked for.
     *
     * @param message its bytes, which stay as they are as long as the message lives
     * @param from what the consumer consumes
     * @param addresses how the broker names destinations
     * @param more attempts that failed besides those that its header tells of
     * @param policy which objects it may bring to life
     * @param nowMs the time, milliseconds since 1970
     * @throws MessageFormatException if these are not the sections of a message
     */
    static BelayMessage decode(
            ByteBuffer message, BelayDestination from, Addresses addresses, long more, ObjectPolicy policy, long nowMs)
            throws MessageFormatException {
        try {
            MessageSections sections = MessageSections.of(message);
            Arrival arrival =
                    new Arrival(sections, from, addresses, sections.header().deliveryCount() + more, nowMs);
            return switch (ArrivalKinds.of(arrival)) {
                case MESSAGE -> new BelayMessage(arrival);
                case OBJECT -> new BelayObjectMessage(arrival, policy);
                case MAP -> new BelayMapMessage(arrival);
                case BYTES -> new BelayBytesMessage(arrival);
                case STREAM -> new BelayStreamMessage(arrival);
                case TEXT -> new BelayTextMessage(arrival);
            };
        } catch (MalformedException e) {
            throw Failures.because(new MessageFormatException("a message that is no AMQP: " + e.getMessage()), e);
        }
    }

    /**
     * Sends a message off: stamps it, and writes it as it is now. Anybody's message will do; of another provider's a copy is
     * written, and it is stamped itself (Jakarta Messaging §3.12).
     *
     * @param addresses how the broker names destinations
     * @return the bytes, the caller's alone
     * @throws MessageFormatException if a text in it cannot be told in UTF-8
     * @throws JMSException if the body cannot be written, or the foreign message not be read
     */
    static ByteBuffer encode(Message message, Posting posting, Addresses addresses) throws JMSException {
        posting.stamp(message);
        BelayMessage own = message instanceof BelayMessage ours ? ours : ForeignMessages.copy(message);
        if (own != message) posting.stamp(own);
        mark(own, posting.marks());
        ByteWriter out = new ByteWriter(ROOM);
        Head head = own.head();
        head.checkTexts();
        SectionWriter.writeHeader(header(posting), out);
        writeAnnotations(own, head, posting, out);
        if (own.isBodyOwn()) {
            head.contentType = own.kind().contentType();
            head.contentEncoding = null;
        }
        SectionWriter.writeProperties(head.properties(addresses), out);
        writeFields(own, posting.marks(), out);
        writeBody(own, out);
        return out.view();
    }

    /** What was received and is sent on is marked as it is written, for it stays what came. */
    private static void mark(BelayMessage message, Map<String, String> marks) throws JMSException {
        if (!message.fields().isOwn()) return;
        for (Map.Entry<String, String> each : marks.entrySet()) message.fields().mark(each.getKey(), each.getValue());
    }

    private static Header header(Posting posting) {
        long ttlMs = posting.timeToLiveMs() == 0 || posting.timeToLiveMs() > TTL_MAX ? -1 : posting.timeToLiveMs();
        return new Header(posting.isPersistent(), posting.priority(), ttlMs, false, 0);
    }

    private static void writeAnnotations(BelayMessage message, Head head, Posting posting, ByteWriter out)
            throws JMSException {
        Map<Object, @Nullable Object> annotations = new LinkedHashMap<>();
        Arrival arrival = message.arrival();
        if (arrival != null) annotations.putAll(arrival.otherAnnotations());
        boolean isTold = arrival == null || message.isBodyOwn() || arrival.told() != null;
        if (isTold) annotations.put(Annotations.KIND, message.kind().code());
        annotations.put(Annotations.TO, posting.destination().kind().code());
        BelayDestination replyTo = head.replyTo;
        if (replyTo != null)
            annotations.put(Annotations.REPLY_TO, replyTo.kind().code());
        if (posting.deliveryDelayMs() > 0) {
            annotations.put(Annotations.DELIVERY_TIME, posting.deliveryTimeMs());
        }
        SectionWriter.writeMessageAnnotations(symbols(annotations), out);
    }

    @SuppressWarnings("unchecked") // The keys are symbols, or numbers that came, which are written as well.
    private static Map<Symbol, @Nullable Object> symbols(Map<?, @Nullable Object> annotations) {
        return (Map<Symbol, @Nullable Object>) annotations;
    }

    private static void writeFields(BelayMessage message, Map<String, String> marks, ByteWriter out)
            throws JMSException {
        Arrival arrival = message.arrival();
        if (arrival != null && !message.fields().isOwn() && !marks.isEmpty()) {
            Map<String, @Nullable Object> marked = new LinkedHashMap<>(arrival.rawProperties());
            marked.putAll(marks);
            SectionWriter.writeApplicationProperties(marked, out);
        } else if (arrival != null && !message.fields().isOwn()) {
            write(arrival.section(Descriptor.APPLICATION_PROPERTIES), out);
        } else if (!message.fields().plain().isEmpty()) {
            WellFormed.check("a property", message.fields().plain());
            SectionWriter.writeApplicationProperties(message.fields().plain(), out);
        }
    }

    private static void writeBody(BelayMessage message, ByteWriter out) throws JMSException {
        Arrival arrival = message.arrival();
        if (arrival == null || message.isBodyOwn()) {
            message.writeBody(out);
            return;
        }
        write(arrival.section(Descriptor.DATA), out);
        write(arrival.section(Descriptor.FOOTER), out);
    }

    private static void write(ByteBuffer section, ByteWriter out) {
        out.writeBuffer(section, section.remaining());
    }
}
