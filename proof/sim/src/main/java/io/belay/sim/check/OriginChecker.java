package io.belay.sim.check;

import io.belay.mqtt.Packet;
import io.belay.sim.Event;
import io.belay.sim.Moment;
import io.belay.sim.Payloads;
import io.belay.sim.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Nothing comes that nobody sent, or that nobody wanted: a delivery has a publication before it, with the same topic,
 * and a subscription that takes it, at no higher QoS than either (MQTT-3.3.5-1, MQTT-3.8.4-8), marked with the
 * subscription's identifier (MQTT-3.3.4-3), and not a client's own if it asked for no such (MQTT-3.8.3-3), unless it comes
 * as the retained message of a topic, which has no publisher any more.
 */
public final class OriginChecker implements Checker {
    /** Creates it. */
    public OriginChecker() {}

    @Override
    public List<Finding> judge(Story story) {
        List<Finding> findings = new ArrayList<>();
        for (Moment moment : story.moments) {
            if (!(moment.event() instanceof Event.Passed passed) || passed.point() != Point.SERVER_SENT) continue;
            if (!(passed.packet() instanceof Packet.Publish publish)) continue;
            Connection connection = story.connections.get(passed.line());
            Life life = connection.life;
            if (life == null) continue;
            String wrong = wrong(story, life, publish, moment.index());
            if (wrong.isEmpty()) continue;
            long number = Payloads.number(publish.content());
            findings.add(new Finding(
                    name(),
                    moment.index(),
                    "message " + number + " to " + publish.topic() + " for " + life + ": " + wrong,
                    List.of(life.client),
                    number));
        }
        return findings;
    }

    private static String wrong(Story story, Life life, Packet.Publish publish, int at) {
        long number = Payloads.number(publish.content());
        Publication publication = story.publications.get(number);
        if (number == 0) return "";
        if (publication == null || publication.firstGot > at && !publication.isWill) return "nobody had sent it";
        if (!publication.topic.equals(publish.topic())) return "it was sent to " + publication.topic;
        if (publish.qos() > publication.qos) return "it was sent at QoS " + publication.qos;
        List<Wish> wishes = wishes(life, publication, publish.retain(), at);
        if (wishes.isEmpty()) return "no subscription takes it";
        int qosMax = wishes.stream().mapToInt(wish -> wish.asked.qos()).max().getAsInt();
        if (publish.qos() > qosMax) return "the subscription asks for QoS " + qosMax;
        for (int identifier : publish.subscriptionIds()) {
            boolean isKnown = wishes.stream().anyMatch(wish -> wish.identifier == identifier);
            if (!isKnown) return "no matching subscription has the identifier " + identifier;
        }
        return "";
    }

    /** The subscriptions by which it may have come; a copy may wait long in its queue after one has ended. */
    private static List<Wish> wishes(Life life, Publication publication, boolean isRetained, int at) {
        int first = publication.isWill ? 0 : publication.firstGot;
        return life.wishes.stream()
                .filter(wish -> wish.takes(publication.topic))
                .filter(wish -> wish.mayHoldBetween(first, at))
                .filter(wish -> isRetained || !(wish.asked.noLocal() && publication.client.equals(life.client)))
                .toList();
    }
}
