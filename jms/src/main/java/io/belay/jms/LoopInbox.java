package io.belay.jms;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where application threads leave tasks for the loop, which takes all of them at once: one compare-and-set for each task, one
 * wake-up for each batch. Tasks of one thread run in their order. Any thread.
 */
final class LoopInbox {
    private final AtomicReference<@Nullable LoopTask> newest = new AtomicReference<>();
    private final Executor loop;
    private final Consumer<Throwable> broken;
    private final LoopTask end;

    /**
     * An empty inbox.
     *
     * @param loop runs the batches, one at a time, in order
     * @param batchEnd called on the loop after each batch: the moment to flush
     * @param broken hears of a bug in a task, on the loop
     */
    LoopInbox(Executor loop, Runnable batchEnd, Consumer<Throwable> broken) {
        this.loop = loop;
        end = LoopTask.of(batchEnd);
        this.broken = broken;
    }

    void post(LoopTask task) {
        LoopTask before;
        do {
            before = newest.get();
            task.next = before;
        } while (!newest.compareAndSet(before, task));
        if (before == null) wake(); // else whoever made it non-empty has done so already
    }

    private void wake() {
        try {
            loop.execute(this::runAll);
        } catch (RejectedExecutionException loopsClosed) {
            // The loop runs no more. The session is over too, and will say so to whoever comes late.
            synchronized (this) {
                runAll();
            }
        }
    }

    private void runAll() {
        LoopTask each = oldestFirst(newest.getAndSet(null));
        while (each != null) {
            LoopTask following = each.next;
            each.next = null;
            run(each);
            each = following;
        }
        run(end);
    }

    /** Outermost: what is wrong with one task must not cost the ones after it. */
    private void run(LoopTask task) {
        try {
            task.run();
        } catch (Throwable bug) {
            broken.accept(bug);
        }
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
