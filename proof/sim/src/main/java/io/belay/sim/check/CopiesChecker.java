package io.belay.sim.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Exactly once where it is promised, and repetitions only as repetitions: no session takes more copies of a message
 * than its publisher made, but for those that new subscriptions get of a retained one; and what a client has in hand
 * comes again only under its packet id, with DUP (MQTT-4.3.2-3, MQTT-4.3.3-1 and on, MQTT-4.4.0-1).
 */
public final class CopiesChecker implements Checker {
    /** A message in a session. */
    private record Copy(Life life, long number) {}

    /** Creates it. */
    public CopiesChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        Map<Copy, Integer> taken = new LinkedHashMap<>();
        for (Delivery delivery : story.deliveries) {
            Publication publication = story.publications.get(delivery.number());
            if (publication == null || delivery.isRepeat() || delivery.life().isDoubtful) continue;
            if (delivery.packet().retain() && publication.retain) continue; // RetainedChecker counts these
            int count = taken.merge(new Copy(delivery.life(), delivery.number()), 1, Integer::sum);
            if (count <= allowed(publication, delivery.life())) continue;
            findings.add(new Finding(
                    name(),
                    delivery.index(),
                    publication + " came " + count + " times to " + delivery.life(),
                    List.of(publication.client, delivery.life().client),
                    publication.number));
        }
        return findings;
    }

    private static int allowed(Publication publication, Life life) {
        TreeSet<String> ways = new TreeSet<>(); // all unshared subscriptions together are one way
        for (Wish wish : life.wishes) {
            if (wish.takes(publication.topic)) ways.add(wish.isShared() ? wish.asked.filter() : "");
        }
        return publication.copiesMax() * Math.max(1, ways.size());
    }
}
