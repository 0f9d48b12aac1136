package io.belay.net;

import io.belay.base.Break;
import io.belay.base.Cause;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection over TCP, TLS or WebSocket, for whoever speaks a protocol over it.
 *
 * <p>A line lives on one event loop from its first byte to its last. All methods but {@link #id}, {@link #peer},
 * {@link #loop} and {@link #execute} are for that loop only.
 */
public interface Line {
    /** Its number, 1 and up, unique among the lines of one {@link EventLoops}. Any thread. */
    long id();

    /** Address and port of the other end, {@code 127.0.0.1:51234} or {@code [::1]:51234}. Any thread. */
    String peer();

    /** Whether nobody between the two ends can read it: it goes over TLS. */
    default boolean isEncrypted() {
        return false;
    }

    /**
     * Subject of the certificate that the other end has shown and that was verified, as RFC 2253 writes it:
     * {@code CN=till-7,O=Shop}; null if it has shown none.
     */
    default @Nullable String certificate() {
        return null;
    }

    /**
     * Takes bytes to be sent after all that was taken before. Nothing moves before {@link #flush}. On a line that is
     * closing or lost the bytes are dropped.
     *
     * @param bytes copied; its position moves to its limit
     */
    void send(ByteBuffer bytes);

    /** Lets go what {@link #send} took: once per batch, not once per packet. */
    void flush();

    /**
     * Bytes that {@link #send} took and the socket has not, 0 and up. It falls in steps of up to 64 KiB. Above
     * {@link LineOptions#highWaterBytes} the owner should send no more until {@link LineHandler#drained}.
     */
    long unwrittenBytes();

    /** Changes whenever the socket takes some of what {@link #send} took, and means nothing else. */
    default long takenMark() {
        return -unwrittenBytes();
    }

    /**
     * Stops reading, so that the peer will have to wait. At most one more {@link LineHandler#received} can follow. A
     * peer that closes a paused line in peace is noticed when reading resumes.
     */
    void pauseReading();

    /** Reads again. */
    void resumeReading();

    /**
     * Closes the line once what was sent is written: nothing more is received, and {@link LineHandler#lost} follows. A
     * peer that has not taken the rest and closed its side within {@link LineOptions#closeTimeoutMs} is cut off.
     *
     * @param why what {@link LineHandler#lost} will say; the first call's stands
     */
    void close(Break why);

    /** Closes it as {@link #close(Break)} does, for a reason that only the words tell. */
    default void close(String why) {
        close(new Break(Cause.UNKNOWN, why));
    }

    /**
     * The loop of this line. All lines of a loop give the same object, so that a batch for many lines takes one
     * hand-over per loop. Any thread.
     */
    Executor loop();

    /**
     * Runs a task on the loop of this line, after those handed over before by the same thread. What it throws costs the
     * line. After the loops are closed the task is dropped. Any thread.
     */
    void execute(Runnable task);
}
