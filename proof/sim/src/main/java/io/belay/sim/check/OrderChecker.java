package io.belay.sim.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Order per publisher, topic and QoS: what a client published first arrives first (MQTT-4.6.0-1 to 6). Judged on the
 * first copy of each message in a session; not for groups that share, and not for retained copies.
 */
public final class OrderChecker implements Checker {
    /** What is in order among itself. */
    private record Lane(Life life, String publisher, String topic, int publishedQos, int deliveredQos) {}

    /** Creates it. */
    public OrderChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        Map<Lane, Publication> latest = new LinkedHashMap<>();
        Map<Lane, List<Long>> seen = new LinkedHashMap<>();
        for (Delivery delivery : story.deliveries) {
            Publication publication = story.publications.get(delivery.number());
            if (publication == null || publication.isWill || delivery.isRepeat()) continue;
            if (delivery.packet().retain() || !isSettled(delivery.life(), publication)) continue;
            if (mayBeLaterCopy(delivery, publication)) continue;
            Lane lane = lane(delivery, publication);
            List<Long> numbers = seen.computeIfAbsent(lane, key -> new ArrayList<>());
            if (numbers.contains(publication.number)) continue;
            numbers.add(publication.number);
            Publication before = latest.get(lane);
            if (before == null || before.firstSent < publication.firstSent) {
                latest.put(lane, publication);
            } else {
                findings.add(finding(delivery, publication, before));
            }
        }
        return findings;
    }

    private static Lane lane(Delivery delivery, Publication publication) {
        return new Lane(
                delivery.life(),
                publication.client,
                publication.topic,
                publication.qos,
                delivery.packet().qos());
    }

    /** Whether one plain subscription took it from its first arrival on, so that no later copy was the first. */
    private static boolean isSettled(Life life, Publication publication) {
        boolean isShared = life.wishes.stream().anyMatch(wish -> wish.isShared() && wish.takes(publication.topic));
        return !isShared
                && life.wishes.stream()
                        .anyMatch(wish -> wish.takes(publication.topic)
                                && wish.confirmed < publication.firstGot
                                && wish.mayEnd > publication.lastGot);
    }

    /** At QoS 0 the copy of its first arrival may be lost; what its publisher sent again comes in the order of that. */
    private static boolean mayBeLaterCopy(Delivery delivery, Publication publication) {
        return delivery.packet().qos() == 0 && publication.lastGot > publication.firstGot;
    }

    private Finding finding(Delivery delivery, Publication late, Publication before) {
        return new Finding(
                name(),
                delivery.index(),
                late + " came after message " + before.number + ", which was sent after it, to " + delivery.life(),
                List.of(late.client, delivery.life().client),
                late.number);
    }
}
