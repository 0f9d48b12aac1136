package io.belay.node;

import io.belay.core.LinkTag;
import io.belay.core.Message;
import io.belay.core.Refusal;
import io.belay.log.Log;
import org.jspecify.annotations.Nullable;

/** Whether memory and disk have room for messages. */
final class Room {
    private static final int UTF_8_LENGTH_MAX = 3; // of a char, bytes
    /** Of a message's record besides topic and content, at most, bytes. */
    private static final int RECORD_OVERHEAD = 64 + LinkTag.LINK_LENGTH_MAX + LinkTag.TAG_LENGTH_MAX;

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

    /** Why there is no room for a message, counted; null if there is. */
    @Nullable
    Refusal refusal(Message message) {
        if (isShortOfMemory) {
            return refusals.counted(new Refusal(Refusal.Reason.MEMORY_FULL, "the memory of the broker is nearly full"));
        }
        int length =
                message.content().length + UTF_8_LENGTH_MAX * message.topic().length() + RECORD_OVERHEAD;
        if (length > log.recordLengthMax()) return tooLong(message);
        if (log.hasRoom(length)) return null;
        return refusals.counted(new Refusal(Refusal.Reason.DISK_FULL, "the disk is nearly full"));
    }

    private Refusal tooLong(Message message) {
        String words = "a message of " + message.content().length + " bytes, the log takes " + log.recordLengthMax()
                + " with its names: a quarter of log.segment-length";
        return new Refusal(Refusal.Reason.TOO_LONG, words);
    }
}
