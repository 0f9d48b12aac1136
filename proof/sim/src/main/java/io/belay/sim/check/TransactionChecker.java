package io.belay.sim.check;

import io.belay.sim.check.Trade.Deal;
import io.belay.sim.check.Trade.Fate;
import io.belay.sim.check.Trade.Handing;
import io.belay.sim.check.Trade.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A transaction happens as a whole or not at all. Of one that was not committed nothing is ever seen, of any nothing before
 * its commit; of one whose commit was not answered, all that is known says the same: what was sent came or did not, what
 * was acknowledged did not come again or did. That all of a committed one is there, is the business of others.
 */
public final class TransactionChecker implements Checker {
    /** Creates it. */
    public TransactionChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        if (story.trade.deals.isEmpty()) return findings;
        TreeMap<Long, Integer> seen = firstSeen(story);
        TreeMap<String, TreeMap<Long, List<Handing>>> byKey = story.trade.byKey();
        for (Deal deal : story.trade.deals.values()) {
            secret(deal, seen, findings);
            if (deal.fate() == Fate.DOUBT && story.over != Publication.NEVER) whole(story, deal, seen, byKey, findings);
            for (Letter letter : deal.sends) {
                boolean isBroken = letter.answered != Publication.NEVER && deal.fate() == Fate.THERE;
                if (isBroken) findings.add(finding(deal, deal.discharged, "was committed without " + letter, letter));
            }
        }
        return findings;
    }

    /** When a message was first seen by anybody. */
    private static TreeMap<Long, Integer> firstSeen(Story story) {
        TreeMap<Long, Integer> seen = new TreeMap<>();
        story.trade.handings.forEach(each -> seen.merge(each.number(), each.index, Math::min));
        story.trade.shown.forEach(each -> seen.merge(each.number(), each.index, Math::min));
        story.deliveries.forEach(each -> seen.merge(each.number(), each.index(), Math::min));
        return seen;
    }

    private void secret(Deal deal, TreeMap<Long, Integer> seen, List<Finding> findings) {
        for (Letter letter : deal.sends) {
            int at = seen.getOrDefault(letter.number(), Publication.NEVER);
            if (at == Publication.NEVER) continue;
            if (deal.fate() == Fate.NOT)
                findings.add(finding(deal, at, "was not committed, but there is " + letter, letter));
            else if (at < deal.discharging)
                findings.add(finding(deal, at, "was still open when came " + letter, letter));
        }
    }

    private void whole(
            Story story,
            Deal deal,
            TreeMap<Long, Integer> seen,
            TreeMap<String, TreeMap<Long, List<Handing>>> byKey,
            List<Finding> findings) {
        List<String> happened = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Letter letter : deal.sends) {
            if (seen.containsKey(letter.number())) happened.add(letter + " came");
            else if (!letter.sent.to().isTopic() && !letter.sent.expires()) failed.add(letter + " never came");
        }
        for (Handing take : deal.takes) {
            if (!tells(story, take)) continue;
            if (cameAgain(take, byKey)) failed.add(take + " came again");
            else happened.add(take + " never came again");
        }
        if (happened.isEmpty() || failed.isEmpty()) return;
        String what = deal + " happened in part: " + happened.get(0) + ", but " + failed.get(0);
        findings.add(new Finding(name(), deal.discharging, what, List.of(deal.span.client), 0));
    }

    /** Whether something follows from its coming again or not. */
    private static boolean tells(Story story, Handing take) {
        Letter letter = story.trade.letters.get(take.number());
        Publication publication = story.publications.get(take.number());
        boolean isOne = publication == null || publication.copiesMax() == 1;
        boolean expires = letter != null && letter.sent.expires() || publication != null && publication.expires;
        boolean isKept = take.link.supply.isDurable()
                && story.trade.linksTo(take.link.key()).stream().noneMatch(link -> link.forgets);
        return take.number() != 0 && isOne && !expires && isKept && !take.isLate();
    }

    private static boolean cameAgain(Handing take, TreeMap<String, TreeMap<Long, List<Handing>>> byKey) {
        boolean isKept = take.link.supply.isDurable();
        for (String key : List.of(take.key(), isKept ? Trade.deadOf(take.link.queue()) : "")) {
            List<Handing> all = byKey.getOrDefault(key, new TreeMap<>()).getOrDefault(take.number(), List.of());
            if (all.stream().anyMatch(each -> each.index > take.index && each != take)) return true;
        }
        return false;
    }

    private Finding finding(Deal deal, int index, String what, Letter letter) {
        return new Finding(name(), index, deal + " " + what, List.of(deal.span.client), letter.number());
    }
}
