package io.belay.sim.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was acknowledged arrives: a QoS 1 or QoS 2 message reaches every session that had a matching subscription all
 * the while it was published, if that session is attached at the end (MQTT-4.5.0-1); and one session of each group
 * that shares one (MQTT-4.8.2-4 and on).
 */
public final class ReachChecker implements Checker {
    /** Creates it. */
    public ReachChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        TreeMap<Long, List<Delivery>> arrived = new TreeMap<>();
        for (Delivery delivery : story.deliveries) {
            arrived.computeIfAbsent(delivery.number(), number -> new ArrayList<>())
                    .add(delivery);
        }
        for (Publication publication : story.publications.values()) {
            if (!isKept(publication)) continue;
            List<Delivery> deliveries = arrived.getOrDefault(publication.number, List.of());
            owedToSessions(story, publication, deliveries, findings);
            owedToGroups(story, publication, deliveries, findings);
        }
        return findings;
    }

    private void owedToSessions(
            Story story, Publication publication, List<Delivery> deliveries, List<Finding> findings) {
        for (Life life : story.allLives()) {
            if (!life.isAttachedAtEnd()) continue;
            boolean isOwed = life.wishes.stream().anyMatch(wish -> !wish.isShared() && isOwed(publication, wish));
            boolean isThere = deliveries.stream().anyMatch(delivery -> delivery.life() == life);
            if (isOwed && !isThere) findings.add(finding(story, publication, life.toString(), life.client));
        }
    }

    /** Whether the broker has promised to deliver it. */
    static boolean isKept(Publication publication) {
        boolean isOwed = publication.acknowledged != Publication.NEVER && !publication.expires;
        return isOwed && !publication.isWill && publication.qos > 0;
    }

    /** Whether the wish, or those for the same filter that followed it without a gap, held all the time that matters. */
    static boolean isOwed(Publication publication, Wish wish) {
        if (!wish.takes(publication.topic) || wish.granted < 1 || wish.granted > 2) return false;
        boolean isOwn = wish.asked.noLocal() && publication.client.equals(wish.life.client);
        if (isOwn || !(wish.confirmed < publication.firstGot)) return false;
        return wish.mayEnd > publication.acknowledged;
    }

    private void owedToGroups(Story story, Publication publication, List<Delivery> deliveries, List<Finding> findings) {
        Map<String, List<Wish>> groups = new LinkedHashMap<>();
        for (Life life : story.allLives()) {
            for (Wish wish : life.wishes) {
                boolean isOne = wish.isShared() && wish.takes(publication.topic);
                if (isOne)
                    groups.computeIfAbsent(wish.asked.filter(), key -> new ArrayList<>())
                            .add(wish);
            }
        }
        groups.forEach((group, wishes) -> {
            if (!isOwedToGroup(story, publication, wishes)) return;
            TreeSet<String> members = new TreeSet<>();
            wishes.forEach(wish -> members.add(wish.life.client));
            boolean isThere = deliveries.stream()
                    .anyMatch(delivery -> wishes.stream().anyMatch(wish -> wish.life == delivery.life()));
            if (!isThere) findings.add(finding(story, publication, group + " " + members, members.first()));
        });
    }

    /**
     * A group owes it if one member was there all along, and no member left with a delivery in hand (MQTT-4.8.2-5) or
     * takes at QoS 0 what may then be lost.
     */
    private static boolean isOwedToGroup(Story story, Publication publication, List<Wish> wishes) {
        boolean isStable = wishes.stream()
                .anyMatch(wish -> wish.life.isAttachedAtEnd()
                        && wish.confirmed < publication.firstGot
                        && wish.mayEnd == Publication.NEVER
                        && wish.granted >= 1);
        boolean isLossy = wishes.stream()
                .filter(wish -> wish.mayHoldBetween(publication.firstGot, Publication.NEVER))
                .anyMatch(wish -> wish.granted < 1 || wish.life.isDoubtful || mayLose(story, publication, wish));
        return isStable && !isLossy;
    }

    private static boolean mayLose(Story story, Publication publication, Wish wish) {
        if (Math.min(publication.qos, wish.granted) == 1) return false;
        return !wish.life.isAttachedAtEnd() || wish.mayEnd != Publication.NEVER;
    }

    private Finding finding(Story story, Publication publication, String whom, String client) {
        return new Finding(
                name(),
                publication.acknowledged,
                publication + " was acknowledged and never reached " + whom,
                List.of(publication.client, client),
                publication.number);
    }
}
