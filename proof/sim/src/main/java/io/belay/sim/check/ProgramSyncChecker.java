package io.belay.sim.check;

import io.belay.sim.check.Ledger.Letter;
import io.belay.sim.check.Trade.Fate;
import java.util.ArrayList;
import java.util.List;

/** No program hears that a message is there before it is on the disk, alone or with its deal. */
public final class ProgramSyncChecker implements Checker {
    /** Creates it. */
    public ProgramSyncChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (Letter letter : story.ledger.letters.values()) {
            if (letter.sent.to().isTopic()) continue; // Without a subscription it is kept nowhere.
            boolean isEarly = letter.fate() == Fate.THERE && letter.heard() < letter.stored;
            // What a process that died has written is found by the next, and is safe then without being written again.
            if (!isEarly || story.hasDied(letter.index, letter.heard())) continue;
            String what = letter + " was taken before it was on the disk";
            findings.add(new Finding(name(), letter.heard(), what, List.of(letter.life.program), letter.number()));
        }
        return findings;
    }
}
