package io.belay.admin.login;

/**
 * Where a request comes from.
 *
 * @param peer address and port: {@code 127.0.0.1:5000}, {@code [::1]:5000}
 * @param isEncrypted whether nobody between reads it
 */
public record Remote(String peer, boolean isEncrypted) {
    /** Without the port. */
    public String address() {
        int colon = peer.lastIndexOf(':');
        return colon < 0 ? peer : peer.substring(0, colon);
    }
}
