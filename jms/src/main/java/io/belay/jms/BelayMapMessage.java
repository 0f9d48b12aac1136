package io.belay.jms;

import io.belay.amqp.codec.SectionWriter;
import io.belay.base.ByteWriter;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message whose body is values with names (Jakarta Messaging §3.11.3), in the order in which they were set. */
public final class BelayMapMessage extends BelayMessage implements MapMessage {
    private @Nullable Map<String, @Nullable Object> items; // Of what was received, not yet read.

    BelayMapMessage() {
        items = new LinkedHashMap<>();
    }

    BelayMapMessage(Arrival arrival) {
        super(arrival);
    }

    @Override
    MessageKind kind() {
        return MessageKind.MAP;
    }

    private Map<String, @Nullable Object> items() throws JMSException {
        Map<String, @Nullable Object> known = items;
        if (known == null) {
            known = new LinkedHashMap<>();
            Arrival arrival = arrival();
            if (arrival != null && arrival.value() instanceof Map<?, ?> map) {
                for (Map.Entry<?, ?> each : map.entrySet()) {
                    known.put(String.valueOf(each.getKey()), AmqpValues.toJava(each.getValue()));
                }
            }
            items = known;
        }
        return known;
    }

    @Override
    public boolean getBoolean(String name) throws JMSException {
        return Conversions.toBoolean(value(name));
    }

    @Override
    public byte getByte(String name) throws JMSException {
        return Conversions.toByte(value(name));
    }

    @Override
    public short getShort(String name) throws JMSException {
        return Conversions.toShort(value(name));
    }

    @Override
    public char getChar(String name) throws JMSException {
        return Conversions.toChar(value(name));
    }

    @Override
    public int getInt(String name) throws JMSException {
        return Conversions.toInt(value(name));
    }

    @Override
    public long getLong(String name) throws JMSException {
        return Conversions.toLong(value(name));
    }

    @Override
    public float getFloat(String name) throws JMSException {
        return Conversions.toFloat(value(name));
    }

    @Override
    public double getDouble(String name) throws JMSException {
        return Conversions.toDouble(value(name));
    }

    @Override
    public @Nullable String getString(String name) throws JMSException {
        return Conversions.toText(value(name));
    }

    @Override
    public byte @Nullable [] getBytes(String name) throws JMSException {
        byte[] bytes = Conversions.toBytes(value(name));
        return bytes == null ? null : bytes.clone();
    }

    @Override
    public @Nullable Object getObject(String name) throws JMSException {
        Object value = value(name);
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    private @Nullable Object value(String name) throws JMSException {
        return items().get(checked(name));
    }

    private static String checked(String name) {
        if (name == null || name.isEmpty())
            throw new IllegalArgumentException("a value of a map message without a name");
        return name;
    }

    @Override
    public Enumeration<String> getMapNames() throws JMSException {
        return Collections.enumeration(items().keySet());
    }

    @Override
    public boolean itemExists(String name) throws JMSException {
        return items().containsKey(name);
    }

    @Override
    public void setBoolean(String name, boolean value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setByte(String name, byte value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setShort(String name, short value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setChar(String name, char value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setInt(String name, int value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setLong(String name, long value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setFloat(String name, float value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setDouble(String name, double value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setString(String name, @Nullable String value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setBytes(String name, byte @Nullable [] value) throws JMSException {
        put(name, value == null ? null : value.clone());
    }

    @Override
    public void setBytes(String name, byte[] value, int offset, int length) throws JMSException {
        put(name, Conversions.piece(value, offset, length));
    }

    @Override
    public void setObject(String name, @Nullable Object value) throws JMSException {
        put(name, Conversions.item(value));
    }

    private void put(String name, @Nullable Object value) throws JMSException {
        checkBodyWritable();
        items().put(checked(name), value);
    }

    @Override
    Object body() throws JMSException {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        items().forEach((name, value) -> copy.put(name, value instanceof byte[] bytes ? bytes.clone() : value));
        return copy;
    }

    @Override
    Class<?> bodyType() {
        return Map.class;
    }

    @Override
    void writeBody(ByteWriter out) throws JMSException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        items().forEach((name, value) -> values.put(name, AmqpValues.toAmqp(value)));
        WellFormed.check("an item of the map", values);
        SectionWriter.writeValue(values, out);
    }

    @Override
    void dropBody() {
        items = new LinkedHashMap<>();
    }
}
