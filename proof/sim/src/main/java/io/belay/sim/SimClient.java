package io.belay.sim;

import io.belay.base.Break;
import io.belay.base.ByteWriter;
import io.belay.mqtt.MqttConnection;
import io.belay.mqtt.MqttEncoder;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.MqttLimits;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.PublishTemplate;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A client that follows the standard: it keeps its session's state over lines, resends under the first packet ids, and
 * comes back when a line is lost. It may be slow, silent or gone, but what it says is right.
 */
final class SimClient implements Participant {
    private static final long BACKOFF_US = 200_000;
    private static final long AWAY_MAX_US = 60_000_000;

    private final Habits habits;
    private final Agenda agenda;
    private final Chance chance;
    private final History history;
    private final Dialler dialler;

    // The session, which outlives lines.
    private final Outbox outbox = new Outbox();
    private final TreeSet<Integer> inbox = new TreeSet<>(); // QoS 2 packet ids taken and not released
    private final LinkedHashMap<String, Packet.Filter> wishes = new LinkedHashMap<>();
    private boolean mustStartClean = true; // until a CONNACK says otherwise there is no state to come back to

    // The line.
    private @Nullable ClientLine current;
    private Agenda.@Nullable Entry returning;
    private boolean isMute;
    private boolean isCalm;
    private final ArrayDeque<Runnable> unsaid = new ArrayDeque<>(); // answers that a mute client owes
    private final ArrayDeque<Packet.Filter> toSubscribe = new ArrayDeque<>();
    private final ArrayDeque<String> toUnsubscribe = new ArrayDeque<>();
    private boolean isUnsure; // whether the server heard all that was asked of it
    private int asking; // packet id of the SUBSCRIBE or UNSUBSCRIBE under way, 0 none

    SimClient(Habits habits, Agenda agenda, Chance chance, History history, Dialler dialler) {
        this.habits = habits;
        this.agenda = agenda;
        this.chance = chance;
        this.history = history;
        this.dialler = dialler;
        this.mustStartClean = habits.isClean() || chance.percent(30);
    }

    Habits habits() {
        return habits;
    }

    @Override
    public @Nullable Line line() {
        return current == null ? null : current.line;
    }

    // What it is told to do

    void publish(String topic, int qos, boolean retain, boolean isEmpty, long expiryS) {
        boolean isKept = !habits.isClean() || isOpen();
        if (!isKept || outboxIsFull()) return;
        long expiry = habits.version() == Version.MQTT_5 ? expiryS : -1;
        outbox.add(new Outbox.Draft(isEmpty ? Payloads.NONE : dialler.nextNumber(), topic, qos, retain, expiry));
        pump();
    }

    void subscribe(Packet.Filter filter) {
        wishes.put(filter.filter(), filter);
        if (isOpen()) toSubscribe.add(filter);
        pump();
    }

    void unsubscribe(String filter) {
        if (wishes.remove(filter) == null || !isOpen()) return;
        toUnsubscribe.add(filter);
        pump();
    }

    /** Says goodbye, for a while. */
    void leave(boolean withWill, long expiryS, long awayUs) {
        ClientLine open = current;
        if (open == null || !isOpen()) return;
        boolean isFive = habits.version() == Version.MQTT_5;
        boolean mayChange = isFive && habits.expiryS() > 0; // else it would be a protocol error (§3.14.2.2.2)
        ReasonCode reason = withWill && isFive ? ReasonCode.DISCONNECT_WITH_WILL : ReasonCode.SUCCESS;
        open.leave(reason, mayChange ? expiryS : -1);
        lost(open, awayUs);
    }

    @Override
    public void vanish(long awayUs) {
        ClientLine open = current;
        if (open == null) return;
        open.line.abandonByClient("the client vanished");
        lost(open, awayUs);
    }

    @Override
    public void mute(boolean mute) {
        isMute = mute;
        while (!isMute && !unsaid.isEmpty()) unsaid.remove().run();
        flush();
    }

    @Override
    public void dawdle(boolean dawdles) {
        if (current != null) current.line.pauseClient(dawdles);
    }

    @Override
    public void calm() {
        isCalm = true;
        mute(false);
        dawdle(false);
        if (current != null) return;
        if (returning != null) returning.cancel();
        comeBack(chance.between(0, BACKOFF_US));
    }

    @Override
    public void comeBack(long afterUs) {
        returning = agenda.in(afterUs, this::dial);
    }

    private boolean isOpen() {
        return current != null && current.isOpen;
    }

    private boolean outboxIsFull() {
        return outbox.unfinished().size() > 40;
    }

    // Lines

