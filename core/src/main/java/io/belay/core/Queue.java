package io.belay.core;

import io.belay.base.Check;
import io.belay.base.SparseInts;
import io.belay.base.SparseLongs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One queue: which messages it holds, in the order in which they came, and what is known of each besides.
 *
 * <p>About 10 bytes an entry; 10 more with a time of delivery, 6 more each with a group or failed deliveries, 16 more
 * with an expiry. Only sequences of entries have room, so one that was left behind costs a page.
 */
final class Queue {
    private static final int PRIORITY_BITS = 4;
    private static final int PRIORITY_MASK = (1 << PRIORITY_BITS) - 1;
    private static final int STALE_MAX = 64;
    private static final long KEEPER_BYTES = 200; // with its name and its place

    final long number;
    final QueueSpec spec;
    boolean paused;
    long handedUpTo; // a sequence: later entries were never with a consumer
    long suspectUpTo; // a sequence: earlier entries may have been with one before the last restart
    long expiresAtMs = Long.MAX_VALUE; // the timer as it is set

    private final Messages messages;
    private final Filters.@Nullable Filter filter; // null selects all
    private final SparseLongs entries = new SparseLongs(); // number of the message and priority; by sequence, as all
    private final SparseLongs times = new SparseLongs(); // deliverAtMs where it is not 0
    private final SparseInts failures = new SparseInts(); // failed deliveries
    private final SparseInts groups = new SparseInts();
    private final Map<Long, Keeper> keepers = new LinkedHashMap<>(0); // who alone can claim it, of few given anew
    private final Deadlines deadlines = new Deadlines(); // may hold some of entries that have left
    private @Nullable DeadLetters deadLetters; // null until there is one
    private long firstSequence = 1; // no entry is before it, but the first may be later
    private long lastSequence; // that was given to an entry
    private long bytes;

    Queue(long number, QueueSpec spec, Filters filters, Messages messages) {
        this.number = number;
        this.spec = spec;
        this.messages = messages;
        Binding binding = spec.binding();
        boolean selects = binding != null && !binding.selector().isEmpty();
        filter = selects ? filters.compile(binding.selector()) : null;
    }

    long count() {
        return entries.count();
    }

