package io.belay.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A producer of the simplified API: what is set here goes onto each message that it sends. It is light: all producers of a context
 * send over the same link. One thread at a time.
 */
public final class BelayProducer implements JMSProducer {
    private static final int PRIORITY_MAX = 9;

    private final BelayContext context;
    private final BelayMessage model; // Has the properties and header fields to be set.
    private int deliveryMode = Message.DEFAULT_DELIVERY_MODE;
    private int priority = Message.DEFAULT_PRIORITY;
    private long timeToLiveMs = Message.DEFAULT_TIME_TO_LIVE;
    private long deliveryDelayMs = Message.DEFAULT_DELIVERY_DELAY;
    private boolean hasNoMessageId;
    private boolean hasNoTimestamp;
    private @Nullable CompletionListener completionListener;

    BelayProducer(BelayContext context) {
        this.context = context;
        model = (BelayMessage) context.createMessage(); // It knows what properties may be called here.
    }

    @Override
    public JMSProducer send(Destination destination, Message message) {
        return step(() -> {
            if (message == null) throw new MessageFormatException("no message to send");
            if (destination == null) throw new InvalidDestinationException("no destination to send to");
            dress(message);
            MessageProducer sender = context.sender();
            sender.setDisableMessageID(hasNoMessageId);
            sender.setDisableMessageTimestamp(hasNoTimestamp);
            sender.setDeliveryDelay(deliveryDelayMs);
            CompletionListener listener = completionListener;
            if (listener == null) sender.send(destination, message, deliveryMode, priority, timeToLiveMs);
            else sender.send(destination, message, deliveryMode, priority, timeToLiveMs, listener);
        });
    }

    /** Sets on a message what was set here (Jakarta Messaging §7.4). */
    private void dress(Message message) throws JMSException {
        Head head = model.head();
        if (head.correlationId != null) message.setJMSCorrelationID(model.getJMSCorrelationID());
        if (head.replyTo != null) message.setJMSReplyTo(head.replyTo);
        if (head.type != null) message.setJMSType(head.type);
        for (String name : Collections.list(model.getPropertyNames())) {
            message.setObjectProperty(name, model.getObjectProperty(name));
        }
    }

    @Override
    public JMSProducer send(Destination destination, @Nullable String body) {
        return send(destination, context.createTextMessage(body));
    }

    @Override
    public JMSProducer send(Destination destination, @Nullable Map<String, Object> body) {
        return Unchecked.ask(() -> {
            MapMessage message = context.createMapMessage();
            if (body != null) {
                for (Map.Entry<String, Object> each : body.entrySet())
                    message.setObject(each.getKey(), each.getValue());
            }
            return send(destination, message);
        });
    }

    @Override
    public JMSProducer send(Destination destination, byte @Nullable [] body) {
        return Unchecked.ask(() -> {
            BytesMessage message = context.createBytesMessage();
            if (body != null) message.writeBytes(body);
            return send(destination, message);
        });
    }

    @Override
    public JMSProducer send(Destination destination, @Nullable Serializable body) {
        return send(destination, context.createObjectMessage(body));
    }

    @Override
    public JMSProducer setDisableMessageID(boolean isDisabled) {
        hasNoMessageId = isDisabled;
        return this;
    }

    @Override
    public boolean getDisableMessageID() {
        return hasNoMessageId;
    }

    @Override
    public JMSProducer setDisableMessageTimestamp(boolean isDisabled) {
        hasNoTimestamp = isDisabled;
        return this;
    }

    @Override
    public boolean getDisableMessageTimestamp() {
        return hasNoTimestamp;
    }

    @Override
    public JMSProducer setDeliveryMode(int mode) {
        if (mode != DeliveryMode.PERSISTENT && mode != DeliveryMode.NON_PERSISTENT) {
            throw new JMSRuntimeException("a delivery mode is 1 (NON_PERSISTENT) or 2 (PERSISTENT), not " + mode);
        }
        deliveryMode = mode;
        return this;
    }

    @Override
    public int getDeliveryMode() {
        return deliveryMode;
    }

    @Override
    public JMSProducer setPriority(int priority) {
        if (priority < 0 || priority > PRIORITY_MAX) {
            throw new JMSRuntimeException("a priority is 0 to " + PRIORITY_MAX + ", not " + priority);
        }
        this.priority = priority;
        return this;
    }

    @Override
    public int getPriority() {
        return priority;
    }

