package io.belay.sim.check;

import io.belay.base.Cause;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.sim.Action;
import io.belay.sim.Event;
import io.belay.sim.Moment;
import io.belay.sim.Payloads;
import io.belay.sim.Point;
import io.belay.sim.Protocol;
import java.util.ArrayList;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Goes through a history once and fills a {@link Story}. */
final class StoryReader {
    private static final long FULL_SLACK_US = 3_000_000; // until a log has measured again that there is room

    private final Story story;
    private final TreeMap<String, TreeMap<Integer, Publication>> unfinished = new TreeMap<>(); // client, packet id
    private int boot;
    private int now;

    StoryReader(Story story) {
        this.story = story;
    }

    void read(Moment moment) {
        now = moment.index();
        Event event = moment.event();
        if (event instanceof Event.Opened opened && opened.protocol() == Protocol.MQTT) {
            story.connections.put(opened.line(), new Connection(opened.line(), opened.client(), boot));
        }
        if (event instanceof Event.Passed passed) passed(passed);
        if (event instanceof Event.Ended ended) ended(ended);
        if (event instanceof Event.Started started) {
            boot = started.boot();
            story.starts.add(now);
        }
        if (event instanceof Event.Fault fault && fault.action() instanceof Action.FillDisk fill) {
            story.fulls.add(new Story.Full(moment.atUs(), moment.atUs() + fill.forUs() + FULL_SLACK_US));
        }
        if (event instanceof Event.Fault fault && fault.action() instanceof Action.Freeze freeze) {
            story.frosts.add(new Story.Frost(moment.atUs(), moment.atUs() + freeze.forUs()));
        }
        if (event instanceof Event.Died || event instanceof Event.Calm) story.thaw(moment.atUs());
        if (event instanceof Event.Provoked provoked) provoked(provoked);
        if (event instanceof Event.Died) died();
        if (event instanceof Event.Stored stored) stored(stored.number());
        if (event instanceof Event.BackupBegan) story.backup = now;
        if (event instanceof Event.Restored) story.restored = now;
        if (event instanceof Event.Calm) story.calm = now;
        if (event instanceof Event.Over) story.over = now;
    }

    private void passed(Event.Passed passed) {
        Connection connection = story.connections.get(passed.line());
        if (connection == null) return;
        Packet packet = passed.packet();
        if (passed.point() == Point.CLIENT_SENT) clientSent(connection, packet);
        if (passed.point() == Point.SERVER_GOT) serverGot(connection, packet);
        if (passed.point() == Point.SERVER_SENT) serverSent(connection, packet);
        if (passed.point() == Point.CLIENT_GOT) clientGot(connection, packet);
    }

    private void ended(Event.Ended ended) {
        Connection connection = story.connections.get(ended.line());
        if (connection == null) return;
        if (ended.atServer()) {
            connection.endedByServer |= ended.isOwn();
            connection.serverEnded = Math.min(connection.serverEnded, now);
        } else {
            connection.clientEnded = Math.min(connection.clientEnded, now);
        }
    }

    private void provoked(Event.Provoked provoked) {
        Connection connection = story.connections.get(provoked.line());
        Cause cause = provoked.how().cause();
        if (connection == null) return;
        connection.isDismissed |= cause == Cause.OPERATOR || cause == Cause.DRAIN;
        connection.isCutShort |= connection.answered == Publication.NEVER;
    }

    private void died() {
        story.deaths.add(now);
        for (Connection connection : story.connections.values()) {
            if (connection.serverEnded < now) continue;
            connection.serverEnded = now;
            connection.endedByDeath = true;
        }
    }

    private void stored(long number) {
        Publication publication = story.publications.get(number);
        if (publication != null) publication.stored = Math.min(publication.stored, now);
    }

    // What clients say

    private void clientSent(Connection connection, Packet packet) {
        if (packet instanceof Packet.Publish publish) clientPublishes(connection, publish);
        if (packet instanceof Packet.Connect connect && connect.will() != null) {
            Packet.Will will = connect.will();
            long number = Payloads.number(will.content());
            open(new Publication.Opening(
                    number, connection.client, will.topic(), will.qos(), will.retain(), will.expiryS() >= 0, true));
        }
    }

