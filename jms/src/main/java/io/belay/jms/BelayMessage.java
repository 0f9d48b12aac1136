package io.belay.jms;

import io.belay.amqp.type.Binary;
import io.belay.base.ByteWriter;
import io.belay.jms.Acknowledger.Extent;
import io.belay.jms.mq.jms.Message;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * A message, made to be sent or received (Jakarta Messaging chapter 3). What was received is decoded where the application
 * looks, and passed on as it came when it is sent on.
 *
 * <pre>
 *  new ──▶ all writable ──send──▶ all writable
 *  received ──▶ header fields writable, properties and body not ──clearProperties, clearBody──▶ writable
 * </pre>
 *
 * <p>One thread at a time, the one that its session belongs to.
 */
public class BelayMessage implements Message {
    private final @Nullable Arrival arrival; // What is sent has none.
    private final MessageFields fields;
    private @Nullable Head head; // Read from the arrival when first asked for.
    private Acknowledger acknowledger = Acknowledger.NOBODY;
    private boolean isBodyOwn; // Else it is the arrival's, and nobody may write to it.

    /** A new one, to be sent. */
    BelayMessage() {
        arrival = null;
        fields = new MessageFields(this, null);
        head = new Head();
        isBodyOwn = true;
    }

    /** One that was received. */
    BelayMessage(Arrival arrival) {
        this.arrival = arrival;
        fields = new MessageFields(this, arrival);
    }

    /** What kind it is to others. */
    MessageKind kind() {
        return MessageKind.MESSAGE;
    }

    /** Writes the sections of a body of its own; the property of the whole is for {@link MessageCodec}. */
    void writeBody(ByteWriter out) throws JMSException {}

    /** Forgets the body: from now on it is empty and its own. */
    void dropBody() {}

    /** The body, as {@link #getBody} gives it out; null if there is none. */
    @Nullable
    Object body() throws JMSException {
        return null;
    }

    /** What type the body is of, the narrowest that an application may ask for; null if any will do. */
    @Nullable
    Class<?> bodyType() throws JMSException {
        return null;
    }

    /** What it came as; null if it was made here. */
    final @Nullable Arrival arrival() {
        return arrival;
    }

    /** Whether the body is no longer what came, if anything came. */
    final boolean isBodyOwn() {
        return isBodyOwn;
    }

    final MessageFields fields() {
        return fields;
    }

    final Head head() throws JMSException {
        Head known = head;
        if (known == null) {
            known = arrival == null ? new Head() : arrival.head();
            head = known;
        }
        return known;
    }

    /** As {@link #getJMSExpiration}; of what came and was not looked at, little more than that is decoded. */
    final long expirationMs() throws JMSException {
        return head == null && arrival != null ? arrival.expirationMs() : head().expirationMs;
    }

    /** Says who hears of an acknowledgement. */
    final void acknowledger(Acknowledger acknowledger) {
        this.acknowledger = acknowledger;
    }

    final void checkBodyWritable() throws MessageNotWriteableException {
        if (!isBodyOwn)
            throw new MessageNotWriteableException("the body of a received message is read-only until clearBody()");
    }

    @Override
    public @Nullable String getJMSMessageID() throws JMSException {
        return MessageIds.messageId(head().messageId);
    }

    @Override
    public void setJMSMessageID(@Nullable String id) throws JMSException {
        head().messageId = MessageIds.id(id);
    }

    @Override
    public long getJMSTimestamp() throws JMSException {
        return head().timestampMs;
    }

    @Override
    public void setJMSTimestamp(long timestamp) throws JMSException {
        head().timestampMs = timestamp;
    }

