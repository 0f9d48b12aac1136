package io.belay.client;

import io.belay.client.ReturnOptions.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When to dial which address: {@link ReturnOptions} as a small machine. One thread. */
public final class ReturnPlan {
    private static final int DOUBLINGS_MAX = 30;
    private static final long REACHED_PAUSE_MS_MAX = 1_000;
    private static final int PAUSES_MIN = 4; // as long as what we return to is kept
    private static final int GRACE_PAUSES_MIN = 2; // as long as a broker that has started waits for us

    /**
     * One attempt.
     *
     * @param address where
     * @param afterMs how long to wait before it, 0 or more
     */
    public record Attempt(String address, long afterMs) {}

    private final ReturnOptions options;
    private final LongSupplier random;
    private final List<String> known = new ArrayList<>(); // what the broker told, beside the options
    private boolean isFirst = true; // no connection has been good yet
    private int useless; // connections in a row that were of no use
    private int start; // where a round begins
    private int tried; // addresses of this round that are done with, and the one being tried
    private int tries; // at that one
    private int rounds; // that are over since the last connection; more if those were of no use
    private boolean wasReached; // in this round somebody took a line of ours, which then broke
    private long keptPauseMsMax = Long.MAX_VALUE; // of those that grow, for the session
    private long awaitedPauseMsMax = Long.MAX_VALUE; // likewise, for what we hold of queues
    private long waitMs; // before the next attempt, wherever
    private final Map<String, Long> closed = new LinkedHashMap<>(0); // until when, by address
    private @Nullable String redirected;
    private String current = "";

    /**
     * A plan that begins with the first connection.
     *
     * @param random 64 random bits a call
     */
    public ReturnPlan(ReturnOptions options, LongSupplier random) {
        this.options = options;
        this.random = random;
        if (options.startsAnywhere()) start = drawn(options.addresses().size() - 1L);
    }

    /** The next attempt; null if there is none left. It is waited for from {@code nowMs}, on any clock that does not go back. */
    public @Nullable Attempt next(long nowMs) {
        String elsewhere = redirected;
        Attempt next;
        if (elsewhere != null) next = new Attempt(elsewhere, 0);
        else if (options.pattern() instanceof Pattern.Fixed fixed) next = next(fixed);
        else next = next((Pattern.Backoff) options.pattern());
        if (next == null) return null;
        redirected = null;
        current = next.address();
        closed.values().removeIf(untilMs -> untilMs <= nowMs);
        long closedMs = closed.getOrDefault(current, nowMs) - nowMs;
        long afterMs = Math.max(next.afterMs(), Math.max(waitMs, closedMs));
        waitMs = 0;
        return new Attempt(current, afterMs);
    }

    /**
     * One of several attempts that are under way at a time is the one that is spoken of from now on.
     *
     * @param address where it leads, one that {@link #next} has told
     */
    public void at(String address) {
        current = address;
    }

    /** The last attempt was good: the next one will be a return. */
    public void connected() {
        isFirst = false;
        closed.remove(current);
        boolean staysThere = !(options.pattern() instanceof Pattern.Fixed fixed) || fixed.attempts() > 0;
        int index = Math.max(all().indexOf(current), 0);
        start = staysThere ? index : (index + 1) % all().size(); // OMQ-70
        tried = 0;
        tries = 0;
        boolean isFixed = options.pattern() instanceof Pattern.Fixed;
        rounds = isFixed ? 0 : useless;
        useless++;
        wasReached = false;
    }

    /**
     * The connection is of use: something was achieved over it. One that never was counts, from the second in a row on, as a
     * failed attempt, so that a broker that lets us in and fails us is not asked ever faster.
     */
    public void proven() {
        useless = 0;
        rounds = 0;
    }

    /**
     * The attempt found somebody, but its line broke or fell silent before it was of use, without a word of refusal. The way is there, if a
     * bad one: the pause after this round is a short one, for it would be a pity to sleep when it clears.
     */
    public void broken() {
        wasReached = true;
    }

