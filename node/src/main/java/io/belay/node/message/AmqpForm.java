package io.belay.node.message;

import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.MessageWriter;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Header;
import io.belay.base.ByteWriter;
import io.belay.core.DeadLetter;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Scheduling;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message as AMQP sends it: a header that is made for each delivery, and sections that are the same for all. Immutable,
 * for any thread.
 */
public final class AmqpForm {
    private static final int HEADER_ROOM = 24;
    private static final long UINT_MAX = 0xFFFF_FFFFL;
    private static final int DEAD_ROOM = 256; // for what a dead letter is told, roughly, bytes

    private static final ByteBuffer[] FIRST_DURABLE = firstHeaders(true); // by priority
    private static final ByteBuffer[] FIRST_VOLATILE = firstHeaders(false);

    private final boolean durable;
    private final int priority;
    private final long expiresAtMs;
    private final ByteBuffer tail; // the sections behind header and delivery annotations

    private AmqpForm(boolean durable, Message message, ByteBuffer tail) {
        this.durable = durable;
        this.priority = message.scheduling().priority();
        this.expiresAtMs = message.expiresAtMs();
        this.tail = tail;
    }

    /** The form of {@code message}, whatever protocol it came by. */
    public static AmqpForm of(Message message) {
        if (message.format() == MessageFormat.AMQP) {
            MessageSections sections = MessageSections.of(ByteBuffer.wrap(message.content()));
            return new AmqpForm(sections.header().durable(), message, sections.tail());
        }
        boolean durable = message.guarantee() != Guarantee.AT_MOST_ONCE;
        return new AmqpForm(durable, message, ByteBuffer.wrap(MqttToAmqp.sections(message)));
    }

    /**
     * The header of one delivery.
     *
     * @param deliveries how often it was delivered before and came back, 0 or more
     * @param nowMs broker time; what is left until it expires becomes its time to live
     */
    public ByteBuffer header(int deliveries, long nowMs) {
        if (deliveries == 0 && expiresAtMs == 0)
            return (durable ? FIRST_DURABLE : FIRST_VOLATILE)[priority].duplicate();
        long ttlMs = expiresAtMs == 0 ? -1 : Math.max(0, Math.min(expiresAtMs - nowMs, UINT_MAX));
        return written(new Header(durable, priority, ttlMs, deliveries == 0, deliveries));
    }

    /** The headers of messages that never expire, each at its first delivery: most are one of them. */
    private static ByteBuffer[] firstHeaders(boolean durable) {
        ByteBuffer[] headers = new ByteBuffer[Scheduling.PRIORITY_MAX + 1];
        for (int priority = 0; priority < headers.length; priority++) {
            headers[priority] = written(new Header(durable, priority, -1, true, 0));
        }
        return headers;
    }

    private static ByteBuffer written(Header header) {
        ByteWriter out = new ByteWriter(HEADER_ROOM);
        SectionWriter.writeHeader(header, out);
        return out.view();
    }

    /**
     * The sections that follow the header.
     *
     * @param dead why it is a dead letter, told in its application properties; null if it is none
     */
    public ByteBuffer tail(@Nullable DeadLetter dead) {
        return dead == null ? tail.duplicate() : marked(dead);
    }

    private ByteBuffer marked(DeadLetter dead) {
        ByteWriter out = new ByteWriter(tail.remaining() + DEAD_ROOM);
        new MessageWriter(MessageSections.of(tail.duplicate()))
                .applicationProperty(DeadLetterFields.REASON, dead.reason())
                .applicationProperty(DeadLetterFields.ORIGIN, dead.origin())
                .applicationProperty(DeadLetterFields.TIME, dead.atMs())
                .write(out);
        return out.view();
    }
}
