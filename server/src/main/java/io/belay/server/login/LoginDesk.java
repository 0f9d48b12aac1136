package io.belay.server.login;

import io.belay.access.Accounts;
import io.belay.access.PasswordCheck;
import io.belay.access.Slowdown;
import io.belay.access.SlowdownOptions;
import io.belay.net.Line;
import io.belay.node.Authenticator;
import io.belay.node.Authenticator.Verdict;
import io.belay.node.limit.Connects;
import io.belay.node.limit.CountedLogins;
import io.belay.node.limit.Turnstile;
import io.belay.node.login.LineLogins;
import io.belay.node.login.Logins;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Where all lines are asked who they are: the users as they are now, those who failed, and who checks passwords. */
public final class LoginDesk implements AutoCloseable {
    private static final int NONCE_LENGTH = 24;

    private final AtomicReference<Accounts> accounts;
    private final AtomicBoolean allowsBarePasswords;
    private final SecureRandom random = new SecureRandom();
    private final PasswordThreads threads = new PasswordThreads();
    private final Slowdown slowdown = new Slowdown(SlowdownOptions.DEFAULTS);
    private final PasswordCheck hashes;
    private final LoginWitness witness = new LoginWitness(System::nanoTime);

    /**
     * Opens.
     *
     * @param accounts who there is, until {@link #accounts(Accounts)} says otherwise
     * @param allowsBarePasswords whether passwords may come from elsewhere without TLS
     * @param hashes compares passwords where there is no SCRAM key
     */
    public LoginDesk(Accounts accounts, boolean allowsBarePasswords, PasswordCheck hashes) {
        this.accounts = new AtomicReference<>(accounts);
        this.allowsBarePasswords = new AtomicBoolean(allowsBarePasswords);
        this.hashes = hashes;
    }

    /** These are the users and roles from now on, for lines that stand too. Any thread. */
    public void accounts(Accounts now) {
        accounts.set(now);
    }

    /** Whether passwords may come from elsewhere without TLS, for lines from now on. Any thread. */
    public void allowBarePasswords(boolean allows) {
        allowsBarePasswords.set(allows);
    }

    /**
     * Asks a line that was just accepted. On its loop.
     *
     * @param turnstile where it is counted
     * @param told takes, on that loop, what could not be said at once
     */
    public Authenticator of(Line line, Turnstile turnstile, Consumer<Verdict> told) {
        Logins shared = new Logins(accounts::get, slowdown, hashes, this::nonce, allowsBarePasswords.get(), witness);
        LineLogins logins = new LineLogins(
                shared, LineOrigin.of(line), (question, answer) -> threads.ask(line, question, answer), told);
        return new CountedLogins(logins, turnstile);
    }

    /** Counts a line that was just accepted, among those of its neighbourhood. On its loop. */
    public static Turnstile count(Line line, Connects connects, LongSupplier clockMs) {
        return new Turnstile(connects, LineOrigin.of(line).address(), clockMs);
    }

    private String nonce() {
        byte[] drawn = new byte[NONCE_LENGTH];
        random.nextBytes(drawn);
        return Base64.getEncoder().encodeToString(drawn); // which has no comma
    }

    /** Checks no more passwords; who waits hears nothing any more. */
    @Override
    public void close() {
        threads.close();
    }
}
