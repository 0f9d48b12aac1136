package io.belay.jms;

import org.jspecify.annotations.Nullable;

/** Something to be done on the loop of a connection; posted once. */
abstract class LoopTask {
    /** In {@link LoopInbox} only. */
    @Nullable
    LoopTask next;

    /** On the loop; does not wait and does not throw. */
    abstract void run();

    static LoopTask of(Runnable work) {
        return new LoopTask() {
            @Override
            void run() {
                work.run();
            }
        };
    }
}
