package io.belay.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** Copies of messages that another provider made, by what their interfaces tell (Jakarta Messaging §3.12). */
final class ForeignMessages {
    private static final int PIECE = 8192;
    private static final String VENDOR_PREFIX = "JMS_";
    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    private ForeignMessages() {}

    /**
     * A message of ours that says the same, as far as its sender decides.
     *
     * @throws JMSException if it cannot be read
     */
    static BelayMessage copy(Message foreign) throws JMSException {
        BelayMessage copy = withBody(foreign);
        copy.fields().takeAnyName(); // What a property may be called is its provider's business.
        copy.setJMSCorrelationID(foreign.getJMSCorrelationID());
        copy.setJMSReplyTo(foreign.getJMSReplyTo());
        copy.setJMSType(foreign.getJMSType());
        for (String name : names(foreign.getPropertyNames())) {
            boolean isProviders = name.startsWith(VENDOR_PREFIX) || name.equals(DELIVERY_COUNT);
            if (!isProviders) copy.setObjectProperty(name, foreign.getObjectProperty(name));
        }
        return copy;
    }

    private static BelayMessage withBody(Message foreign) throws JMSException {
        if (foreign instanceof TextMessage text) return text(text);
        if (foreign instanceof BytesMessage bytes) return bytes(bytes);
        if (foreign instanceof MapMessage map) return map(map);
        if (foreign instanceof StreamMessage stream) return stream(stream);
        return foreign instanceof ObjectMessage object ? object(object) : new BelayMessage();
    }

    private static BelayMessage text(TextMessage foreign) throws JMSException {
        var copy = new BelayTextMessage();
        copy.setText(foreign.getText());
        return copy;
    }

    private static BelayMessage bytes(BytesMessage foreign) throws JMSException {
        var copy = new BelayBytesMessage();
        foreign.reset();
        byte[] piece = new byte[PIECE];
        for (int count = foreign.readBytes(piece); count > 0; count = foreign.readBytes(piece)) {
            copy.writeBytes(piece, 0, count);
        }
        foreign.reset();
        return copy;
    }

    private static BelayMessage map(MapMessage foreign) throws JMSException {
        var copy = new BelayMapMessage();
        for (String name : names(foreign.getMapNames())) copy.setObject(name, foreign.getObject(name));
        return copy;
    }

    private static List<String> names(Enumeration<?> names) {
        return Collections.list(names).stream().map(String.class::cast).toList();
    }

    private static BelayMessage stream(StreamMessage foreign) throws JMSException {
        var copy = new BelayStreamMessage();
        foreign.reset();
        try {
            while (true) copy.writeObject(foreign.readObject());
        } catch (MessageEOFException e) {
            foreign.reset(); // The end is told in no other way.
        }
        return copy;
    }

    private static BelayMessage object(ObjectMessage foreign) throws JMSException {
        var copy = new BelayObjectMessage();
        copy.setObject(foreign.getObject());
        return copy;
    }
}