    /**
     * What we return to is kept for so long: no pause that grows takes more than a quarter of it.
     *
     * @param ms 1 or more
     */
    public void keptFor(long ms) {
        keptPauseMsMax = ms / PAUSES_MIN;
    }

    /**
     * For so long a broker that has started waits for us before it gives others what we may have: no pause that grows takes more
     * than half of it, or we would be late each time.
     *
     * @param ms 1 or more
     */
    public void awaitedFor(long ms) {
        awaitedPauseMsMax = ms / GRACE_PAUSES_MIN;
    }

    /**
     * No broker is to be asked earlier; counts for the next attempt only.
     *
     * @param ms from when that attempt is asked for, 0 or more
     */
    public void retryAfter(long ms) {
        waitMs = ms;
    }

    /**
     * The broker at the last address wants nobody back there earlier. Other addresses are free: what is too much for one
     * broker, or drains it, need not be so elsewhere.
     *
     * @param untilMs on the clock of {@link #next}
     */
    public void closedUntil(long untilMs) {
        closed.put(current, untilMs);
    }

    /** The broker wants us at another address: that is tried next, before the plan goes on. */
    public void redirect(String address) {
        redirected = address;
    }

    /** The broker told where else it can be found: these come after the addresses that were given. */
    public void known(List<String> addresses) {
        known.clear();
        for (String address : addresses) {
            if (!options.addresses().contains(address)) known.add(address);
        }
        start = Math.max(all().indexOf(current), 0);
    }

    private List<String> all() {
        if (known.isEmpty()) return options.addresses();
        List<String> all = new ArrayList<>(options.addresses());
        all.addAll(known);
        return all;
    }

    private Attempt at(int offset, long afterMs) {
        List<String> all = all();
        return new Attempt(all.get((start + offset) % all.size()), afterMs);
    }

    private @Nullable Attempt next(Pattern.Backoff backoff) {
        if (tried >= all().size()) {
            tried = 0;
            rounds++;
        }
        boolean isOver = isFirst && backoff.firstRounds() > 0 && rounds >= backoff.firstRounds();
        if (isOver) return null;
        boolean isRoundBegun = tried > 0;
        return at(tried++, isRoundBegun || rounds == 0 ? 0 : pauseMs(backoff));
    }

    /** Full jitter: anything up to a bound that doubles, and that doubles from a second again once somebody was there. */
    private long pauseMs(Pattern.Backoff backoff) {
        boolean isHeld = wasReached && boundMs(backoff) > REACHED_PAUSE_MS_MAX;
        wasReached = false;
        if (!isHeld) return drawn(boundMs(backoff));
        while (!isFirst && rounds > 0 && boundMs(backoff) > REACHED_PAUSE_MS_MAX) rounds--;
        return drawn(REACHED_PAUSE_MS_MAX);
    }

    private long boundMs(Pattern.Backoff backoff) {
        long doubledMs = (long) backoff.pauseMsMin() << Math.min(Math.max(rounds - 1, 0), DOUBLINGS_MAX);
        long usefulMs = Math.min(keptPauseMsMax, awaitedPauseMsMax);
        long mostMs = Math.max(backoff.pauseMsMin(), Math.min(backoff.pauseMsMax(), usefulMs));
        return Math.min(doubledMs, mostMs);
    }

    private @Nullable Attempt next(Pattern.Fixed fixed) {
        if (tries == 0) {
            tries = 1;
            tried = 1;
            return at(0, useless > 1 ? fixed.intervalMs() : 0);
        }
        boolean isOnceMore = fixed.attempts() < 0 || tries < fixed.attempts();
        if (isOnceMore) {
            tries++;
        } else {
            tries = 1;
            if (tried++ == all().size()) {
                rounds++;
                tried = 1;
            }
        }
        int iterations = isFirst ? fixed.firstIterations() : fixed.iterations();
        boolean isOver = iterations > 0 && rounds >= iterations;
        return isOver ? null : at(tried - 1, fixed.intervalMs());
    }

    /** From 0 to {@code max}. */
    private int drawn(long max) {
        return (int) Long.remainderUnsigned(random.getAsLong(), max + 1);
    }
}
