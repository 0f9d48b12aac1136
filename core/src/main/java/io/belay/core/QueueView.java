package io.belay.core;

/**
 * What people may know of a queue.
 *
 * @param number of the queue, 1 and up, never used twice
 * @param spec what it is
 * @param messages entries in it, also those that a consumer has at the moment
 * @param bytes their sum of {@link Message#length}
 * @param paused whether it delivers nothing at the moment
 */
public record QueueView(long number, QueueSpec spec, long messages, long bytes, boolean paused) {}
