package io.belay.admin.login;

import io.belay.access.Accounts;
import io.belay.access.Rights;
import io.belay.node.Authenticator.Reason;
import java.util.concurrent.CompletableFuture;

/** Where it is found out who asks over HTTP: by the same users, and as slowly for those who fail, as on all other ports. Any thread. */
public interface Entrance {
    /** Lets everybody in, as a broker without users does. */
    Entrance OPEN = new Entrance() {
        @Override
        public Accounts accounts() {
            return Accounts.NONE;
        }

        @Override
        public CompletableFuture<Admission> password(Remote from, String user, byte[] password) {
            return CompletableFuture.completedFuture(new Admission.Admitted(Accounts.ANONYMOUS, Rights.all()));
        }

        @Override
        public CompletableFuture<Admission> token(Remote from, String token) {
            return password(from, "", new byte[0]);
        }

        @Override
        public Rights rights(Remote from, String user) {
            return Rights.all();
        }

        @Override
        public void did(Remote from, String user, String what) {
            // Nobody wants to know.
        }
    };

    /** Who there is, now. */
    Accounts accounts();

    /**
     * Judges a password; completes within some ten seconds, never with a failure.
     *
     * @param user whom it wants to be, trusted for nothing
     * @param password UTF-8
     */
    CompletableFuture<Admission> password(Remote from, String user, byte[] password);

    /** Judges a bearer token, likewise. */
    CompletableFuture<Admission> token(Remote from, String token);

    /** What a user of {@link #accounts} may do. */
    Rights rights(Remote from, String user);

    /**
     * Writes down that somebody changed something, or tried to.
     *
     * @param what of any length; that of which the end may be left out stands there
     */
    void did(Remote from, String user, String what);

    /** What became of it. */
    sealed interface Admission {
        /** It is who it says. */
        record Admitted(String user, Rights rights) implements Admission {}

        /** It is not let in. */
        record Refused(Reason reason, String why) implements Admission {}
    }
}
