package io.belay.core;

/**
 * To whom an entry was given that others might claim.
 *
 * @param session by number
 * @param link by name; empty for any of the session
 */
public record Keeper(long session, String link) {
    /** Of a link with that name; if that is longer than {@link LinkTag#isShort} allows, of any of the session. */
    public static Keeper of(long session, String link) {
        return new Keeper(session, LinkTag.isShort(link) ? link : "");
    }

    /** Whether a link of this name and session is meant. */
    public boolean isOf(long otherSession, String otherLink) {
        return session == otherSession && (link.isEmpty() || link.equals(otherLink));
    }
}
