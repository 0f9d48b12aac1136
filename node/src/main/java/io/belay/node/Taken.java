package io.belay.node;

/**
 * An entry of a queue that is with a consumer and not settled.
 *
 * @param sequence in the queue
 * @param number of the message
 * @param priority of the entry
 * @param deliveries that failed before this one
 */
record Taken(long sequence, long number, int priority, int deliveries) {}
