package io.belay.sim.check;

import io.belay.sim.check.Trade.Handing;
import io.belay.sim.check.Trade.Letter;
import io.belay.sim.check.Trade.Reception;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Order: what one link of a producer has sent to a queue comes in that order, as far as it comes for the first time. Judged
 * where nobody can tell another order: for a consumer that had the queue for itself, and for the messages of one group
 * on one consumer's link. What is of a group may wait for another consumer of it, even one that is gone and has not decided yet.
 */
public final class QueueOrderChecker implements Checker {
    private record Lane(long consumer, long producer, String group) {}

    /** Creates it. */
    public QueueOrderChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        Map<Lane, Handing> latest = new LinkedHashMap<>();
        for (Handing handing : story.trade.handings) {
            Letter letter = story.trade.letters.get(handing.number());
            boolean isFirst = handing.got.count() == 0 && handing.got.origin().isEmpty();
            if (letter == null || letter.sent.to().isTopic() || !isFirst || handing.isLate()) continue;
            boolean isGroup = !letter.sent.group().isEmpty();
            boolean isAlone = isAlone(story, handing, letter) && !(isGroup && mayHaveWaited(story, handing, letter));
            Handing before = isAlone ? behind(latest, handing, letter, "") : null;
            if (isGroup && before == null) before = behind(latest, handing, letter, letter.sent.group());
            if (before != null && !wasReleased(story, handing)) findings.add(finding(handing, before));
        }
        return findings;
    }

    /** The message that it came after and should not have, in the lane of a group, or of all; null if there is none. */
    private static Handing behind(Map<Lane, Handing> latest, Handing handing, Letter letter, String group) {
        Lane lane = new Lane(handing.link.number, letter.sent.link(), group);
        Handing before = latest.get(lane);
        boolean isBehind = before != null && before.number() >= handing.number();
        if (!isBehind) latest.put(lane, handing);
        return isBehind ? before : null;
    }

    /** Whether no other link consumed from the queue from when it was sent until it came. */
    private static boolean isAlone(Story story, Handing handing, Letter letter) {
        for (Reception other : story.trade.linksTo(handing.link.key())) {
            boolean isOther = other != handing.link;
            if (isOther && other.attaching < handing.index && other.over() > letter.index) return false;
        }
        return true;
    }

    /** Whether another link may still have had something of its group when it was sent. */
    private static boolean mayHaveWaited(Story story, Handing handing, Letter letter) {
        return story.trade.handings.stream()
                .filter(each -> each.link != handing.link && each.index < handing.index)
                .filter(each -> each.link.key().equals(handing.link.key()) && each.taken() > letter.index)
                .map(each -> story.trade.letters.get(each.number()))
                .anyMatch(each -> each != null && each.sent.group().equals(letter.sent.group()));
    }

    private static boolean wasReleased(Story story, Handing handing) {
        return story.trade.handings.stream()
                .anyMatch(each -> each.number() == handing.number() && each.index < handing.index);
    }

    private Finding finding(Handing handing, Handing before) {
        return new Finding(
                name(),
                handing.index,
                handing + " came after message " + before.number() + ", which was sent after it",
                List.of(handing.link.span.client),
                handing.number());
    }
}
