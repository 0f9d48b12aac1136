package io.belay.amqp.sasl;

import io.belay.amqp.type.Binary;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** Texts as the mechanisms write and compare them. */
public final class SaslText {
    private static final String MAPPED_TO_NOTHING =
            "\u00AD\u034F\u1806\u180B\u180C\u180D\u200B\u200C\u200D\u2060\uFEFF"; // RFC 3454, table B.1

    private SaslText() {}

    /** What these bytes say; null if there are none, or they are no UTF-8. */
    public static @Nullable String utf8(@Nullable Binary message) {
        if (message == null) return null;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message.bytes()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    /**
     * A user name or password in the form in which it is compared (SASLprep, RFC 4013): spaces of all kinds are one,
     * invisible characters are left out, and forms that look alike are alike (NFKC). What SASLprep forbids stays as it
     * is, and then matches only itself.
     */
    public static String prepared(String text) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean isVariation = point >= 0xFE00 && point <= 0xFE0F;
            if (isVariation || MAPPED_TO_NOTHING.indexOf(point) >= 0) return;
            mapped.appendCodePoint(Character.getType(point) == Character.SPACE_SEPARATOR ? ' ' : point);
        });
        return Normalizer.normalize(mapped, Normalizer.Form.NFKC);
    }
}
