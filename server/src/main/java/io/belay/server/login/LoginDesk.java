package io.belay.server.login;

import io.belay.access.Accounts;
import io.belay.access.PasswordCheck;
import io.belay.access.Slowdown;
import io.belay.access.SlowdownOptions;
import io.belay.access.TokenCheck;
import io.belay.net.Line;
import io.belay.node.Authenticator;
import io.belay.node.Authenticator.Verdict;
import io.belay.node.limit.Connects;
import io.belay.node.limit.Objection;
import io.belay.node.limit.Turnstile;
import io.belay.node.login.CountedLogins;
import io.belay.node.login.LineFacts;
import io.belay.node.login.LineLogins;
import io.belay.node.login.Logins;
import io.belay.node.login.Witness;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where all lines are asked who they are: the users as they are now, those who failed, and who checks passwords. */
public final class LoginDesk implements AutoCloseable {
    private static final int NONCE_LENGTH = 24;

    private final AtomicReference<Accounts> accounts;
    private final AtomicBoolean allowsBarePasswords;
    private final SecureRandom random = new SecureRandom();
    private final PasswordThreads threads = new PasswordThreads("belay-passwords-");
    private final PasswordThreads tokenThreads = new PasswordThreads("belay-tokens-");
    private final AtomicReference<TokenCheck> tokens;
    private final Slowdown slowdown = new Slowdown(SlowdownOptions.DEFAULTS);
    private final PasswordCheck hashes;
    private final LoginWitness witness = new LoginWitness(System::nanoTime);

    /**
     * Opens.
     *
     * @param accounts who there is, until {@link #accounts(Accounts)} says otherwise
     * @param allowsBarePasswords whether passwords may come from elsewhere without TLS
     * @param hashes compares passwords where there is no SCRAM key
     * @param tokens says whom tokens speak of, until {@link #tokens(TokenCheck)} says otherwise
     */
    public LoginDesk(Accounts accounts, boolean allowsBarePasswords, PasswordCheck hashes, TokenCheck tokens) {
        this.accounts = new AtomicReference<>(accounts);
        this.allowsBarePasswords = new AtomicBoolean(allowsBarePasswords);
        this.hashes = hashes;
        this.tokens = new AtomicReference<>(tokens);
    }

    /** These are the users and roles from now on, for lines that stand too. Any thread. */
    public void accounts(Accounts now) {
        accounts.set(now);
    }

    /** By this tokens are checked, for lines from now on. Any thread. */
    public void tokens(TokenCheck now) {
        tokens.set(now);
    }

    /** What checks tokens now. Any thread. */
    public TokenCheck tokens() {
        return tokens.get();
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
        return new CountedLogins(of(LineOrigin.of(line), line::execute, told), turnstile);
    }

    /**
     * Counts a line that was just accepted, among those of its neighbourhood. On its loop.
     *
     * @param house why nobody is let in at the moment; null while clients are
     */
    public static Turnstile count(
            Line line, Connects connects, LongSupplier clockMs, Supplier<@Nullable Objection> house) {
        return new Turnstile(connects, LineOrigin.of(line).address(), clockMs, house);
    }

    /**
     * Asks somebody whose words come otherwise than over a line of ours.
     *
     * @param home calls what is returned, and {@code told}
     */
    LineLogins of(LineFacts from, Executor home, Consumer<Verdict> told) {
        Logins shared = new Logins(
                accounts::get, slowdown, hashes, tokens.get(), this::nonce, allowsBarePasswords.get(), witness);
        return new LineLogins(
                shared,
                from,
                (question, answer) -> threads.ask(home, question, answer),
                (question, answer) -> tokenThreads.ask(home, question, answer),
                told);
    }

    /** Who there is, now. Any thread. */
    Accounts accounts() {
        return accounts.get();
    }

    /** Somebody wanted a session that is another's. Any thread. */
    public void trespassed(String client, String peer, String why) {
        witness.denied(LineOrigin.of(peer, false, null), client, why);
    }

    Witness witness() {
        return witness;
    }

    private String nonce() {
        byte[] drawn = new byte[NONCE_LENGTH];
        random.nextBytes(drawn);
        return Base64.getEncoder().encodeToString(drawn); // which has no comma
    }

    /** Checks no more passwords and tokens; who waits hears nothing any more. */
    @Override
    public void close() {
        threads.close();
        tokenThreads.close();
    }
}
