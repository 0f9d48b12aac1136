package io.belay.core;

/**
 * Who subscribes to a topic.
 *
 * @param targets one for each session, oldest session first
 * @param groups oldest group first
 */
record Match(Target[] targets, Group[] groups) {}
