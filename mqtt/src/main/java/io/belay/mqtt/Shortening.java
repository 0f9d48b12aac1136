package io.belay.mqtt;

import java.util.Map;

/** Leaves out of a packet what the protocol lets us leave out: its reason string and its user properties. */
final class Shortening {
    private Shortening() {}

    /** The packet without them; the same one if it has none, or if they mean something in it. */
    static Packet shorten(Packet packet) {
        if (packet instanceof Packet.Connack it) {
            return new Packet.Connack(it.sessionPresent(), it.reason(), shorten(it.properties()));
        }
        if (packet instanceof Packet.Puback it) return new Packet.Puback(it.packetId(), it.reason(), Properties.NONE);
        if (packet instanceof Packet.Pubrec it) return new Packet.Pubrec(it.packetId(), it.reason(), Properties.NONE);
        if (packet instanceof Packet.Pubrel it) return new Packet.Pubrel(it.packetId(), it.reason(), Properties.NONE);
        if (packet instanceof Packet.Pubcomp it) return new Packet.Pubcomp(it.packetId(), it.reason(), Properties.NONE);
        if (packet instanceof Packet.Suback it) return new Packet.Suback(it.packetId(), it.reasons(), Properties.NONE);
        if (packet instanceof Packet.Unsuback it) {
            return new Packet.Unsuback(it.packetId(), it.reasons(), Properties.NONE);
        }
        if (packet instanceof Packet.Disconnect it) {
            return new Packet.Disconnect(it.reason(), shorten(it.properties()));
        }
        if (packet instanceof Packet.Auth it) return new Packet.Auth(it.reason(), shorten(it.properties()));
        return packet;
    }

    private static Properties shorten(Properties properties) {
        boolean isShort = !properties.has(Property.REASON_STRING) && !properties.has(Property.USER_PROPERTY);
        return isShort ? properties : copy(properties, false).build();
    }

    /** A builder that starts with all of {@code properties}. */
    static Properties.Builder copy(Properties properties) {
        return copy(properties, true);
    }

    private static Properties.Builder copy(Properties properties, boolean isWhole) {
        Properties.Builder copy = Properties.builder();
        for (Map.Entry<Property, Object> entry : properties.values().entrySet()) {
            if (isWhole || entry.getKey() != Property.REASON_STRING) put(copy, entry.getKey(), entry.getValue());
        }
        if (isWhole) properties.userProperties().forEach(user -> copy.user(user.name(), user.value()));
        return copy;
    }

    private static void put(Properties.Builder copy, Property property, Object value) {
        if (value instanceof Long number) copy.put(property, number);
        else if (value instanceof String text) copy.put(property, text);
        else copy.put(property, (byte[]) value);
    }

    /** Whether a client that asked for no problem information gets this packet's all the same (MQTT-3.1.2-29). */
    static boolean keepsProblems(Packet packet) {
        return packet instanceof Packet.Connack || packet instanceof Packet.Disconnect;
    }

    /** Properties with a reason string that any peer can read; none for null. */
    static Properties reason(@org.jspecify.annotations.Nullable String why) {
        return why == null
                ? Properties.NONE
                : Properties.builder()
                        .put(Property.REASON_STRING, printable(why))
                        .build();
    }

    /** Text with a {@code ?} for what MQTT forbids or discourages in a string (§1.5.4), and of a length worth reading. */
    private static String printable(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(REASON_LENGTH_MAX)
                .forEach(point -> clean.appendCodePoint(isPrintable(point) ? point : '?'));
        return clean.toString();
    }

    private static boolean isPrintable(int point) {
        boolean isControl = point < 0x20 || point >= 0x7F && point < 0xA0;
        boolean isSurrogate = point >= 0xD800 && point <= 0xDFFF;
        return !isControl && !isSurrogate && (point & 0xFFFE) != 0xFFFE;
    }

    private static final int REASON_LENGTH_MAX = 1_000; // characters
}
