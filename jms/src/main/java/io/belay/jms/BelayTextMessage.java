package io.belay.jms;

import io.belay.amqp.codec.SectionWriter;
import io.belay.base.ByteWriter;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import org.jspecify.annotations.Nullable;

/** A message whose body is a text, or none. */
public final class BelayTextMessage extends BelayMessage implements TextMessage {
    private @Nullable String text;
    private boolean isRead; // Of what was received, not yet.

    BelayTextMessage() {
        isRead = true;
    }

    BelayTextMessage(Arrival arrival) {
        super(arrival);
    }

    @Override
    MessageKind kind() {
        return MessageKind.TEXT;
    }

    @Override
    public void setText(@Nullable String text) throws JMSException {
        checkBodyWritable();
        this.text = text;
    }

    @Override
    public @Nullable String getText() throws JMSException {
        Arrival arrival = arrival();
        if (!isRead && arrival != null) {
            text = arrival.text();
            isRead = true;
        }
        return text;
    }

    @Override
    @Nullable
    Object body() throws JMSException {
        return getText();
    }

    @Override
    @Nullable
    Class<?> bodyType() throws JMSException {
        return getText() == null ? null : String.class;
    }

    @Override
    void writeBody(ByteWriter out) throws JMSException {
        WellFormed.check("the text", text);
        SectionWriter.writeValue(text, out);
    }

    @Override
    void dropBody() {
        text = null;
        isRead = true;
    }
}
