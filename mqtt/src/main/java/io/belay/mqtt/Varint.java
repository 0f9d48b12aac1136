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

    /** Writes {@code value} at the start of {@code out} in its shortest form. */
    static void write(int value, byte[] out) {
        int rest = value;
        int index = 0;
        for (; rest > 0x7F; rest >>>= 7) {
            out[index++] = (byte) (rest | 0x80);
        }
        out[index] = (byte) rest;
    }
}
