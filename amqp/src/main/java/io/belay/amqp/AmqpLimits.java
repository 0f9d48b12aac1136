package io.belay.amqp;

import io.belay.base.Check;

/**
 * What one end of a connection allows the other, and how long it waits for it.
 *
 * @param frameSizeMax the largest frame to accept, bytes, 512 to 2^30; told as max-frame-size, a larger one costs the
 *     connection (framing-error)
 * @param frameSizeMaxOut the largest frame to send, whatever the peer would take, bytes, 512 to 2^30; an attach may have
 *     {@code frameSizeMax} if that is more, for it answers one that tells so many deliveries
 * @param sessionsMax sessions at the same time, 1 to 65536; told as channel-max, links are refused on a channel beyond
 *     (resource-limit-exceeded), and one as far beyond again costs the connection (framing-error)
 * @param handlesMax links of one session at the same time, 1 to 65536; told as handle-max, a handle beyond costs the
 *     connection (framing-error, §2.7.2), also of a peer that has not looked
 * @param linksMax links of all sessions at the same time; one more is refused (resource-limit-exceeded)
 * @param nameLengthMax characters of a link's name; a longer one is refused (invalid-field)
 * @param messageLengthMax bytes of a message as it is on the wire; told as max-message-size, a longer one costs the link
 *     (message-size-exceeded)
 * @param gatheredLengthMax bytes of all messages together of which parts are still to come; more costs the connection
 *     (resource-limit-exceeded)
 * @param incomingWindow transfer frames of a session that the peer may send ahead, 1 to 2^31−1; told as
 *     incoming-window, one more costs the session (window-violation)
 * @param unsettledMax deliveries of one session and direction that are not settled; one more of the peer's costs the
 *     session (resource-limit-exceeded), ours wait
 * @param outgoingLengthMax bytes in {@link AmqpConnection#out} from which on no sender is writable
 * @param heldLengthMax bytes that a peer may send while it is this end's turn to answer; more costs the connection
 *     (resource-limit-exceeded)
 * @param openTimeoutMs for each step of the peer to an open connection, and for its answer to our close
 * @param idleTimeoutMs silence of the peer that costs the connection (resource-limit-exceeded), 0 for never; half of it
 *     is told as idle-time-out
 */
public record AmqpLimits(
        int frameSizeMax,
        int frameSizeMaxOut,
        int sessionsMax,
        int handlesMax,
        int linksMax,
        int nameLengthMax,
        int messageLengthMax,
        int gatheredLengthMax,
        int incomingWindow,
        int unsettledMax,
        int outgoingLengthMax,
        int heldLengthMax,
        int openTimeoutMs,
        int idleTimeoutMs) {
    /**
     * 256 KiB frames, 1,024 sessions, any handle that may be but 4,096 links in all, names of 1,024, messages of 8 MiB, 32 MiB of
     * unfinished ones, a window of 2,048 frames, 65,536 unsettled, 1 MiB to send, 256 KiB held, 5 s a step, 60 s of
     * silence.
     */
    public static final AmqpLimits DEFAULT = new AmqpLimits(
            256 << 10, 256 << 10, 1_024, 65_536, 4_096, 1_024, 8 << 20, 32 << 20, 2_048, 65_536, 1 << 20, 256 << 10,
            5_000, 60_000);

    private static final int FRAME_SIZE_MIN = 512; // what every peer must take (§2.7.1)
    private static final int FRAME_SIZE_TOP = 1 << 30;

    /** The same with frames of these sizes, to take and to send. */
    public AmqpLimits withFrames(int in, int out) {
        return with(in, out, sessionsMax, handlesMax, messageLengthMax, incomingWindow, openTimeoutMs, idleTimeoutMs);
    }

    /** The same with so many sessions, and so many links in each. */
    public AmqpLimits withSessions(int count, int links) {
        return with(
                frameSizeMax,
                frameSizeMaxOut,
                count,
                links,
                messageLengthMax,
                incomingWindow,
                openTimeoutMs,
                idleTimeoutMs);
    }

    /** The same with messages of at most so many bytes, 1 or more, if that is less. */
    public AmqpLimits withMessagesUpTo(int lengthMax) {
        int length = Math.min(messageLengthMax, lengthMax);
        return with(
                frameSizeMax,
                frameSizeMaxOut,
                sessionsMax,
                handlesMax,
                length,
                incomingWindow,
                openTimeoutMs,
                idleTimeoutMs);
    }

    /** The same with so many frames of a session ahead. */
    public AmqpLimits withWindow(int frames) {
        return with(
                frameSizeMax,
                frameSizeMaxOut,
                sessionsMax,
                handlesMax,
                messageLengthMax,
                frames,
                openTimeoutMs,
                idleTimeoutMs);
    }

    /** The same with another patience. */
    public AmqpLimits withTimeouts(int openMs, int idleMs) {
        return with(
                frameSizeMax,
                frameSizeMaxOut,
                sessionsMax,
                handlesMax,
                messageLengthMax,
                incomingWindow,
                openMs,
                idleMs);
    }

    private AmqpLimits with(
            int in, int out, int sessions, int handles, int messageLength, int window, int openMs, int idleMs) {
        return new AmqpLimits(
                in,
                out,
                sessions,
                handles,
                linksMax,
                nameLengthMax,
                messageLength,
                gatheredLengthMax,
                window,
                unsettledMax,
                outgoingLengthMax,
                heldLengthMax,
                openMs,
                idleMs);
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not kept
     */
    public AmqpLimits {
        checkFrame("frameSizeMax, 512 to 2^30", frameSizeMax);
        checkFrame("frameSizeMaxOut, 512 to 2^30", frameSizeMaxOut);
        checkCount("sessionsMax, 1 to 65536", sessionsMax);
        checkCount("handlesMax, 1 to 65536", handlesMax);
        Check.argument(linksMax > 0, "linksMax from 1", linksMax);
        Check.argument(nameLengthMax > 0, "nameLengthMax from 1", nameLengthMax);
        Check.argument(messageLengthMax > 0, "messageLengthMax from 1", messageLengthMax);
        Check.argument(gatheredLengthMax >= messageLengthMax, "gatheredLengthMax from one message", gatheredLengthMax);
        Check.argument(incomingWindow > 0, "incomingWindow from 1", incomingWindow);
        Check.argument(unsettledMax > 0, "unsettledMax from 1", unsettledMax);
        Check.argument(outgoingLengthMax > 0, "outgoingLengthMax from 1", outgoingLengthMax);
        Check.argument(heldLengthMax >= 0, "heldLengthMax from 0", heldLengthMax);
        Check.argument(openTimeoutMs > 0, "openTimeoutMs from 1", openTimeoutMs);
        Check.argument(idleTimeoutMs >= 0, "idleTimeoutMs from 0", idleTimeoutMs);
    }

    private static void checkFrame(String name, int size) {
        Check.argument(size >= FRAME_SIZE_MIN && size <= FRAME_SIZE_TOP, name, size);
    }

    private static void checkCount(String name, int count) {
        Check.argument(count > 0 && count <= 65_536, name, count);
    }
}
