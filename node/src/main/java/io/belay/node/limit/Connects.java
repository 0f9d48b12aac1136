package io.belay.node.limit;

import io.belay.base.Many;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many clients come and how many are there, of the broker, of each address and of each user. Any thread.
 *
 * <p>A storm meets two bounds. Clients beyond the pace are let in far enough to be told when to return; those beyond
 * {@link #TOLD_FACTOR} times the pace are not even heard.
 */
public final class Connects {
    /** As many times the pace are heard at all. */
    public static final int TOLD_FACTOR = 4;

    private final ConnectOptions options;
    private final LimitCounts counts;
    private final Map<String, Integer> ofAddress = new LinkedHashMap<>(); // connections; none with 0
    private final Map<String, Integer> ofUser = new LinkedHashMap<>(); // likewise
    private final Paces paceOfAddress;
    private final Paces paceOfUser;
    private @Nullable Pace pace; // since the first came
    private @Nullable Pace heard;

    /** Nobody is there yet. */
    public Connects(ConnectOptions options, LimitCounts counts) {
        this.options = options;
        this.counts = counts;
        paceOfAddress = new Paces(options.perAddressPerSecondMax(), options.rememberedMax());
        paceOfUser = new Paces(options.perUserPerSecondMax(), options.rememberedMax());
    }

    /** A connection wants to come in, of which nothing was read yet. Returns whether it is to be heard at all. */
    public synchronized boolean hears(String address, long nowMs) {
        if (heard == null) heard = new Pace((long) TOLD_FACTOR * options.perSecondMax(), nowMs);
        boolean takes = heard.takes(nowMs);
        if (!takes) counts.hit(Limit.ACCEPT_RATE, address);
        return takes;
    }

    /**
     * A line stands. It counts until {@link #gone}, whatever is said against it.
     *
     * @return why it is not to be served; null if it is
     */
    public synchronized @Nullable Objection arrive(String address, long nowMs) {
        int open = ofAddress.merge(address, 1, Integer::sum);
        if (exceeds(open, options.perAddressMax())) {
            return objection(
                    Limit.ADDRESS_CONNECTIONS,
                    address,
                    "more than " + Many.of(options.perAddressMax(), "connection") + " of one address");
        }
        Objection tooFast = paceOfAddress.objection(Limit.ADDRESS_RATE, address, nowMs);
        if (tooFast != null) return tooFast;
        if (pace == null) pace = new Pace(options.perSecondMax(), nowMs);
        return pace.takes(nowMs) ? null : tooMany(Limit.ACCEPT_RATE, address, options.perSecondMax(), pace, nowMs);
    }

    /** A line that {@link #arrive arrived} is gone. */
    public synchronized void gone(String address) {
        leave(ofAddress, address);
    }

    /**
     * The client of a line is this user.
     *
     * @return why it may not come in; null if it may, and counts until it has {@link #left}
     */
    public synchronized @Nullable Objection enter(String user, long nowMs) {
        if (exceeds(ofUser.getOrDefault(user, 0) + 1, options.perUserMax())) {
            return objection(
                    Limit.USER_CONNECTIONS,
                    user,
                    "more than " + Many.of(options.perUserMax(), "connection") + " of one user");
        }
        Objection tooFast = paceOfUser.objection(Limit.USER_RATE, user, nowMs);
        if (tooFast == null) ofUser.merge(user, 1, Integer::sum);
        return tooFast;
    }

    /** A line of a user that was let in is gone. */
    public synchronized void left(String user) {
        leave(ofUser, user);
    }

    private static boolean exceeds(int count, int max) {
        return max > 0 && count > max;
    }

    private static void leave(Map<String, Integer> counted, String who) {
        counted.computeIfPresent(who, (name, open) -> open == 1 ? null : open - 1);
    }

    private Objection objection(Limit limit, String who, String why) {
        counts.hit(limit, who);
        return new Objection(limit, why, 0);
    }

    private Objection tooMany(Limit limit, String who, int perSecondMax, Pace its, long nowMs) {
        counts.hit(limit, who);
        String why = "more than " + Many.of(perSecondMax, "connection") + " in a second";
        return new Objection(limit, why, its.waitMs(nowMs));
    }

    /** One for each address or user; the longest unseen goes when there are too many. */
    private final class Paces {
        private final int perSecondMax;
        private final Map<String, Pace> known;

        Paces(int perSecondMax, int most) {
            this.perSecondMax = perSecondMax;
            known = new Remembered<>(most);
        }

        @Nullable
        Objection objection(Limit limit, String who, long nowMs) {
            if (perSecondMax == 0) return null;
            Pace its = known.computeIfAbsent(who, name -> new Pace(perSecondMax, nowMs));
            return its.takes(nowMs) ? null : tooMany(limit, who, perSecondMax, its, nowMs);
        }
    }

    private static final class Remembered<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1;
        private final int most;

        Remembered(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
        }
    }
}