    private void dial() {
        returning = null;
        if (current != null) return;
        ClientLine fresh = new ClientLine();
        Line line = dialler.dial(habits.name(), Protocol.MQTT, habits.latencyUs(), fresh);
        if (line == null) {
            comeBack(chance.between(BACKOFF_US, 4 * BACKOFF_US));
            return;
        }
        outbox.newLine();
        isUnsure |= asking != 0 || !toSubscribe.isEmpty() || !toUnsubscribe.isEmpty();
        unsaid.clear();
        toSubscribe.clear();
        toUnsubscribe.clear();
        asking = 0;
        current = fresh;
        fresh.start(line);
    }

    private void lost(ClientLine gone, long awayUs) {
        if (current != gone) return;
        current = null;
        unsaid.clear();
        gone.stop();
        comeBack(awayUs);
    }

    private void lostUnwanted(ClientLine gone) {
        boolean stays = !isCalm && chance.percent(habits.awayPercent());
        lost(gone, stays ? chance.skewed(BACKOFF_US, AWAY_MAX_US) : chance.between(0, 3 * BACKOFF_US));
    }

    // The session's side of the exchange

    private void connected(ClientLine open, boolean present) {
        mustStartClean = false;
        if (!present) {
            outbox.forget();
            inbox.clear();
        }
        if (present) resend(open);
        List<Packet.Filter> again = present ? unconfirmed() : new ArrayList<>(wishes.values());
        toSubscribe.addAll(again);
        pump();
    }

    /** A client cannot know which of its wishes the server heard when the line was lost: it asks for all again, at times. */
    private List<Packet.Filter> unconfirmed() {
        boolean asks = isUnsure || chance.percent(20);
        isUnsure = false;
        return asks ? new ArrayList<>(wishes.values()) : List.of();
    }

    private void resend(ClientLine open) {
        for (Outbox.Pending pending : outbox.unfinished()) {
            if (pending.isReleased) {
                pending.isOnThisLine = true;
                open.connection.pubrel(pending.packetId);
            } else if (open.connection.sendQuota() > 0) {
                pending.isOnThisLine = true;
                open.send(pending, true);
            }
        }
    }

    private void pump() {
        ClientLine open = current;
        if (open == null || !open.isOpen) return;
        for (Outbox.Pending pending : outbox.unfinished()) {
            if (pending.isOnThisLine || open.connection.sendQuota() == 0) continue;
            pending.isOnThisLine = true;
            open.send(pending, true);
        }
        for (Outbox.Draft draft = outbox.peek(); draft != null; draft = outbox.peek()) {
            boolean isFree = draft.qos() == 0 || open.connection.sendQuota() > 0 && outbox.hasFreeId();
            if (!isFree) break;
            open.send(outbox.start(), false);
        }
        ask(open);
        open.flush();
    }

    /** One question at a time, so that each answer is plain. */
    private void ask(ClientLine open) {
        if (asking != 0 || !outbox.hasFreeId()) return;
        Packet.Filter filter = toSubscribe.poll();
        if (filter != null) {
            asking = outbox.takeId();
            open.connection.subscribe(new Packet.Subscribe(asking, List.of(filter), identifier(filter)));
            return;
        }
        String gone = toUnsubscribe.poll();
        if (gone == null) return;
        asking = outbox.takeId();
        open.connection.unsubscribe(new Packet.Unsubscribe(asking, List.of(gone), Properties.NONE));
    }

    private Properties identifier(Packet.Filter filter) {
        if (habits.version() != Version.MQTT_5 || filter.filter().length() % 2 == 0) return Properties.NONE;
        return Properties.builder().subscriptionId(filter.filter().length()).build();
    }

    private void handle(ClientLine open, MqttEvent event) {
        MqttConnection connection = open.connection;
        if (event instanceof MqttEvent.Connected connected) {
            open.isOpen = true;
            connected(open, connected.connack().sessionPresent());
        }
        if (event instanceof MqttEvent.Published published) published(open, published.publish());
        if (event instanceof MqttEvent.Released released) {
            boolean isKnown = inbox.remove(released.packetId());
            ReasonCode reason = isKnown ? ReasonCode.SUCCESS : ReasonCode.PACKET_IDENTIFIER_NOT_FOUND;
            say(open, () -> connection.pubcomp(released.packetId(), reason));
        }
        if (event instanceof MqttEvent.Acknowledged acknowledged) finish(acknowledged.packetId());
        if (event instanceof MqttEvent.Received received) received(open, received);
        if (event instanceof MqttEvent.Completed completed) finish(completed.packetId());
        if (event instanceof MqttEvent.Subscribed subscribed)
            answered(subscribed.suback().packetId());
        if (event instanceof MqttEvent.Unsubscribed gone)
            answered(gone.unsuback().packetId());
        if (event instanceof MqttEvent.Failed failed && !isTimeout(failed.reason())) {
            history.add(new Event.Offended(open.line.number(), failed.reason() + ": " + failed.why()));
        }
    }

    private static boolean isTimeout(ReasonCode reason) {
        return reason == ReasonCode.KEEP_ALIVE_TIMEOUT || reason == ReasonCode.MAXIMUM_CONNECT_TIME;
    }

