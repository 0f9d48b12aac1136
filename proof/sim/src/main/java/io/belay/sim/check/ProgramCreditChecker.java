package io.belay.sim.check;

import io.belay.sim.check.Ledger.Intake;
import io.belay.sim.check.Ledger.Take;
import java.util.ArrayList;
import java.util.List;

/** A program gets no more than it has asked for: not more messages than it wanted of a consumer so far, over all its lines. */
public final class ProgramCreditChecker implements Checker {
    /** Creates it. */
    public ProgramCreditChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (Take take : story.ledger.takes) {
            Intake intake = take.intake;
            boolean isWanted = take.turn < intake.credits.size() && intake.credits.get(take.turn) < take.index;
            if (isWanted) continue;
            String what = take + " came, and only " + take.turn + " were wanted";
            findings.add(new Finding(name(), take.index, what, List.of(take.life().program), take.number()));
        }
        return findings;
    }
}
