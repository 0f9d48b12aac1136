package io.belay.jms;

import io.belay.amqp.codec.SectionWriter;
import io.belay.base.ByteWriter;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message whose body is bytes (Jakarta Messaging §3.11.5), in the forms of {@link java.io.DataOutput}.
 *
 * <pre>
 *  new ──▶ WRITING ──reset──▶ READING ◀── received
 *             ▲──────clearBody────┘
 * </pre>
 *
 * A read that does not find what it wants leaves the position where it was.
 */
public final class BelayBytesMessage extends BelayMessage implements BytesMessage {
    private static final int ROOM = 64;
    private static final int BYTE_MASK = 0xff;
    private static final int SHORT_MASK = 0xffff;

    private @Nullable ByteWriter writer; // null: reading
    private @Nullable ByteBuffer reader; // null: writing, or received and not yet read

    BelayBytesMessage() {
        writer = new ByteWriter(ROOM);
    }

    BelayBytesMessage(Arrival arrival) {
        super(arrival);
    }

    @Override
    MessageKind kind() {
        return MessageKind.BYTES;
    }

    /** Where the body is read, with {@code length} bytes left at least. */
    private ByteBuffer reader(int length) throws JMSException {
        ByteBuffer in = reader();
        if (in.remaining() < length) {
            throw new MessageEOFException(length + " bytes wanted, " + in.remaining() + " left");
        }
        return in;
    }

    private ByteBuffer reader() throws JMSException {
        if (writer != null) throw new MessageNotReadableException("the body is being written until reset()");
        ByteBuffer known = reader;
        if (known == null) {
            Arrival arrival = arrival();
            known = arrival == null ? ByteBuffer.allocate(0) : arrival.data().slice();
            reader = known;
        }
        return known;
    }

    private ByteWriter writer() throws JMSException {
        checkBodyWritable();
        ByteWriter out = writer;
        if (out == null) throw new MessageNotWriteableException("the body is being read until clearBody()");
        return out;
    }

    @Override
    public long getBodyLength() throws JMSException {
        return reader().limit();
    }

    @Override
    public void reset() throws JMSException {
        ByteWriter written = writer;
        if (written == null) {
            reader().rewind();
            return;
        }
        reader = written.view();
        writer = null;
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return reader(Byte.BYTES).get() != 0;
    }

    @Override
    public byte readByte() throws JMSException {
        return reader(Byte.BYTES).get();
    }

    @Override
    public int readUnsignedByte() throws JMSException {
        return readByte() & BYTE_MASK;
    }

    @Override
    public short readShort() throws JMSException {
        return reader(Short.BYTES).getShort();
    }

    @Override
    public int readUnsignedShort() throws JMSException {
        return readShort() & SHORT_MASK;
    }

    @Override
    public char readChar() throws JMSException {
        return reader(Character.BYTES).getChar();
    }

    @Override
    public int readInt() throws JMSException {
        return reader(Integer.BYTES).getInt();
    }

    @Override
    public long readLong() throws JMSException {
        return reader(Long.BYTES).getLong();
    }

    @Override
    public float readFloat() throws JMSException {
        return reader(Float.BYTES).getFloat();
    }

    @Override
    public double readDouble() throws JMSException {
        return reader(Double.BYTES).getDouble();
    }

    @Override
    public String readUTF() throws JMSException {
        ByteBuffer in = reader(Short.BYTES);
        int length = Short.BYTES + (in.getShort(in.position()) & SHORT_MASK);
        byte[] form = new byte[length];
        reader(length).get(in.position(), form);
        try {
            String text = new DataInputStream(new ByteArrayInputStream(form)).readUTF();
            in.position(in.position() + length);
            return text;
        } catch (IOException e) {
            throw Failures.because(new MessageFormatException("no text in the form of writeUTF here"), e);
        }
    }

    @Override
    public int readBytes(byte[] value) throws JMSException {
        return readBytes(value, value.length);
    }

    @Override
    public int readBytes(byte[] value, int length) throws JMSException {
        Objects.checkFromIndexSize(0, length, value.length);
        ByteBuffer in = reader();
        if (length > 0 && !in.hasRemaining()) return -1;
        int count = Math.min(length, in.remaining());
        in.get(value, 0, count);
        return count;
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        writer().writeBoolean(value);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        writer().writeByte(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        writer().writeShort(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        writer().writeShort(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        writer().writeInt(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        writer().writeLong(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        writer().writeInt(Float.floatToIntBits(value));
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        writer().writeLong(Double.doubleToLongBits(value));
    }

    @Override
    public void writeUTF(String value) throws JMSException {
        ByteWriter out = writer();
        var form = new ByteArrayOutputStream();
        try {
            new DataOutputStream(form).writeUTF(value);
        } catch (IOException e) {
            throw Failures.because(new MessageFormatException("a text of more than 65535 bytes"), e);
        }
        out.writeRaw(form.toByteArray(), 0, form.size());
    }

    @Override
    public void writeBytes(byte[] value) throws JMSException {
        writeBytes(value, 0, value.length);
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        Objects.checkFromIndexSize(offset, length, value.length);
        writer().writeRaw(value, offset, length);
    }

    @Override
    public void writeObject(Object value) throws JMSException {
        Objects.requireNonNull(value, "the object to write");
        if (value instanceof Boolean truth) writeBoolean(truth);
        else if (value instanceof Byte number) writeByte(number);
        else if (value instanceof Short number) writeShort(number);
        else if (value instanceof Character one) writeChar(one);
        else if (value instanceof Integer number) writeInt(number);
        else if (value instanceof Long number) writeLong(number);
        else if (value instanceof Float number) writeFloat(number);
        else if (value instanceof Double number) writeDouble(number);
        else if (value instanceof String text) writeUTF(text);
        else if (value instanceof byte[] bytes) writeBytes(bytes);
        else throw Conversions.refused(value, "a value of a bytes message");
    }

    /** Resets it, before and after (Jakarta Messaging, {@code Message.getBody}). */
    @Override
    byte @Nullable [] body() throws JMSException {
        reset();
        ByteBuffer in = reader();
        if (!in.hasRemaining()) return null;
        byte[] all = new byte[in.remaining()];
        in.get(0, all);
        return all;
    }

    @Override
    @Nullable
    Class<?> bodyType() throws JMSException {
        ByteWriter written = writer;
        int length = written == null ? reader().limit() : written.length();
        return length == 0 ? null : byte[].class;
    }

    @Override
    void writeBody(ByteWriter out) throws JMSException {
        ByteWriter written = writer;
        SectionWriter.writeData(written == null ? reader().duplicate().rewind() : written.view(), out);
    }

    @Override
    void dropBody() {
        writer = new ByteWriter(ROOM);
        reader = null;
    }
}