    /** The lengths of its messages together. */
    long bytes() {
        return bytes;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** How many deadlines are kept, those of entries that have left included. */
    int deadlineCount() {
        return deadlines.count();
    }

    /** Bytes of memory that the entries take, their messages apart. */
    long footprint() {
        return entries.footprint()
                + times.footprint()
                + failures.footprint()
                + groups.footprint()
                + KEEPER_BYTES * keepers.size()
                + deadlines.footprint()
                + (deadLetters == null ? 0 : deadLetters.footprint());
    }

    /** Whether a message of its topics goes into it; {@code clientId} is the publisher's, null if it has none. */
    boolean wants(@Nullable String clientId, Message message) {
        Binding binding = spec.binding();
        if (binding == null) return false;
        if (binding.noLocal() && binding.clientId().equals(clientId)) return false;
        return filter == null || filter.matches(message);
    }

    /** How many entries may be, or may have been, with consumers. */
    long handedCount() {
        if (handedUpTo >= lastSequence) return count();
        long handed = 0;
        for (long each = after(0); each != 0 && each <= handedUpTo; each = after(each)) handed++;
        return handed;
    }

    /** Whether one more message of {@code length} is too much for it. */
    boolean isFullFor(long length) {
        return count() + 1 > spec.policy().messagesMax()
                || bytes + length > spec.policy().bytesMax();
    }

    /**
     * How many entries of another queue, from the first named on, there is room for. Those that are not there take none.
     */
    int fitting(Queue from, long[] sequences) {
        long more = 0;
        long moreBytes = 0;
        for (int index = 0; index < sequences.length; index++) {
            if (!from.holds(sequences[index])) continue;
            more++;
            moreBytes += messages.length(from.messageAt(sequences[index]));
            boolean fits = count() + more <= spec.policy().messagesMax()
                    && bytes + moreBytes <= spec.policy().bytesMax();
            if (!fits) return index;
        }
        return sequences.length;
    }

    /** Adds a message at the end, to which the caller holds a reference. Returns the sequence of the entry. */
    long add(long message, Scheduling scheduling) {
        lastSequence++;
        restore(lastSequence, message, scheduling, 0);
        return lastSequence;
    }

    /** Enters an entry of a checkpoint; sequences must grow. */
    void restore(long sequence, long message, Scheduling scheduling, int failed) {
        entries.put(sequence, message << PRIORITY_BITS | scheduling.priority());
        if (scheduling.deliverAtMs() != 0) times.put(sequence, scheduling.deliverAtMs());
        if (scheduling.group() != 0) groups.put(sequence, scheduling.group());
        if (failed != 0) failures.put(sequence, failed);
        bytes += messages.length(message);
        long atMs = messages.expiresAtMs(message);
        if (atMs == Long.MAX_VALUE) return;
        if (deadlines.count() > 2 * count() + STALE_MAX) remind();
        else deadlines.add(atMs, sequence);
    }

    /** Sets where sequences go on, as a checkpoint knows it. */
    void restoreLastSequence(long sequence) {
        lastSequence = sequence;
    }

    void bury(long sequence, DeadLetter why) {
        if (deadLetters == null) deadLetters = new DeadLetters();
        deadLetters.put(sequence, why);
    }

    /** Removes an entry. The reference to its message is the caller's. */
    void remove(long sequence) {
        bytes -= messages.length(messageAt(sequence));
        entries.put(sequence, 0);
        if (times.count() > 0) times.put(sequence, 0);
        if (failures.count() > 0) failures.put(sequence, 0);
        if (groups.count() > 0) groups.put(sequence, 0);
        if (!keepers.isEmpty()) keepers.remove(sequence);
        if (deadLetters != null) deadLetters.remove(sequence);
    }

    boolean holds(long sequence) {
        return entries.at(sequence) != 0;
    }

    /** The number of the message of an entry that is there. */
    long messageAt(long sequence) {
        long value = entries.at(sequence);
        Check.invariant(value != 0, "an entry that is there", sequence);
        return value >>> PRIORITY_BITS;
    }

    Entry entry(long sequence) {
        long value = entries.at(sequence);
        return new Entry(
                sequence,
                value >>> PRIORITY_BITS,
                (int) value & PRIORITY_MASK,
                timeAt(sequence),
                failuresAt(sequence),
                groupAt(sequence));
    }

    /**
     * Counts one more failed delivery. Returns how many there are now.
     *
     * @param since whether it is the one that may have been before a restart
     */
    int fail(long sequence, boolean since) {
        int failed = (since ? failedAt(sequence) : failuresAt(sequence)) + 1;
        failures.put(sequence, failed);
        return failed;
    }

    /** Only he can claim the entry from now on. */
    void entrust(long sequence, Keeper keeper) {
        keepers.put(sequence, keeper);
    }

    boolean hasEntrusted() {
        return !keepers.isEmpty();
    }

    /** Who alone can claim it; null if anybody can who may have had it. */
    @Nullable
    Keeper entrustedTo(long sequence) {
        return keepers.isEmpty() ? null : keepers.get(sequence);
    }

    @Nullable
    DeadLetter deadLetter(long sequence) {
        return deadLetters == null ? null : deadLetters.at(sequence);
    }

    /** The sequence of the oldest entry; there is one. */
    long first() {
        Check.invariant(count() > 0, "a queue that is not empty", number);
        firstSequence = entries.next(firstSequence, lastSequence);
        return firstSequence;
    }

    /** The sequence of the first entry after {@code sequence}; 0 if there is none. */
    long after(long sequence) {
        if (count() == 0) return 0;
        return entries.next(Math.max(sequence + 1, first()), lastSequence);
    }

    /** Walks the entries, oldest first: sequences only grow, so pages open in their order. */
    void forEach(EntryVisitor visitor) {
        entries.forEach((sequence, value) -> visitor.visit(
                sequence,
                value >>> PRIORITY_BITS,
                (int) value & PRIORITY_MASK,
                timeAt(sequence),
                failuresAt(sequence),
                groupAt(sequence)));
    }

    /** When the first of the entries expires; {@link Long#MAX_VALUE} never. */
    long earliestMs() {
        while (deadlines.count() > 0 && !holds(deadlines.firstPosition())) deadlines.removeFirst();
        return deadlines.firstMs();
    }

    /**
     * Gives the entries that expire at {@code nowMs} or before, {@code most} at most, to {@code expired}, which removes them;
     * returns how many.
     */
    int expire(long nowMs, int most, LongConsumer expired) {
        int count = 0;
        for (; count < most && earliestMs() <= nowMs; count++) expired.accept(deadlines.firstPosition());
        return count;
    }

    QueueView view() {
        return new QueueView(number, spec, count(), bytes, paused);
    }

    /** Draws up the deadlines anew, without those of entries that have left. */
    private void remind() {
        deadlines.clear();
        entries.forEach((sequence, value) -> {
            long atMs = messages.expiresAtMs(value >>> PRIORITY_BITS);
            if (atMs != Long.MAX_VALUE) deadlines.add(atMs, sequence);
        });
    }

    private long timeAt(long sequence) {
        return times.count() == 0 ? 0 : times.at(sequence);
    }

    /** Deliveries that failed for certain. */
    int failedAt(long sequence) {
        return failures.count() == 0 ? 0 : failures.at(sequence);
    }

    /** As {@link #failedAt}, with one that may have been before a restart. */
    int failuresAt(long sequence) {
        int failed = failedAt(sequence);
        return failed == 0 && sequence <= suspectUpTo ? 1 : failed;
    }

    private int groupAt(long sequence) {
        return groups.count() == 0 ? 0 : groups.at(sequence);
    }
}
