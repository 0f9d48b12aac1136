package io.belay.node.message;

import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Symbol;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes AMQP messages, section by section, as far as they are given. */
public final class TestMessages {
    private @Nullable Header header;
    private final Map<Symbol, @Nullable Object> annotations = new LinkedHashMap<>();
    private @Nullable Properties properties;
    private final Map<String, @Nullable Object> applicationProperties = new LinkedHashMap<>();

    public TestMessages header(boolean durable, int priority, long ttlMs) {
        header = new Header(durable, priority, ttlMs, false, 0);
        return this;
    }

    public TestMessages annotation(String key, Object value) {
        annotations.put(Symbol.of(key), value);
        return this;
    }

    public TestMessages properties(Properties set) {
        properties = set;
        return this;
    }

    public TestMessages to(String address) {
        return properties(
                new Properties(null, null, address, null, null, null, null, null, null, null, null, -1, null));
    }

    public TestMessages property(String key, Object value) {
        applicationProperties.put(key, value);
        return this;
    }

    public byte[] value(@Nullable Object body) {
        ByteWriter out = head();
        SectionWriter.writeValue(body, out);
        return out.toArray();
    }

    public byte[] data(byte[] body) {
        ByteWriter out = head();
        SectionWriter.writeData(ByteBuffer.wrap(body), out);
        return out.toArray();
    }

    public byte[] sequence(List<?> body) {
        ByteWriter out = head();
        SectionWriter.writeSequence(body, out);
        return out.toArray();
    }

    public byte[] nothing() {
        return head().toArray();
    }

    private ByteWriter head() {
        ByteWriter out = new ByteWriter(128);
        if (header != null) SectionWriter.writeHeader(header, out);
        if (!annotations.isEmpty()) SectionWriter.writeMessageAnnotations(annotations, out);
        if (properties != null) SectionWriter.writeProperties(properties, out);
        if (!applicationProperties.isEmpty()) SectionWriter.writeApplicationProperties(applicationProperties, out);
        return out;
    }
}
