package io.belay.core;

/**
 * Who subscribes to a topic.
 *
 * @param targets one for each session, oldest session first
 * @param groups oldest group first
 * @param queues bound to it, oldest queue first; their selectors are not asked yet
 */
record Match(Target[] targets, Group[] groups, Queue[] queues) {
    /** Whether any session gets it, alone or in a group. */
    boolean hasSessions() {
        return targets.length > 0 || groups.length > 0;
    }
}
