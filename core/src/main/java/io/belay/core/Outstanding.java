package io.belay.core;

/**
 * What waits in the whole broker.
 *
 * @param queues that exist, subscriptions and temporary ones too
 * @param backlog messages in queues, and deliveries to sessions that were not started
 * @param unsettled deliveries to sessions that were started and are not settled
 * @param oldest the number of the message that waits longest for a session or a group; 0 if none does. Those in queues are
 *     not looked at
 */
public record Outstanding(int queues, long backlog, long unsettled, long oldest) {}
