package io.belay.sim.check;

import io.belay.sim.Deed;
import io.belay.sim.Place;
import io.belay.sim.check.Trade.Fate;
import io.belay.sim.check.Trade.Handing;
import io.belay.sim.check.Trade.Letter;
import io.belay.sim.check.Trade.Reception;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Nothing is lost in a queue or a durable subscription: what its sender was told is there, or somebody has seen there,
 * comes again and again until a consumer may have accepted it; at the end of a world all queues are emptied, those of dead
 * letters as well. What may expire is owed to nobody.
 */
public final class QueueReachChecker implements Checker {
    private static final Place DEAD_LETTERS = Place.queue("DLQ");

    /** Creates it. */
    public QueueReachChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        if (story.over == Publication.NEVER) return findings;
        TreeMap<String, TreeMap<Long, List<Handing>>> byKey = story.trade.byKey();
        for (Letter letter : story.trade.letters.values()) {
            Place place = letter.sent.to();
            if (place.isTopic() || letter.sent.expires()) continue;
            List<Handing> all = handings(byKey, place.toString(), place.name(), letter.number());
            boolean isOwed = letter.fate() == Fate.THERE || !all.isEmpty() && letter.fate() == Fate.DOUBT;
            if (!isOwed) continue;
            judge(story.trade, letter.toString(), letter.heard(), letter.number(), letter.span.client, all, findings);
        }
        subscriptions(story, byKey, findings);
        return findings;
    }

    private void subscriptions(
            Story story, TreeMap<String, TreeMap<Long, List<Handing>>> byKey, List<Finding> findings) {
        TreeMap<String, Reception> keys = new TreeMap<>();
        for (Reception link : story.trade.links.values()) {
            boolean isKept = !link.supply.subscription().isEmpty();
            if (isKept) keys.put(link.key(), link);
        }
        keys.forEach((key, link) -> {
            int since = since(story, key);
            for (Publication publication : story.publications.values()) {
                boolean isKnown = publication.acknowledged != Publication.NEVER && publication.firstSent > since;
                if (!isKnown || publication.expires || publication.isWill || publication.qos == 0) continue;
                if (!Filters.take(link.supply.place().name(), publication.topic)) continue;
                List<Handing> all = handings(byKey, key, link.queue(), publication.number);
                String what = publication + " for " + key;
                judge(story.trade, what, publication.acknowledged, publication.number, link.span.client, all, findings);
            }
        });
    }

    /** Since when a subscription certainly stands, and was not ended. */
    private static int since(Story story, String key) {
        int since = Publication.NEVER;
        for (Reception link : story.trade.linksTo(key)) {
            if (link.attached != Publication.NEVER) since = Math.min(since, link.attached);
            if (link.forgets) since = Publication.NEVER;
        }
        return since;
    }

    private void judge(
            Trade trade,
            String what,
            int heard,
            long number,
            String client,
            List<Handing> all,
            List<Finding> findings) {
        Handing last = null;
        for (Handing each : all) {
            boolean isLater = last == null || each.index > last.index;
            if (isLater && !each.isLate()) last = each;
        }
        if (last == null) {
            findings.add(new Finding(name(), heard, what + " is there and never came", List.of(client), number));
        } else if (!mayBeLast(trade, last)) {
            String fate = last + " was not accepted and never came again";
            findings.add(new Finding(name(), last.index, fate, List.of(client, last.link.span.client), number));
        }
    }

    private static boolean mayBeLast(Trade trade, Handing handing) {
        boolean isDeadLetter = handing.link.supply.place().equals(DEAD_LETTERS);
        boolean isDead = handing.is(Deed.Decision.REJECT) || trade.mayHaveWorn(handing, Publication.NEVER);
        return handing.mayBeTaken() || isDeadLetter && isDead; // Nobody buries a dead letter once more.
    }

    /** Those from a queue, and those of what died there. */
    private static List<Handing> handings(
            TreeMap<String, TreeMap<Long, List<Handing>>> byKey, String key, String queue, long number) {
        List<Handing> all = new ArrayList<>();
        all.addAll(byKey.getOrDefault(key, new TreeMap<>()).getOrDefault(number, List.of()));
        all.addAll(byKey.getOrDefault(Trade.deadOf(queue), new TreeMap<>()).getOrDefault(number, List.of()));
        return all;
    }
}
