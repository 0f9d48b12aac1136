package io.belay.jms;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where application threads leave tasks for the loop, which takes all of them at once: one compare-and-set for each task, one
 * wake-up for each batch. Tasks of one thread run in their order. Any thread.
 */
final class LoopInbox {
    private final AtomicReference<@Nullable LoopTask> newest = new AtomicReference<>();
    private final Executor loop;
    private final Runnable batchEnd;

    /**
     * An empty inbox.
     *
     * @param loop runs the batches, one at a time, in order
     * @param batchEnd called on the loop after each batch: the moment to flush
     */
    LoopInbox(Executor loop, Runnable batchEnd) {
        this.loop = loop;
        this.batchEnd = batchEnd;
    }

    void post(LoopTask task) {
        LoopTask before;
        do {
            before = newest.get();
            task.next = before;
        } while (!newest.compareAndSet(before, task));
        if (before == null) loop.execute(this::runAll); // else whoever made it non-empty has woken the loop already
    }

    private void runAll() {
        LoopTask each = oldestFirst(newest.getAndSet(null));
        while (each != null) {
            LoopTask following = each.next;
            each.next = null;
            each.run();
            each = following;
        }
        batchEnd.run();
    }

    private static @Nullable LoopTask oldestFirst(@Nullable LoopTask newest) {
        LoopTask oldest = null;
        for (LoopTask each = newest; each != null; ) {
            LoopTask older = each.next;
            each.next = oldest;
            oldest = each;
            each = older;
        }
        return oldest;
    }
}
