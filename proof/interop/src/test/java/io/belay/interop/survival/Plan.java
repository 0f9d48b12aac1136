package io.belay.interop.survival;

/**
 * How much torture.
 *
 * @param provider whose client
 * @param mode of the program
 * @param messages that the program sends
 * @param cuts faults on lines, at least so many of which must hit one
 * @param kills of the broker
 * @param holdMs how long a blackhole lasts, and a stall at most
 * @param pingMs how often a client looks at a silent line
 * @param isSpread whether each fault waits until both ends are at work again after the one before
 * @param seed draws kinds, order and lines of the faults
 */
record Plan(
        Provider provider,
        Mode mode,
        int messages,
        int cuts,
        int kills,
        int holdMs,
        int pingMs,
        boolean isSpread,
        long seed) {}
