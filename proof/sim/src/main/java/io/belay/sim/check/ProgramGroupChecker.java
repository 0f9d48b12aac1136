package io.belay.sim.check;

import io.belay.sim.check.Ledger.Intake;
import io.belay.sim.check.Ledger.Letter;
import io.belay.sim.check.Ledger.Take;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A group stays with the consumer that has got one of its messages: no other gets any, as long as that one is there and the broker
 * does not start again; and over whatever happens to the broker, as long as it has one of them that it has not decided about and
 * that nobody has accepted late. This is so among consumers with a selector, which are all alike here, and among those without.
 */
public final class ProgramGroupChecker implements Checker {
    /** Creates it. */
    public ProgramGroupChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        Excuses excuses = new Excuses(story);
        TreeMap<String, List<Take>> byGroup = new TreeMap<>();
        for (Take take : story.ledger.takes) {
            Letter letter = story.ledger.letters.get(take.number());
            boolean isGrouped = letter != null && !letter.sent.label().group().isEmpty();
            if (!isGrouped) continue;
            String group = take.intake.key()
                    + take.intake.supply.selects()
                    + letter.sent.label().group();
            List<Take> earlier = byGroup.computeIfAbsent(group, key -> new ArrayList<>());
            judge(story, excuses, earlier, take, findings);
            earlier.add(take);
        }
        return findings;
    }

    private void judge(Story story, Excuses excuses, List<Take> earlier, Take take, List<Finding> findings) {
        int handed = excuses.handed(take);
        for (Take before : earlier) {
            if (handed < before.index) continue; // It was on its way for long, to who is gone.
            boolean isOther = before.intake != take.intake && before.number() != take.number();
            if (!isOther || !sticks(story, excuses, before, take.index)) continue;
            String what = take + " is of a group of which " + before + " was, which is still with its consumer";
            List<String> clients = List.of(before.life().program, take.life().program);
            findings.add(new Finding(name(), take.index, what, clients, take.number()));
            return;
        }
    }

    private static boolean sticks(Story story, Excuses excuses, Take before, int at) {
        Intake intake = before.intake;
        if (excuses.mayBeGone(before, at)) return false;
        boolean isOpen = Math.min(intake.ceasing, intake.over()) > at;
        boolean isHeld = Math.min(before.decided, before.voided) > at;
        boolean isVoid = isHeld && story.hasDied(before.index, at) && excuses.mayBeTakenLate(before, at);
        return isHeld && !isVoid || isOpen && !story.hasDied(Math.min(before.index, excuses.handed(before)), at);
    }
}
