package io.belay.core;

/**
 * What waits in the whole broker.
 *
 * @param queues that exist, subscriptions and temporary ones too
 * @param backlog messages in queues, and deliveries to sessions that were not started
 * @param unsettled deliveries to sessions that were started and are not settled
 */
public record Outstanding(int queues, long backlog, long unsettled) {}
