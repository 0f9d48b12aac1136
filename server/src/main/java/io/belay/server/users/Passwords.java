package io.belay.server.users;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.belay.amqp.sasl.ScramCredential;
import io.belay.amqp.sasl.ScramHash;
import io.belay.amqp.type.Binary;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns passwords into what is kept of them. */
public final class Passwords {
    /** The longest password, UTF-8 bytes. */
    public static final int LENGTH_MAX = 1_024;

    /** The longest that bcrypt can take, UTF-8 bytes. */
    public static final int BCRYPT_LENGTH_MAX = 72;

    private static final int SALT_LENGTH = 16;
    private static final int BCRYPT_COST = 12;

    private Passwords() {}

    /** What is wrong with a password, in words; null if nothing is. */
    public static @Nullable String objection(String password) {
        int length = password.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > LENGTH_MAX)
            return "expected a password of 1 to " + LENGTH_MAX + " bytes; found " + length;
        boolean isTypable = password.codePoints().noneMatch(Character::isISOControl);
        return isTypable ? null : "expected a password without control characters; found one";
    }

    /**
     * A user who is known by SCRAM keys, which do for plain passwords too. Takes as long as the iterations ask for.
     *
     * @param iterations what a guess costs whoever has the file, from {@link ScramCredential#ITERATIONS_MIN}
     */
    public static User scram(String name, List<String> roles, String password, int iterations) {
        return new User(
                name,
                roles,
                key(ScramHash.SHA_256, password, iterations),
                key(ScramHash.SHA_512, password, iterations),
                null,
                List.of());
    }

    private static ScramCredential key(ScramHash hash, String password, int iterations) {
        byte[] salt = new byte[SALT_LENGTH];
        new SecureRandom().nextBytes(salt);
        return ScramCredential.of(hash, password, Binary.of(salt), iterations);
    }

    /**
     * A user who is known by a bcrypt hash alone: whoever has the file guesses slower, but SCRAM is not for it. Takes a
     * quarter of a second or so.
     *
     * @param password at most {@link #BCRYPT_LENGTH_MAX} bytes
     */
    public static User bcrypt(String name, List<String> roles, String password) {
        String hash = BCrypt.withDefaults().hashToString(BCRYPT_COST, password.toCharArray());
        return new User(name, roles, null, null, hash, List.of());
    }
}
