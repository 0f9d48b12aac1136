package io.belay.jms;

import io.belay.amqp.codec.SectionWriter;
import io.belay.base.ByteWriter;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message whose body is a Java object. It is serialised when it is set, and brought to life when it is asked for, each time anew: what
 * was received only as far as {@link ObjectPolicy} goes.
 */
public final class BelayObjectMessage extends BelayMessage implements ObjectMessage {
    private final ObjectPolicy policy;
    private byte @Nullable [] form; // What the application set; else it is the arrival's, or nothing.

    BelayObjectMessage() {
        policy = ObjectPolicy.CLOSED;
    }

    BelayObjectMessage(Arrival arrival, ObjectPolicy policy) {
        super(arrival);
        this.policy = policy;
    }

    @Override
    MessageKind kind() {
        return MessageKind.OBJECT;
    }

    @Override
    public void setObject(@Nullable Serializable object) throws JMSException {
        checkBodyWritable();
        form = object == null ? null : written(object);
    }

    private static byte[] written(@Nullable Serializable object) throws MessageFormatException {
        var bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw Failures.because(
                    new MessageFormatException("an object that cannot be serialised: " + e.getMessage()), e);
        }
        return bytes.toByteArray();
    }

    @Override
    public @Nullable Serializable getObject() throws JMSException {
        byte[] own = form;
        if (own != null) return read(ByteBuffer.wrap(own), null);
        Arrival arrival = arrival();
        if (isBodyOwn() || arrival == null) return null;
        return switch (arrival.bodyKind()) {
            case NONE -> null;
            case DATA -> read(arrival.data(), policy);
            case VALUE -> (Serializable) AmqpValues.toJava(arrival.value());
            case SEQUENCE -> (Serializable) AmqpValues.toJava(arrival.sequence());
        };
    }

    private static @Nullable Serializable read(ByteBuffer form, @Nullable ObjectPolicy policy)
            throws MessageFormatException {
        try {
            return (Serializable) ObjectReader.read(form, policy);
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw Failures.because(
                    new MessageFormatException("the object of this message is not read (" + e.getMessage()
                            + "); trustedClasses of the connection factory says which classes are"),
                    e);
        }
    }

    @Override
    @Nullable
    Object body() throws JMSException {
        return getObject();
    }

    @Override
    @Nullable
    Class<?> bodyType() throws JMSException {
        Object object = getObject();
        return object == null ? null : object.getClass();
    }

    @Override
    void writeBody(ByteWriter out) throws JMSException {
        byte[] own = form;
        SectionWriter.writeData(ByteBuffer.wrap(own == null ? written(null) : own), out);
    }

    @Override
    void dropBody() {
        form = null;
    }
}
