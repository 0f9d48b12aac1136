package io.belay.sim.check;

import io.belay.sim.Place;
import io.belay.sim.check.Ledger.Letter;
import io.belay.sim.check.Ledger.Take;
import io.belay.sim.check.Trade.Fate;
import java.util.ArrayList;
import java.util.List;

/** Nothing comes that nobody has sent there, or of which its sender knows that it was not taken, or not committed. */
public final class ProgramOriginChecker implements Checker {
    private static final Place DEAD_LETTERS = Place.queue("DLQ");

    /** Creates it. */
    public ProgramOriginChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        story.ledger.takes.forEach(take -> judge(story, take, findings));
        story.ledger.shown.forEach(take -> judge(story, take, findings));
        return findings;
    }

    private void judge(Story story, Take take, List<Finding> findings) {
        String wrong = wrong(story.ledger.letters.get(take.number()), take);
        if (wrong.isEmpty()) return;
        List<String> clients = List.of(take.life().program);
        findings.add(new Finding(name(), take.index, take + ": " + wrong, clients, take.number()));
    }

    private static String wrong(Letter letter, Take take) {
        if (letter == null) return "nobody had sent it";
        if (letter.deal != null && take.index < letter.deal.discharging) return "its deal was still open";
        if (letter.fate() == Fate.NOT) return "its sender was told that it is not taken";
        Place place = take.intake.supply.place();
        boolean isThere = place.equals(DEAD_LETTERS) || letter.sent.to().equals(place);
        return isThere ? "" : "it was sent to " + letter.sent.to();
    }
}
