package io.belay.node.mqtt;

import io.belay.access.Action;
import io.belay.access.Kind;
import io.belay.access.Rights;
import io.belay.base.Break;
import io.belay.base.ByteWriter;
import io.belay.base.Cause;
import io.belay.core.Command;
import io.belay.core.Guarantee;
import io.belay.core.Message;
import io.belay.core.Refusal;
import io.belay.core.Subscription;
import io.belay.mqtt.Content;
import io.belay.mqtt.MqttConnection;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Property;
import io.belay.mqtt.ReasonCode;
import io.belay.mqtt.Version;
import io.belay.node.Authenticator;
import io.belay.node.Gateway;
import io.belay.node.GatewayPort;
import io.belay.node.NodeOptions;
import io.belay.node.Reply;
import io.belay.node.Request;
import io.belay.node.Unfinished;
import io.belay.node.limit.Answers;
import io.belay.node.limit.Limit;
import io.belay.node.message.MessageFormat;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One MQTT line: the client's packets to {@link Request}s, the node's {@link Reply}s to packets. Checks and limits here
 * what one line can know.
 */
public final class MqttGateway implements Gateway {
    private static final long REPORT_BYTES =
            NodeOptions.LINE_BYTES_MIN / 4; // so that a line never waits for its own report

    private final long line;
    private final MqttOptions options;
    private final GatewayPort port;
    private final MqttConnection connection;
    private final MqttTopics topics;
    private final MqttSubscriptions subscriptions;
    private final MqttAdmission admission;
    private final PacketIds packetIds = new PacketIds();
    private final ReadBrake brake;
    private final Unfinished unfinished;
    private final Answers answers = new Answers();
    private long deliveredBytes; // written for the peer and not yet told to the node as Sent
    private boolean left;
    private @Nullable Break how; // what ended the line; the first one stands

    /**
     * A line that was just accepted.
     *
     * @param line its number, never used twice
     * @param from where the client comes from, for people
     * @param assignedId the name of its session if the client leaves that to us; never used twice, not even after a
     *     restart
     * @param nowMs broker time
     */
    public MqttGateway(
            long line,
            String from,
            String assignedId,
            MqttOptions options,
            Authenticator authenticator,
            GatewayPort port,
            long nowMs) {
        this.line = line;
        this.options = options;
        this.port = port;
        this.connection = MqttConnection.server(options.line(), nowMs);
        connection.topicLengthMax(options.topicLengthMax());
        this.topics = new MqttTopics(options, port);
        this.subscriptions = new MqttSubscriptions(topics, options.filtersMax());
        this.admission = new MqttAdmission(line, from, assignedId, options, authenticator, connection, port);
        this.unfinished = new Unfinished(port);
        this.brake = new ReadBrake(options.unansweredBytesMax(), connection, port);
    }

    @Override
    public void received(ByteBuffer bytes, long nowMs) {
        connection.receive(bytes, nowMs, event -> handle(event, nowMs));
        count();
        brake.check();
    }

    /** What is not whole, and what waits until its client is let in. */
    private void count() {
        int packets = connection.heldLength();
        long will = admission.heldLength();
        if (!unfinished.isTooMuch(packets + will)) return;
        String more = will == 0 ? "" : " and " + will + " of a will before the login is decided";
        end(Unfinished.excess(packets + " of packets" + more));
    }

    @Override
    public void replied(Reply reply, long nowMs) {
        if (left) return;
        if (reply instanceof Reply.Deliver deliver) deliver(deliver, nowMs);
        else if (reply instanceof Reply.Published published) published(published);
        else if (reply instanceof Reply.Forget forget) connection.pubrel(packetIds.idOf(forget.sequence()));
        else if (reply instanceof Reply.Released released) released(released);
        else if (reply instanceof Reply.Opened opened) opened(opened, nowMs);
        else if (reply instanceof Reply.Subscribed subscribed) connection.suback(subscriptions.suback(subscribed));
        else if (reply instanceof Reply.Unsubscribed gone) unsubscribed(gone);
        else if (reply instanceof Reply.SharedFound found) review(found.topics());
        else if (reply instanceof Reply.Judged judged) judged(judged);
        else if (reply instanceof Reply.Closed closed) closed(closed);
        else throw new AssertionError("no branch for " + reply); // MqttGatewayTest holds this unreachable
        if (brake.check()) connection.resume(nowMs, event -> handle(event, nowMs));
    }

