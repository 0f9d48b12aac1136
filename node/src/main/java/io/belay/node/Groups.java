package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Entry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The message groups of one queue: to which consumer each sticks, of those that have the same selector, and what waits for
 * that one, or for what it had. Consumers with different selectors do not know of each other's groups.
 */
final class Groups {
    private static final int GROUPS_MAX = 4_096; // as many stick apart; others stick together

    private record Key(String selector, int bucket) {}

    private final LiveQueue queue;
    private final Ready ready;
    private final Broker broker;
    private final boolean stick;
    private final Map<Key, Consumer> owners = new LinkedHashMap<>(0);
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
    Consumer owner(String selector, int group) {
        return group == 0 || owners.isEmpty() ? null : owners.get(new Key(selector, bucket(group)));
    }

    /** From now on a group, if it is one, sticks to a consumer. */
    void stick(int group, Consumer owner) {
        if (group != 0 && stick) owners.put(new Key(owner.selector(), bucket(group)), owner);
    }

    /**
     * Whether the group of an entry waits, or the consumer that has it takes nothing now, or is still to have earlier ones; for those
     * who select so.
     */
    boolean mustWait(String selector, Entry entry) {
        if (waits(selector, entry)) return true;
        Consumer owner = owner(selector, entry.group());
        return owner != null && (!owner.kept.isEmpty() || !queue.canTake(owner));
    }

    /** Whether an entry waits for what becomes of others of its group. */
    boolean waits(String selector, Entry entry) {
        return limbo.waits(entry.sequence(), selector, entry.group());
    }

    /** What {@link #mustWait} does not keep others waiting. It takes no more room aside than it took in its row. */
    void setAside(String selector, Entry entry) {
        Consumer owner = owner(selector, entry.group());
        boolean isInLimbo = limbo.keep(entry.sequence(), selector, entry.group());
        if (!selector.isEmpty()) queue.aside(entry.sequence(), true);
        if (!isInLimbo && owner != null) owner.kept.put(entry.priority(), entry.sequence(), queue.wasSelected);
    }

    /** Keeps what one who selects so gives back for the consumer that its group sticks to; false if there is none. */
    boolean keep(String selector, Taken entry) {
        Consumer owner = limbo.holds(selector, entry.group()) ? null : owner(selector, entry.group());
        if (owner == null) return false;
        if (owner.selects()) queue.aside(entry.sequence(), true);
        owner.kept.giveBack(entry.priority(), entry.sequence());
        return true;
    }

    /**
     * The groups of a consumer are free, and what was kept for it is ready again; but what it has of groups, and what failed
     * of its groups and is not back yet, others wait for.
     *
     * @param undecided what failed, and the selector of who had it
     */
    void leave(Consumer consumer, Map<Long, String> undecided) {
        String selector = consumer.selector();
        for (Taken taken : consumer.taken.values()) {
            boolean hasExpired = !broker.holdsEntry(queue.number, taken.sequence());
            if (hasExpired) continue; // Nothing more would be heard of it.
            limbo.await(taken.sequence(), selector, taken.group());
        }
        undecided.forEach((sequence, of) -> {
            Entry entry = of.equals(selector) ? broker.entryAt(queue.number, sequence) : null;
            boolean isOfIts = entry != null && owner(selector, entry.group()) == consumer;
            if (entry != null && isOfIts) limbo.await(sequence, selector, entry.group());
        });
        owners.values().removeIf(each -> each == consumer);
        free(selector, consumer.kept.takeAll());
    }

    /** What became of an entry is known. Whether others waited for that. */
    boolean decide(long sequence) {
        Limbo.Group released = limbo.decide(sequence);
        if (released != null) free(released.selector, released.kept);
        return released != null;
    }

    /** Entries that were kept are there for all again, but for those whose group waits. */
    private void free(String selector, LongRing kept) {
        LongRing freed = new LongRing();
        while (!kept.isEmpty()) {
            long sequence = kept.remove();
            Entry entry = queue.isWaiting(sequence) ? broker.entryAt(queue.number, sequence) : null;
            if (entry != null && limbo.keep(sequence, selector, entry.group())) continue;
            queue.aside(sequence, false);
            if (entry != null) freed.add(sequence);
        }
        ready.giveBack(freed, this::priorityOf);
    }

    private int priorityOf(long sequence) {
        Entry entry = broker.entryAt(queue.number, sequence);
        return entry == null ? 0 : entry.priority();
    }

    /** Groups of the same bucket stick together. */
    static int bucket(int group) {
        return Math.floorMod(group, GROUPS_MAX);
    }
}
