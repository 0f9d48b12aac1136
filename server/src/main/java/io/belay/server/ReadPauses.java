package io.belay.server;

import io.belay.net.Line;
import java.util.EnumSet;

/** The reasons not to read a line: it is read while there is none. On the line's loop. */
final class ReadPauses {
    /** Who cannot keep up. */
    enum Reason {
        /** The gateway waits for answers of the node before it takes more. */
        GATEWAY,
        /** Much of what was received waits for the node. */
        NODE,
        /** The peer does not read what it is sent; whatever else it says would only add to that. */
        PEER
    }

    private final Line line;
    private final EnumSet<Reason> reasons = EnumSet.noneOf(Reason.class);

    ReadPauses(Line line) {
        this.line = line;
    }

    boolean isPaused() {
        return !reasons.isEmpty();
    }

    /** Returns whether it was no reason yet. */
    boolean begin(Reason reason) {
        boolean first = reasons.isEmpty();
        boolean isNew = reasons.add(reason);
        if (first) line.pauseReading();
        return isNew;
    }

    /**
     * A reason is gone; nothing happens if it was none.
     *
     * @return whether it was the last, so that the line is read again
     */
    boolean end(Reason reason) {
        boolean last = reasons.remove(reason) && reasons.isEmpty();
        if (last) line.resumeReading();
        return last;
    }
}
