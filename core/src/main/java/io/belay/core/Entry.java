package io.belay.core;

/**
 * A message in a queue.
 *
 * @param sequence of the entry in its queue, 1 and up, never used twice
 * @param number of the message, by which its body can be read
 * @param priority 0 to 9, as in {@link Scheduling}
 * @param deliverAtMs broker time before which it is not delivered; 0 at once
 * @param deliveries how many have failed so far
 * @param group as in {@link Scheduling}; 0 none
 */
public record Entry(long sequence, long number, int priority, long deliverAtMs, int deliveries, int group) {}
