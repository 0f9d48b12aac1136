package io.belay.node.login;

import io.belay.access.Account;
import io.belay.access.Accounts;
import io.belay.access.Rights;
import io.belay.access.Slowdown;
import io.belay.amqp.sasl.SaslMechanism;
import io.belay.amqp.sasl.SaslText;
import io.belay.amqp.sasl.ScramHash;
import io.belay.node.Authenticator;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** How the client of one line proves who it is. While no users are configured, everybody is anonymous. */
public final class LineLogins implements Authenticator {
    /** Of a password or a message of SCRAM, bytes; what is longer is nobody's. */
    public static final int SAID_LENGTH_MAX = 4_096;

    private static final String PASSWORD = "password";
    private static final byte[] NOBODYS = {(byte) 0xFF}; // for it is no UTF-8

    private final Logins shared;
    private final LineFacts line;
    private final Workers workers;
    private final Consumer<Verdict> told;
    private final LineTokens tokens;
    private @Nullable LongFunction<Verdict> waiting; // for its time
    private long waitingUntilMs;

    /**
     * Of a line that was just accepted.
     *
     * @param workers check passwords
     * @param tokenWorkers check tokens, which may wait for a key that is fetched: others than those of passwords
     * @param told takes what {@link #check} and mechanisms could not answer at once, for the gateway to hear as
     *     {@link io.belay.node.Reply.Judged}
     */
    public LineLogins(Logins shared, LineFacts line, Workers workers, Workers tokenWorkers, Consumer<Verdict> told) {
        this.shared = shared;
        this.line = line;
        this.workers = workers;
        this.told = told;
        tokens = new LineTokens(this, shared.tokens(), line, tokenWorkers, told);
    }

    @Override
    public Verdict check(@Nullable String username, byte @Nullable [] password, long nowMs) {
        Accounts accounts = shared.accounts().get();
        if (accounts.isOpen()) return Verdict.accepted(ANONYMOUS_PRINCIPAL);
        if (password == null) return checkWithout(accounts, username);
        String says = username == null ? "" : noLonger(username, Account.NAME_LENGTH_MAX);
        boolean isToken = tokens.isToken(password);
        if (says.isEmpty() && !isToken) return refused("", PASSWORD, "a password without a name");
        if (!mayShowPassword()) {
            shared.witness().refused(line, bounded(says), PASSWORD, "without TLS");
            return new Verdict.Refused(Reason.FORBIDDEN, "passwords are taken over TLS only");
        }
        if (isToken) return tokens.check(says, LineTokens.text(password), "token", nowMs, refusal -> refusal);
        return checkPassword(says, password.length <= SAID_LENGTH_MAX ? password : NOBODYS, nowMs);
    }

    private Verdict checkPassword(String username, byte[] password, long nowMs) {
        return judge(username, PASSWORD, nowMs, atMs -> ask(username, password, atMs));
    }

    /** Who has no password has a certificate, or is nobody in particular. */
    private Verdict checkWithout(Accounts accounts, @Nullable String username) {
        boolean says = username != null && !username.isEmpty();
        if (line.certificate() != null) return byCertificate(says ? username : "");
        boolean mayBeAnonymous = !says && accounts.account(ANONYMOUS_PRINCIPAL) != null;
        if (mayBeAnonymous) return accepted(ANONYMOUS_PRINCIPAL, "anonymous");
        return refused(says ? username : "", "no password", "nobody comes in without saying who it is");
    }

    @Override
    public boolean offers(String mechanism) {
        Accounts accounts = shared.accounts().get();
        SaslMechanism known = known(mechanism);
        if (known == null) return false;
        return switch (known) {
            case PLAIN -> accounts.isOpen() || mayShowPassword();
            case ANONYMOUS -> accounts.isOpen() || accounts.account(ANONYMOUS_PRINCIPAL) != null;
            case SCRAM_SHA_256, SCRAM_SHA_512 -> !accounts.isOpen();
            case OAUTHBEARER -> !accounts.isOpen() && shared.tokens().isOn() && mayShowPassword();
            case EXTERNAL -> !accounts.isOpen() && line.certificate() != null;
        };
    }

    /** What is asked for may be any text. */
    private static @Nullable SaslMechanism known(String name) {
        for (SaslMechanism one : SaslMechanism.values()) {
            if (one.symbol().text().equals(name)) return one;
        }
        return null;
    }

