package io.belay.node;

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
final class TestMessages {
    private @Nullable Header header;
    private final Map<Symbol, @Nullable Object> annotations = new LinkedHashMap<>();
    private @Nullable Properties properties;
    private final Map<String, @Nullable Object> applicationProperties = new LinkedHashMap<>();

    TestMessages header(boolean durable, int priority, long ttlMs) {
        header = new Header(durable, priority, ttlMs, false, 0);
        return this;
    }

    TestMessages annotation(String key, Object value) {
        annotations.put(Symbol.of(key), value);
        return this;
    }

    TestMessages properties(Properties set) {
        properties = set;
        return this;
    }

    TestMessages to(String address) {
        return properties(
                new Properties(null, null, address, null, null, null, null, null, null, null, null, -1, null));
    }

    TestMessages property(String key, Object value) {
        applicationProperties.put(key, value);
        return this;
    }

    byte[] value(@Nullable Object body) {
        ByteWriter out = head();
        SectionWriter.writeValue(body, out);
        return out.toArray();
    }

    byte[] data(byte[] body) {
        ByteWriter out = head();
        SectionWriter.writeData(ByteBuffer.wrap(body), out);
        return out.toArray();
    }

    byte[] sequence(List<?> body) {
        ByteWriter out = head();
        SectionWriter.writeSequence(body, out);
        return out.toArray();
    }

    byte[] nothing() {
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
