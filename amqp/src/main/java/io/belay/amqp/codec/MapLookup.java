package io.belay.amqp.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds one key of a map without building any other. */
final class MapLookup {
    private MapLookup() {}

    /** Reads the value of {@code key}, a symbol or else a string; null also if the map does not have it. */
    static @Nullable Object find(AmqpReader reader, String key, boolean isSymbol) {
        byte[] nonAscii = isAscii(key) ? null : key.getBytes(StandardCharsets.UTF_8);
        int narrow = isSymbol ? Format.SYMBOL_8 : Format.STRING_8;
        int wide = isSymbol ? Format.SYMBOL_32 : Format.STRING_32;
        for (int left = MapDecoder.enterMap(reader); left > 0; left -= 2) {
            int from = reader.position();
            int code = reader.readByte();
            if (code != narrow && code != wide) {
                reader.position(from);
                reader.skipValue();
            } else if (matches(reader, reader.readSize(code), key, nonAscii)) {
                return reader.readValue();
            }
            reader.skipValue();
        }
        return null;
    }

    private static boolean isAscii(String key) {
        for (int index = 0; index < key.length(); index++) {
            if (key.charAt(index) >= 0x80) return false;
        }
        return true;
    }

    /** Whether the next {@code length} bytes are the key; moves past them. */
    private static boolean matches(AmqpReader reader, int length, String key, byte @Nullable [] nonAscii) {
        int from = reader.position();
        reader.position(from + length);
        if (nonAscii != null) {
            return length == nonAscii.length
                    && reader.buffer().slice(from, length).equals(ByteBuffer.wrap(nonAscii));
        }
        if (length != key.length()) return false;
        for (int index = 0; index < length; index++) {
            if (reader.buffer().get(from + index) != key.charAt(index)) return false;
        }
        return true;
    }
}
