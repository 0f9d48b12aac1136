package io.belay.admin.text;

/** What the user asked for cannot be done; the message says why and what can. */
public final class BadSettingException extends Exception {
    private static final long serialVersionUID = 1;

    /** With what is said to the user. */
    public BadSettingException(String message) {
        super(message);
    }
}