    @Override
    public void tick(long nowMs) {
        connection.tick(nowMs, event -> handle(event, nowMs));
        admission.tick(nowMs);
        answers.look(connection.hasUnacknowledged(), nowMs);
        if (left || !admission.isOpen()) return;
        if (admission.rights().isGone()) expel(admission.rights());
        else if (admission.rights().hasChanged()) port.request(new Request.FindShared(line));
    }

    @Override
    public void flush() {
        ByteWriter out = connection.out();
        if (out.length() > 0) {
            port.send(out.view());
            connection.drained();
        }
        if (deliveredBytes >= REPORT_BYTES && port.isWritable()) drained();
        if (connection.isClosed()) close(ending());
    }

    @Override
    public void drained() {
        if (deliveredBytes == 0 || left) return;
        port.request(new Request.Sent(line, deliveredBytes));
        deliveredBytes = 0;
    }

    @Override
    public void paused() {
        connection.pause();
    }

    @Override
    public void resumed(long nowMs) {
        connection.resume(nowMs, event -> handle(event, nowMs));
    }

    @Override
    public long unansweredSinceMs() {
        return answers.sinceMs();
    }

    @Override
    public void lost(Break why) {
        leave(why, true, -1);
    }

    @Override
    public void end(Break why) {
        if (connection.isClosed()) return;
        leave(why, true, -1);
        if (admission.isOpen()) connection.disconnect(MqttReasons.ended(why.cause()), why.words());
        else if (connection.isWaiting())
            connection.refuse(MqttReasons.refused(why.cause()), MqttReasons.properties(why.words()));
        else port.close(why); // It has not even said which version it speaks.
    }

    @Override
    public String client() {
        return admission.client();
    }

    private void handle(MqttEvent event, long nowMs) {
        if (event instanceof MqttEvent.Published published) publish(published.publish(), nowMs);
        else if (event instanceof MqttEvent.Acknowledged ack) answered(ack.packetId(), Command.Outcome.SETTLED, nowMs);
        else if (event instanceof MqttEvent.Received received) received(received, nowMs);
        else if (event instanceof MqttEvent.Released released) {
            port.request(new Request.Release(line, released.packetId()));
        } else if (event instanceof MqttEvent.Completed done) answered(done.packetId(), Command.Outcome.SETTLED, nowMs);
        else if (event instanceof MqttEvent.Subscribing subscribing) subscribe(subscribing.subscribe());
        else if (event instanceof MqttEvent.Unsubscribing unsubscribing) unsubscribe(unsubscribing.unsubscribe());
        else if (event instanceof MqttEvent.Connecting connecting) admission.connecting(connecting.connect(), nowMs);
        else if (event instanceof MqttEvent.Authenticating step) admission.authenticating(step.auth(), nowMs);
        else if (event instanceof MqttEvent.Left gone) left(gone);
        else if (event instanceof MqttEvent.Failed failed) failed(failed);
        else throw new AssertionError("no branch for " + event); // only a client's connection tells the others
    }

    private void failed(MqttEvent.Failed failed) {
        Limit limit = MqttReasons.limit(failed.reason(), admission.isOpen());
        if (limit != null) port.reached(limit);
        leave(failed.how(), true, -1);
    }

    private void judged(Reply.Judged judged) {
        admission.heed(judged.verdict());
        count();
    }

    private void opened(Reply.Opened opened, long nowMs) {
        admission.opened(opened);
        if (opened.resumed() && !admission.rights().isOpen()) port.request(new Request.FindShared(line));
        connection.resume(nowMs, event -> handle(event, nowMs));
    }

