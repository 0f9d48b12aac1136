package io.belay.server.users;

import io.belay.amqp.sasl.ScramCredential;
import io.belay.amqp.type.Binary;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SCRAM key as a line of text (RFC 5803, without the name of the mechanism), bytes in Base64:
 *
 * <pre>
 *   iterations:salt$storedKey:serverKey
 * </pre>
 */
final class ScramLine {
    private static final int SALT_LENGTH_MAX = 1_024;
    private static final Pattern LINE =
            Pattern.compile("([0-9]{1,8}):([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");

    private ScramLine() {}

    static String of(ScramCredential key) {
        return key.iterations() + ":" + text(key.salt()) + "$" + text(key.storedKey()) + ":" + text(key.serverKey());
    }

    private static String text(Binary bytes) {
        return Base64.getEncoder().encodeToString(bytes.bytes());
    }

    /**
     * The key of a line.
     *
     * @param keyLength bytes of its keys
     * @return null if it is none
     */
    static @Nullable ScramCredential read(String line, int keyLength) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) return null;
        int iterations = Integer.parseInt(parts.group(1));
        Binary salt = bytes(parts.group(2));
        Binary storedKey = bytes(parts.group(3));
        Binary serverKey = bytes(parts.group(4));
        if (salt == null || storedKey == null || serverKey == null) return null;
        boolean fits = iterations >= ScramCredential.ITERATIONS_MIN
                && iterations <= Users.ITERATIONS_MAX
                && salt.length() > 0
                && salt.length() <= SALT_LENGTH_MAX
                && storedKey.length() == keyLength
                && serverKey.length() == keyLength;
        return fits ? new ScramCredential(salt, iterations, storedKey, serverKey) : null;
    }

    static @Nullable Binary bytes(String base64) {
        try {
            return Binary.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