    /** The bytes of the correlation-id; of one that is not bytes, its text in UTF-8. */
    @Override
    public byte @Nullable [] getJMSCorrelationIDAsBytes() throws JMSException {
        if (head().correlationId instanceof Binary binary) return binary.bytes().clone();
        String text = getJMSCorrelationID();
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void setJMSCorrelationIDAsBytes(byte @Nullable [] correlationId) throws JMSException {
        head().correlationId = correlationId == null ? null : Binary.of(correlationId.clone());
    }

    @Override
    public @Nullable String getJMSCorrelationID() throws JMSException {
        return MessageIds.correlationId(head().correlationId);
    }

    @Override
    public void setJMSCorrelationID(@Nullable String correlationId) throws JMSException {
        head().correlationId = MessageIds.id(correlationId);
    }

    @Override
    public @Nullable Destination getJMSReplyTo() throws JMSException {
        return head().replyTo;
    }

    @Override
    public void setJMSReplyTo(@Nullable Destination replyTo) throws JMSException {
        head().replyTo = BelayDestination.of(replyTo);
    }

    @Override
    public @Nullable Destination getJMSDestination() throws JMSException {
        return head().destination;
    }

    @Override
    public void setJMSDestination(@Nullable Destination destination) throws JMSException {
        head().destination = BelayDestination.of(destination);
    }

    @Override
    public int getJMSDeliveryMode() throws JMSException {
        return head().deliveryMode;
    }

    @Override
    public void setJMSDeliveryMode(int deliveryMode) throws JMSException {
        head().deliveryMode = deliveryMode;
    }

    @Override
    public boolean getJMSRedelivered() throws JMSException {
        return head().isRedelivered;
    }

    @Override
    public void setJMSRedelivered(boolean redelivered) throws JMSException {
        head().isRedelivered = redelivered;
    }

    @Override
    public @Nullable String getJMSType() throws JMSException {
        return head().type;
    }

    @Override
    public void setJMSType(@Nullable String type) throws JMSException {
        head().type = type;
    }

    @Override
    public long getJMSExpiration() throws JMSException {
        return head().expirationMs;
    }

    @Override
    public void setJMSExpiration(long expiration) throws JMSException {
        head().expirationMs = expiration;
    }

    @Override
    public long getJMSDeliveryTime() throws JMSException {
        return head().deliveryTimeMs;
    }

    @Override
    public void setJMSDeliveryTime(long deliveryTime) throws JMSException {
        head().deliveryTimeMs = deliveryTime;
    }

    @Override
    public int getJMSPriority() throws JMSException {
        return head().priority;
    }

    @Override
    public void setJMSPriority(int priority) throws JMSException {
        head().priority = priority;
    }

    @Override
    public void clearProperties() throws JMSException {
        fields.clear();
    }

    @Override
    public boolean propertyExists(String name) throws JMSException {
        return fields.has(name);
    }

    @Override
    public boolean getBooleanProperty(String name) throws JMSException {
        return Conversions.toBoolean(fields.value(name));
    }

    @Override
    public byte getByteProperty(String name) throws JMSException {
        return Conversions.toByte(fields.value(name));
    }

    @Override
    public short getShortProperty(String name) throws JMSException {
        return Conversions.toShort(fields.value(name));
    }

    @Override
    public int getIntProperty(String name) throws JMSException {
        return Conversions.toInt(fields.value(name));
    }

    @Override
    public long getLongProperty(String name) throws JMSException {
        return Conversions.toLong(fields.value(name));
    }

    @Override
    public float getFloatProperty(String name) throws JMSException {
        return Conversions.toFloat(fields.value(name));
    }

    @Override
    public double getDoubleProperty(String name) throws JMSException {
        return Conversions.toDouble(fields.value(name));
    }

    @Override
    public @Nullable String getStringProperty(String name) throws JMSException {
        return Conversions.toText(fields.value(name));
    }

    @Override
    public @Nullable Object getObjectProperty(String name) throws JMSException {
        return fields.value(name);
    }

    @Override
    public Enumeration<String> getPropertyNames() throws JMSException {
        return fields.names();
    }

    @Override
    public void setBooleanProperty(String name, boolean value) throws JMSException {
        fields.put(name, value);
    }

    @Override
    public void setByteProperty(String name, byte value) throws JMSException {
        fields.put(name, value);
    }

    @Override
    public void setShortProperty(String name, short value) throws JMSException {
        fields.put(name, value);
    }

    @Override
    public void setIntProperty(String name, int value) throws JMSException {
        fields.put(name, value);
    }

    @Override
    public void setLongProperty(String name, long value) throws JMSException {
        fields.put(name, value);
    }

    @Override
    public void setFloatProperty(String name, float value) throws JMSException {
        fields.put(name, value);
    }

    @Override
    public void setDoubleProperty(String name, double value) throws JMSException {
        fields.put(name, value);
    }

    @Override
    public void setStringProperty(String name, @Nullable String value) throws JMSException {
        fields.put(name, value);
    }

    @Override
    public void setObjectProperty(String name, @Nullable Object value) throws JMSException {
        fields.put(name, Conversions.property(value));
    }

    /** Acknowledges, as far as its session says: all that the session received, or this one alone, or nothing. */
    @Override
    public void acknowledge() throws JMSException {
        acknowledger.acknowledge(Extent.AS_USUAL);
    }

    @Override
    public void acknowledgeThisMessage() throws JMSException {
        acknowledger.acknowledge(Extent.ALONE);
    }

    @Override
    public void acknowledgeUpThroughThisMessage() throws JMSException {
        acknowledger.acknowledge(Extent.UP_TO_IT);
    }

    @Override
    public void clearBody() throws JMSException {
        isBodyOwn = true;
        dropBody();
    }

    @Override
    public <T> @Nullable T getBody(Class<T> type) throws JMSException {
        if (!isBodyAssignableTo(type)) {
            throw new MessageFormatException("the body of this " + kind() + " message is no " + type.getName());
        }
        return type.cast(body());
    }

    @Override
    @SuppressWarnings("rawtypes") // As the interface has it.
    public boolean isBodyAssignableTo(Class type) throws JMSException {
        Class<?> own = bodyType();
        return own == null || ((Class<?>) type).isAssignableFrom(own);
    }

    /** The kind and the message-id, nothing of what it holds. */
    @Override
    public String toString() {
        String kind = getClass().getSimpleName();
        try {
            return kind + "[" + getJMSMessageID() + "]";
        } catch (JMSException e) {
            return kind + "[unreadable]";
        }
    }
}
