package io.belay.core;

/**
 * What people may know of a topic filter that somebody listens to.
 *
 * @param filter of topics
 * @param subscriptions of sessions, those of groups apart
 * @param members sessions that share it in groups
 * @param queues that are bound to it
 */
public record TopicView(String filter, long subscriptions, long members, long queues) {}
