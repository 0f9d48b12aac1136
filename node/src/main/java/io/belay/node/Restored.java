package io.belay.node;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Of which backup the broker is. Clients of sessions that are older may know of more than it does.
 *
 * @param mark in words that no other backup has, for clients; empty if it is of none
 * @param atMs since when it is, milliseconds since 1970; 0 if that is not known
 */
public record Restored(String mark, long atMs) {
    /** A broker that was never restored. */
    public static final Restored NEVER = new Restored("", 0);

    /** As the mark says it, whose last word is the time, in the form of ISO 8601. */
    public static Restored of(String mark) {
        try {
            String time = mark.substring(mark.lastIndexOf(' ') + 1);
            return new Restored(mark, Instant.parse(time).toEpochMilli());
        } catch (DateTimeParseException unknown) {
            return new Restored(mark, 0);
        }
    }

    /** Whether a client that has its session back has had no line since, so that it has not been told. */
    public boolean isNewsTo(Reply.Opened opened) {
        return opened.resumed() && opened.beforeMs() < atMs;
    }
}
