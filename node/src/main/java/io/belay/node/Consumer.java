package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Filters;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One link that takes from a queue, or looks at it: what it may take and what it has. Dies with its line, unless its session
 * does not: then it waits, suspended, for its client to open it again on another.
 */
final class Consumer {
    /** An entry that is being looked at, and its message once that is at hand. */
    static final class Candidate {
        final Taken entry;
        final Place place;

        @Nullable
        Outgoing body;

        boolean isAsked; // its message is being read, or was
        boolean isGone; // its message is no more

        Candidate(Taken entry, Place place) {
            this.entry = entry;
            this.place = place;
        }

        /** Whether it comes before another in the order of the queue. */
        boolean isBefore(Candidate other) {
            boolean isAlike = entry.priority() == other.entry.priority();
            return isAlike ? place.isBefore(other.place) : entry.priority() > other.entry.priority();
        }

        /** Whether it can be judged: its message is at hand, or will never be. */
        boolean isRead() {
            return body != null || isGone;
        }
    }

    NodeLine line; // the last, while it is suspended
    long link; // on that line
    final String name; // by which its client opens it again; empty if its session dies with the line
    final SourceSpec spec;
    final LiveQueue queue;
    final Filters.@Nullable Filter filter; // of a queue's consumer; a subscription has it in its binding

    @Nullable
    Selecting selecting; // with others of the same selector; null if it takes whatever comes, or looks only

    final ArrayDeque<Candidate> candidates = new ArrayDeque<>(0); // of one that looks only
    boolean isLooking; // it looks only, has not come to the end, and goes on in the next round

    final Map<Long, Taken> taken = new LinkedHashMap<>(); // by sequence, oldest first
    final Set<Long> claimed =
            new LinkedHashSet<>(0); // of what it has, sequences that it has had since before the restart
    final Ready kept; // of its groups, what waits for it
    final ArrayDeque<Taken> handing = new ArrayDeque<>(0); // of what it has, waiting for its mark to be on disk
    final ArrayDeque<Taken> again = new ArrayDeque<>(0); // of what it has, lost on the way and to be handed once more
    private final Set<Long> gone =
            new LinkedHashSet<>(0); // had left the queue when it was opened again, its client has it
    private final Set<Long> withdrawn = new LinkedHashSet<>(0); // of what it has, sequences that another has accepted
    final Set<Long> told = new LinkedHashSet<>(0); // of what it has, sequences that its client has told in parts so far
    long toldOn; // which line
    long browsed; // the sequence that a browser has come to
    int browsing = Ready.PRIORITIES - 1; // the priority that it looks at
    long credit;
    long handed; // deliveries ever
    long wishes; // how often it said what credit it gives
    long creditNumber; // of what it said last
    long attachments; // how often it was opened again: what is older is late
    boolean mayClaim; // its session had a consumer of this queue before, so it may have had some of it
    boolean drains;
    boolean suspended;
    boolean closed;

    Consumer(NodeLine line, long link, String name, SourceSpec spec, LiveQueue queue, Filters.@Nullable Filter filter) {
        this.line = line;
        this.link = link;
        this.name = name;
        this.spec = spec;
        this.queue = queue;
        this.kept = new Ready(queue::isWaiting, queue.delays);
        this.filter = filter;
    }

    /** Whether one of these is with it. */
    boolean hasAny(long[] sequences) {
        for (long sequence : sequences) if (taken.containsKey(sequence)) return true;
        return false;
    }

    /** What it has of this entry another has accepted: if its client loses its line now, it is void. */
    void withdraw(long sequence) {
        if (taken.containsKey(sequence)) withdrawn.add(sequence);
    }

    /**
     * It is about to be opened again, and what has left the queue is with it no more. Its client may have acknowledged that in a
     * transaction, for which it is as on a line that stands: with nobody else.
     *
     * @param goneMax so many such entries are told to be with it, oldest first; the others are void
     */
    void keepGone(Broker broker, int goneMax) {
        for (long sequence : taken.keySet()) {
            boolean isGone = !broker.holdsEntry(queue.number, sequence) && !withdrawn.contains(sequence);
            if (isGone && gone.size() < goneMax) gone.add(sequence);
        }
        withdrawn.clear();
    }

    /** Its client has no more than these of what it had. */
    void hasOnly(Set<Long> sequences) {
        gone.retainAll(sequences);
    }

    /** It is decided what becomes of an entry. */
    void decided(long sequence) {
        if (!gone.isEmpty()) gone.remove(sequence);
        if (!withdrawn.isEmpty()) withdrawn.remove(sequence);
    }

    /** Whether its client may say that it has this entry. */
    boolean has(long sequence) {
        return taken.containsKey(sequence) || gone.contains(sequence);
    }

    /** What its client may say that it has, oldest first, and then what has left the queue. */
    LongStream all() {
        return Stream.concat(taken.keySet().stream(), gone.stream()).mapToLong(Long::longValue);
    }

    /** Whether it looks at messages before it takes them. */
    boolean selects() {
        return filter != null && !spec.browse();
    }

    /** By which it takes messages; empty if it takes whatever comes, or looks only. */
    String selector() {
        return selects() ? spec.selector() : "";
    }
}
