package io.belay.node;

import io.belay.core.Filters;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One link that takes from a queue, or looks at it: what it may take and what it has. Dies with its line. */
final class Consumer {
    /** An entry that is being looked at, and its message once that is at hand. */
    static final class Candidate {
        final Taken entry;

        @Nullable
        Outgoing body;

        boolean isGone; // its message is no more

        Candidate(Taken entry) {
            this.entry = entry;
        }
    }

    final NodeLine line;
    final long link;
    final SourceSpec spec;
    final LiveQueue queue;
    final Filters.@Nullable Filter filter; // of a queue's consumer; a subscription has it in its binding
    final Ready.Cursor cursor = new Ready.Cursor();
    final ArrayDeque<Candidate> candidates = new ArrayDeque<>(0);

    @Nullable
    Candidate unread; // found, and not yet being read

    final Map<Long, Taken> taken = new LinkedHashMap<>(); // by sequence, oldest first
    final ArrayDeque<Taken> kept = new ArrayDeque<>(0); // of its groups; nobody else's any more
    long browsed; // the sequence that a browser has come to
    int browsing = Ready.PRIORITIES - 1; // the priority that it looks at
    long credit;
    long handed; // deliveries ever
    long wishes; // how often it said what credit it gives
    boolean drains;
    boolean closed;

    Consumer(NodeLine line, long link, SourceSpec spec, LiveQueue queue, Filters.@Nullable Filter filter) {
        this.line = line;
        this.link = link;
        this.spec = spec;
        this.queue = queue;
        this.filter = filter;
    }

    /** Whether it looks at messages before it takes them. */
    boolean selects() {
        return filter != null && !spec.browse();
    }
}
