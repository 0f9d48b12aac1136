package io.belay.amqp.sasl;

import io.belay.amqp.type.Binary;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The words of a SCRAM message: {@code r=nonce,s=salt,i=4096} (RFC 5802 §5.1, §7). */
final class ScramFields {
    private final String[] fields;

    private ScramFields(String text) {
        fields = text.split(",", -1);
    }

    static @Nullable ScramFields of(@Nullable String text) {
        return text == null ? null : new ScramFields(text);
    }

    int count() {
        return fields.length;
    }

    /** The value of the field at {@code index} if it is there and has this name. */
    @Nullable
    String value(int index, char name) {
        if (index < 0 || index >= fields.length) return null;
        String field = fields[index];
        return field.length() >= 2 && field.charAt(0) == name && field.charAt(1) == '=' ? field.substring(2) : null;
    }

    /** The same in base 64. */
    byte @Nullable [] bytes(int index, char name) {
        String value = value(index, name);
        if (value == null) return null;
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static Binary binary(String text) {
        return Binary.of(ScramCredential.bytes(text));
    }

    /** A name as it stands in a message. */
    static String escaped(String name) {
        return name.replace("=", "=3D").replace(",", "=2C");
    }

    /** The reverse; null if it is empty or holds another {@code =}. */
    static @Nullable String unescaped(String name) {
        String rest = name.replace("=2C", "").replace("=3D", "");
        if (name.isEmpty() || rest.indexOf('=') >= 0) return null;
        return name.replace("=2C", ",").replace("=3D", "=");
    }

    /** Whether a nonce is printable and not empty. */
    static boolean isNonce(@Nullable String nonce) {
        return nonce != null && !nonce.isEmpty() && nonce.chars().allMatch(c -> c > 0x20 && c < 0x7F);
    }
}
