package io.belay.mqtt;

/** The variable byte integer: seven bits a byte, low bits first, one to four bytes (MQTT 5.0 §1.5.5). */
final class Varint {
    /** The greatest value, four bytes long. */
    static final int VALUE_MAX = 268_435_455;

    private Varint() {}

    /** The least number of bytes that hold {@code value}, 1 to 4. */
    static int length(int value) {
        if (value < 1 << 7) return 1;
        if (value < 1 << 14) return 2;
        return value < 1 << 21 ? 3 : 4;
    }
}
