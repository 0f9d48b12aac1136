package io.belay.server;

/** What the user asked for cannot be done; the message says why and what can. */
final class BadSettingException extends Exception {
    private static final long serialVersionUID = 1;

    BadSettingException(String message) {
        super(message);
    }
}
