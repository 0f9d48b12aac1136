package io.belay.sim.check;

import io.belay.sim.check.Trade.Draining;
import io.belay.sim.check.Trade.Fate;
import io.belay.sim.check.Trade.Handing;
import io.belay.sim.check.Trade.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Who is told that a queue is drained has all that was there: what its sender knew to be there before, if nobody else
 * consumed from the queue meanwhile and the credit was not used up.
 */
public final class DrainChecker implements Checker {
    private static final int IN_HAND_MAX = 3; // with so many unsettled a consumer may be given no more

    /** Creates it. */
    public DrainChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        TreeMap<String, TreeMap<Long, List<Handing>>> byKey = story.trade.byKey();
        for (Draining draining : story.trade.drainings) {
            boolean isJudged = draining.until != Publication.NEVER
                    && !draining.link.supply.browses()
                    && !draining.link.supply.place().isTopic()
                    && isAlone(story, draining)
                    && inHand(story, draining) < Math.min(IN_HAND_MAX, draining.credit);
            if (isJudged) judge(story, draining, byKey, findings);
        }
        return findings;
    }

    private void judge(
            Story story,
            Draining draining,
            TreeMap<String, TreeMap<Long, List<Handing>>> byKey,
            List<Finding> findings) {
        String key = draining.link.key();
        for (Letter letter : story.trade.letters.values()) {
            boolean isThere = letter.sent.to().toString().equals(key)
                    && letter.fate() == Fate.THERE
                    && letter.heard() < draining.from
                    && !letter.sent.expires()
                    && letter.sent.group().isEmpty();
            if (!isThere) continue;
            List<Handing> all = byKey.getOrDefault(key, new TreeMap<>()).getOrDefault(letter.number(), List.of());
            boolean came = all.stream().anyMatch(each -> each.index < draining.until);
            if (came) continue;
            findings.add(new Finding(
                    name(),
                    draining.until,
                    draining.link + " was told that nothing is left, but there was " + letter,
                    List.of(draining.link.span.client),
                    letter.number()));
        }
    }

    /** What came when a link was no longer there may stay with it as long as its line lasts. */
    private static boolean isAlone(Story story, Draining draining) {
        return story.trade.linksTo(draining.link.key()).stream()
                .noneMatch(other -> other != draining.link
                        && other.attaching < draining.until
                        && other.span.serverEnded > draining.from);
    }

    /** What it had not decided about for good when it asked, and what it has got since. */
    private static long inHand(Story story, Draining draining) {
        return story.trade.handings.stream()
                .filter(each -> each.link == draining.link && each.index < draining.until)
                .filter(each ->
                        each.decided > draining.from || each.deal != null && each.deal.discharged > draining.from)
                .count();
    }
}
