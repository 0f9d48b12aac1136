package io.belay.admin;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what is percent-encoded in the address of a request. */
final class Query {
    private Query() {}

    /** The first parameter of this name, decoded; empty if there is none or it cannot be decoded. */
    static String parameter(@Nullable String query, String name) {
        if (query == null) return "";
        for (String each : query.split("&")) {
            if (each.startsWith(name + "=")) return decoded(each.substring(name.length() + 1));
        }
        return "";
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    /** A part of a path, decoded, in which a plus is a plus; null if it is not the UTF-8 of something. */
    static @Nullable String segment(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int index = 0; index < raw.length(); index++) {
            char each = raw.charAt(index);
            if (each > 0x7F) return null;
            if (each != '%') bytes.write(each);
            else {
                int value = hex(raw, index + 1) << 4 | hex(raw, index + 2);
                if (value < 0) return null;
                bytes.write(value);
                index += 2;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    private static int hex(String raw, int index) {
        return index < raw.length() ? Character.digit(raw.charAt(index), 16) : -1;
    }
}
