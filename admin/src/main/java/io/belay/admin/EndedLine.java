package io.belay.admin;

import io.belay.base.Break;

/**
 * One line that is no more.
 *
 * @param atMs when it ended, broker time
 * @param client the session that its client had or wanted; empty if it has not said
 * @param peer address and port of the other end
 * @param hasOpened whether its client was let in, so that the timeline of its session tells of it too
 * @param how it ended
 */
public record EndedLine(long atMs, String client, String peer, boolean hasOpened, Break how) {}
