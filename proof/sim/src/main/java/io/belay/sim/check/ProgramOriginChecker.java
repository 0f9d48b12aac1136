package io.belay.sim.check;

import io.belay.sim.Place;
import io.belay.sim.check.Ledger.Letter;
import io.belay.sim.check.Ledger.Take;
import io.belay.sim.check.Trade.Fate;
import java.util.ArrayList;
import java.util.List;

/**
 * Nothing comes that nobody has sent there, or not as it was sent, or of which its sender knows that it was not taken, or not
 * committed; and answers come to who has asked.
 */
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
        Letter letter = story.ledger.letters.get(take.number());
        String wrong = wrong(letter, take);
        if (wrong.isEmpty()) wrong = stray(story, letter, take);
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

    private static String stray(Story story, Letter answer, Take take) {
        Letter question = story.ledger.letters.get(answer.sent.label().answers());
        boolean isThere = take.intake.supply.place().equals(answer.sent.to()); // Not among the dead letters.
        return question == null || !isThere || question.life == take.life()
                ? ""
                : "it answers a question of " + question.life;
    }
}
