package io.belay.sim.check;

import io.belay.sim.check.Trade.Fate;
import io.belay.sim.check.Trade.Handing;
import io.belay.sim.check.Trade.Letter;
import java.util.ArrayList;
import java.util.List;

/** Nobody hears that a message is there, and nobody gets it, before it is on the disk, alone or with its transaction. */
public final class QueueSyncChecker implements Checker {
    /** Creates it. */
    public QueueSyncChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (Letter letter : story.trade.letters.values()) {
            boolean isEarly = letter.fate() == Fate.THERE && letter.heard() < letter.stored;
            if (isEarly) findings.add(finding(letter.heard(), letter + " was taken before it was on the disk", letter));
        }
        for (Handing handing : story.trade.handings) {
            Letter letter = story.trade.letters.get(handing.number());
            boolean isEarly = letter != null && handing.index < letter.stored;
            // What a process that died has written is found by the next, and is safe then without being written again.
            if (!isEarly || story.hasDied(letter.index, handing.index)) continue;
            findings.add(finding(handing.index, handing + " came before it was on the disk", letter));
        }
        return findings;
    }

    private Finding finding(int index, String what, Letter letter) {
        return new Finding(name(), index, what, List.of(letter.span.client), letter.number());
    }
}
