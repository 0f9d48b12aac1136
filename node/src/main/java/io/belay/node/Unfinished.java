package io.belay.node;

import io.belay.base.Break;
import io.belay.node.limit.Limit;
import io.belay.node.limit.MemoryBudget.Share;

/**
 * What has come of one line and is not whole, or waits until its client is let in. Reading no more would not help: only
 * the rest, or an answer, does. So who makes it longer while all lines together have too much loses its line; nothing of
 * it was confirmed.
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

    /** How a line ends that has too much; {@code found} says how many bytes it has, and of what. */
    public static Break excess(String found) {
        String most = "expected at most " + FREE_BYTES + " bytes that wait or are not whole";
        return Break.limit(Limit.MEMORY_BUDGET.key(), most + ", as all lines together have too many; found " + found);
    }
}