    private void publish(Packet.Publish packet, long nowMs) {
        if (!topics.allowsName(packet.topic())) {
            refuse(packet, ReasonCode.TOPIC_NAME_INVALID);
            return;
        }
        if (!admission.rights().allows(Action.PUBLISH, Kind.TOPIC, packet.topic())) {
            deny(packet);
            return;
        }
        Message message = new Message(
                packet.topic(),
                Guarantee.values()[packet.qos()],
                packet.retain(),
                packet.expiryS() < 0 ? 0 : nowMs + packet.expiryS() * 1_000,
                MessageFormat.MQTT,
                Content.hasPayload(packet.content()),
                packet.content());
        if (packet.qos() > 0) brake.asked(packet.content().length);
        port.request(new Request.Publish(line, packet.packetId(), message));
    }

    /** Of QoS 0 nobody waits for a word; of QoS 2 the node knows whether it was taken, while that was allowed. */
    private void deny(Packet.Publish packet) {
        if (packet.qos() == 1) refuse(packet, ReasonCode.NOT_AUTHORIZED);
        if (packet.qos() < 2) return;
        String why = admission.rights().denial(Action.PUBLISH, Kind.TOPIC, packet.topic());
        brake.asked(0);
        port.request(new Request.Refuse(line, packet.packetId(), new Refusal(Refusal.Reason.NOT_ALLOWED, why)));
    }

    /** Only 5.0 has a word for one bad message; otherwise the line is all there is to refuse with (M3-40). */
    private void refuse(Packet.Publish packet, ReasonCode reason) {
        if (connection.version() != Version.MQTT_5 || packet.qos() == 0) {
            leave(new Break(Cause.DENIED, reason + ": publish to " + packet.topic()), true, -1);
            connection.disconnect(reason, null);
        } else if (packet.qos() == 1) connection.puback(packet.packetId(), reason);
        else connection.pubrec(packet.packetId(), reason);
    }

    private void published(Reply.Published published) {
        ReasonCode reason = MqttReasons.published(published);
        brake.answered();
        if (reason.isError() && connection.version() != Version.MQTT_5) {
            String why = published.refusal() == null
                    ? reason.name()
                    : published.refusal().message();
            Cause cause = reason == ReasonCode.NOT_AUTHORIZED ? Cause.DENIED : Cause.LIMIT;
            leave(new Break(cause, "refused: " + why), true, -1); // 3.1.1 cannot be told no, and must not be told yes.
            connection.disconnect(reason, null);
        } else if (published.guarantee() == Guarantee.EXACTLY_ONCE) {
            connection.pubrec(published.tag(), reason, MqttReasons.properties(published.refusal()));
        } else connection.puback(published.tag(), reason, MqttReasons.properties(published.refusal()));
    }

    private void released(Reply.Released released) {
        connection.pubcomp(
                released.tag(), released.found() ? ReasonCode.SUCCESS : ReasonCode.PACKET_IDENTIFIER_NOT_FOUND);
    }

    private void deliver(Reply.Deliver deliver, long nowMs) {
        if (admission.rights().isGone()) {
            expel(admission.rights()); // What it may have when it is back stays with its session.
            return;
        }
        deliveredBytes += deliver.cost();
        long sequence = deliver.sequence();
        long expiresAtMs = deliver.outgoing().message().expiresAtMs();
        boolean expired = expiresAtMs != 0 && expiresAtMs <= nowMs && !deliver.repeated();
        boolean declined = !mayConsume(deliver);
        boolean sent = !expired
                && !declined
                && connection.publish(
                        deliver.outgoing().template(),
                        deliver.guarantee().ordinal(),
                        deliver.repeated(),
                        deliver.retain(),
                        sequence == 0 ? 0 : packetIds.idOf(sequence),
                        expiresAtMs == 0 ? -1 : Math.max(0, (expiresAtMs - nowMs + 999) / 1_000),
                        deliver.subscriptionIds());
        if (sent || sequence == 0) return;
        boolean mayBeTaken = deliver.repeated() && deliver.guarantee() == Guarantee.EXACTLY_ONCE; // MQTT-4.8.2-5
        boolean forOthers = declined && !mayBeTaken;
        Command.Outcome outcome = forOthers ? Command.Outcome.DECLINED : Command.Outcome.SETTLED;
        port.request(new Request.Settle(line, sequence, outcome));
    }

