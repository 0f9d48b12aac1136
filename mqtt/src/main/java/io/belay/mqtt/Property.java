package io.belay.mqtt;

/** The properties of MQTT 5.0 (§2.2.2.2), less those that {@link Packet.Publish} and {@link Packet.Will} hold in fields. */
public enum Property {
    PAYLOAD_FORMAT_INDICATOR(0x01, Kind.BYTE),
    MESSAGE_EXPIRY_INTERVAL(0x02, Kind.FOUR_BYTES),
    CONTENT_TYPE(0x03, Kind.STRING),
    RESPONSE_TOPIC(0x08, Kind.STRING),
    CORRELATION_DATA(0x09, Kind.BINARY),
    SUBSCRIPTION_IDENTIFIER(0x0B, Kind.VARINT),
    SESSION_EXPIRY_INTERVAL(0x11, Kind.FOUR_BYTES),
    ASSIGNED_CLIENT_IDENTIFIER(0x12, Kind.STRING),
    SERVER_KEEP_ALIVE(0x13, Kind.TWO_BYTES),
    AUTHENTICATION_METHOD(0x15, Kind.STRING),
    AUTHENTICATION_DATA(0x16, Kind.BINARY),
    REQUEST_PROBLEM_INFORMATION(0x17, Kind.BYTE),
    WILL_DELAY_INTERVAL(0x18, Kind.FOUR_BYTES),
    REQUEST_RESPONSE_INFORMATION(0x19, Kind.BYTE),
    RESPONSE_INFORMATION(0x1A, Kind.STRING),
    SERVER_REFERENCE(0x1C, Kind.STRING),
    REASON_STRING(0x1F, Kind.STRING),
    RECEIVE_MAXIMUM(0x21, Kind.TWO_BYTES),
    TOPIC_ALIAS_MAXIMUM(0x22, Kind.TWO_BYTES),
    TOPIC_ALIAS(0x23, Kind.TWO_BYTES),
    MAXIMUM_QOS(0x24, Kind.BYTE),
    RETAIN_AVAILABLE(0x25, Kind.BYTE),
    USER_PROPERTY(0x26, Kind.STRING_PAIR),
    MAXIMUM_PACKET_SIZE(0x27, Kind.FOUR_BYTES),
    WILDCARD_SUBSCRIPTION_AVAILABLE(0x28, Kind.BYTE),
    SUBSCRIPTION_IDENTIFIERS_AVAILABLE(0x29, Kind.BYTE),
    SHARED_SUBSCRIPTION_AVAILABLE(0x2A, Kind.BYTE);

    /** How a property's value is written. */
    public enum Kind {
        BYTE,
        TWO_BYTES,
        FOUR_BYTES,
        VARINT,
        STRING,
        STRING_PAIR,
        BINARY
    }

    private final int id;
    private final Kind kind;

    Property(int id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    /** The identifier on the wire, one byte. */
    public int id() {
        return id;
    }

    /** How the value is written. */
    public Kind kind() {
        return kind;
    }
}
