package io.belay.sim.check;

import io.belay.sim.check.Ledger.Life;
import io.belay.sim.check.Ledger.Take;

/**
 * Why a broker may give what a program has to somebody else. A session that is kept keeps what it has; it is not kept when
 * its process is gone, has closed or was followed by another, or when it stayed away for longer than it wanted to be
 * waited for; and after a restart nobody but the programs themselves knows who has what, so who is late may find it gone.
 */
final class Excuses {
    static final long GRACE_US = 5_000_000; // as NodeOptions has it
    private static final long EARLY_US = 100_000; // between the start of a node and that it is ready

    private final Story story;

    Excuses(Story story) {
        this.story = story;
    }

    /** Whether the broker may have given up at this moment that this program has this. */
    boolean mayBeGone(Take take, int at) {
        return mayBeEnded(take.life(), take.index, at) || mayBeLate(take.life(), take.index, at);
    }

    /** Whether the session of a process, as it was at a moment, may have been ended at a later one. */
    boolean mayBeEnded(Life life, int since, int at) {
        if (life.over < at || life.leaving < at || story.ledger.hasRival(life, since, at)) return true;
        for (int loss : life.losses) {
            boolean isLost = loss > since && life.lineGone(loss) < at;
            if (isLost) return true;
        }
        return false;
    }

    /** Whether a node started in between, and the process was not back in time. */
    private boolean mayBeLate(Life life, int since, int at) {
        for (int start : story.starts) {
            if (start < since || start > at) continue;
            long untilUs = story.atUs(start) + GRACE_US;
            boolean isInTime =
                    life.entries.stream().anyMatch(entry -> entry > start && entry < at && story.atUs(entry) < untilUs);
            if (!isInTime && story.atUs(at) >= untilUs - EARLY_US) return true;
        }
        return false;
    }
}