    /** A subscription may be older than what its client may do today. */
    private boolean mayConsume(Reply.Deliver deliver) {
        return admission
                .rights()
                .allows(Action.CONSUME, Kind.TOPIC, deliver.outgoing().message().topic());
    }

    private void received(MqttEvent.Received received, long nowMs) {
        boolean refused = received.reason().isError(); // and so finished (MQTT-4.3.3-4)
        answered(received.packetId(), refused ? Command.Outcome.SETTLED : Command.Outcome.RECEIVED, nowMs);
    }

    private void answered(int packetId, Command.Outcome outcome, long nowMs) {
        answers.answered(nowMs);
        long sequence = packetIds.sequenceOf(packetId);
        if (sequence > 0) port.request(new Request.Settle(line, sequence, outcome));
    }

    private void subscribe(Packet.Subscribe packet) {
        List<Subscription> allowed = subscriptions.subscriptions(packet, admission.rights());
        if (packet.filters().size() > options.filtersMax()) port.reached(Limit.MQTT_FILTERS);
        if (!allowed.isEmpty()) port.request(new Request.Subscribe(line, packet.packetId(), allowed));
        else connection.suback(subscriptions.suback(new Reply.Subscribed(line, packet.packetId(), null)));
    }

    private void unsubscribe(Packet.Unsubscribe packet) {
        port.request(new Request.Unsubscribe(line, packet.packetId(), subscriptions.topics(packet)));
    }

    private void unsubscribed(Reply.Unsubscribed gone) {
        if (gone.token() != MqttSubscriptions.OURS) connection.unsuback(subscriptions.unsuback(gone));
    }

    /** Ends shared subscriptions that are not covered any more: others would miss what this client may not have. */
    private void review(List<Command.Unsubscribe.Topic> shared) {
        if (admission.rights().isGone()) return; // It may be back with all its rights.
        List<Command.Unsubscribe.Topic> lost = MqttSubscriptions.uncovered(shared, admission.rights());
        if (!lost.isEmpty()) port.request(new Request.Unsubscribe(line, MqttSubscriptions.OURS, lost));
    }

    /** Goodbye drops the will in 3.1.1; in 5.0 only if the reason is 0 (M5-26). */
    private void left(MqttEvent.Left gone) {
        long expiryS = gone.sessionExpiryS() < 0 ? -1 : MqttOpening.boundedExpiryS(options, gone.sessionExpiryS());
        Cause cause = gone.reason().isError() ? Cause.CLIENT_ERROR : Cause.GOODBYE;
        String said = gone.properties().string(Property.REASON_STRING);
        String words = "DISCONNECT " + gone.reason() + (said == null ? "" : ": " + said);
        leave(new Break(cause, words), gone.reason() != ReasonCode.SUCCESS, expiryS);
    }

    private void closed(Reply.Closed closed) {
        left = true; // The node has already forgotten this line.
        if (how == null) how = closed.how();
        if (admission.isOpen()) connection.disconnect(MqttReasons.closed(closed.cause()), closed.why());
        else connection.refuse(MqttReasons.refused(closed.cause()), MqttReasons.properties(closed.why()));
    }

    /**
     * Ends the line of a user that is there no more, whose will is not wanted either, or whose token has run out: what it
     * wanted while it was good stands.
     */
    private void expel(Rights rights) {
        boolean hasRunOut = rights.hasRunOut();
        leave(new Break(Cause.LOGIN, rights.farewell()), hasRunOut, -1);
        connection.disconnect(
                hasRunOut ? ReasonCode.MAXIMUM_CONNECT_TIME : ReasonCode.NOT_AUTHORIZED, rights.farewell());
    }

    private void leave(Break why, boolean withWill, long expiryS) {
        if (how == null) how = why;
        if (left) return;
        left = true;
        port.request(new Request.Leave(line, why, brake.unanswered(), withWill, expiryS));
    }

    private Break ending() {
        if (how != null) return how;
        if (connection.ended() instanceof MqttEvent.Failed failed) return failed.how();
        Break refusal = admission.refusal();
        return refusal != null ? refusal : new Break(Cause.UNKNOWN, "the line ended");
    }

    private void close(Break why) {
        leave(why, true, -1);
        port.close(why);
    }
}