    @Override
    public @Nullable Mechanism mechanism(String name) {
        if (!offers(name)) return null;
        for (ScramHash hash : ScramHash.values()) {
            if (hash.mechanism().symbol().text().equals(name)) {
                return new ScramMechanism(this, hash, shared.nonces().get());
            }
        }
        if (name.equals("OAUTHBEARER")) return new BearerMechanism(tokens);
        return name.equals("EXTERNAL") ? new ExternalMechanism(this) : null;
    }

    @Override
    public Rights rights(String principal, String clientId) {
        String client = bounded(clientId);
        return new Rights(
                shared.accounts(),
                tokens::bearer,
                principal,
                clientId,
                what -> shared.witness().denied(line, client, what));
    }

    @Override
    public void tick(long nowMs) {
        tokens.tick(nowMs);
        LongFunction<Verdict> judgement = waiting;
        if (judgement == null || nowMs < waitingUntilMs) return;
        waiting = null;
        Verdict verdict = judgement.apply(nowMs);
        if (!(verdict instanceof Verdict.Later)) told.accept(verdict);
    }

    Accounts accounts() {
        return shared.accounts().get();
    }

    /** Whose certificate was shown; {@code says} is whom the client wants to be, empty if it leaves that to us. */
    Verdict byCertificate(String says) {
        String subject = line.certificate();
        Account account = subject == null ? null : accounts().ofCertificate(subject);
        boolean isOther = account != null && !says.isEmpty() && accounts().account(says) != account;
        if (account == null || isOther) return refused(says, "certificate " + subject, "it is not this user's");
        return accepted(account.name(), "certificate");
    }

    Verdict accepted(String principal, String how) {
        shared.witness().accepted(line, principal, how);
        return Verdict.accepted(principal);
    }

    Verdict refused(String user, String how, String why) {
        shared.witness().refused(line, bounded(user), how, why);
        return Verdict.wrong();
    }

    /** Judges now or, who has failed before, later. Whoever is to come back later learns nothing of what it said. */
    Verdict judge(String user, String how, long nowMs, LongFunction<Verdict> judgement) {
        long waitMs = shared.slowdown().waitMs(line.address(), counted(user), nowMs);
        if (waitMs == Slowdown.TOO_OFTEN) return busy(user, how, "failed too often");
        if (waitMs == 0) return judgement.apply(nowMs);
        waiting = judgement;
        waitingUntilMs = nowMs + waitMs;
        return new Verdict.Later();
    }

    void succeeded(String user) {
        shared.slowdown().succeeded(line.address(), counted(user));
    }

    Verdict failed(String user, String how, long nowMs) {
        return failed(user, how, "", nowMs);
    }

    /** @param why more than that it was in vain, empty for no more */
    Verdict failed(String user, String how, String why, long nowMs) {
        shared.slowdown().failed(line.address(), counted(user), nowMs);
        int times = shared.slowdown().failures(line.address(), counted(user));
        return refused(user, how, "attempt " + times + " in vain" + (why.isEmpty() ? "" : ": " + why));
    }

    private Verdict ask(String username, byte[] password, long nowMs) {
        Accounts accounts = accounts();
        boolean isAsked = workers.ask(
                () -> accounts.isPassword(username, password, shared.hashes()),
                isRight -> told.accept(answered(username, isRight, nowMs)));
        return isAsked ? new Verdict.Later() : busy(username, PASSWORD, "too many wait to be checked");
    }

    private Verdict answered(String username, boolean isRight, long nowMs) {
        Account account = accounts().account(username); // It may have gone meanwhile.
        if (!isRight || account == null) return failed(username, PASSWORD, nowMs);
        succeeded(username);
        return accepted(account.name(), PASSWORD);
    }

    Verdict busy(String user, String how, String why) {
        shared.witness().refused(line, bounded(user), how, why);
        return new Verdict.Refused(Reason.BUSY, "too many attempts, come back later");
    }

    private boolean mayShowPassword() {
        return line.isEncrypted() || line.isLocal() || shared.allowsBarePasswords();
    }

    /** All ways to write a user's name count as one: some characters of it may be invisible. */
    static String counted(String name) {
        return bounded(SaslText.prepared(bounded(name))); // One character may become eighteen.
    }

    /** What is too long to be right is still too long, and no longer: it may be kept for a while. */
    static String noLonger(String said, int lengthMax) {
        return said.length() <= lengthMax ? said : said.substring(0, lengthMax + 1);
    }

    private static String bounded(String name) {
        return name.length() <= Account.NAME_LENGTH_MAX ? name : name.substring(0, Account.NAME_LENGTH_MAX);
    }
}