    @Override
    public JMSProducer setTimeToLive(long timeToLive) {
        if (timeToLive < 0) throw new JMSRuntimeException("a time to live is 0 or more, not " + timeToLive);
        timeToLiveMs = timeToLive;
        return this;
    }

    @Override
    public long getTimeToLive() {
        return timeToLiveMs;
    }

    @Override
    public JMSProducer setDeliveryDelay(long deliveryDelay) {
        if (deliveryDelay < 0) throw new JMSRuntimeException("a delivery delay is 0 or more, not " + deliveryDelay);
        deliveryDelayMs = deliveryDelay;
        return this;
    }

    @Override
    public long getDeliveryDelay() {
        return deliveryDelayMs;
    }

    @Override
    public JMSProducer setAsync(@Nullable CompletionListener listener) {
        completionListener = listener;
        return this;
    }

    @Override
    public @Nullable CompletionListener getAsync() {
        return completionListener;
    }

    private JMSProducer step(Unchecked.Step step) {
        Unchecked.go(step);
        return this;
    }

    @Override
    public JMSProducer setProperty(String name, boolean value) {
        return step(() -> model.setBooleanProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, byte value) {
        return step(() -> model.setByteProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, short value) {
        return step(() -> model.setShortProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, int value) {
        return step(() -> model.setIntProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, long value) {
        return step(() -> model.setLongProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, float value) {
        return step(() -> model.setFloatProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, double value) {
        return step(() -> model.setDoubleProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, @Nullable String value) {
        return step(() -> model.setStringProperty(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, @Nullable Object value) {
        return step(() -> model.setObjectProperty(name, value));
    }

    @Override
    public JMSProducer clearProperties() {
        return step(model::clearProperties);
    }

    @Override
    public boolean propertyExists(String name) {
        return Unchecked.ask(() -> model.propertyExists(name));
    }

    @Override
    public boolean getBooleanProperty(String name) {
        return Unchecked.ask(() -> model.getBooleanProperty(name));
    }

    @Override
    public byte getByteProperty(String name) {
        return Unchecked.ask(() -> model.getByteProperty(name));
    }

    @Override
    public short getShortProperty(String name) {
        return Unchecked.ask(() -> model.getShortProperty(name));
    }

    @Override
    public int getIntProperty(String name) {
        return Unchecked.ask(() -> model.getIntProperty(name));
    }

    @Override
    public long getLongProperty(String name) {
        return Unchecked.ask(() -> model.getLongProperty(name));
    }

    @Override
    public float getFloatProperty(String name) {
        return Unchecked.ask(() -> model.getFloatProperty(name));
    }

    @Override
    public double getDoubleProperty(String name) {
        return Unchecked.ask(() -> model.getDoubleProperty(name));
    }

    @Override
    public @Nullable String getStringProperty(String name) {
        return Unchecked.ask(() -> model.getStringProperty(name));
    }

    @Override
    public @Nullable Object getObjectProperty(String name) {
        return Unchecked.ask(() -> model.getObjectProperty(name));
    }

    @Override
    public Set<String> getPropertyNames() {
        return Unchecked.ask(
                () -> Collections.unmodifiableSet(new LinkedHashSet<>(Collections.list(model.getPropertyNames()))));
    }

    @Override
    public JMSProducer setJMSCorrelationIDAsBytes(byte @Nullable [] correlationId) {
        return step(() -> model.setJMSCorrelationIDAsBytes(correlationId));
    }

    @Override
    public byte @Nullable [] getJMSCorrelationIDAsBytes() {
        return Unchecked.ask(model::getJMSCorrelationIDAsBytes);
    }

    @Override
    public JMSProducer setJMSCorrelationID(@Nullable String correlationId) {
        return step(() -> model.setJMSCorrelationID(correlationId));
    }

    @Override
    public @Nullable String getJMSCorrelationID() {
        return Unchecked.ask(model::getJMSCorrelationID);
    }

    @Override
    public JMSProducer setJMSType(@Nullable String type) {
        return step(() -> model.setJMSType(type));
    }

    @Override
    public @Nullable String getJMSType() {
        return Unchecked.ask(model::getJMSType);
    }

    @Override
    public JMSProducer setJMSReplyTo(@Nullable Destination replyTo) {
        return step(() -> model.setJMSReplyTo(replyTo));
    }

    @Override
    public @Nullable Destination getJMSReplyTo() {
        return Unchecked.ask(model::getJMSReplyTo);
    }
}
