package io.belay.sim.check;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a broker that is restored owes to MQTT clients: what was acknowledged before the backup began, or by itself, reaches every session
 * that wanted it, though clients and broker remember different things; and a session that has no end and was in the backup is there.
 */
public final class RestoreChecker implements Checker {
    /** Creates it. */
    public RestoreChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        if (story.restored == Publication.NEVER) return findings;
        story.lives.keySet().forEach(client -> goesOn(story, client, findings));
        if (story.over == Publication.NEVER) return findings;
        for (Life life : story.allLives()) {
            if (life.isAttachedAtEnd()) reached(story, life, findings);
        }
        return findings;
    }

    private void reached(Story story, Life life, List<Finding> findings) {
        TreeSet<Long> come = new TreeSet<>();
        for (Delivery delivery : story.deliveries) if (delivery.life() == life) come.add(delivery.number());
        for (Publication publication : story.publications.values()) {
            boolean isOwed = ReachChecker.isKept(publication)
                    && isKnown(story, publication.acknowledged)
                    && life.wishes.stream()
                            .anyMatch(wish -> !wish.isShared()
                                    && isKnown(story, wish.confirmed)
                                    && ReachChecker.isOwed(publication, wish));
            if (isOwed && !come.contains(publication.number))
                findings.add(finding(
                        publication.acknowledged,
                        publication + " was acknowledged and never reached " + life,
                        List.of(publication.client, life.client),
                        publication.number));
        }
    }

    /** Whether the broker that was restored knows what was done then. */
    private static boolean isKnown(Story story, int at) {
        return at < story.backup || at > story.restored;
    }

    private void goesOn(Story story, String client, List<Finding> findings) {
        Connection before = null;
        Connection after = null;
        for (Connection each : story.connectionsOf(client)) {
            if (each.connectGot < story.backup) before = each;
            if (after == null && each.connectGot > story.restored) after = each;
        }
        if (before == null || after == null || !after.isAccepted() || after.connect.cleanStart()) return;
        boolean isForEver = before.isAccepted()
                && before.answered < story.backup
                && Math.min(before.expiryS(), before.expiryAfterGoodbyeS()) == Connection.NEVER_S;
        if (isForEver && !after.connack.sessionPresent())
            findings.add(finding(
                    after.answered, "the session of " + client + " is in the backup and gone", List.of(client), 0));
    }

    private Finding finding(int index, String what, List<String> whom, long number) {
        return new Finding(name(), index, what, whom, number);
    }
}
