package io.belay.amqp.codec;

import io.belay.amqp.type.Descriptor;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Symbol;
import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message where it lies (§3.2): it knows where each section is, and decodes what is asked for, each time anew.
 *
 * <pre>
 *  +--------+-------------+-------------+------------+--------------+----------+--------+
 *  | header | delivery-   | message-    | properties | application- | body, 1  | footer |
 *  |        | annotations | annotations |            | properties   | or more  |        |
 *  +--------+-------------+-------------+------------+--------------+----------+--------+
 * </pre>
 *
 * <p>To find the sections their order, types and sizes are checked; {@link #check} looks at all that is inside them but
 * the body, and after it no method but those of the body throws. The buffer must not change in the meantime. One thread
 * at a time.
 */
public final class MessageSections {
    private final ByteBuffer in;
    private final int start;
    private final int end;
    private final AmqpReader reader = new AmqpReader();
    private final SectionIndex index;

    private MessageSections(ByteBuffer in) {
        this.in = in;
        start = in.position();
        end = in.limit();
        index = SectionIndex.of(reader.open(in, start, start, end));
    }

    /**
     * Finds the sections of a message.
     *
     * @param message big-endian, from its position to its limit; both stay
     * @throws MalformedException if these are not the sections of a message
     */
    public static MessageSections of(ByteBuffer message) {
        return new MessageSections(message);
    }

    /**
     * Looks at all sections but the body.
     *
     * @throws MalformedException if one of them cannot be decoded
     */
    public void check() {
        checkHead();
        checkMap(Descriptor.DELIVERY_ANNOTATIONS, KeyRule.ANNOTATION);
        checkMap(Descriptor.MESSAGE_ANNOTATIONS, KeyRule.ANNOTATION);
        checkMap(Descriptor.APPLICATION_PROPERTIES, KeyRule.STRING);
        checkMap(Descriptor.FOOTER, KeyRule.ANNOTATION);
    }

    /**
     * Looks at header and properties alone.
     *
     * @throws MalformedException if one of them cannot be decoded
     */
    public void checkHead() {
        header();
        if (has(Descriptor.PROPERTIES)) SectionChecker.checkProperties(at(Descriptor.PROPERTIES));
    }

    private void checkMap(Descriptor section, KeyRule rule) {
        if (!has(section)) return;
        AmqpReader at = at(section);
        int outer = at.end();
        ValueChecker.checkEntries(at, MapDecoder.enterMap(at), 1, rule);
        at.leave(outer);
    }

    /** Whether it has a section; any of the three kinds of body stands for the body. */
    public boolean has(Descriptor section) {
        return index.has(SectionIndex.place(section));
    }

    /** A section with its descriptor, a body with all its sections; empty if there is none. A view, to be read. */
    public ByteBuffer section(Descriptor section) {
        int place = SectionIndex.place(section);
        return in.slice(index.start(place), index.end(place) - index.start(place));
    }

    /** All but header and delivery-annotations, which are made anew for each hop. A view, to be read. */
    public ByteBuffer tail() {
        int from = start;
        if (has(Descriptor.HEADER)) from = index.end(SectionIndex.place(Descriptor.HEADER));
        if (has(Descriptor.DELIVERY_ANNOTATIONS)) {
            from = index.end(SectionIndex.place(Descriptor.DELIVERY_ANNOTATIONS));
        }
        return in.slice(from, end - from);
    }

    /** How the body is made. */
    public BodyKind bodyKind() {
        return index.bodyKind();
    }

    /** The header, {@link Header#DEFAULT} if there is none. */
    public Header header() {
        return has(Descriptor.HEADER) ? SectionDecoder.readHeader(at(Descriptor.HEADER)) : Header.DEFAULT;
    }

    /** The properties, {@link Properties#NONE} if there are none. */
    public Properties properties() {
        return has(Descriptor.PROPERTIES) ? SectionDecoder.readProperties(at(Descriptor.PROPERTIES)) : Properties.NONE;
    }

    /** One of the properties, of the type that {@link PropertyField} says; null if it is absent. */
    public @Nullable Object property(PropertyField field) {
        return has(Descriptor.PROPERTIES) ? SectionDecoder.readProperty(at(Descriptor.PROPERTIES), field) : null;
    }

    /** The value of one of the message annotations; null also if there is none. */
    public @Nullable Object messageAnnotation(Symbol key) {
        if (!has(Descriptor.MESSAGE_ANNOTATIONS)) return null;
        return MapLookup.find(at(Descriptor.MESSAGE_ANNOTATIONS), key.text(), true);
    }

    /** The value of one of the application properties; null also if there is none. */
    public @Nullable Object applicationProperty(String key) {
        if (!has(Descriptor.APPLICATION_PROPERTIES)) return null;
        return MapLookup.find(at(Descriptor.APPLICATION_PROPERTIES), key, false);
    }

    /** The delivery annotations, by {@link Symbol} or UnsignedLong; empty if there are none. */
    public Map<Object, @Nullable Object> deliveryAnnotations() {
        return map(Descriptor.DELIVERY_ANNOTATIONS, KeyRule.ANNOTATION);
    }

    /** The message annotations, by {@link Symbol} or UnsignedLong; empty if there are none. */
    public Map<Object, @Nullable Object> messageAnnotations() {
        return map(Descriptor.MESSAGE_ANNOTATIONS, KeyRule.ANNOTATION);
    }

    /** The application properties; empty if there are none. */
    public Map<String, @Nullable Object> applicationProperties() {
        return map(Descriptor.APPLICATION_PROPERTIES, KeyRule.STRING);
    }

    /** The footer, by {@link Symbol} or UnsignedLong; empty if there is none. */
    public Map<Object, @Nullable Object> footer() {
        return map(Descriptor.FOOTER, KeyRule.ANNOTATION);
    }

    @SuppressWarnings("unchecked") // The rule has looked at every key.
    private <K> Map<K, @Nullable Object> map(Descriptor section, KeyRule rule) {
        if (!has(section)) return Collections.emptyMap();
        AmqpReader at = at(section);
        int outer = at.end();
        Map<?, @Nullable Object> map = MapDecoder.readEntries(at, MapDecoder.enterMap(at), 1, rule);
        at.leave(outer);
        return (Map<K, @Nullable Object>) map;
    }

    /** The bytes of all data sections: a view of one, a copy of several; empty if there is none. */
    public ByteBuffer data() {
        if (bodyKind() != BodyKind.DATA) return in.slice(end, 0);
        AmqpReader at = at(Descriptor.DATA);
        if (index.bodySections() == 1) return takeData(at);
        ByteWriter all = new ByteWriter(index.end(SectionIndex.BODY) - at.position());
        while (true) {
            ByteBuffer one = takeData(at);
            all.writeBuffer(one, one.remaining());
            if (at.remaining() == 0) return all.view();
            at.readDescriptor();
        }
    }

    private ByteBuffer takeData(AmqpReader at) {
        int length = at.readSize(at.readByte());
        int from = at.position();
        at.position(from + length);
        return in.slice(from, length);
    }

    /**
     * The value of an amqp-value section; null also if there is none.
     *
     * @throws MalformedException if it cannot be decoded
     */
    public @Nullable Object bodyValue() {
        if (bodyKind() != BodyKind.VALUE) return null;
        AmqpReader at = at(Descriptor.AMQP_VALUE);
        return at.readValue();
    }

    /**
     * The elements of all amqp-sequence sections in order; empty if there is none.
     *
     * @throws MalformedException if they cannot be decoded
     */
    public List<@Nullable Object> bodySequence() {
        if (bodyKind() != BodyKind.SEQUENCE) return List.of();
        AmqpReader at = at(Descriptor.AMQP_SEQUENCE);
        var all = new ArrayList<@Nullable Object>();
        while (true) {
            if (at.readValue() instanceof List<?> one) all.addAll(one);
            if (at.remaining() == 0) return Collections.unmodifiableList(all);
            at.readDescriptor();
        }
    }

    /** A cursor before the value of a section that is there, which ends with the section. */
    AmqpReader at(Descriptor section) {
        int place = SectionIndex.place(section);
        return reader.open(in, start, index.value(place), index.end(place));
    }
}
