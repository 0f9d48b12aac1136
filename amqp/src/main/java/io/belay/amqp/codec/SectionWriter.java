package io.belay.amqp.codec;

import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.TransactionRequest;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes sections of a message (§3.2). Whoever writes several keeps their order. */
public final class SectionWriter {
    private static final int NARROW_MAX = 255;

    private SectionWriter() {}

    /** Writes a header, without what has its default. */
    public static void writeHeader(Header header, ByteWriter out) {
        ListWriter.begin(Descriptor.HEADER, out)
                .truth(header.durable(), false)
                .ubyte(header.priority(), Header.PRIORITY_DEFAULT)
                .uint(header.ttlMs(), -1)
                .truth(header.firstAcquirer(), false)
                .uint(header.deliveryCount(), 0)
                .end();
    }

    /** Writes properties, without what is absent. */
    public static void writeProperties(Properties properties, ByteWriter out) {
        ListWriter.begin(Descriptor.PROPERTIES, out)
                .value(properties.messageId())
                .binary(properties.userId())
                .string(properties.to())
                .string(properties.subject())
                .string(properties.replyTo())
                .value(properties.correlationId())
                .symbol(properties.contentType())
                .symbol(properties.contentEncoding())
                .timestamp(properties.absoluteExpiryTime())
                .timestamp(properties.creationTime())
                .string(properties.groupId())
                .uint(properties.groupSequence(), -1)
                .string(properties.replyToGroupId())
                .end();
    }

    /** Writes message annotations. */
    public static void writeMessageAnnotations(Map<Symbol, ? extends @Nullable Object> annotations, ByteWriter out) {
        begin(Descriptor.MESSAGE_ANNOTATIONS, out);
        AmqpWriter.writeValue(annotations, out);
    }

    /** Writes application properties. */
    public static void writeApplicationProperties(Map<String, ? extends @Nullable Object> properties, ByteWriter out) {
        begin(Descriptor.APPLICATION_PROPERTIES, out);
        AmqpWriter.writeValue(properties, out);
    }

    /** Writes a data section, and moves the position of {@code data} to its limit. */
    public static void writeData(ByteBuffer data, ByteWriter out) {
        begin(Descriptor.DATA, out);
        int length = data.remaining();
        if (length <= NARROW_MAX) {
            out.writeByte(Format.BINARY_8).writeByte(length);
        } else {
            out.writeByte(Format.BINARY_32).writeInt(length);
        }
        out.writeBuffer(data, length);
    }

    /** Writes an amqp-sequence section. */
    public static void writeSequence(List<?> sequence, ByteWriter out) {
        begin(Descriptor.AMQP_SEQUENCE, out);
        AmqpWriter.writeValue(sequence, out);
    }

    /** Writes an amqp-value section. */
    public static void writeValue(@Nullable Object value, ByteWriter out) {
        begin(Descriptor.AMQP_VALUE, out);
        AmqpWriter.writeValue(value, out);
    }

    /** Writes a request to a coordinator as an amqp-value section: a whole message (§4.2). */
    public static void writeRequest(TransactionRequest request, ByteWriter out) {
        begin(Descriptor.AMQP_VALUE, out);
        if (request instanceof TransactionRequest.Declare declare) {
            ListWriter.begin(Descriptor.DECLARE, out).value(declare.globalId()).end();
        } else if (request instanceof TransactionRequest.Discharge discharge) {
            ListWriter.begin(Descriptor.DISCHARGE, out)
                    .binary(discharge.transactionId())
                    .truth(discharge.fail()) // Also when it is false: Artemis does not know that it may be absent.
                    .end();
        }
    }

    static void begin(Descriptor section, ByteWriter out) {
        out.writeShort(Format.ULONG_SMALL).writeByte(section.code());
    }
}
