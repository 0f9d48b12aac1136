package io.belay.core;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What will happen by itself, in the order in which it will. */
final class Timers {
    /** What happens. At the same millisecond in this order. */
    enum Kind {
        RETAINED_EXPIRES,
        BACKLOG_EXPIRES,
        GROUP_EXPIRES,
        QUEUE_EXPIRES,
        WILL_DUE,
        SESSION_ENDS,
        PUBLISH_DUE
    }

    /** One of them; {@code number} is of the message, session, group or queue. */
    record Due(long atMs, Kind kind, long number) {}

    private final NavigableSet<Due> dues = new TreeSet<>(
            Comparator.comparingLong(Due::atMs).thenComparing(Due::kind).thenComparingLong(Due::number));

    long nextMs() {
        return dues.isEmpty() ? Long.MAX_VALUE : dues.first().atMs();
    }

    /** Takes out the first that is due at {@code nowMs}; null if none is. */
    @Nullable
    Due take(long nowMs) {
        return nextMs() > nowMs ? null : dues.pollFirst();
    }

    /** Moves a timer; {@link Long#MAX_VALUE} stands for none. Returns {@code toMs}. */
    long move(Kind kind, long number, long fromMs, long toMs) {
        if (fromMs == toMs) return toMs;
        if (fromMs != Long.MAX_VALUE) dues.remove(new Due(fromMs, kind, number));
        if (toMs != Long.MAX_VALUE) dues.add(new Due(toMs, kind, number));
        return toMs;
    }
}
