package io.belay.amqp;

import io.belay.amqp.type.AmqpError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session of an {@link AmqpConnection}: links, the windows that their transfers share, and the deliveries that are
 * not settled, which outlive their links. Windows are kept open without a word of the caller's.
 */
public final class AmqpSession {
    private AmqpSession() {}

    /** Begins: asks for a session of ours, or answers the peer's. */
    public void begin() {
        throw new UnsupportedOperationException();
    }

    /** Ends, or answers the peer's end; does nothing if this end has ended before. */
    public void end(@Nullable AmqpError error) {
        throw new UnsupportedOperationException();
    }

    /** Our number of it, 0 to 65535. */
    public int channel() {
        throw new UnsupportedOperationException();
    }

    /** Whether both ends have begun and none has ended. */
    public boolean isOpen() {
        throw new UnsupportedOperationException();
    }

    /**
     * A new link of ours on which we send, to be attached with {@link AmqpLink#attach}.
     *
     * @param name one that no other link of this connection has on which we send
     */
    public AmqpSender sender(String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * A new link of ours on which we receive, to be attached with {@link AmqpLink#attach}.
     *
     * @param name one that no other link of this connection has on which we receive
     */
    public AmqpReceiver receiver(String name) {
        throw new UnsupportedOperationException();
    }

    /** All links that are attached by either end and not detached by both, in the order of their handles. */
    public List<AmqpLink> links() {
        throw new UnsupportedOperationException();
    }

    /** A place for what the caller ties to this session; null at first. */
    public @Nullable Object attachment() {
        throw new UnsupportedOperationException();
    }

    /** Puts something there. */
    public void attachment(@Nullable Object attachment) {
        throw new UnsupportedOperationException();
    }
}
