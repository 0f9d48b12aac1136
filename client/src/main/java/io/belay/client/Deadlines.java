package io.belay.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that somebody waits for. Most is answered long before its time, so nothing is sorted: the earliest deadline is known as
 * a lower bound, and all are looked at when that has come.
 */
final class Deadlines {
    private @Nullable Awaited first;
    private @Nullable Awaited last;
    private long dueMs = Long.MAX_VALUE; // no deadline is earlier

    void add(Awaited one) {
        Awaited end = last;
        one.before = end;
        if (end == null) first = one;
        else end.after = one;
        last = one;
        dueMs = Math.min(dueMs, one.deadlineMs);
    }

    void remove(Awaited one) {
        Awaited before = one.before;
        Awaited after = one.after;
        if (before == null) first = after;
        else before.after = after;
        if (after == null) last = before;
        else after.before = before;
        one.before = null;
        one.after = null;
    }

    /** When to tick; perhaps too early. */
    long dueMs() {
        return first == null ? Long.MAX_VALUE : dueMs;
    }

    void tick(long nowMs) {
        if (nowMs < dueMs()) return;
        List<Awaited> overdue = new ArrayList<>();
        dueMs = Long.MAX_VALUE;
        for (Awaited one = first; one != null; one = one.after) {
            if (one.deadlineMs <= nowMs) overdue.add(one);
            else dueMs = Math.min(dueMs, one.deadlineMs);
        }
        for (Awaited one : overdue) {
            if (!one.isAnswered()) one.overdue();
        }
    }

    /** The session is over: all are answered but this one. */
    void abandon(ClientFailure why, @Nullable Awaited except) {
        for (Awaited one = first; one != null; one = one == except ? one.after : first) {
            if (one == except) continue;
            one.abandoned(why);
        }
    }
}