    private void clientPublishes(Connection connection, Packet.Publish publish) {
        long number = Payloads.number(publish.content());
        TreeMap<Integer, Publication> mine = unfinished.computeIfAbsent(connection.client, client -> new TreeMap<>());
        Publication before = mine.get(publish.packetId());
        boolean isAgain = publish.dup() && before != null && before.number == number;
        if (isAgain) return;
        Publication publication = open(new Publication.Opening(
                number,
                connection.client,
                publish.topic(),
                publish.qos(),
                publish.retain(),
                publish.expiryS() >= 0,
                false));
        if (publish.qos() > 0) mine.put(publish.packetId(), publication);
        if (publish.qos() == 0 && number == Payloads.NONE) connection.nameless.add(publication);
    }

    private Publication open(Publication.Opening opening) {
        Publication known = story.publications.get(opening.number());
        if (known != null) return known;
        Publication publication = new Publication(opening, now);
        if (opening.number() == Payloads.NONE) {
            story.clearings.add(publication);
        } else {
            story.publications.put(opening.number(), publication);
        }
        return publication;
    }

    // What the server hears

    private void serverGot(Connection connection, Packet packet) {
        if (packet instanceof Packet.Connect connect) {
            connection.connect = connect;
            connection.connectGot = now;
        }
        if (packet instanceof Packet.Publish publish) serverGetsPublish(connection, publish);
        if (packet instanceof Packet.Subscribe subscribe) serverGetsSubscribe(connection, subscribe);
        if (packet instanceof Packet.Unsubscribe unsubscribe) {
            connection.unsubscribing.put(unsubscribe.packetId(), unsubscribe);
            unsubscribe.filters().forEach(filter -> mayEnd(connection.life, filter));
        }
        if (packet instanceof Packet.Disconnect disconnect) {
            connection.left = now;
            connection.goodbye = disconnect;
        }
    }

    private void serverGetsPublish(Connection connection, Packet.Publish publish) {
        Publication publication = find(connection, publish);
        if (publication == null) return;
        if (publication.firstGot == Publication.NEVER) publication.firstGot = now;
        publication.lastGot = now;
        publication.lastLine = connection;
        if (connection.life != null) publication.toldBy.add(connection.life);
        if (publish.qos() > 0) connection.publishing.put(publish.packetId(), publication);
    }

    private @Nullable Publication find(Connection connection, Packet.Publish publish) {
        long number = Payloads.number(publish.content());
        if (number != Payloads.NONE) return story.publications.get(number);
        if (publish.qos() == 0) return connection.nameless.poll();
        TreeMap<Integer, Publication> mine = unfinished.get(connection.client);
        return mine == null ? null : mine.get(publish.packetId());
    }

    private void serverGetsSubscribe(Connection connection, Packet.Subscribe subscribe) {
        Life life = connection.life;
        connection.subscribing.put(subscribe.packetId(), subscribe);
        connection.subscribeGot.put(subscribe.packetId(), now);
        if (life == null) return;
        int identifier = (int) subscribe.properties().number(Property.SUBSCRIPTION_IDENTIFIER, 0);
        for (Packet.Filter filter : subscribe.filters()) {
            mayEnd(life, filter.filter());
            life.wishes.add(new Wish(life, filter, identifier, now));
        }
    }

    private void mayEnd(@Nullable Life life, String filter) {
        if (life == null) return;
        for (Wish wish : life.wishes) {
            if (wish.asked.filter().equals(filter)) wish.mayEnd = Math.min(wish.mayEnd, now);
        }
    }

    // What the server says

    private void serverSent(Connection connection, Packet packet) {
        if (packet instanceof Packet.Connack connack) answered(connection, connack);
        if (packet instanceof Packet.Puback puback) taken(connection, puback.packetId(), puback.reason());
        if (packet instanceof Packet.Pubrec pubrec) taken(connection, pubrec.packetId(), pubrec.reason());
        if (packet instanceof Packet.Suback suback) subscribed(connection, suback);
        if (packet instanceof Packet.Unsuback unsuback) unsubscribed(connection, unsuback);
        if (packet instanceof Packet.Disconnect disconnect) {
            connection.dismissed = now;
            connection.dismissal = disconnect.reason();
        }
    }

