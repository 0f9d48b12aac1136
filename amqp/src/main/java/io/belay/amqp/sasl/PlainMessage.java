package io.belay.amqp.sasl;

import io.belay.amqp.type.Binary;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The one message of PLAIN (RFC 4616 §2).
 *
 * <pre>
 *  +------------------+---+------+---+----------+
 *  | authorization id | 0 | user | 0 | password |    UTF-8
 *  +------------------+---+------+---+----------+
 * </pre>
 *
 * @param authorizationId whom to act for, empty for oneself
 * @param user who speaks, not empty
 * @param password the secret, not empty
 */
public record PlainMessage(String authorizationId, String user, String password) {
    /** Reads it; null if it is not of this form. */
    public static @Nullable PlainMessage parse(@Nullable Binary message) {
        String text = SaslText.utf8(message);
        if (text == null) return null;
        int first = text.indexOf('\0');
        int second = text.indexOf('\0', first + 1);
        boolean isWhole = first >= 0 && second > first + 1 && second < text.length() - 1;
        if (!isWhole || text.indexOf('\0', second + 1) >= 0) return null;
        return new PlainMessage(
                text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1));
    }

    /** Writes it. */
    public Binary toBinary() {
        return Binary.of((authorizationId + '\0' + user + '\0' + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PlainMessage[authorizationId=" + authorizationId + ", user=" + user + "]";
    }
}
