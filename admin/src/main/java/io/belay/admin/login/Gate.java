package io.belay.admin.login;

import io.belay.access.Account;
import io.belay.admin.login.Entrance.Admission;
import io.belay.admin.login.Entrance.Admission.Admitted;
import io.belay.admin.login.Entrance.Admission.Refused;
import io.belay.node.Authenticator.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says who asks: by a password or a token that comes with the request, as programs send it, or by the session of a
 * console. Any thread; one that asks may wait as long as {@link Entrance#password} takes.
 */
public final class Gate {
    /** How long somebody waits to be judged, seconds; more than anybody is kept. */
    private static final int PATIENCE_S = 15;

    private final Entrance entrance;
    private final ConsoleSessions sessions;
    private final LongSupplier clock;

    /**
     * With nobody logged in.
     *
     * @param clock milliseconds that only go forward, from any origin
     */
    public Gate(Entrance entrance, LongSupplier clock) {
        this.entrance = entrance;
        this.clock = clock;
        SecureRandom random = new SecureRandom();
        sessions = new ConsoleSessions(random::nextBytes);
    }

    /**
     * What a request shows of who sends it.
     *
     * @param from where it comes from
     * @param authorization the header; null if there is none
     * @param cookie of the console; null if there is none
     * @param changeToken what the page of the console says to change something; null if nothing
     * @param changes whether the request wants to change something
     */
    public record Shown(
            Remote from,
            @Nullable String authorization,
            @Nullable String cookie,
            @Nullable String changeToken,
            boolean changes) {}

    /** What comes of it. */
    public sealed interface Passage {
        /** Come in. */
        record In(Caller caller) implements Passage {}

        /**
         * Stay out.
         *
         * @param status of HTTP
         */
        record Out(int status, String why) implements Passage {}
    }

    /**
     * A login at the console.
     *
     * @param user who that is
     * @param cookie for the browser alone; empty while there are no users
     * @param changeToken for the page
     * @param isOperator whether it may see and order what concerns the whole broker
     */
    public record Login(String user, String cookie, String changeToken, boolean isOperator) {}

    /** Whether there are no users, and everybody is let in. */
    public boolean isOpen() {
        return entrance.accounts().isOpen();
    }

    /** Who sends a request. */
    public Passage passage(Shown shown) {
        if (isOpen()) return new Passage.In(Caller.ANYBODY);
        if (shown.authorization() != null) return passage(admission(shown.from(), shown.authorization()), shown.from());
        if (shown.cookie() == null) return new Passage.Out(401, "log in first");
        ConsoleSessions.Found found = find(shown.cookie());
        if (found == null) return new Passage.Out(401, "the login is over; log in again");
        boolean isOfPage = !shown.changes() || isSame(found.changeToken(), shown.changeToken());
        if (!isOfPage) return new Passage.Out(403, "expected the token of the login in X-Belay-Token; found another");
        return new Passage.In(caller(shown.from(), found.user()));
    }

    private Caller caller(Remote from, String user) {
        return new Caller(user, entrance.rights(from, user), from.address());
    }

    private ConsoleSessions.@Nullable Found find(String cookie) {
        return sessions.find(cookie, entrance.accounts()::account, clock.getAsLong());
    }

    private static boolean isSame(String expected, @Nullable String found) {
        if (found == null) return false;
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
    }

    private static Passage passage(Admission admission, Remote from) {
        if (admission instanceof Admitted in) return new Passage.In(new Caller(in.user(), in.rights(), from.address()));
        return out((Refused) admission);
    }

    private static Passage.Out out(Refused refused) {
        return switch (refused.reason()) {
            case CREDENTIALS -> new Passage.Out(401, refused.why());
            case FORBIDDEN -> new Passage.Out(403, refused.why());
            case BUSY -> new Passage.Out(429, refused.why());
        };
    }

    /** The schemes of RFC 7617 and RFC 6750. */
    private Admission admission(Remote from, String authorization) {
        String[] words = authorization.strip().split(" +", 2);
        boolean isBearer = words.length == 2 && words[0].equalsIgnoreCase("Bearer");
        if (isBearer) return await(from, words[1], null);
        boolean isBasic = words.length == 2 && words[0].equalsIgnoreCase("Basic");
        String pair = isBasic ? decoded(words[1]) : null;
        int colon = pair == null ? -1 : pair.indexOf(':');
        if (pair == null || colon < 0)
            return new Refused(Reason.CREDENTIALS, "expected Authorization: Basic or Bearer; found something else");
        return await(from, pair.substring(0, colon), pair.substring(colon + 1).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** @param password null if the first word is a token */
    private Admission await(Remote from, String userOrToken, byte @Nullable [] password) {
        try {
            return (password == null
                            ? entrance.token(from, userOrToken)
                            : entrance.password(from, userOrToken, password))
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException failed) {
            return new Refused(Reason.BUSY, "nobody could check that in time, come back later");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Refused(Reason.BUSY, "the broker stops");
        }
    }

    /**
     * Logs somebody in at the console.
     *
     * @return why not, if not
     * @throws RefusedException if it is not let in
     */
    public Login login(Remote from, String user, String password) throws RefusedException {
        if (isOpen()) return new Login(Caller.ANYBODY.user(), "", "", true);
        Admission admission = await(from, user, password.getBytes(StandardCharsets.UTF_8));
        if (!(admission instanceof Admitted in)) throw new RefusedException(out((Refused) admission));
        Account account = entrance.accounts().account(in.user());
        if (account == null)
            throw new RefusedException(
                    new Passage.Out(401, "the console takes users of this broker; tokens are for programs"));
        ConsoleSessions.Opened opened = sessions.open(account, clock.getAsLong());
        return new Login(
                in.user(), opened.cookie(), opened.changeToken(), in.rights().isOperator());
    }

    /** The login of a cookie; null if there is none, any more perhaps. */
    public @Nullable Login standing(Remote from, @Nullable String cookie) {
        if (isOpen()) return new Login(Caller.ANYBODY.user(), "", "", true);
        ConsoleSessions.Found found = cookie == null ? null : find(cookie);
        if (found == null || cookie == null) return null;
        return new Login(
                found.user(),
                cookie,
                found.changeToken(),
                caller(from, found.user()).isOperator());
    }

    /** Ends the login of a cookie. */
    public void logout(String cookie) {
        sessions.close(cookie);
    }

    /** Writes down what somebody did. */
    public void did(Remote from, String user, String what) {
        entrance.did(from, user, what);
    }

    /** A login that was refused; the message is for whoever wanted in. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        /** Of HTTP. */
        private final int status;

        RefusedException(Passage.Out out) {
            super(out.why());
            status = out.status();
        }

        /** The status of HTTP that says so. */
        public int status() {
            return status;
        }
    }
}
