package io.belay.node;

import io.belay.base.Break;
import io.belay.base.Cause;
import io.belay.mqtt.MqttConnection;
import io.belay.mqtt.MqttEvent;
import io.belay.mqtt.MqttLimits;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.Property;
import io.belay.mqtt.PublishTemplate;
import io.belay.mqtt.Version;
import io.belay.node.limit.Limit;
import io.belay.node.limit.MemoryBudget;
import io.belay.node.mqtt.MqttGateway;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client's end of a line, its gateway at the other end, and what the client has seen. */
final class TestClient implements GatewayPort, TestLine {
    static final MqttLimits LIMITS = new MqttLimits(1 << 20, 1 << 18, 5_000, 10_000, 65_535, 0, 0);

    final TestBroker broker;
    final long line;
    final MqttConnection client;
    final MqttGateway gateway;
    final List<MqttEvent> events = new ArrayList<>();
    final List<String> untold = new ArrayList<>();
    private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();
    boolean isWritable = true;
    boolean isReading = true;

    @Nullable
    String closed;

    boolean cut;

    TestClient(TestBroker broker, Version version) {
        this(broker, version, LIMITS);
    }

    TestClient(TestBroker broker, Version version, MqttLimits limits) {
        this.broker = broker;
        line = broker.nextLine();
        client = MqttConnection.client(limits, version, broker.nowMs);
        Authenticator logins = broker.authenticators.apply(this::judged);
        gateway = new MqttGateway(line, "test:" + line, "auto-" + line, broker.mqtt, logins, this, broker.nowMs);
        broker.clients.put(line, this);
    }

    /** A client with a session that is kept for {@code expiryS} (5.0), connected. */
    static TestClient of(TestBroker broker, String id, boolean clean, long expiryS) {
        return new TestClient(broker, Version.MQTT_5).connect(id, clean, expiryS, null);
    }

    TestClient connect(String id, boolean clean, long expiryS, Packet.@Nullable Will will) {
        Properties properties = expiryS == 0
                ? Properties.NONE
                : Properties.builder()
                        .put(Property.SESSION_EXPIRY_INTERVAL, expiryS)
                        .build();
        boolean old = client.version() == Version.MQTT_3_1_1;
        client.connect(new Packet.Connect(
                client.version(), id, clean, 60, will, null, null, old ? Properties.NONE : properties));
        broker.settle();
        return this;
    }

    TestClient subscribe(int packetId, String filter, int qos) {
        client.subscribe(new Packet.Subscribe(
                packetId, List.of(new Packet.Filter(filter, qos, false, false, 0)), Properties.NONE));
        broker.settle();
        return this;
    }

    TestClient publish(String topic, int qos, int packetId, String payload) {
        return publish(topic, qos, packetId, payload, false);
    }

    TestClient publish(String topic, int qos, int packetId, String payload, boolean retain) {
        send(topic, qos, packetId, payload, retain);
        broker.settle();
        return this;
    }

    /** Writes a PUBLISH and lets nothing happen yet. */
    void send(String topic, int qos, int packetId, String payload, boolean retain) {
        byte[] content = ("\0" + payload).getBytes(StandardCharsets.UTF_8);
        client.publish(new PublishTemplate(topic, content), qos, false, retain, packetId, -1, new int[0]);
    }

    /** The line breaks; the gateway hears of it. */
    void cut() {
        if (!cut) gateway.lost(new Break(Cause.RESET, "cut by the test"));
        cut = true;
        broker.settle();
    }

    <T extends MqttEvent> List<T> seen(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What arrived, as topic=payload. */
    List<String> messages() {
        return seen(MqttEvent.Published.class).stream()
                .map(event -> event.publish().topic() + "=" + payload(event.publish()))
                .toList();
    }

    List<Packet.Publish> publishes() {
        return seen(MqttEvent.Published.class).stream()
                .map(MqttEvent.Published::publish)
                .toList();
    }

    static String payload(Packet.Publish publish) {
        byte[] content = publish.content();
        return new String(content, 1 + content[0], content.length - 1 - content[0], StandardCharsets.UTF_8);
    }

    private void judged(Authenticator.Verdict verdict) {
        reply(new Reply.Judged(line, verdict));
    }

    @Override
    public void reply(Reply reply) {
        if (cut) return;
        gateway.replied(reply, broker.nowMs);
    }

    @Override
    public void tick() {
        if (!cut) gateway.tick(broker.nowMs);
    }

    /** Bytes travel both ways; whether any did. */
    @Override
    public boolean exchange() {
        if (cut) return false;
        boolean moved = false;
        if (client.out().length() > 0 && isReading) {
            ByteBuffer bytes = ByteBuffer.wrap(client.out().toArray());
            client.drained();
            gateway.received(bytes, broker.nowMs);
            moved = true;
        }
        gateway.flush();
        if (toClient.size() > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(toClient.toByteArray());
            toClient.reset();
            client.receive(bytes, broker.nowMs, events::add);
            moved = true;
        }
        return moved;
    }

    @Override
    public void request(Request request) {
        broker.requests.add(request);
    }

    @Override
    public void keeps(MemoryBudget.Share share, long bytes) {
        broker.node.budget().add(share, bytes);
    }

    @Override
    public boolean hasRoom(MemoryBudget.Share share) {
        return !broker.node.budget().isFull(share);
    }

    @Override
    public void reached(Limit limit) {
        broker.node.limitCounts().hit(limit, "line " + line);
    }

    @Override
    public void untold(String words) {
        untold.add(words);
    }

    @Override
    public void send(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        toClient.writeBytes(copy);
    }

    @Override
    public boolean isWritable() {
        return isWritable;
    }

    @Override
    public void pauseReading() {
        isReading = false;
    }

    @Override
    public void resumeReading() {
        isReading = true;
    }

    @Override
    public void close(Break why) {
        if (closed == null) closed = why.text();
    }
}
