package io.belay.client;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ClientSession} needs of whoever drives it. Called on the session's thread, from inside the driver's own
 * calls. Lines are numbered from 1 on. There are never more than two that have not been hung up: while the broker is silent
 * on one that was dialed for a return, another may be dialed beside it; the first on which the broker speaks is the one that
 * counts, and the other is hung up. What is reported of others is passed over.
 */
public interface ClientPort {
    /**
     * Opens a line to an address. {@link ClientSession#dialed} or {@link ClientSession#dialFailed} answers, not before this
     * returns. Takes as long as it may: the session gives up by itself, with {@link #hangUp}. The line that was dialed before stays
     * as it is.
     *
     * @param line its number
     * @param address one of {@link ReturnOptions#addresses}, or one that the broker told, in the same form
     */
    void dial(long line, String address);

    /** Sends bytes; they are copied or sent before this returns. */
    void send(long line, ByteBuffer bytes);

    /**
     * Whether the line takes what is sent; false while much of it is still unwritten. {@link ClientSession#drained} says
     * that it does again.
     */
    boolean isWritable(long line);

    /**
     * Ends a line once what was sent is written, or gives up dialing it. Nothing that it reports after this counts.
     *
     * @param why for people
     */
    void hangUp(long line, String why);

    /**
     * The token by which this line says who it is (RFC 7628), instead of the password of {@link ClientOptions}; null for the
     * password. It may be another one for each line. Asked for when the line is there: whoever has to fetch it does so while it
     * dials, and fails to dial if there is none.
     */
    default @Nullable String token(long line) {
        return null;
    }

    /** 64 random bits, good enough for secrets. */
    long random();
}
