package io.belay.core;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.core.TimelineEntry.What;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to the sessions of one client: the last {@link #ENTRIES_MAX} things. */
final class Timeline {
    static final int ENTRIES_MAX = 16;
    static final int DETAIL_MAX = Break.WORDS_MAX;

    private final Deque<TimelineEntry> entries = new ArrayDeque<>(4);

    void add(long atMs, long epoch, What what, @Nullable Cause cause, String detail, Holdings held) {
        String kept = detail.length() > DETAIL_MAX ? detail.substring(0, DETAIL_MAX) : detail;
        add(new TimelineEntry(atMs, epoch, what, cause, kept, held));
    }

    void add(long atMs, long epoch, What what, String detail) {
        add(atMs, epoch, what, null, detail, Holdings.NONE);
    }

    void add(TimelineEntry entry) {
        if (entries.size() == ENTRIES_MAX) entries.removeFirst();
        entries.addLast(entry);
    }

    /** All entries, which are forgotten here. */
    List<TimelineEntry> takeAll() {
        List<TimelineEntry> all = entries();
        entries.clear();
        return all;
    }

    /** When the line before the newest came; 0 if there was none, or nobody remembers. */
    long lineBeforeMs() {
        boolean isNewest = true;
        for (Iterator<TimelineEntry> each = entries.descendingIterator(); each.hasNext(); ) {
            TimelineEntry entry = each.next();
            if (entry.what() != What.BEGAN && entry.what() != What.RESUMED) continue;
            if (!isNewest) return entry.atMs();
            isNewest = false;
        }
        return 0;
    }

    List<TimelineEntry> entries() {
        return List.copyOf(entries);
    }
}
