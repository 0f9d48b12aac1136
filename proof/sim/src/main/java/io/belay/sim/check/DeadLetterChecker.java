package io.belay.sim.check;

import io.belay.sim.Deed;
import io.belay.sim.Place;
import io.belay.sim.check.Trade.Handing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Nothing is a dead letter without a cause: somebody has rejected it, or its tenth delivery has failed; nothing dies of being
 * delivered alone. And what is dead says where it died.
 */
public final class DeadLetterChecker implements Checker {
    private static final String DEAD_LETTERS = "queue DLQ";

    /** Creates it. */
    public DeadLetterChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        TreeMap<String, TreeMap<Long, List<Handing>>> byKey = story.trade.byKey();
        byKey.getOrDefault(DEAD_LETTERS, new TreeMap<>())
                .forEach((number, dead) -> findings.add(finding(dead.get(0), "does not say where it died")));
        for (String queue : story.trade.queues()) {
            TreeMap<Long, List<Handing>> alive =
                    byKey.getOrDefault(Place.queue(queue).toString(), new TreeMap<>());
            byKey.getOrDefault(Trade.deadOf(queue), new TreeMap<>()).forEach((number, dead) -> {
                boolean hasCause = kills(story.trade, alive.getOrDefault(number, List.of()), dead.get(0).index);
                if (!hasCause) findings.add(finding(dead.get(0), "is dead without a cause"));
            });
        }
        return findings;
    }

    /** A loss may kill, too: of what a lost consumer had in hand, the oldest counts as tried in vain. */
    private static boolean kills(Trade trade, List<Handing> all, int index) {
        if (all.stream().anyMatch(handing -> handing.is(Deed.Decision.REJECT))) return true;
        return all.stream()
                .max(Comparator.comparingLong((Handing handing) -> handing.got.count())
                        .thenComparingInt(handing -> handing.index))
                .filter(last -> last.taken() == Publication.NEVER && trade.mayHaveWorn(last, index))
                .isPresent();
    }

    private Finding finding(Handing handing, String what) {
        return new Finding(
                name(), handing.index, handing + " " + what, List.of(handing.link.span.client), handing.number());
    }
}
