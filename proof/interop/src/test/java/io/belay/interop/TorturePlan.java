package io.belay.interop;

/**
 * How much torture.
 *
 * @param messages at each quality of service
 * @param cuts faults on lines, at least so many of which must hit one
 * @param kills of the broker
 * @param holdMs how long a blackhole lasts, and a stall at most
 * @param seed draws kinds, order and lines of the faults
 */
record TorturePlan(int messages, int cuts, int kills, int holdMs, long seed) {}
