package io.belay.core;

import java.util.List;

/**
 * What people may know of a session.
 *
 * @param number of the session
 * @param clientId its name
 * @param owner the principal it belongs to
 * @param attached whether a client is on the line
 * @param epoch of its newest line
 * @param expiryS seconds that it outlives its line; {@link Session#NEVER_S} for ever
 * @param expiresAtMs when it ends unless the client comes back; {@link Long#MAX_VALUE} while attached or never
 * @param queued deliveries that were not started
 * @param unsettled deliveries that were started and are not settled
 * @param queuedBytes of both, as {@link Message#length} counts
 * @param tags that the broker holds for it as a publisher
 * @param subscriptions in the order in which they were made
 * @param timeline oldest first, at most 16
 */
public record SessionView(
        long number,
        String clientId,
        String owner,
        boolean attached,
        long epoch,
        long expiryS,
        long expiresAtMs,
        long queued,
        long unsettled,
        long queuedBytes,
        int tags,
        List<Subscription> subscriptions,
        List<TimelineEntry> timeline) {}
