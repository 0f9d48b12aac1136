package io.belay.admin.login;

import io.belay.access.Accounts;
import io.belay.access.Rights;

/**
 * Whoever asks over HTTP, once it is known who that is.
 *
 * @param user the principal
 * @param rights what it may do; not for several threads
 * @param address where it comes from, without the port
 */
public record Caller(String user, Rights rights, String address) {
    /** Whoever asks while there are no users. */
    public static final Caller ANYBODY = new Caller(Accounts.ANONYMOUS, Rights.all(), "127.0.0.1");

    /** Whoever asks for a page that is everybody's. */
    public static Caller nobody() {
        return new Caller("nobody", Rights.none(), "");
    }

    /** Whether it may see and order what concerns the whole broker: connections, other people's sessions, settings. */
    public boolean isOperator() {
        return rights.isOperator();
    }

    /** Whether it may see what a user has. */
    public boolean maySee(String owner) {
        return user.equals(owner) || isOperator();
    }
}
