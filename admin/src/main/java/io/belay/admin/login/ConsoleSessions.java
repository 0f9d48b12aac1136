package io.belay.admin.login;

import io.belay.access.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in at the console. A session is known by a cookie of 256 random bits, of which only a hash is kept, and
 * it ends with the password that opened it. Any thread.
 */
final class ConsoleSessions {
    /** All of them; beyond it the longest unused ends. */
    static final int SESSIONS_MAX = 1_000;

    /** Of one user; likewise. */
    static final int USER_SESSIONS_MAX = 20;

    /** Without a request, milliseconds: half an hour. */
    static final long IDLE_MAX_MS = 30 * 60_000;

    /** From the login on, milliseconds: half a day. */
    static final long AGE_MAX_MS = 12 * 3_600_000;

    private static final int TOKEN_LENGTH = 32; // bytes

    /**
     * What a login hands out.
     *
     * @param cookie for the browser alone
     * @param changeToken for the page: what it says to change something
     */
    record Opened(String cookie, String changeToken) {}

    /** One that stands. */
    record Found(String user, String changeToken) {}

    private record Session(Account account, String changeToken, long beganMs, long usedMs) {
        boolean isOver(long nowMs) {
            return nowMs - beganMs >= AGE_MAX_MS || nowMs - usedMs >= IDLE_MAX_MS;
        }
    }

    private final Consumer<byte[]> random;
    private final Map<String, Session> byHash = new LinkedHashMap<>(); // the longest unused first

    /** @param random fills what it is given */
    ConsoleSessions(Consumer<byte[]> random) {
        this.random = random;
    }

    /** Somebody has proved to be this user. */
    synchronized Opened open(Account account, long nowMs) {
        makeRoom(account.name(), nowMs);
        Opened opened = new Opened(drawn(), drawn());
        byHash.put(hash(opened.cookie()), new Session(account, opened.changeToken(), nowMs, nowMs));
        return opened;
    }

    private void makeRoom(String user, long nowMs) {
        byHash.values().removeIf(each -> each.isOver(nowMs));
        long his = byHash.values().stream()
                .filter(each -> each.account().name().equals(user))
                .count();
        boolean isHisTurn = his >= USER_SESSIONS_MAX;
        if (!isHisTurn && byHash.size() < SESSIONS_MAX) return;
        byHash.entrySet().stream()
                .filter(each -> !isHisTurn || each.getValue().account().name().equals(user))
                .findFirst()
                .map(Map.Entry::getKey)
                .ifPresent(byHash::remove);
    }

    private String drawn() {
        byte[] bits = new byte[TOKEN_LENGTH];
        random.accept(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /**
     * The session of a cookie, which is used by that.
     *
     * @param accounts the account of a name as it is now
     * @return null if there is none, any more perhaps
     */
    synchronized @Nullable Found find(String cookie, Accounts accounts, long nowMs) {
        String hash = hash(cookie);
        Session session = byHash.remove(hash);
        if (session == null || session.isOver(nowMs)) return null;
        Account now = accounts.of(session.account().name());
        if (now == null || !isKnownByTheSame(now, session.account())) return null;
        byHash.put(hash, new Session(session.account(), session.changeToken(), session.beganMs(), nowMs));
        return new Found(now.name(), session.changeToken());
    }

    /** Finds the account of a name. */
    interface Accounts {
        /** Null if there is none. */
        @Nullable
        Account of(String name);
    }

    private static boolean isKnownByTheSame(Account now, Account then) {
        return Objects.equals(now.sha256(), then.sha256())
                && Objects.equals(now.sha512(), then.sha512())
                && now.passwordHash().equals(then.passwordHash());
    }

    /** Logged out. */
    synchronized void close(String cookie) {
        byHash.remove(hash(cookie));
    }

    synchronized int count() {
        return byHash.size();
    }

    private static String hash(String cookie) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(cookie.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
