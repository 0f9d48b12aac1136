package io.belay.mqtt;

import static io.belay.mqtt.ReasonCode.PROTOCOL_ERROR;

/** Reads the properties of every packet but PUBLISH and the will, which {@link MessageProperties} reads. */
final class PropertiesDecoder {
    private PropertiesDecoder() {}

    /** Reads a length and as many bytes of properties, of those {@code allowed}. */
    static Properties read(PacketReader reader, long allowed) {
        int length = reader.readVarint();
        if (length == 0) return Properties.NONE;
        int outer = reader.narrow(length);
        Properties.Builder builder = Properties.builder();
        long seen = 0;
        while (reader.remaining() > 0) {
            Property property = PropertyRules.readId(reader, allowed, seen);
            seen |= PropertyRules.bit(property);
            readValue(reader, property, builder);
        }
        reader.widen(outer);
        checkAuthentication(reader, seen);
        return builder.build();
    }

    private static void readValue(PacketReader reader, Property property, Properties.Builder builder) {
        switch (property.kind()) {
            case BYTE, TWO_BYTES, FOUR_BYTES, VARINT ->
                builder.put(property, PropertyRules.readNumber(reader, property));
            case STRING -> builder.put(property, reader.readString());
            case BINARY -> builder.put(property, reader.readBinary());
            case STRING_PAIR -> builder.user(reader.readString(), reader.readString());
        }
    }

    /** Data of a method that is not named means nothing (§3.1.2.11.10). */
    private static void checkAuthentication(PacketReader reader, long seen) {
        boolean data = (seen & PropertyRules.bit(Property.AUTHENTICATION_DATA)) != 0;
        boolean method = (seen & PropertyRules.bit(Property.AUTHENTICATION_METHOD)) != 0;
        if (data && !method) throw reader.malformed(PROTOCOL_ERROR, "an authentication method with its data");
    }
}
