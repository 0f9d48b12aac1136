package io.belay.mqtt;

import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** MQTT's strings: a two-byte length and well-formed UTF-8 without U+0000 (MQTT 5.0 §1.5.4). */
final class Utf8 {
    private Utf8() {}

    /** The bytes that {@code text} takes; a lone surrogate is written as one {@code ?}, as Java does. */
    static int length(String text) {
        int length = text.length();
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit < 0x80) continue;
            if (unit < 0x800) {
                length++;
            } else if (!Character.isSurrogate(unit)) {
                length += 2;
            } else if (isPair(text, index)) {
                length += 2; // four bytes for two units
                index++;
            }
        }
        return length;
    }

    private static boolean isPair(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1));
    }

    /** Writes a two-byte length and the text. */
    static void write(String text, ByteWriter out) {
        PropertyForm.writeBinary(text.getBytes(StandardCharsets.UTF_8), out);
    }

    /**
     * Finds the first byte that is wrong: U+0000, an overlong form, a surrogate, beyond U+10FFFF, or cut off.
     *
     * @return its index in {@code in}, or −1 if all is well from {@code from} up to {@code to}
     */
    static int firstBad(ByteBuffer in, int from, int to) {
        int index = from;
        while (index < to) {
            int length = in.get(index) > 0 ? 1 : sequenceLength(in, index, to);
            if (length == 0) return index;
            index += length;
        }
        return -1;
    }

    /** The length of the sequence that starts at {@code index}, by table 3-7 of the Unicode standard; 0 if ill-formed. */
    private static int sequenceLength(ByteBuffer in, int index, int to) {
        int lead = in.get(index) & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) return 0; // U+0000, a stray continuation, an overlong form, beyond U+10FFFF
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (to - index < length) return 0;
        int second = in.get(index + 1) & 0xFF;
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) return 0;
        for (int rest = 2; rest < length; rest++) {
            if ((in.get(index + rest) & 0xC0) != 0x80) return 0;
        }
        return length;
    }
}
