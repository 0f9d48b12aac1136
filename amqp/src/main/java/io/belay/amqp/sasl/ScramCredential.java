package io.belay.amqp.sasl;

import io.belay.amqp.type.Binary;
import io.belay.base.Check;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What a server keeps of a password: enough to check a proof, not enough to give one (RFC 5802 §2.3).
 *
 * @param salt drawn for this user
 * @param iterations what a guess costs, at least {@link #ITERATIONS_MIN}
 * @param storedKey checks the client's proof
 * @param serverKey makes the server's
 */
public record ScramCredential(Binary salt, int iterations, Binary storedKey, Binary serverKey) {
    /** The fewest iterations that either end accepts (RFC 7677 §4). */
    public static final int ITERATIONS_MIN = 4_096;

    private static final int SALT_LENGTH = 16;

    /** Checks the iterations. */
    public ScramCredential {
        Check.argument(iterations >= ITERATIONS_MIN, "iterations from 4096", iterations);
    }

    /**
     * Of a password. Takes as long as the iterations ask for.
     *
     * @param salt bytes that were drawn for this user
     */
    public static ScramCredential of(ScramHash hash, String password, Binary salt, int iterations) {
        byte[] salted = hash.salted(bytes(SaslText.prepared(password)), salt.bytes(), iterations);
        byte[] storedKey = hash.hash(clientKey(hash, salted));
        return new ScramCredential(salt, iterations, Binary.of(storedKey), Binary.of(serverKey(hash, salted)));
    }

    /**
     * What an unknown user is asked with, so that nobody learns by asking who is known: the same each time for the same
     * name, and no proof fits.
     *
     * @param secret of this server, the same over restarts, 16 bytes or more
     */
    public static ScramCredential decoy(ScramHash hash, Binary secret, String user, int iterations) {
        byte[] salt = Arrays.copyOf(hash.hmac(secret.bytes(), bytes("salt " + user)), SALT_LENGTH);
        byte[] key = hash.hmac(secret.bytes(), bytes("key " + user));
        return new ScramCredential(Binary.of(salt), iterations, Binary.of(key), Binary.of(key));
    }

    /** Whether it is of this password; for PLAIN. Takes as long as the iterations ask for, whatever the answer. */
    public boolean isOf(ScramHash hash, String password) {
        ScramCredential other = of(hash, password, salt, iterations);
        return MessageDigest.isEqual(storedKey.bytes(), other.storedKey.bytes());
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "ScramCredential[iterations=" + iterations + "]";
    }

    static byte[] clientKey(ScramHash hash, byte[] salted) {
        return hash.hmac(salted, bytes("Client Key"));
    }

    static byte[] serverKey(ScramHash hash, byte[] salted) {
        return hash.hmac(salted, bytes("Server Key"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
