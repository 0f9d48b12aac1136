package io.belay.server.users;

import io.belay.amqp.sasl.ScramCredential;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user, and by what it is known: never its password.
 *
 * @param name its name
 * @param roles names of what it may do
 * @param sha256 for SCRAM-SHA-256 and for passwords; null for none
 * @param sha512 for SCRAM-SHA-512; null for none
 * @param bcrypt for passwords, where there is no SCRAM key: {@code $2a$12$…}; null for none
 * @param certificates subjects of client certificates that are its own, as RFC 2253 writes them
 */
public record User(
        String name,
        List<String> roles,
        @Nullable ScramCredential sha256,
        @Nullable ScramCredential sha512,
        @Nullable String bcrypt,
        List<String> certificates) {
    /** The longest name, characters. */
    public static final int NAME_LENGTH_MAX = 256;

    /** Keeps copies. */
    public User {
        roles = List.copyOf(roles);
        certificates = List.copyOf(certificates);
    }

    /** What is wrong with a name, in words; null if nothing is. */
    public static @Nullable String objection(String name) {
        if (name.isEmpty() || name.length() > NAME_LENGTH_MAX)
            return "expected a name of 1 to " + NAME_LENGTH_MAX + " characters; found " + name.length();
        boolean isShowable = name.codePoints().noneMatch(Character::isISOControl);
        return isShowable ? null : "expected a name without control characters; found one";
    }

    /** The same with what {@code other} is known by. */
    public User withCredentialsOf(User other) {
        return new User(name, roles, other.sha256, other.sha512, other.bcrypt, certificates);
    }

    /** Without what it is known by. */
    @Override
    public String toString() {
        return "User[name=" + name + ", roles=" + roles + "]";
    }
}
