package io.belay.node;

/**
 * An entry of a queue that is with a consumer and not settled.
 *
 * @param sequence in the queue
 * @param number of the message
 * @param priority of the entry
 * @param group of the entry, 0 none
 * @param deliveries that failed before this one
 */
record Taken(long sequence, long number, int priority, int group, int deliveries) {}
