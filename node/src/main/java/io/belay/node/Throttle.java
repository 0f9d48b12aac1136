package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.QueuePolicy;
import io.belay.core.QueueView;

/**
 * Makes the senders of a queue wait before it is full, and tells them when there is room again.
 *
 * <p>They are stopped at nine tenths of what it may hold: the last tenth is for what they had credit for when they were
 * told, which is refused only if it does not fit there. They go on at eight tenths, so that not every message turns them.
 */
final class Throttle {
    private Throttle() {}

    /** Tells each sender that does not know it yet. */
    static void check(LiveQueue queue, Broker broker, Acts acts) {
        QueueView view = broker.queueAt(queue.number);
        if (view == null) return;
        QueuePolicy policy = queue.spec.policy();
        boolean full =
                reaches(view.messages(), policy.messagesMax(), 10) || reaches(view.bytes(), policy.bytesMax(), 10);
        boolean roomy = !full
                && !exceeds(view.messages(), policy.messagesMax(), 5)
                && !exceeds(view.bytes(), policy.bytesMax(), 5);
        for (Producer producer : queue.producers) {
            boolean turns = producer.stopped ? roomy : full;
            if (!turns) continue;
            producer.stopped = full;
            acts.answer(new Reply.Throttled(producer.line.id, producer.link, full));
        }
    }

    private static boolean reaches(long is, long max, int part) {
        return is >= max - max / part;
    }

    private static boolean exceeds(long is, long max, int part) {
        return is > max - max / part;
    }
}
