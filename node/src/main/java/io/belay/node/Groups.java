package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The message groups of one queue: to which consumer each sticks, and what waits for that one, or for what it had. */
final class Groups {
    private static final int GROUPS_MAX = 4_096; // as many stick apart; others stick together

    private final LiveQueue queue;
    private final Ready ready;
    private final Broker broker;
    private final boolean stick;
    private final Map<Integer, Consumer> owners = new LinkedHashMap<>(0); // by group
    private final Limbo limbo = new Limbo();

    Groups(LiveQueue queue, Ready ready, Broker broker) {
        this.queue = queue;
        this.ready = ready;
        this.broker = broker;
        this.stick = !queue.spec.policy().exclusive();
    }

    /** Whether none sticks to anybody. */
    boolean isEmpty() {
        return owners.isEmpty();
    }

    /** To whom a group sticks; null if to nobody, or if it is 0, which is no group. */
    @Nullable
    Consumer owner(int group) {
        return group == 0 || owners.isEmpty() ? null : owners.get(bucket(group));
    }

    /** From now on a group, if it is one, sticks to a consumer. */
    void stick(int group, Consumer owner) {
        if (group != 0 && stick) owners.put(bucket(group), owner);
    }

    /** Whether the group of an entry waits, or the consumer that has it takes nothing now, or is still to have earlier ones. */
    boolean mustWait(Entry entry) {
        if (waits(entry)) return true;
        Consumer owner = owner(entry.group());
        return owner != null && (!owner.kept.isEmpty() || !queue.canTake(owner));
    }

    /** Whether an entry waits for what becomes of others of its group. */
    boolean waits(Entry entry) {
        return limbo.waits(entry.sequence(), entry.group());
    }

    /** What {@link #mustWait} does not keep others waiting. It takes no more room aside than it took in its row. */
    void setAside(Entry entry) {
        Consumer owner = owner(entry.group());
        boolean isInLimbo = limbo.keep(entry.sequence(), entry.group());
        if (!isInLimbo && owner != null) owner.kept.add(entry.priority(), entry.sequence());
    }

    /** Keeps what is given back for the consumer that its group sticks to; false if there is none. */
    boolean keep(Taken entry) {
        Consumer owner = limbo.holds(entry.group()) ? null : owner(entry.group());
        if (owner != null) owner.kept.giveBack(entry.priority(), entry.sequence());
        return owner != null;
    }

    /**
     * The groups of a consumer are free, and what was kept for it is ready again; but what it has of groups, and what failed
     * of its groups and is not back yet, others wait for.
     */
    void leave(Consumer consumer, Iterable<Long> undecided) {
        for (Taken taken : consumer.taken.values()) {
            boolean hasExpired = !broker.holdsEntry(queue.number, taken.sequence());
            if (!hasExpired) limbo.await(taken.sequence(), taken.group()); // Of the others nothing more would be heard.
        }
        for (long sequence : undecided) {
            Entry entry = broker.entryAt(queue.number, sequence);
            boolean isOfIts = entry != null && owner(entry.group()) == consumer;
            if (isOfIts) limbo.await(sequence, entry.group());
        }
        owners.values().removeIf(each -> each == consumer);
        free(consumer.kept.takeAll());
    }

    /** What became of an entry is known. Whether others waited for that. */
    boolean decide(long sequence) {
        LongRing released = limbo.decide(sequence);
        if (released != null) free(released);
        return released != null;
    }

    /** Entries that were kept are ready again, but for those whose group waits. */
    private void free(LongRing kept) {
        LongRing ungrouped = new LongRing();
        while (!kept.isEmpty()) {
            long sequence = kept.remove();
            Entry entry = queue.isWaiting(sequence) ? broker.entryAt(queue.number, sequence) : null;
            if (entry != null && !limbo.keep(sequence, entry.group())) ungrouped.add(sequence);
        }
        ready.giveBack(ungrouped, this::priorityOf);
    }

    private int priorityOf(long sequence) {
        Entry entry = broker.entryAt(queue.number, sequence);
        return entry == null ? 0 : entry.priority();
    }

    private static int bucket(int group) {
        return Math.floorMod(group, GROUPS_MAX);
    }
}
