package io.belay.amqp.codec;

import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Symbol;
import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message again with some things changed. What is not changed is copied as it is, byte for byte; properties,
 * body and footer always are. Delivery annotations speak to one peer only (§3.2.2) and are left out unless they are asked
 * for.
 */
public final class MessageWriter {
    private final MessageSections message;
    private final Map<Object, @Nullable Object> annotations = new LinkedHashMap<>();
    private final Map<Object, @Nullable Object> applicationProperties = new LinkedHashMap<>();
    private @Nullable Header header;
    private boolean keepsDeliveryAnnotations;

    /** Begins with {@code message} as it is. */
    public MessageWriter(MessageSections message) {
        this.message = message;
    }

    /** Puts {@code header} in place of the message's. */
    public MessageWriter header(Header header) {
        this.header = header;
        return this;
    }

    /** Copies the delivery annotations too. */
    public MessageWriter keepDeliveryAnnotations() {
        keepsDeliveryAnnotations = true;
        return this;
    }

    /** Adds a message annotation, in place of the one that has the same key. */
    public MessageWriter annotation(Symbol key, @Nullable Object value) {
        annotations.put(key, value);
        return this;
    }

    /** Adds an application property, in place of the one that has the same key. */
    public MessageWriter applicationProperty(String key, @Nullable Object value) {
        applicationProperties.put(key, value);
        return this;
    }

    /**
     * Writes the message.
     *
     * @throws MalformedException if a section that gets additions cannot be decoded
     */
    public void write(ByteWriter out) {
        if (header != null) {
            SectionWriter.writeHeader(header, out);
        } else {
            copy(Descriptor.HEADER, out);
        }
        if (keepsDeliveryAnnotations) copy(Descriptor.DELIVERY_ANNOTATIONS, out);
        writeMap(Descriptor.MESSAGE_ANNOTATIONS, annotations, out);
        copy(Descriptor.PROPERTIES, out);
        writeMap(Descriptor.APPLICATION_PROPERTIES, applicationProperties, out);
        copy(Descriptor.DATA, out); // This is the whole body, whatever it is made of.
        copy(Descriptor.FOOTER, out);
    }

    private void copy(Descriptor section, ByteWriter out) {
        ByteBuffer bytes = message.section(section);
        out.writeBuffer(bytes, bytes.remaining());
    }

    private void writeMap(Descriptor section, Map<Object, @Nullable Object> added, ByteWriter out) {
        if (added.isEmpty()) {
            copy(section, out);
            return;
        }
        SectionWriter.begin(section, out);
        Compound map = new Compound(out, Format.MAP_8, Format.MAP_32);
        int count = message.has(section) ? copyEntries(message.at(section), added, out) : 0;
        ValueEncoder.writeEntries(added, out);
        map.end(2 * (count + added.size()));
    }

    /** Copies the entries whose keys are not in {@code replaced}; returns how many. */
    private static int copyEntries(AmqpReader from, Map<Object, @Nullable Object> replaced, ByteWriter out) {
        int copied = 0;
        for (int left = MapDecoder.enterMap(from); left > 0; left -= 2) {
            int start = from.position();
            Object key = from.readValue();
            from.skipValue();
            if (replaced.containsKey(key)) continue;
            int length = from.position() - start;
            out.writeBuffer(from.buffer().slice(start, length), length);
            copied++;
        }
        return copied;
    }
}