    private void answered(Connection connection, Packet.Connack connack) {
        if (connection.connack != null) return; // ProtocolChecker finds a second one
        connection.connack = connack;
        connection.answered = now;
        connection.isCutShort |= isOvertaken(connection);
        if (connack.reason().isError()) return;
        var mine = story.lives.computeIfAbsent(connection.client, client -> new ArrayList<>());
        Life before = mine.isEmpty() ? null : mine.get(mine.size() - 1);
        Life life = before;
        if (before == null || !connack.sessionPresent()) {
            if (before != null) before.ended = connection.connectGot;
            life = new Life(connection.client, connection.connectGot);
            mine.add(life);
        }
        connection.life = life;
        life.connections.add(connection);
    }

    private boolean isOvertaken(Connection connection) {
        return story.connectionsOf(connection.client).stream()
                .anyMatch(other -> other.connectGot > connection.connectGot);
    }

    private void taken(Connection connection, int packetId, ReasonCode reason) {
        Publication publication = connection.publishing.get(packetId);
        if (publication == null) return;
        if (reason.isError()) {
            publication.refused = Math.min(publication.refused, now);
        } else {
            publication.acknowledged = Math.min(publication.acknowledged, now);
        }
    }

    private void subscribed(Connection connection, Packet.Suback suback) {
        Packet.Subscribe asked = connection.subscribing.get(suback.packetId());
        Life life = connection.life;
        if (asked == null || life == null) return;
        int got = connection.subscribeGot.getOrDefault(suback.packetId(), now);
        for (int line = 0; line < asked.filters().size(); line++) {
            confirm(
                    life,
                    asked.filters().get(line).filter(),
                    got,
                    suback.reasons().get(line));
        }
    }

    private void confirm(Life life, String filter, int got, ReasonCode reason) {
        for (Wish wish : life.wishes) {
            if (!wish.asked.filter().equals(filter)) continue;
            if (wish.got < got && !reason.isError()) wish.ended = Math.min(wish.ended, now);
            if (wish.got != got) continue;
            wish.granted = reason.code();
            if (!reason.isError()) wish.confirmed = now;
            if (reason.isError()) wish.ended = now;
        }
    }

    private void unsubscribed(Connection connection, Packet.Unsuback unsuback) {
        Packet.Unsubscribe asked = connection.unsubscribing.get(unsuback.packetId());
        Life life = connection.life;
        if (asked == null || life == null) return;
        for (Wish wish : life.wishes) {
            boolean isMeant = asked.filters().contains(wish.asked.filter()) && wish.mayEnd != Publication.NEVER;
            if (isMeant) wish.ended = Math.min(wish.ended, now);
        }
    }

    // What clients hear

    private void clientGot(Connection connection, Packet packet) {
        Life life = connection.life;
        if (packet instanceof Packet.Publish publish && life != null) delivered(connection, life, publish);
        if (packet instanceof Packet.Pubrel pubrel && life != null) life.incoming.remove(pubrel.packetId());
        if (packet instanceof Packet.Puback puback) settled(connection, puback.packetId(), true);
        if (packet instanceof Packet.Pubrec pubrec) {
            settled(connection, pubrec.packetId(), pubrec.reason().isError());
        }
        if (packet instanceof Packet.Pubcomp pubcomp) settled(connection, pubcomp.packetId(), true);
    }

    private void delivered(Connection connection, Life life, Packet.Publish publish) {
        long number = Payloads.number(publish.content());
        boolean isRepeat = false;
        if (publish.qos() == 2) isRepeat = !life.incoming.add(publish.packetId());
        if (publish.qos() == 1) {
            Long before = life.seen.put(publish.packetId(), number);
            isRepeat = publish.dup() && before != null && before == number;
        }
        story.deliveries.add(new Delivery(now, connection, life, publish, number, isRepeat));
    }

    private void settled(Connection connection, int packetId, boolean isFinished) {
        TreeMap<Integer, Publication> mine = unfinished.get(connection.client);
        Publication publication = mine == null ? null : mine.get(packetId);
        if (publication == null) return;
        publication.acknowledgementGot = Math.min(publication.acknowledgementGot, now);
        if (!isFinished) return;
        publication.finished = now;
        mine.remove(packetId);
    }
}
