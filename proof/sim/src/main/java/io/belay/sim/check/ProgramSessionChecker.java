package io.belay.sim.check;

import io.belay.sim.check.Ledger.Life;
import io.belay.sim.check.Ledger.Take;
import io.belay.sim.check.Ledger.Wire;
import java.util.ArrayList;
import java.util.List;

/**
 * A session is kept: it is lost only to who stayed away for as long as it is kept, or to another process of that name; nothing
 * that a program has becomes void without such a cause; a line that is dead is given up within two pings; and at the end
 * every program is in.
 */
public final class ProgramSessionChecker implements Checker {
    private static final long SLACK_US = 1_500_000;
    private static final long STEP_US = 3_000_000; // that a client waits for each step of being let in
    private static final long RETURN_US = 15_000_000;

    /** Creates it. */
    public ProgramSessionChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (Life life : story.ledger.lives) {
            life.losses.forEach(loss -> lost(story, life, loss, findings));
            boolean mayFail = life.entries.isEmpty() || story.ledger.hasRival(life, life.began, life.failed);
            if (life.failed != Ledger.NEVER && !mayFail) {
                findings.add(finding(life, life.failed, life + " failed: " + life.failure));
            }
            life.wires.forEach(wire -> dead(story, life, wire, findings));
            if (isOut(story, life)) findings.add(finding(life, story.over, life + " is not in at the end"));
        }
        Excuses excuses = new Excuses(story);
        for (Take take : story.ledger.takes) {
            boolean isVoid = take.voided != Ledger.NEVER && take.intake.ceased > take.voided + 1;
            if (!isVoid
                    || mayBeExpired(story, take)
                    || excuses.mayBeGone(take, take.voided)
                    || excuses.mayBeTakenLate(take, take.voided)) continue;
            findings.add(finding(take.life(), take.voided, take + " became void without a cause"));
        }
        return findings;
    }

    private static boolean mayBeExpired(Story story, Take take) {
        Ledger.Letter letter = story.ledger.letters.get(take.number());
        if (letter == null || !letter.sent.label().expires()) return false;
        long agedUs = story.atUs(take.voided) - story.atUs(letter.index);
        return agedUs >= letter.sent.label().ttlMs() * 1_000;
    }

    private void lost(Story story, Life life, int loss, List<Finding> findings) {
        int gone = life.lineGone(loss);
        int back = loss;
        for (Wire wire : life.wires) if (wire.opened < loss) back = wire.opened;
        long awayUs = story.atUs(Math.max(back, gone)) - story.atUs(gone);
        boolean isExpired = awayUs + SLACK_US + 2_000L * life.pingMs >= life.expiryS * 1_000_000;
        if (isExpired || story.ledger.hasRival(life, life.began, loss)) return;
        findings.add(finding(life, loss, life + " was away for " + awayUs / 1_000 + " ms and has lost its session"));
    }

    /** Lines on which nothing comes are given up by whoever waits for something. */
    private void dead(Story story, Life life, Wire wire, List<Finding> findings) {
        if (wire.serverEnded == Ledger.NEVER) return;
        long tookUs =
                story.atUs(Math.min(wire.clientEnded, Math.min(story.end(), life.over))) - story.atUs(wire.serverEnded);
        boolean wasIn = life.entries.stream().anyMatch(entry -> entry > wire.opened && entry < wire.serverEnded);
        long inUs = life.wasLetIn(wire) ? 2_000L * life.pingMs : 0; // Word of that may come late.
        long silenceUs = wasIn ? inUs : STEP_US + inUs;
        if (tookUs <= silenceUs + SLACK_US) return;
        findings.add(finding(
                life, wire.serverEnded, life + " kept line " + wire.line + ", which was dead, for " + tookUs + " us"));
    }

    private static boolean isOut(Story story, Life life) {
        boolean isJudged = story.over != Ledger.NEVER
                && life.over == Ledger.NEVER
                && !story.ledger.hasRival(life, story.calm, story.over);
        if (!isJudged) return false;
        if (life.entries.isEmpty()) return true;
        int in = life.entries.get(life.entries.size() - 1);
        List<Integer> cuts = life.interruptions;
        boolean isCut = !cuts.isEmpty() && cuts.get(cuts.size() - 1) > in;
        return isCut && story.atUs(cuts.get(cuts.size() - 1)) < story.atUs(story.over) - RETURN_US;
    }

    private Finding finding(Life life, int index, String what) {
        return new Finding(name(), index, what, List.of(life.program), 0);
    }
}
