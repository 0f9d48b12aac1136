package io.belay.mqtt;

import io.belay.base.ByteWriter;
import io.belay.base.Check;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How properties stand on the wire: lengths, ranges, and writing them (MQTT 5.0 §2.2.2). */
final class PropertyForm {
    /** The longest text or binary value, bytes. */
    static final int FIELD_LENGTH_MAX = 65_535;

    private static final Property[] BY_ID = new Property[0x2B];

    static {
        for (Property property : Property.values()) {
            BY_ID[property.id()] = property;
        }
    }

    private PropertyForm() {}

    /** The property with this identifier, or null. */
    static @Nullable Property of(int id) {
        return id < BY_ID.length ? BY_ID[id] : null;
    }

    static long numberMax(Property property) {
        return switch (property.kind()) {
            case BYTE -> 0xFF;
            case TWO_BYTES -> 0xFFFF;
            case FOUR_BYTES -> 0xFFFF_FFFFL;
            case VARINT -> Varint.VALUE_MAX;
            default -> throw new IllegalArgumentException(property + " is no number");
        };
    }

    static void checkLength(int length) {
        Check.argument(length <= FIELD_LENGTH_MAX, "a field of at most " + FIELD_LENGTH_MAX + " bytes", length);
    }

    /** Bytes of the value, without the identifier. */
    static int length(Property property, Object value) {
        return switch (property.kind()) {
            case BYTE -> 1;
            case TWO_BYTES -> 2;
            case FOUR_BYTES -> 4;
            case VARINT -> Varint.length(((Long) value).intValue());
            case STRING -> 2 + Utf8.length((String) value);
            case BINARY -> 2 + ((byte[]) value).length;
            case STRING_PAIR -> throw new IllegalArgumentException("a pair has a list of its own");
        };
    }

    /** Bytes of the value, without the identifier. */
    static int length(Properties.UserProperty user) {
        return 4 + Utf8.length(user.name()) + Utf8.length(user.value());
    }

    /** Writes the length and all properties, user properties last. */
    static void write(Properties properties, ByteWriter out) {
        out.writeVarint(properties.length());
        for (Map.Entry<Property, Object> entry : properties.values().entrySet()) {
            out.writeByte(entry.getKey().id());
            writeValue(entry.getKey(), entry.getValue(), out);
        }
        for (Properties.UserProperty user : properties.userProperties()) {
            out.writeByte(Property.USER_PROPERTY.id());
            Utf8.write(user.name(), out);
            Utf8.write(user.value(), out);
        }
    }

    private static void writeValue(Property property, Object value, ByteWriter out) {
        switch (property.kind()) {
            case BYTE -> out.writeByte(((Long) value).intValue());
            case TWO_BYTES -> out.writeShort(((Long) value).intValue());
            case FOUR_BYTES -> out.writeInt(((Long) value).intValue());
            case VARINT -> out.writeVarint((Long) value);
            case STRING -> Utf8.write((String) value, out);
            case BINARY -> writeBinary((byte[]) value, out);
            case STRING_PAIR -> throw new IllegalArgumentException("a pair has a list of its own");
        }
    }

    /** Writes a two-byte length and the bytes. */
    static void writeBinary(byte[] value, ByteWriter out) {
        checkLength(value.length);
        out.writeShort(value.length).writeRaw(value, 0, value.length);
    }
}
