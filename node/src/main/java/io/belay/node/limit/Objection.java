package io.belay.node.limit;

/**
 * Why a client is not served now.
 *
 * @param limit that was reached
 * @param why for people
 * @param retryAfterMs when there will be a place for it, from now; 0 if nobody knows
 */
public record Objection(Limit limit, String why, long retryAfterMs) {}
