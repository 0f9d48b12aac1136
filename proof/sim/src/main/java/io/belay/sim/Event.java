package io.belay.sim;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.core.TimelineEntry;
import io.belay.mqtt.Packet;
import java.util.List;

/** Something that an onlooker can see happen in a world, without looking into a node. */
public sealed interface Event {
    /**
     * A client opened a line.
     *
     * @param line its number, 1 and up, in the order of opening
     * @param client who opened it
     * @param protocol what is spoken on it
     */
    record Opened(int line, String client, Protocol protocol) implements Event {
        /** Of a client that speaks MQTT. */
        public Opened(int line, String client) {
            this(line, client, Protocol.MQTT);
        }
    }

    /**
     * A packet was handed to a line, or came out of it whole. A PUBLISH is shown with its topic, alias or not.
     *
     * @param line where
     * @param point at which end, and in which direction
     * @param packet the same record at both ends
     */
    record Passed(int line, Point point, Packet packet) implements Event {}

    /**
     * An AMQP client has done something, or has heard something.
     *
     * @param line on which
     * @param client who
     * @param deed what
     */
    record Did(int line, String client, Deed deed) implements Event {}

    /**
     * A program has done something with its client, or was told something by it.
     *
     * @param program who
     * @param life which of its processes, 1 and up
     * @param act what
     */
    record Acted(String program, int life, Act act) implements Event {}

    /**
     * One end of a line knows that it is over.
     *
     * @param line which
     * @param atServer which end
     * @param isOwn whether this end closed it by itself
     * @param how what the network told this end, or with what words it closed
     * @param silentUs the longest time in which nothing came to the server, of its end
     */
    record Ended(int line, boolean atServer, boolean isOwn, Break how, long silentUs) implements Event {
        /** Of a cause that matters to nobody. */
        public Ended(int line, boolean atServer, boolean isOwn, String why) {
            this(line, atServer, isOwn, new Break(Cause.UNKNOWN, why), 0);
        }

        /** In words. */
        public String why() {
            return how.words();
        }
    }

    /** Something was done by which the server must end a line, and must say later that this was the cause. */
    record Provoked(int line, Break how) implements Event {}

    /** The server got an AMQP client's goodbye, with an error or without. */
    record Farewell(int line, boolean isError) implements Event {}

    /** What the node now tells of a client's sessions to whoever asks, oldest first. */
    record Told(String client, List<TimelineEntry> timeline) implements Event {}

    /** A client, which follows the standard, found that the server on this line does not. */
    record Offended(int line, String why) implements Event {}

    /** A node serves; {@code boot} counts from 1. */
    record Started(int boot) implements Event {}

    /** A node could not start from what its disk held. */
    record StartFailed(int boot, String why) implements Event {}

    /** A node was told to stop in good order. */
    record Stopping() implements Event {}

    /** A node is gone, with all its lines; {@code why} says how. */
    record Died(int boot, String why) implements Event {}

    /** The broker's wall clock was moved while the node was down. */
    record ClockMoved(long byMs) implements Event {}

    /** The message of this number is on the disk for the first time, safe from power loss. */
    record Stored(long number) implements Event {}

    /**
     * A node has read its log. Its state must be the one that the node before had at the last batch on the disk.
     *
     * @param boot which
     * @param difference in words, empty if there is none
     */
    record Recovered(int boot, String difference) implements Event {}

    /** From this moment is the copy that is restored later, if one is. */
    record BackupBegan() implements Event {}

    /** The disk holds what it held when the backup began; what came later is gone. */
    record Restored() implements Event {}

    /** Something was done to the world; for the reader. */
    record Fault(Action action) implements Event {}

    /** From here on no faults happen, every client behaves, and those with a lasting session come back. */
    record Calm() implements Event {}

    /** The end of the history. */
    record Over() implements Event {}
}
