package io.belay.node;

import io.belay.core.Broker;
import io.belay.core.Command;
import io.belay.core.Limits;
import io.belay.core.LinkTag;
import io.belay.core.Message;
import io.belay.core.Refusal;
import io.belay.log.Log;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether memory and disk have room for more: the one place that says so. */
final class Room {
    private static final int UTF_8_LENGTH_MAX = 3; // of a char, bytes
    /** Of a message's record besides topic and content, at most, bytes. */
    private static final int RECORD_OVERHEAD = 64 + LinkTag.LINK_LENGTH_MAX + LinkTag.TAG_LENGTH_MAX;

    /** Of what is settled alike, besides words and sequences, at most, bytes. */
    private static final int DISPOSAL_OVERHEAD = 24;

    private static final int SEQUENCE_LENGTH_MAX = 10;

    private final Broker broker;
    private final Log log;
    private final Refusals refusals;
    private boolean isShortOfMemory;

    Room(Broker broker, Log log, Refusals refusals) {
        this.broker = broker;
        this.log = log;
        this.refusals = refusals;
    }

    /** Whether memory is short from now on. */
    void shortOfMemory(boolean isShort) {
        isShortOfMemory = isShort;
    }

    /** Why a command is not taken now, by its limits or as it adds to what is kept while memory is short, counted; null if it is. */
    @Nullable
    Refusal refusal(Command command, Limits limits) {
        Refusal refusal = broker.refusal(command, limits);
        boolean isTooMuch = refusal == null && isShortOfMemory && broker.adds(command);
        return isTooMuch ? memoryFull() : refusals.counted(refusal);
    }

    /** Why there is no room for a message, counted; null if there is. */
    @Nullable
    Refusal refusal(Message message) {
        if (isShortOfMemory) return memoryFull();
        int length =
                message.content().length + UTF_8_LENGTH_MAX * message.topic().length() + RECORD_OVERHEAD;
        if (length > log.recordLengthMax()) {
            return tooLong("a message of " + message.content().length + " bytes with its names");
        }
        if (log.hasRoom(length)) return null;
        return refusals.counted(new Refusal(Refusal.Reason.DISK_FULL, "the disk is nearly full"));
    }

    /** Why there is no room for what a transaction settles, which is one record with all its words; null if there is. */
    @Nullable
    Refusal refusal(List<Request.Dispose> settled) {
        long length = RECORD_OVERHEAD;
        for (Request.Dispose each : settled) {
            length += DISPOSAL_OVERHEAD + SEQUENCE_LENGTH_MAX * (long) each.sequences().length;
            length += UTF_8_LENGTH_MAX * each.why().length();
        }
        if (length <= log.recordLengthMax()) return null;
        return tooLong("what the transaction settles, with the words to it, of up to " + length + " bytes");
    }

    private @Nullable Refusal memoryFull() {
        return refusals.counted(new Refusal(Refusal.Reason.MEMORY_FULL, "the memory of the broker is nearly full"));
    }

    private Refusal tooLong(String what) {
        String words = what + " is longer than the " + log.recordLengthMax()
                + " bytes that the log takes in one record, a quarter of log.segment-length";
        return new Refusal(Refusal.Reason.TOO_LONG, words);
    }
}
