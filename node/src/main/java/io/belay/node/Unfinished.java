package io.belay.node;

import io.belay.node.limit.MemoryBudget.Share;

/**
 * What has come of messages of one line that are not whole. Reading no more would not help: only their ends do. So who
 * makes them longer while all lines together have too much loses its line; nothing of it was confirmed.
 */
public final class Unfinished {
    /** So much every line may have, whatever the others have. */
    public static final long FREE_BYTES = 16 << 10;

    private final GatewayPort port;
    private long bytes;

    /** Nothing has come. */
    public Unfinished(GatewayPort port) {
        this.port = port;
    }

    /** There are so many bytes now. Returns whether the line has to end. */
    public boolean isTooMuch(long now) {
        boolean grows = now > bytes;
        port.keeps(Share.PARTIAL, now - bytes);
        bytes = now;
        return grows && now > FREE_BYTES && !port.hasRoom(Share.PARTIAL);
    }
}
