package io.belay.sim.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A new subscription gets the retained message of each topic that it takes, the latest one (MQTT-3.3.1-5 to 9): never
 * one that an acknowledged later one had replaced, and not nothing where there must be one.
 */
public final class RetainedChecker implements Checker {
    /** Creates it. */
    public RetainedChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (Delivery delivery : story.deliveries) {
            Publication publication = story.publications.get(delivery.number());
            boolean isRetained = publication != null
                    && publication.retain
                    && delivery.packet().retain();
            if (!isRetained || delivery.isRepeat()) continue;
            if (isStale(story, delivery, publication)) {
                findings.add(finding(delivery.index(), publication, "came to " + delivery.life() + " when replaced"));
            }
        }
        for (Life life : story.allLives()) {
            if (!life.isAttachedAtEnd()) continue;
            life.wishes.forEach(wish -> missing(story, wish, findings));
        }
        return findings;
    }

    /** Whether no subscription can have brought it: for each of them a later one was acknowledged before. */
    private static boolean isStale(Story story, Delivery delivery, Publication publication) {
        boolean mayBeLive = delivery.life().wishes.stream()
                .anyMatch(wish -> wish.asked.retainAsPublished()
                        && wish.takes(publication.topic)
                        && (wish.isShared() || wish.mayHoldBetween(publication.firstGot, publication.lastGot)));
        if (mayBeLive) return false;
        return delivery.life().wishes.stream()
                .filter(wish -> !wish.isShared() && wish.takes(publication.topic) && wish.got < delivery.index())
                .allMatch(wish -> isReplaced(story, publication, wish.got));
    }

    private static boolean isReplaced(Story story, Publication publication, int before) {
        int last = lastEffect(publication);
        return writes(story, publication.topic)
                .anyMatch(later -> later != publication && later.firstGot > last && later.acknowledged < before);
    }

    /** The last moment at which this publication may have become the retained message. */
    private static int lastEffect(Publication publication) {
        boolean isBounded =
                !publication.isWill && publication.qos > 0 && publication.acknowledged >= publication.lastGot;
        return isBounded ? publication.acknowledged : Publication.NEVER;
    }

    private static Stream<Publication> writes(Story story, String topic) {
        return Stream.concat(story.publications.values().stream(), story.clearings.stream())
                .filter(publication -> publication.retain && publication.topic.equals(topic));
    }

    private void missing(Story story, Wish wish, List<Finding> findings) {
        if (wish.isShared() || wish.granted < 1 || wish.mayEnd != Publication.NEVER || !isServed(wish)) return;
        for (Publication publication : story.publications.values()) {
            boolean isCandidate = publication.retain && !publication.isWill && wish.takes(publication.topic);
            if (!isCandidate || publication.qos == 0 || !mustStand(story, publication, wish)) continue;
            boolean isThere = story.deliveries.stream()
                    .anyMatch(delivery -> delivery.life() == wish.life
                            && delivery.index() > wish.got
                            && delivery.packet().topic().equals(publication.topic));
            if (isThere) continue;
            String what = "or a later one was retained and did not come to the new subscription " + wish.asked.filter()
                    + " of " + wish.life;
            findings.add(finding(wish.confirmed, publication, what));
        }
    }

    private static boolean isServed(Wish wish) {
        if (wish.asked.retainHandling() == 0) return true;
        boolean isNew = wish.life.wishes.stream()
                .noneMatch(other -> other != wish
                        && other.got < wish.got
                        && other.asked.filter().equals(wish.asked.filter()));
        return wish.asked.retainHandling() == 1 && isNew;
    }

    /** Whether this one, or one after it that is there as surely, stood all the while the subscription was made. */
    private static boolean mustStand(Story story, Publication publication, Wish wish) {
        if (!(publication.acknowledged < wish.got) || publication.expires) return false;
        return writes(story, publication.topic)
                        .filter(other -> other != publication && other.firstGot < wish.confirmed)
                        .filter(other -> lastEffect(other) > publication.firstGot)
                        .allMatch(other -> other.number != 0 && other.qos > 0 && !other.expires && !isOwn(other, wish))
                && !isOwn(publication, wish);
    }

    private static boolean isOwn(Publication publication, Wish wish) {
        return wish.asked.noLocal() && publication.client.equals(wish.life.client);
    }

    private Finding finding(int index, Publication publication, String what) {
        return new Finding(name(), index, publication + " " + what, List.of(publication.client), publication.number);
    }
}
