package io.belay.node.message;

import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Timestamp;
import io.belay.base.ByteWriter;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Scheduling;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that an operator writes.
 *
 * @param text the body, if it is text; else null
 * @param bytes the body, if it is not text
 * @param guarantee how safe it is to be
 * @param priority 0 to 9
 * @param ttlMs how long it lives, milliseconds; 0 for ever
 * @param isRetained whether it becomes the retained message of its topic
 * @param contentType of the body, ASCII; null for none, as all that follow
 * @param subject what it is about
 * @param correlationId which other message it answers
 * @param replyTo where the answer is to go
 * @param groupId its group
 * @param properties strings, whole and other numbers, truths
 */
public record MessageDraft(
        @Nullable String text,
        byte[] bytes,
        Guarantee guarantee,
        int priority,
        long ttlMs,
        boolean isRetained,
        @Nullable String contentType,
        @Nullable String subject,
        @Nullable String correlationId,
        @Nullable String replyTo,
        @Nullable String groupId,
        Map<String, Object> properties) {

    /** The message for a queue or topic, at a time. Any thread. */
    public Message message(String to, long nowMs) {
        int group = groupId == null || groupId.isEmpty() ? 0 : groupId.hashCode() == 0 ? 1 : groupId.hashCode();
        return new Message(
                to,
                guarantee,
                isRetained,
                ttlMs == 0 ? 0 : nowMs + ttlMs,
                MessageFormat.AMQP,
                text != null ? !text.isEmpty() : bytes.length > 0,
                content(to, nowMs),
                new Scheduling(priority, 0, group));
    }

    private byte[] content(String to, long nowMs) {
        ByteWriter out = new ByteWriter(256);
        boolean isDurable = guarantee != Guarantee.AT_MOST_ONCE;
        SectionWriter.writeHeader(new Header(isDurable, priority, ttlMs == 0 ? -1 : ttlMs, false, 0), out);
        Symbol type = contentType == null ? null : Symbol.of(contentType);
        Timestamp now = new Timestamp(nowMs);
        SectionWriter.writeProperties(
                new Properties(
                        null, null, to, subject, replyTo, correlationId, type, null, null, now, groupId, -1, null),
                out);
        if (!properties.isEmpty()) SectionWriter.writeApplicationProperties(properties, out);
        if (text != null) SectionWriter.writeValue(text, out);
        else SectionWriter.writeData(ByteBuffer.wrap(bytes), out);
        return out.toArray();
    }
}
