package io.belay.jms;

import io.belay.amqp.codec.SectionWriter;
import io.belay.base.ByteWriter;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message whose body is a row of values (Jakarta Messaging §3.11.3).
 *
 * <pre>
 *  new ──▶ WRITING ──reset──▶ READING ◀── received
 *             ▲──────clearBody────┘
 * </pre>
 *
 * A value that cannot be what was asked for is still the next one.
 */
public final class BelayStreamMessage extends BelayMessage implements StreamMessage {
    private static final int NOT_IN_BYTES = -1;

    private @Nullable List<@Nullable Object> items; // null: received, and not yet read
    private boolean isWriting;
    private int index; // of the next to be read
    private int bytesRead = NOT_IN_BYTES; // of the byte field at the index, when it is read piece by piece

    BelayStreamMessage() {
        items = new ArrayList<>();
        isWriting = true;
    }

    BelayStreamMessage(Arrival arrival) {
        super(arrival);
    }

    @Override
    MessageKind kind() {
        return MessageKind.STREAM;
    }

    private List<@Nullable Object> items() throws JMSException {
        List<@Nullable Object> known = items;
        if (known == null) {
            known = new ArrayList<>();
            Arrival arrival = arrival();
            if (arrival != null) {
                for (Object each : arrival.sequence()) known.add(AmqpValues.toJava(each));
            }
            items = known;
        }
        return known;
    }

    @Override
    public void reset() throws JMSException {
        isWriting = false;
        index = 0;
        bytesRead = NOT_IN_BYTES;
    }

    /** The next value, which {@link #next} moves past when it turned out to be what was asked for. */
    private @Nullable Object peek() throws JMSException {
        if (isWriting) throw new MessageNotReadableException("the body is being written until reset()");
        if (bytesRead != NOT_IN_BYTES) throw new MessageFormatException("a byte field was not read to its end");
        if (index >= items().size()) throw new MessageEOFException("all " + index + " values have been read");
        return items().get(index);
    }

    private void next() {
        index++;
    }

    @Override
    public boolean readBoolean() throws JMSException {
        boolean value = Conversions.toBoolean(peek());
        next();
        return value;
    }

    @Override
    public byte readByte() throws JMSException {
        byte value = Conversions.toByte(peek());
        next();
        return value;
    }

    @Override
    public short readShort() throws JMSException {
        short value = Conversions.toShort(peek());
        next();
        return value;
    }

    @Override
    public char readChar() throws JMSException {
        char value = Conversions.toChar(peek());
        next();
        return value;
    }

    @Override
    public int readInt() throws JMSException {
        int value = Conversions.toInt(peek());
        next();
        return value;
    }

    @Override
    public long readLong() throws JMSException {
        long value = Conversions.toLong(peek());
        next();
        return value;
    }

    @Override
    public float readFloat() throws JMSException {
        float value = Conversions.toFloat(peek());
        next();
        return value;
    }

    @Override
    public double readDouble() throws JMSException {
        double value = Conversions.toDouble(peek());
        next();
        return value;
    }

    @Override
    public @Nullable String readString() throws JMSException {
        String value = Conversions.toText(peek());
        next();
        return value;
    }

    /** A byte field is read in pieces, until a piece is shorter than the array or −1 says that there is no more. */
    @Override
    public int readBytes(byte[] value) throws JMSException {
        Objects.requireNonNull(value, "the array to read into");
        byte[] field = bytesRead == NOT_IN_BYTES ? Conversions.toBytes(peek()) : (byte[]) items().get(index);
        if (field == null) {
            next();
            return -1;
        }
        int from = Math.max(bytesRead, 0);
        int count = Math.min(value.length, field.length - from);
        System.arraycopy(field, from, value, 0, count);
        boolean isOver = bytesRead != NOT_IN_BYTES && from == field.length;
        bytesRead = from + count;
        if (isOver || count < value.length) {
            bytesRead = NOT_IN_BYTES;
            next();
        }
        return isOver ? -1 : count;
    }

    @Override
    public @Nullable Object readObject() throws JMSException {
        Object value = peek();
        next();
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        write(value);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        write(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        write(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        write(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        write(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        write(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        write(value);
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        write(value);
    }

    @Override
    public void writeString(@Nullable String value) throws JMSException {
        write(value);
    }

    @Override
    public void writeBytes(byte @Nullable [] value) throws JMSException {
        write(value == null ? null : value.clone());
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        write(Conversions.piece(value, offset, length));
    }

    @Override
    public void writeObject(@Nullable Object value) throws JMSException {
        write(Conversions.item(value));
    }

    private void write(@Nullable Object value) throws JMSException {
        checkBodyWritable();
        if (!isWriting) throw new MessageNotWriteableException("the body is being read until clearBody()");
        items().add(value);
    }

    /** A stream cannot be had as one object. */
    @Override
    @SuppressWarnings("rawtypes") // As the interface has it.
    public boolean isBodyAssignableTo(Class type) {
        return false;
    }

    @Override
    void writeBody(ByteWriter out) throws JMSException {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object each : items()) {
            WellFormed.check("an item of the stream", each);
            values.add(AmqpValues.toAmqp(each));
        }
        SectionWriter.writeSequence(values, out);
    }

    @Override
    void dropBody() {
        items = new ArrayList<>();
        isWriting = true;
        index = 0;
        bytesRead = NOT_IN_BYTES;
    }
}
