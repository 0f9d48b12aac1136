package io.belay.node;

import io.belay.core.QueueView;

/**
 * A queue and who uses it at one moment.
 *
 * @param queue as the broker remembers it
 * @param consumers links that take from it or look at it, 0 or more
 * @param senders links that lead to it alone, 0 or more; who sends to a topic, or without such a link, is not counted
 * @param unsettled messages of it that are with consumers, 0 or more
 * @param lastId of the newest message that was in it, whether it is there still or not; 0 if there was none
 */
public record QueueStatus(QueueView queue, int consumers, int senders, long unsettled, long lastId) {
    /** One in which there was no message yet. */
    public QueueStatus(QueueView queue, int consumers, int senders) {
        this(queue, consumers, senders, 0, 0);
    }
}
