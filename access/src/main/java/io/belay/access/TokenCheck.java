package io.belay.access;

/** Says whom a bearer token speaks of, as a JWT does. */
public interface TokenCheck {
    /** Characters of a token; a longer one is refused unread. */
    int LENGTH_MAX = 16_384;

    /** Takes no tokens. */
    TokenCheck NONE = new TokenCheck() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public Answer check(String token) {
            return new Refused("tokens are not taken");
        }
    };

    /** Whether tokens are taken at all. Any thread, at once. */
    boolean isOn();

    /**
     * Judges a token. May have to fetch a key first, and so take seconds; any thread that may wait.
     *
     * @param token as it was sent, trusted for nothing
     */
    Answer check(String token);

    /** What is said of a token. */
    sealed interface Answer permits Granted, Refused {}

    /**
     * It is good.
     *
     * @param account of whom it speaks, with the roles that it names
     * @param remainsMs for how long it is good from now on, 1 or more
     */
    record Granted(Account account, long remainsMs) implements Answer {}

    /**
     * It is not.
     *
     * @param why for the log, not for whoever sent it; nothing of the token is in it but names of keys and issuers
     */
    record Refused(String why) implements Answer {}
}
