package io.belay.node;

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

    /** Whether any takes whatever comes. */
    boolean canAny() {
        for (int index = 0; index < queue.consumers.size(); index++)
            if (takesAnything(queue.consumers.get(index))) return true;
        return false;
    }

    /** The next consumer that takes whatever comes; its next turn comes after those of its own priority. */
    @Nullable
    Consumer next() {
        if (queue.spec.policy().exclusive()) {
            Consumer first = first();
            return first != null && takesAnything(first) ? first : null;
        }
        for (int index = 0; index < queue.consumers.size(); index++) {
            Consumer consumer = queue.consumers.get(index);
            if (!takesAnything(consumer)) continue;
            if (queue.consumers.size() > 1) toBack(index);
            return consumer;
        }
        return null;
    }

    private boolean takesAnything(Consumer consumer) {
        return !consumer.selects() && !consumer.spec.browse() && queue.canTake(consumer);
    }

    private void toBack(int index) {
        Consumer consumer = queue.consumers.remove(index);
        int last = index;
        while (last < queue.consumers.size() && queue.consumers.get(last).spec.priority() == consumer.spec.priority())
            last++;
        queue.consumers.add(last, consumer);
    }
}
