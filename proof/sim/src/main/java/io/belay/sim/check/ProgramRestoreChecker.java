package io.belay.sim.check;

import io.belay.sim.check.Ledger.Deal;
import io.belay.sim.check.Ledger.Letter;
import io.belay.sim.check.Ledger.Life;
import io.belay.sim.check.Ledger.Take;
import io.belay.sim.check.Trade.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A broker that is restored is as it was when the backup began: what was known to be there comes, also if it was accepted
 * later, for what the broker gave out since then nobody may settle at it; what was known to be accepted does not; transactions are whole. A program whose
 * session goes on is told once, and all others that theirs is lost.
 */
public final class ProgramRestoreChecker implements Checker {
    /** Creates it. */
    public ProgramRestoreChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        if (story.restored == Publication.NEVER) return findings;
        Excuses excuses = new Excuses(story);
        TreeMap<Long, List<Take>> takes = new TreeMap<>();
        for (Take take : story.ledger.takes) {
            takes.computeIfAbsent(take.number(), number -> new ArrayList<>()).add(take);
        }
        for (Letter letter : story.ledger.letters.values()) {
            boolean isLost = excuses.mayBeLost(letter, letter.sent.to().toString());
            boolean isJudged = !isPassing(letter) && !isLost && !Excuses.mayBeTwice(letter);
            if (isJudged) judge(story, excuses, letter, takes.getOrDefault(letter.number(), List.of()), findings);
        }
        for (Deal deal : story.ledger.deals.values()) whole(story, excuses, deal, takes, findings);
        for (Life life : story.ledger.lives) told(story, life, findings);
        return findings;
    }

    /** Whether it may end before the world does, or what it was sent to. */
    private static boolean isPassing(Letter letter) {
        return letter.sent.label().expires()
                || letter.sent.to().isTopic()
                || !letter.sent.to().name().startsWith("q");
    }

    private void judge(Story story, Excuses excuses, Letter letter, List<Take> takes, List<Finding> findings) {
        boolean isThere = letter.fate() == Fate.THERE && letter.heard() < story.backup;
        boolean isOwed = isThere && story.over != Publication.NEVER;
        boolean hasCome = false;
        for (Take take : takes) {
            boolean isNew = take.index > story.restored;
            // What was accepted before the backup, but not known to be, may be in it as such.
            boolean mayBeInIt = take.mayBeTaken() && take.decided < story.backup;
            hasCome |= isNew || mayBeInIt;
        }
        if (isOwed && !hasCome) findings.add(finding(story, letter, letter + " is in the backup and never came"));
        for (Take before : takes) {
            if (before.taken() >= story.backup) continue;
            for (Take again : takes) {
                if (isNew(story, excuses, again))
                    findings.add(finding(story, letter, again + " is accepted in the backup: " + before));
            }
        }
    }

    /** Whether the restored broker gave it out. */
    private static boolean isNew(Story story, Excuses excuses, Take take) {
        return excuses.handed(take) > story.restored;
    }

    private void whole(
            Story story, Excuses excuses, Deal deal, TreeMap<Long, List<Take>> takes, List<Finding> findings) {
        if (story.over == Publication.NEVER) return;
        List<Letter> come = new ArrayList<>();
        List<Letter> missing = new ArrayList<>();
        for (Letter letter : deal.sends) {
            List<Take> all = takes.getOrDefault(letter.number(), List.of());
            boolean isOpen = !isPassing(letter) && all.stream().noneMatch(take -> take.index < story.restored);
            if (!isOpen) continue;
            boolean hasCome = all.stream().anyMatch(take -> isNew(story, excuses, take));
            boolean isLost =
                    !hasCome && excuses.mayBeLost(letter, letter.sent.to().toString());
            if (!isLost) (hasCome ? come : missing).add(letter);
        }
        if (come.isEmpty() || missing.isEmpty()) return;
        findings.add(finding(story, missing.get(0), missing.get(0) + " never came, but " + come.get(0) + " did"));
    }

    private void told(Story story, Life life, List<Finding> findings) {
        // What the broker before had said may be heard of later.
        int dialed = life.wires.stream()
                .mapToInt(wire -> wire.opened)
                .filter(opened -> opened > story.restored)
                .min()
                .orElse(Ledger.NEVER);
        int back = next(life.entries, dialed);
        int in = life.entries.isEmpty() ? Ledger.NEVER : life.entries.get(0);
        boolean isJudged = !life.isPlain() && back != Ledger.NEVER && in < story.restored;
        if (!isJudged) return;
        long told = life.restores.stream().filter(each -> each > story.restored).count();
        int loss = next(life.losses, dialed);
        boolean isLost = loss < back;
        boolean isRight = isLost ? isToldOfLossOnly(story, life, loss, back) : told == 1;
        if (!isRight)
            findings.add(finding(
                    life,
                    back,
                    life + " is back, was told " + told + " times of the backup"
                            + (isLost ? ", and that its session is lost" : "")));
        if (isLost && mustGoOn(story, life, in))
            findings.add(finding(life, back, life + " has lost its session, which is in the backup"));
    }

    /** Before it lost its session a process may have heard of the backup, on a line that broke again, and ended by itself since then. */
    private static boolean isToldOfLossOnly(Story story, Life life, int loss, int back) {
        int first = next(life.restores, story.restored);
        boolean hasEnded = first < loss && story.atUs(loss) - story.atUs(first) >= life.expiryS * 1_000_000;
        return (hasEnded ? next(life.restores, first) : first) > back;
    }

    /** Whether the session that a process has lost first stood at the backup, and cannot have ended by itself since it was let in. */
    private static boolean mustGoOn(Story story, Life life, int in) {
        int loss = life.losses.get(0);
        boolean isFirst = loss > story.restored && in < story.backup;
        boolean isKept = story.atUs(loss) - story.atUs(in) < life.expiryS * 1_000_000;
        return isFirst && isKept && !story.ledger.hasRival(life, life.began, loss);
    }

    private static int next(List<Integer> moments, int after) {
        return moments.stream().filter(each -> each > after).findFirst().orElse(Ledger.NEVER);
    }

    private Finding finding(Story story, Letter letter, String what) {
        return new Finding(name(), story.restored, what, List.of(letter.life.program), letter.number());
    }

    private Finding finding(Life life, int index, String what) {
        return new Finding(name(), index, what, List.of(life.program), 0);
    }
}
