package io.belay.access;

/** Compares a password with a hash that is slow to compute, such as one of bcrypt. */
public interface PasswordCheck {
    /** Knows no hash. */
    PasswordCheck NONE = (password, hash) -> false;

    /**
     * Whether a password is the one that was hashed. Takes as long as the hash asks for; any thread.
     *
     * @param password UTF-8
     * @param hash from an account, in whatever form it knows; false for any other
     */
    boolean matches(byte[] password, String hash);
}
