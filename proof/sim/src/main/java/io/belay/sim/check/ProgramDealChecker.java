package io.belay.sim.check;

import io.belay.sim.check.Ledger.Deal;
import io.belay.sim.check.Ledger.Letter;
import io.belay.sim.check.Ledger.Take;
import io.belay.sim.check.Trade.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A deal of which its program does not know whether it happened has happened wholly or not at all. */
public final class ProgramDealChecker implements Checker {
    /** Creates it. */
    public ProgramDealChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        if (story.over == Publication.NEVER) return findings;
        TreeMap<Long, List<Take>> byNumber = new TreeMap<>();
        for (Take take : story.ledger.takes) {
            byNumber.computeIfAbsent(take.number(), number -> new ArrayList<>()).add(take);
        }
        for (Deal deal : story.ledger.deals.values()) {
            if (deal.fate() == Fate.DOUBT) judge(story, deal, byNumber, findings);
        }
        return findings;
    }

    private void judge(Story story, Deal deal, TreeMap<Long, List<Take>> byNumber, List<Finding> findings) {
        Excuses excuses = new Excuses(story);
        List<String> happened = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Letter letter : deal.sends) {
            boolean came = byNumber.containsKey(letter.number());
            if (!came && mayBeGone(excuses, letter)) continue;
            (came ? happened : failed).add(letter + (came ? " came" : " never came"));
        }
        for (Take take : deal.takes) {
            Letter letter = story.ledger.letters.get(take.number());
            if (Excuses.mayBeTwice(letter)) continue; // The other may be what comes.
            List<Take> all = byNumber.get(take.number());
            boolean cameAgain = all.get(all.size() - 1) != take;
            if (!cameAgain && excuses.mayBeTakenLate(take, story.over)) continue;
            if (!cameAgain && letter != null && mayBeGone(excuses, letter)) continue;
            if (take.deal != deal) failed.add(take + " was decided anew");
            else (cameAgain ? failed : happened).add(take + (cameAgain ? " came again" : " never came again"));
        }
        if (happened.isEmpty() || failed.isEmpty()) return;
        String what = deal + " happened in part: " + happened.get(0) + ", but " + failed.get(0);
        findings.add(new Finding(name(), deal.discharging, what, List.of(), 0));
    }

    /** Whether its absence tells nothing. */
    private static boolean mayBeGone(Excuses excuses, Letter letter) {
        return letter.sent.label().expires()
                || excuses.mayBeLost(letter, letter.sent.to().toString());
    }
}
