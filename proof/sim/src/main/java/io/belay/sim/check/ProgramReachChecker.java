package io.belay.sim.check;

import io.belay.amqp.type.ErrorCondition;
import io.belay.sim.Deed.Decision;
import io.belay.sim.Place;
import io.belay.sim.check.Ledger.Intake;
import io.belay.sim.check.Ledger.Letter;
import io.belay.sim.check.Ledger.Take;
import io.belay.sim.check.Trade.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Nothing is lost: what a program knows to be there comes until somebody accepts it, also from temporary queues, which take it
 * as long as the session lives that they belong to, and from subscriptions without a name without a gap. What is settled as it is sent
 * is lost with the line, or with the consumer, that it is on its way to.
 */
public final class ProgramReachChecker implements Checker {
    /** Creates it. */
    public ProgramReachChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        if (story.over == Publication.NEVER) return findings;
        TreeMap<String, TreeMap<Long, List<Take>>> byKey = story.ledger.byKey();
        for (Letter letter : story.ledger.letters.values()) {
            if (letter.sent.label().expires()) continue;
            if (letter.sent.to().isTopic()) subscriptions(story, letter, byKey, findings);
            else if (isKept(story, letter)) {
                refused(letter, findings);
                queue(new Excuses(story), letter, letter.sent.to().toString(), byKey, findings);
            }
        }
        return findings;
    }

    /** Whether a queue stands to the end: temporary ones end with the sessions of those who consume from them. */
    private static boolean isKept(Story story, Letter letter) {
        Place place = letter.sent.to();
        boolean isTemporary = !place.name().startsWith("q");
        List<Intake> intakes = story.ledger.intakesOf(place);
        return !isTemporary || !intakes.isEmpty() && intakes.stream().allMatch(intake -> isLasting(story, intake));
    }

    private static boolean isLasting(Story story, Intake intake) {
        return !new Excuses(story).mayBeEnded(intake.life, intake.consuming, story.over);
    }

    /** That there is no such queue can be said only of one that is not there any more. */
    private void refused(Letter letter, List<Finding> findings) {
        boolean isUnknown = letter.fate() == Fate.NOT && letter.why.startsWith(ErrorCondition.NOT_FOUND.text());
        if (isUnknown) findings.add(finding(letter, letter.told, letter + " was not taken: " + letter.why));
    }

    private void queue(
            Excuses excuses,
            Letter letter,
            String key,
            TreeMap<String, TreeMap<Long, List<Take>>> byKey,
            List<Finding> findings) {
        List<Take> all = byKey.getOrDefault(key, new TreeMap<>()).getOrDefault(letter.number(), List.of());
        boolean isOwed = letter.fate() == Fate.THERE || letter.fate() == Fate.DOUBT && !all.isEmpty();
        if (!isOwed || excuses.mayBeLost(letter, key)) return;
        if (all.isEmpty()) {
            findings.add(finding(letter, letter.heard(), letter + " is there and never came to " + key));
            return;
        }
        Take last = last(excuses, all);
        boolean isTaken = all.stream().anyMatch(take -> take.taken() != Ledger.NEVER);
        boolean isClaimed = all.stream().anyMatch(take -> mayBeClaimed(excuses, take, last));
        boolean isTakenSince = all.stream().anyMatch(take -> take.mayBeTaken() && mayFollow(take, last));
        if (!isTaken && !isClaimed && !isTakenSince && !last.mayBeTaken())
            findings.add(finding(letter, last.index, last + " was not accepted and never came again"));
    }

    /** The one that was handed out last: what was on its way for long is not. */
    private static Take last(Excuses excuses, List<Take> all) {
        Take last = all.get(0);
        for (Take take : all) if (excuses.handed(take) >= excuses.handed(last)) last = take;
        return last;
    }

    /** When it left the broker is known no better than when the line was opened that took the name of its own. */
    private static boolean mayFollow(Take take, Take last) {
        boolean isUncounted = last.is(Decision.RELEASE) && take.index > last.index;
        return isUncounted || take.got.count() > last.got.count();
    }

    /** Whether it was accepted by who came back too late to have it kept for him, when it was on its way to the last, or later. */
    private static boolean mayBeClaimed(Excuses excuses, Take take, Take last) {
        boolean isBack = take.life().returns.stream().anyMatch(back -> excuses.mayHaveLeft(last, back));
        return take.mayBeTaken() && isBack && excuses.mayBeGone(take, last.index);
    }

    private void subscriptions(
            Story story, Letter letter, TreeMap<String, TreeMap<Long, List<Take>>> byKey, List<Finding> findings) {
        if (letter.fate() != Fate.THERE) return;
        TreeMap<String, Intake> first = new TreeMap<>();
        for (Intake intake : story.ledger.intakesOf(letter.sent.to())) {
            boolean isNamed = !intake.supply.subscription().isEmpty();
            boolean lasts = isNamed || intake.ceasing == Ledger.NEVER && isLasting(story, intake);
            if (lasts && intake.consumes < letter.index && intake.ceased == Ledger.NEVER) {
                first.putIfAbsent(intake.key(), intake);
            }
        }
        first.keySet().forEach(key -> queue(new Excuses(story), letter, key, byKey, findings));
    }

    private Finding finding(Letter letter, int index, String what) {
        return new Finding(name(), index, what, List.of(letter.life.program), letter.number());
    }
}
