package io.belay.base;

/**
 * A peer sent bytes that its protocol does not allow. The only exception that a peer can cause.
 *
 * <p>Stackless, because a hostile peer must not make us pay for a stack trace: the message and the offset say where.
 */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int reason;
    private final long offset;

    /**
     * Creates it.
     *
     * @param reason the protocol's own number for the answer, 0 to 65535 (MQTT: a reason code)
     * @param offset where in the packet or frame, bytes from its first; -1 when no single place is at fault
     * @param message what was expected, what was found, and where
     */
    public MalformedException(int reason, long offset, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.offset = offset;
    }

    /** The protocol's own number for the answer. */
    public int reason() {
        return reason;
    }

    /** Where, bytes from the first of the packet or frame; -1 when no single place is at fault. */
    public long offset() {
        return offset;
    }
}
