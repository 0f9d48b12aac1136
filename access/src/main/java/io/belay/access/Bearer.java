package io.belay.access;

/**
 * Whoever has shown a token: a user that others know, and vouch for a while.
 *
 * @param account the user, with the roles that the token gives it; has nothing by which it could come in otherwise
 * @param isOver whether the token has run out, so that nothing is allowed any more
 */
public record Bearer(Account account, boolean isOver) {
    /** The same when its token has run out. */
    public Bearer over() {
        return new Bearer(account, true);
    }
}
