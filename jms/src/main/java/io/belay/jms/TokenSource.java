package io.belay.jms;

/**
 * Where a connection has its tokens from (JWT and the like, RFC 7628). It is asked before each line that a connection opens, so a
 * line that ended since its token had run out comes back with the next one, and the program sees nothing of it.
 */
@FunctionalInterface
public interface TokenSource {
    /**
     * A token that is good for a while: one that runs out while the line is being opened is refused. Called on a thread of its own,
     * by one connection never twice at a time; it may take as long as an attempt to connect may ({@link Setting#DIAL_TIMEOUT_MS}).
     *
     * @return the token as it is shown, without white space
     * @throws Exception if there is none now; the attempt to connect counts as failed, with its message as the cause, and is
     *     followed by others
     */
    String token() throws Exception;
}
