package io.belay.core;

/**
 * Counts of the whole broker.
 *
 * @param sessions that exist
 * @param attached sessions with a line
 * @param subscriptions of all sessions
 * @param retained topics with a retained message
 * @param messages stored, each counted once
 */
public record Totals(int sessions, int attached, int subscriptions, int retained, long messages) {}
