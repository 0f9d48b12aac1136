package io.belay.server.login;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.belay.access.PasswordCheck;
import java.nio.charset.StandardCharsets;

/** Compares passwords with hashes of bcrypt: {@code $2a$12$…}, {@code $2b$…} and {@code $2y$…}. */
public final class BcryptCheck implements PasswordCheck {
    private static final int LENGTH_MAX = 72; // bytes that bcrypt takes; what is longer is nobody's

    /** One for all. */
    public BcryptCheck() {}

    @Override
    public boolean matches(byte[] password, String hash) {
        boolean isTooLong = password.length > LENGTH_MAX;
        byte[] checked = isTooLong ? new byte[] {'x'} : password; // for the time that it takes
        try {
            BCrypt.Result result = BCrypt.verifyer().verify(checked, hash.getBytes(StandardCharsets.US_ASCII));
            return result.verified && !isTooLong;
        } catch (IllegalArgumentException noHash) {
            return false;
        }
    }
}