    private void published(ClientLine open, Packet.Publish publish) {
        if (publish.qos() == 1) say(open, () -> open.connection.puback(publish.packetId(), ReasonCode.SUCCESS));
        if (publish.qos() != 2) return;
        inbox.add(publish.packetId());
        say(open, () -> open.connection.pubrec(publish.packetId(), ReasonCode.SUCCESS));
    }

    private void received(ClientLine open, MqttEvent.Received received) {
        Outbox.Pending pending = outbox.find(received.packetId());
        if (received.reason().isError()) {
            finish(received.packetId());
            return;
        }
        if (pending != null) pending.isReleased = true;
        open.connection.pubrel(received.packetId());
    }

    private void finish(int packetId) {
        outbox.finish(packetId);
        pump();
    }

    private void answered(int packetId) {
        outbox.giveBack(packetId);
        if (packetId == asking) asking = 0;
        pump();
    }

    private void say(ClientLine open, Runnable answer) {
        if (isMute && open == current) {
            unsaid.add(answer);
        } else {
            answer.run();
        }
    }

    private void flush() {
        if (current != null) current.flush();
    }

    private Packet.Connect connect() {
        boolean clean = habits.isClean() || mustStartClean || chance.percent(5);
        if (clean) mustStartClean = true;
        Properties properties = habits.version() == Version.MQTT_5 && habits.expiryS() > 0
                ? Properties.builder()
                        .put(Property.SESSION_EXPIRY_INTERVAL, habits.expiryS())
                        .build()
                : Properties.NONE;
        Packet.Will will = chance.percent(habits.willPercent()) ? will() : null;
        return new Packet.Connect(
                habits.version(), habits.name(), clean, habits.keepAliveS(), will, null, null, properties);
    }

    private Packet.Will will() {
        long delayS = habits.version() == Version.MQTT_5 ? chance.skewed(0, 20) : 0;
        byte[] content = Payloads.content(dialler.nextNumber());
        return new Packet.Will("w/" + habits.name(), chance.below(3), chance.percent(10), delayS, -1, content);
    }

    /** One line of this client. */
    private final class ClientLine implements Line.End {
        private Line line;
        private MqttConnection connection;
        private boolean isOpen;
        private Agenda.@Nullable Entry ticking;

        void start(Line opened) {
            line = opened;
            connection = MqttConnection.client(limits(), habits.version(), nowMs());
            connection.connect(SimClient.this.connect());
            flush();
        }

        void stop() {
            isOpen = false;
            if (ticking != null) ticking.cancel();
        }

        @Override
        public void received(ByteBuffer bytes) {
            if (current != this) return;
            connection.receive(bytes, nowMs(), event -> handle(this, event));
            flush();
        }

        @Override
        public void lost(Break how) {
            lostUnwanted(this);
        }

        void send(Outbox.Pending pending, boolean again) {
            Outbox.Draft draft = pending.draft;
            PublishTemplate template = new PublishTemplate(draft.topic(), Payloads.content(draft.number()));
            connection.publish(
                    template, draft.qos(), again, draft.retain(), pending.packetId, draft.expiryS(), new int[0]);
        }

        void leave(ReasonCode reason, long expiryS) {
            Properties properties = expiryS < 0
                    ? Properties.NONE
                    : Properties.builder()
                            .put(Property.SESSION_EXPIRY_INTERVAL, expiryS)
                            .build();
            ByteWriter out = new ByteWriter(16);
            MqttEncoder.encode(new Packet.Disconnect(reason, properties), habits.version(), out);
            line.sendFromClient(out.view());
            line.closeByClient("the client said goodbye");
        }

        void flush() {
            if (connection.out().length() > 0) {
                line.sendFromClient(connection.out().view());
                connection.drained();
            }
            if (connection.isClosed()) {
                line.closeByClient("the client closed");
                if (current == this) lostUnwanted(this);
                return;
            }
            if (current == this) schedule();
        }

        private void schedule() {
            if (ticking != null) ticking.cancel();
            long atMs = connection.nextTickMs();
            if (atMs == Long.MAX_VALUE) return;
            long delayUs = Math.max(1_000, (atMs - nowMs()) * 1_000);
            ticking = agenda.in(delayUs, () -> {
                connection.tick(nowMs(), event -> handle(this, event));
                flush();
            });
        }

        private long nowMs() {
            return agenda.nowUs() / 1_000;
        }

        private MqttLimits limits() {
            MqttLimits usual = MqttLimits.DEFAULT;
            int aliases = chance.below(4);
            return new MqttLimits(
                    usual.packetLengthMax(),
                    usual.heldLengthMax(),
                    usual.connectTimeoutMs(),
                    usual.pingTimeoutMs(),
                    habits.receiveMaximum(),
                    aliases,
                    aliases);
        }
    }
}
