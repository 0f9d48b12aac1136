package io.belay.sim.check;

import io.belay.sim.Deed.Decision;
import io.belay.sim.check.Ledger.Deal;
import io.belay.sim.check.Ledger.Take;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Exactly once: what came to a program does not come again, to it or another, over whatever cuts and crashes of the broker,
 * unless the program gave it back, or its session was not kept; and it is given to nobody any more once the program knows that it
 * is accepted, however late that was. A browser is shown nothing twice.
 */
public final class ProgramOnceChecker implements Checker {
    /** Creates it. */
    public ProgramOnceChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        Excuses excuses = new Excuses(story);
        story.ledger
                .byKey()
                .values()
                .forEach(byNumber -> byNumber.forEach((number, all) -> {
                    if (!Excuses.mayBeTwice(story.ledger.letters.get(number))) judge(excuses, all, findings);
                }));
        Set<List<Long>> shown = new LinkedHashSet<>();
        for (Take take : story.ledger.shown) {
            boolean isNew = shown.add(List.of(take.intake.number, take.number()));
            boolean mayBe = excuses.mayBeEnded(take.life(), take.intake.consuming, take.index)
                    || Excuses.mayBeTwice(story.ledger.letters.get(take.number()));
            if (!isNew && !mayBe) findings.add(finding(take, take, " was shown before"));
        }
        return findings;
    }

    private void judge(Excuses excuses, List<Take> all, List<Finding> findings) {
        for (int later = 1; later < all.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                String wrong = wrong(excuses, all.get(earlier), all.get(later));
                if (wrong.isEmpty()) continue;
                findings.add(finding(all.get(earlier), all.get(later), wrong));
                break;
            }
        }
    }

    private static String wrong(Excuses excuses, Take before, Take again) {
        int handed = excuses.handed(again);
        if (handed < before.index) return ""; // It was on its way for long, to who is gone.
        if (before.taken() < handed && !excuses.mayBeOnItsWay(before, again)) {
            return ", and its program knows that it is accepted";
        }
        boolean isGivenBack = before.decision != null && before.decided < again.index && !before.is(Decision.ACCEPT);
        boolean isUndone = before.deal != null
                && before.deal.fate() != Trade.Fate.THERE
                && excuses.mayBeEnded(before.life(), before.index, again.index);
        // What a commit that failed has acknowledged is given back.
        boolean isFailed = before.deal != null && before.deal.hasFailed() && before.deal.discharged < again.index
                || isBroken(before.deal, again.index);
        if (isGivenBack || isUndone || isFailed || excuses.mayBeGone(before, again.index)) return "";
        return before.is(Decision.ACCEPT) && before.decided < again.index
                ? ", and is accepted"
                : ", and is still with its program";
    }

    /** Whether a commit that fails lacks by now what it acknowledges; its program may not have heard of that yet. */
    private static boolean isBroken(@Nullable Deal deal, int at) {
        return deal != null
                && deal.fate() != Trade.Fate.THERE
                && deal.takes.stream().anyMatch(take -> take.voided < at);
    }

    private Finding finding(Take before, Take again, String wrong) {
        String what = again + " came before as delivery " + before.got.delivery() + wrong;
        List<String> clients = List.of(before.life().program, again.life().program);
        return new Finding(name(), again.index, what, clients, again.number());
    }
}
