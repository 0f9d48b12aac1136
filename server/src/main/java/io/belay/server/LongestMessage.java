package io.belay.server;

import io.belay.log.LogOptions;
import io.belay.node.amqp.AmqpOptions;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.limit.MemoryBudget.Share;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the longest message of AMQP is, whatever the settings say: what neither the memory nor the log can ever hold is told to clients
 * as too long, and so is never begun. A client that began it would lose its line each time that it tries.
 */
final class LongestMessage {
    private static final Logger LOG = LoggerFactory.getLogger(LongestMessage.class);
    private static final int NAMES_LENGTH = 16 << 10; // beside the message, in its record
    private static final int FRAMES = 2; // that may be there beside a message that is not whole
    private static final int ROOM_PART = 4; // of little, no more than this part is for what is beside the message

    private LongestMessage() {}

    /** The same, or with messages that can be held, of which the log tells. */
    static AmqpOptions fitting(AmqpOptions wanted, MemoryBudget budget, LogOptions log) {
        int wantedMax = wanted.line().messageLengthMax();
        long inMemory = without(FRAMES * (long) wanted.line().frameSizeMax(), budget.max(Share.PARTIAL));
        long inLog = without(NAMES_LENGTH, log.recordLengthMax());
        int most = (int) Math.min(wantedMax, Math.min(inMemory, inLog));
        if (most == wantedMax) return wanted;
        LOG.warn(
                "AMQP messages of at most {} bytes are taken, and not of {} as amqp.message-length-max says: {}",
                most,
                wantedMax,
                inLog <= inMemory
                        ? "the log holds no longer ones, see log.segment-length"
                        : "there is no memory for longer ones, see memory.budget-bytes-max and -Xmx");
        return wanted.with(wanted.line().withMessagesUpTo(most));
    }

    private static long without(long room, long bytes) {
        return Math.max(1, bytes - Math.min(bytes / ROOM_PART, room));
    }
}
