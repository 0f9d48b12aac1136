package io.belay.core;

/**
 * Who subscribes to a topic.
 *
 * @param targets one for each session, oldest session first
 * @param groups oldest group first
 * @param queues bound to it, oldest queue first; their selectors are not asked yet
 */
record Match(Target[] targets, Group[] groups, Queue[] queues) {}
