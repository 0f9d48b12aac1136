package io.belay.core;

import io.belay.core.TimelineEntry.What;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What happened to the sessions of one client: the last {@link #ENTRIES_MAX} things. */
final class Timeline {
    static final int ENTRIES_MAX = 16;
    static final int DETAIL_MAX = 120;

    private final Deque<TimelineEntry> entries = new ArrayDeque<>(4);

    void add(long atMs, long epoch, What what, String detail) {
        String kept = detail.length() > DETAIL_MAX ? detail.substring(0, DETAIL_MAX) : detail;
        add(new TimelineEntry(atMs, epoch, what, kept));
    }

    void add(TimelineEntry entry) {
        if (entries.size() == ENTRIES_MAX) entries.removeFirst();
        entries.addLast(entry);
    }

    List<TimelineEntry> entries() {
        return List.copyOf(entries);
    }
}
