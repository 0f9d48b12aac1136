package io.belay.access;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long whoever has failed must wait to try again. Three things are remembered: who failed for which user from where,
 * who failed from where, and for which user somebody failed. Any thread.
 *
 * <p>Attempts for one user from one address come one after another, at a distance that grows to half a minute; attempts
 * for any users from one address at a fiftieth of a second. For a user somebody fails for from elsewhere everybody waits,
 * but never long and never in a row: nobody is locked out by others.
 */
public final class Slowdown {
    /** What {@link #waitMs} returns if whoever asks is to come back later. */
    public static final long TOO_OFTEN = -1;

    private final SlowdownOptions options;
    private final Table ofBoth;
    private final Table ofAddress;
    private final Table ofUser;

    /** Nobody has failed yet. */
    public Slowdown(SlowdownOptions options) {
        this.options = options;
        ofBoth = new Table(options.rememberedMax());
        ofAddress = new Table(options.rememberedMax());
        ofUser = new Table(options.rememberedMax());
    }

    /**
     * Somebody wants to try.
     *
     * @param address where it comes from, without the port
     * @param user whom it wants to be
     * @return milliseconds before it may be judged; {@link #TOO_OFTEN} if that would be longer than it may be kept
     */
    public synchronized long waitMs(String address, String user, long nowMs) {
        Failures both = ofBoth.of(both(address, user), nowMs - options.forgottenMs());
        Failures from = ofAddress.of(address, nowMs - options.forgottenMs());
        Failures of = ofUser.of(user, nowMs - options.forgottenMs());
        long bothAtMs = Math.max(nowMs, both.freeAtMs);
        long fromAtMs = Math.max(nowMs, from.freeAtMs);
        long atMs = Math.max(Math.max(bothAtMs, fromAtMs), nowMs + delayMs(of.count, options.userDelayMaxMs()));
        if (atMs - nowMs > options.keptMaxMs()) return TOO_OFTEN;
        both.freeAtMs = bothAtMs + delayMs(both.count, options.delayMaxMs());
        from.freeAtMs = fromAtMs + delayMs(from.count, options.addressDelayMaxMs());
        return atMs - nowMs;
    }

    /** The attempt has failed. */
    public synchronized void failed(String address, String user, long nowMs) {
        fail(ofBoth, both(address, user), options.delayMaxMs(), nowMs);
        fail(ofAddress, address, options.addressDelayMaxMs(), nowMs);
        fail(ofUser, user, options.userDelayMaxMs(), nowMs);
    }

    /** The attempt has succeeded: from this address for this user nothing is held against anybody. */
    public synchronized void succeeded(String address, String user) {
        ofBoth.remove(both(address, user));
    }

    /** How many failures of this user from this address are remembered. */
    public synchronized int failures(String address, String user) {
        Failures known = ofBoth.get(both(address, user));
        return known == null ? 0 : known.count;
    }

    private void fail(Table table, String key, long delayMaxMs, long nowMs) {
        Failures failures = table.enter(key, nowMs - options.forgottenMs());
        failures.count = Math.min(failures.count + 1, 1_000_000);
        failures.lastMs = nowMs;
        failures.freeAtMs = Math.max(failures.freeAtMs, nowMs + delayMs(failures.count, delayMaxMs));
    }

    /** Nothing for the first failures, then twice as long each time. */
    private long delayMs(int count, long mostMs) {
        int beyond = count - options.freeFailures();
        if (beyond <= 0) return 0;
        return beyond > 20 ? mostMs : Math.min(mostMs, options.delayFirstMs() << (beyond - 1));
    }

    private static String both(String address, String user) {
        return address + "\n" + user; // No address has a line end in it.
    }

    private static final class Failures {
        int count;
        long lastMs;
        long freeAtMs; // when the next may be judged
    }

    /** The longest unused goes when it is full. */
    private static final class Table extends LinkedHashMap<String, Failures> {
        private static final long serialVersionUID = 1;
        private final int most;

        Table(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        /** What is known and not forgotten; of whom nothing is known it is not kept. */
        Failures of(String key, long sinceMs) {
            Failures known = get(key);
            if (known != null && known.lastMs > sinceMs) return known;
            if (known != null) remove(key);
            return new Failures();
        }

        Failures enter(String key, long sinceMs) {
            Failures known = of(key, sinceMs);
            putIfAbsent(key, known);
            return known;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > most;
        }
    }
}
