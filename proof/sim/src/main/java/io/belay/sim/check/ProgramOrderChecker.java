package io.belay.sim.check;

import io.belay.sim.check.Ledger.Intake;
import io.belay.sim.check.Ledger.Letter;
import io.belay.sim.check.Ledger.Take;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one producer sends comes in that order, over any number of returns, as far as it comes for the first time and nothing of it
 * is less urgent than what was sent after it. What is of a group may wait for a consumer that is not there any more, so each group
 * is on its own.
 */
public final class ProgramOrderChecker implements Checker {
    /** Creates it. */
    public ProgramOrderChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        TreeMap<String, TreeMap<Integer, Take>> latest =
                new TreeMap<>(); // by consumer, producer and group; then by priority
        Set<String> seen = new LinkedHashSet<>();
        for (Take take : story.ledger.takes) {
            Letter letter = story.ledger.letters.get(take.number());
            boolean isFirst = seen.add(story.ledger.key(take) + " " + take.number()) && take.got.count() == 0;
            if (letter == null || !isFirst || !isAlone(story, take, letter)) continue;
            int priority = letter.sent.label().priority();
            String lane = take.intake.number + " " + letter.sent.producer() + " "
                    + letter.sent.label().group();
            TreeMap<Integer, Take> before = latest.computeIfAbsent(lane, key -> new TreeMap<>());
            Take early = early(before, priority, take);
            // Its first copy may have gone before this consumer was there.
            if (early != null && !Excuses.mayBeTwice(letter)) findings.add(finding(take, early));
            Take last = before.get(priority);
            if (last == null || last.number() < take.number()) before.put(priority, take);
        }
        return findings;
    }

    /** What came before, though it was sent later and is no more urgent; null if there is nothing. */
    private static Take early(TreeMap<Integer, Take> before, int priority, Take take) {
        for (Take each : before.headMap(priority, true).values()) if (each.number() > take.number()) return each;
        return null;
    }

    /** Whether nobody else can have had it first: no other consumed from there since it was sent. */
    private static boolean isAlone(Story story, Take take, Letter letter) {
        boolean isHere = take.intake.supply.place().equals(letter.sent.to());
        for (Intake other : story.ledger.intakesOf(letter.sent.to())) {
            boolean isOther = other != take.intake && other.key().equals(take.intake.key());
            if (isOther && other.consuming < take.index && other.forgotten() > letter.index) return false;
        }
        return isHere;
    }

    private Finding finding(Take take, Take before) {
        String what = take + " came after message " + before.number() + ", which was sent after it";
        return new Finding(name(), take.index, what, List.of(take.life().program), take.number());
    }
}
