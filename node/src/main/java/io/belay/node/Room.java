package io.belay.node;

import io.belay.core.Refusal;
import io.belay.log.Log;
import org.jspecify.annotations.Nullable;

/** Whether memory and disk have room for messages. */
final class Room {
    private static final int RECORD_OVERHEAD = 64; // of a message's record besides topic and content, at most, bytes

    private final Log log;
    private final Refusals refusals;
    private boolean isShortOfMemory;

    Room(Log log, Refusals refusals) {
        this.log = log;
        this.refusals = refusals;
    }

    /** Whether memory is short from now on. */
    void shortOfMemory(boolean isShort) {
        isShortOfMemory = isShort;
    }

    /** Why there is no room for so many messages of so many bytes together, counted; null if there is. */
    @Nullable
    Refusal refusal(long bytes, int count) {
        if (isShortOfMemory) {
            return refusals.counted(new Refusal(Refusal.Reason.MEMORY_FULL, "the memory of the broker is nearly full"));
        }
        boolean hasRoom = log.hasRoom((int) Math.min(Integer.MAX_VALUE, bytes / count + RECORD_OVERHEAD));
        if (hasRoom) return null;
        return refusals.counted(new Refusal(Refusal.Reason.DISK_FULL, "the disk is nearly full"));
    }
}
