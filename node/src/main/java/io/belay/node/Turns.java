package io.belay.node;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which consumer of a queue gets what any of them may take. */
final class Turns {
    private final LiveQueue queue;

    Turns(LiveQueue queue) {
        this.queue = queue;
    }

    /** The first that takes: of an exclusive queue, the only one that gets anything. Browsers take nothing. */
    @Nullable
    Consumer first() {
        for (Consumer consumer : queue.consumers) if (!consumer.spec.browse()) return consumer;
        return null;
    }

    /** Whether any of those who select so, null for those who take whatever comes, and have at least this priority takes now. */
    boolean canAny(@Nullable Selecting selecting, int priorityMin) {
        return index(selecting, priorityMin) >= 0;
    }

    /** The next of those who {@link #canAny}, null if there is none; its next turn comes after those of its own priority. */
    @Nullable
    Consumer next(@Nullable Selecting selecting, int priorityMin) {
        List<Consumer> all = selecting == null ? queue.consumers : selecting.consumers;
        int index = index(selecting, priorityMin);
        Consumer consumer = index < 0 ? null : all.get(index);
        if (index >= 0 && all.size() > 1 && !queue.spec.policy().exclusive()) add(all, all.remove(index));
        return consumer;
    }

    private int index(@Nullable Selecting selecting, int priorityMin) {
        List<Consumer> all = selecting == null ? queue.consumers : selecting.consumers;
        Consumer only = queue.spec.policy().exclusive() ? first() : null;
        for (int index = 0; index < all.size(); index++) {
            Consumer consumer = all.get(index);
            if (consumer.spec.priority() < priorityMin) return -1;
            boolean isOne = !consumer.spec.browse() && consumer.selecting == selecting;
            boolean isIts = only == null || only == consumer;
            if (isOne && isIts && queue.canTake(consumer)) return index;
        }
        return -1;
    }

    /** Its turn comes after those of its own priority. */
    static void add(List<Consumer> all, Consumer consumer) {
        int index = 0;
        while (index < all.size() && all.get(index).spec.priority() >= consumer.spec.priority()) index++;
        all.add(index, consumer);
    }
}
