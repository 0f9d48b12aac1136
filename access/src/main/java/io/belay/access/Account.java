package io.belay.access;

import io.belay.amqp.sasl.ScramCredential;
import io.belay.amqp.sasl.ScramHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user, and by what it is known. One that has nothing of the kind cannot come in that way.
 *
 * @param name its name, and that of the principal; {@code anonymous} is whoever does not say who it is
 * @param sha256 for SCRAM-SHA-256, and for passwords; null for none
 * @param sha512 for SCRAM-SHA-512, and for passwords if the other is missing; null for none
 * @param passwordHash for passwords only, if there is no SCRAM key: as a {@link PasswordCheck} reads it; empty for none
 * @param certificates subjects of client certificates that are its own, as RFC 2253 writes them:
 *     {@code CN=till-7,O=Shop}
 * @param roles names of what it may do
 */
public record Account(
        String name,
        @Nullable ScramCredential sha256,
        @Nullable ScramCredential sha512,
        String passwordHash,
        List<String> certificates,
        List<String> roles) {
    /** The longest name, characters; whoever says a longer one is nobody. */
    public static final int NAME_LENGTH_MAX = 256;

    /**
     * Keeps copies.
     *
     * @throws IllegalArgumentException if the name is empty, too long or has a NUL in it
     */
    public Account {
        boolean isName = !name.isEmpty() && name.length() <= NAME_LENGTH_MAX && name.indexOf('\0') < 0;
        if (!isName) throw new IllegalArgumentException("a user name of 1 to " + NAME_LENGTH_MAX + " characters");
        certificates = List.copyOf(certificates);
        roles = List.copyOf(roles);
    }

    /** Its key for SCRAM with that hash; null if it has none. */
    public @Nullable ScramCredential scram(ScramHash hash) {
        return hash == ScramHash.SHA_256 ? sha256 : sha512;
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "Account[name=" + name + ", roles=" + roles + "]";
    }
}
