package io.belay.amqp.codec;

import io.belay.amqp.type.Symbol;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strings in UTF-8 (§1.6.20) and symbols in ASCII (§1.6.21). Their bytes were counted before; here they are judged. */
final class Text {
    private Text() {}

    /** Reads {@code length} bytes of UTF-8. */
    static String readUtf8(AmqpReader reader, int length) {
        int from = take(reader, length);
        if (firstBeyondAscii(reader.buffer(), from, from + length) < 0) return ascii(reader.buffer(), from, length);
        String text = decode(reader.buffer().slice(from, length));
        if (text == null) throw reader.malformed(Fault.DECODE, from, "well-formed UTF-8 in " + length + " bytes");
        return text;
    }

    /** Reads {@code length} bytes of ASCII. */
    static Symbol readSymbol(AmqpReader reader, int length) {
        int from = take(reader, length);
        checkAscii(reader, from, length);
        return new Symbol(ascii(reader.buffer(), from, length));
    }

    /** Moves past {@code length} bytes that must be UTF-8. */
    static void checkUtf8(AmqpReader reader, int length) {
        int from = take(reader, length);
        if (firstBeyondAscii(reader.buffer(), from, from + length) < 0) return;
        reader.position(from);
        readUtf8(reader, length);
    }

    /** Moves past {@code length} bytes that must be ASCII. */
    static void checkSymbol(AmqpReader reader, int length) {
        checkAscii(reader, take(reader, length), length);
    }

    private static int take(AmqpReader reader, int length) {
        int from = reader.position();
        reader.position(from + length);
        return from;
    }

    private static void checkAscii(AmqpReader reader, int from, int length) {
        int bad = firstBeyondAscii(reader.buffer(), from, from + length);
        if (bad >= 0) throw reader.malformed(Fault.DECODE, bad, "a symbol in ASCII");
    }

    private static int firstBeyondAscii(ByteBuffer in, int from, int to) {
        int index = from;
        while (to - index >= 8 && (in.getLong(index) & 0x8080_8080_8080_8080L) == 0) index += 8;
        while (index < to && in.get(index) >= 0) index++;
        return index < to ? index : -1;
    }

    private static String ascii(ByteBuffer in, int from, int length) {
        if (in.hasArray()) {
            return new String(in.array(), in.arrayOffset() + from, length, StandardCharsets.ISO_8859_1);
        }
        byte[] bytes = new byte[length];
        in.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String decode(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }
}
