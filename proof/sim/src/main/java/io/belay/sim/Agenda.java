package io.belay.sim;

import io.belay.base.Check;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time and what is to happen in it. Of two things due at the same microsecond, the one that was noted first
 * happens first, so that a run is a function of its seed alone.
 */
public final class Agenda {
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long nowUs;
    private long noted;

    /** Starts at microsecond 0 with nothing to do. */
    public Agenda() {}

    /** Microseconds since the world began. */
    public long nowUs() {
        return nowUs;
    }

    /**
     * Notes something to be done.
     *
     * @param delayUs from now, 0 or more
     * @param what runs once, unless the entry is cancelled before
     */
    public Entry in(long delayUs, Runnable what) {
        Check.argument(delayUs >= 0, "a delay of 0 or more", delayUs);
        Entry entry = new Entry(nowUs + delayUs, noted++, what);
        entries.add(entry);
        return entry;
    }

    /** The same at a moment instead of {@code earlier}, which stays if it is for that moment; null if there was none. */
    Entry instead(@Nullable Entry earlier, long atUs, Runnable what) {
        if (earlier != null && earlier.isDueAt(atUs)) return earlier;
        if (earlier != null) earlier.cancel();
        return in(atUs - nowUs, what);
    }

    /** Does everything that is due up to {@code untilUs}, and whatever that brings about, and leaves the time there. */
    public void runUntil(long untilUs) {
        while (!entries.isEmpty() && entries.peek().atUs <= untilUs) {
            Entry entry = entries.remove();
            if (entry.cancelled) continue;
            nowUs = entry.atUs;
            entry.done = true;
            entry.what.run();
        }
        nowUs = Math.max(nowUs, untilUs);
    }

    /** Something noted. */
    public static final class Entry implements Comparable<Entry> {
        private final long atUs;
        private final long order;
        private final Runnable what;
        private boolean cancelled;
        private boolean done;

        private Entry(long atUs, long order, Runnable what) {
            this.atUs = atUs;
            this.order = order;
            this.what = what;
        }

        /** Whether it is still to be done, at this moment. */
        boolean isDueAt(long us) {
            return !cancelled && !done && atUs == us;
        }

        /** Strikes it out; nothing happens if it has been done. */
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(atUs, other.atUs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
