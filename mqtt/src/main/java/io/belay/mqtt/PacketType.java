package io.belay.mqtt;

/** The packet types of the fixed header (MQTT 5.0 §2.1.2, §2.1.3), the high four bits of a packet's first byte. */
final class PacketType {
    static final int CONNECT = 1;
    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int PUBREC = 5;
    static final int PUBREL = 6;
    static final int PUBCOMP = 7;
    static final int SUBSCRIBE = 8;
    static final int SUBACK = 9;
    static final int UNSUBSCRIBE = 10;
    static final int UNSUBACK = 11;
    static final int PINGREQ = 12;
    static final int PINGRESP = 13;
    static final int DISCONNECT = 14;
    static final int AUTH = 15;

    private static final int FROM_CLIENT = 0b1101_0101_1111_1010; // one bit for each type
    private static final int FROM_SERVER = 0b1110_1010_1111_1100;
    private static final int WITH_FLAGS_2 = 1 << PUBREL | 1 << SUBSCRIBE | 1 << UNSUBSCRIBE;

    private PacketType() {}

    /** Whether that end may send that type; the version may forbid it still. */
    static boolean isSentBy(boolean client, int type) {
        return ((client ? FROM_CLIENT : FROM_SERVER) >> type & 1) == 1;
    }

    /** The low four bits that the type must have (MQTT-2.1.3-1); PUBLISH has its own rules. */
    static int flags(int type) {
        return (WITH_FLAGS_2 >> type & 1) == 1 ? 2 : 0;
    }

    /** The first byte of a packet that is no PUBLISH. */
    static int firstByte(int type) {
        return type << 4 | flags(type);
    }
}
