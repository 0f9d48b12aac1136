package io.belay.sim.check;

import io.belay.sim.check.Ledger.Intake;
import io.belay.sim.check.Ledger.Letter;
import io.belay.sim.check.Ledger.Take;
import io.belay.sim.check.Trade.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What is more urgent comes first: whoever has a queue to itself, on a line that holds, gets nothing while something of a higher
 * priority waits that was there before it wanted one more.
 */
public final class ProgramPriorityChecker implements Checker {
    /** Creates it. */
    public ProgramPriorityChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        TreeMap<String, TreeMap<Long, List<Take>>> byKey = story.ledger.byKey();
        List<Letter> urgent = story.ledger.letters.values().stream()
                .filter(letter -> letter.sent.label().priority() > 0 && isPlain(letter))
                .toList();
        boolean areAlike = urgent.stream()
                        .mapToInt(letter -> letter.sent.label().priority())
                        .distinct()
                        .count()
                <= 1;
        if (areAlike) return findings;
        for (Take take : story.ledger.takes) judge(story, take, urgent, byKey, findings);
        return findings;
    }

    /** Whether it waits for nothing but its turn: those of a group may wait for a consumer, and some may have expired. */
    private static boolean isPlain(Letter letter) {
        boolean isQueued =
                !letter.sent.to().isTopic() && letter.sent.label().group().isEmpty();
        return isQueued && !letter.sent.label().expires() && letter.fate() == Fate.THERE;
    }

    private void judge(
            Story story,
            Take take,
            List<Letter> urgent,
            TreeMap<String, TreeMap<Long, List<Take>>> byKey,
            List<Finding> findings) {
        Letter mine = story.ledger.letters.get(take.number());
        Intake intake = take.intake;
        boolean isKnown = mine != null && mine.sent.label().group().isEmpty();
        if (!isKnown || take.turn >= intake.credits.size() || isDisturbed(story, take)) return;
        int wanted = intake.credits.get(take.turn);
        for (Letter other : urgent) {
            boolean isSooner = other.sent.label().priority() > mine.sent.label().priority()
                    && other.heard() < wanted
                    && other.sent.to().equals(intake.supply.place());
            if (!isSooner || hasCome(byKey, other, take.index) || !isAlone(story, take, other)) continue;
            String what = take + " came before " + other + ", which is more urgent and was there";
            findings.add(new Finding(name(), take.index, what, List.of(take.life().program), take.number()));
            return;
        }
    }

    private static boolean isDisturbed(Story story, Take take) {
        Intake intake = take.intake;
        return take.life().wasCut(intake.consuming, take.index) || story.hasDied(intake.consuming, take.index);
    }

    private static boolean hasCome(TreeMap<String, TreeMap<Long, List<Take>>> byKey, Letter letter, int before) {
        TreeMap<Long, List<Take>> there = byKey.get(letter.sent.to().toString());
        List<Take> all = there == null ? null : there.get(letter.number());
        return all != null && all.get(0).index <= before;
    }

    /** Whether nobody else can have it: no other consumed from there since it was sent. */
    private static boolean isAlone(Story story, Take take, Letter letter) {
        for (Intake other : story.ledger.intakesOf(letter.sent.to())) {
            boolean isOther = other != take.intake && other.consuming < take.index && end(other) > letter.index;
            if (isOther) return false;
        }
        return true;
    }

    /** From when on the broker cannot hand it anything: to who is gone without a word it may, and keep it for long. */
    private static int end(Intake intake) {
        int left = intake.life.leaving == Ledger.NEVER ? Ledger.NEVER : intake.life.over;
        for (Ledger.Wire wire : intake.life.wires) left = Math.max(left, wire.serverEnded);
        return Math.min(intake.ceased, left);
    }
}
