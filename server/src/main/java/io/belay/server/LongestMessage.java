package io.belay.server;

import io.belay.log.LogOptions;
import io.belay.node.amqp.AmqpOptions;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.limit.MemoryBudget.Share;
import io.belay.node.mqtt.MqttOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the longest message is, whatever the settings say: what neither the memory nor the log can ever hold is told to clients
 * as too long, and so is never begun. A client that began it would lose its line each time that it tries.
 */
final class LongestMessage {
    private static final Logger LOG = LoggerFactory.getLogger(LongestMessage.class);
    private static final int NAMES_LENGTH = 16 << 10; // beside the message, in its record
    private static final int FRAMES = 2; // that may be there beside a message that is not whole
    private static final int ROOM_PART = 4; // of little, no more than this part is for what is beside the message

    private final MemoryBudget budget;
    private final LogOptions log;

    LongestMessage(MemoryBudget budget, LogOptions log) {
        this.budget = budget;
        this.log = log;
    }

    /** The same, or with messages that can be held, of which the log tells. */
    AmqpOptions fitting(AmqpOptions wanted) {
        int wantedMax = wanted.line().messageLengthMax();
        long frames = FRAMES * (long) wanted.line().frameSizeMax();
        int most = most("amqp.message-length-max", wantedMax, frames, NAMES_LENGTH);
        return most == wantedMax ? wanted : wanted.with(wanted.line().withMessagesUpTo(most));
    }

    /** The same, or with packets that can be held, likewise: also one of very many filters, whose record is a little longer. */
    MqttOptions fitting(MqttOptions wanted) {
        int wantedMax = wanted.line().packetLengthMax();
        int most = most("mqtt.packet-length-max", wantedMax, wanted.line().heldLengthMax(), Long.MAX_VALUE);
        return most == wantedMax ? wanted : wanted.with(wanted.line().withPacketsUpTo(most));
    }

    /**
     * @param besides bytes that a line may have brought beside a message that is not whole
     * @param names bytes that its record may have beside it
     */
    private int most(String setting, int wantedMax, long besides, long names) {
        long inMemory = without(besides, budget.max(Share.PARTIAL));
        long inLog = without(names, log.recordLengthMax());
        int most = (int) Math.min(wantedMax, Math.min(inMemory, inLog));
        if (most < wantedMax) {
            LOG.warn(
                    "{} is {}, but at most {} bytes are taken: {}",
                    setting,
                    wantedMax,
                    most,
                    inLog <= inMemory
                            ? "the log holds no longer messages, see log.segment-length"
                            : "there is no memory for longer messages, see memory.budget-bytes-max and -Xmx");
        }
        return most;
    }

    private static long without(long room, long bytes) {
        return Math.max(1, bytes - Math.min(bytes / ROOM_PART, room));
    }
}
