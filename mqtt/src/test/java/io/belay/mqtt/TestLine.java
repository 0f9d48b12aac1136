package io.belay.mqtt;

import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** One end of a line in a test: it is told packets or bytes, and remembers its events and what it said. */
final class TestLine {
    static final Version V3 = Version.MQTT_3_1_1;
    static final Version V5 = Version.MQTT_5;

    final MqttConnection connection;
    final boolean isServer;
    final Version version;
    private final MqttDecoder readerOfOut;
    private final List<MqttEvent> events = new ArrayList<>();
    private final List<Packet> said = new ArrayList<>();
    private Consumer<MqttEvent> reaction = event -> {};
    private long nowMs;

    private TestLine(boolean isServer, Version version, MqttLimits limits) {
        this.isServer = isServer;
        this.version = version;
        connection = isServer ? MqttConnection.server(limits, 0) : MqttConnection.client(limits, version, 0);
        readerOfOut = new MqttDecoder(!isServer, MqttDecoder.PACKET_LENGTH_MAX);
        readerOfOut.version(version);
    }

    /** A server's end that has heard nothing yet; it is going to hear {@code version}. */
    static TestLine server(Version version, MqttLimits limits) {
        return new TestLine(true, version, limits);
    }

    static TestLine server(Version version) {
        return server(version, MqttLimits.DEFAULT);
    }

    static TestLine client(Version version, MqttLimits limits) {
        return new TestLine(false, version, limits);
    }

    static TestLine client(Version version) {
        return client(version, MqttLimits.DEFAULT);
    }

    /** A server's end whose client, with these properties, has been accepted; all that is forgotten. */
    static TestLine openServer(Version version, MqttLimits limits, Properties ofConnect) {
        TestLine line = server(version, limits);
        line.hears(connect(version, 0, ofConnect));
        line.connection.accept(connack(Properties.NONE));
        line.forget();
        return line;
    }

    static TestLine openServer(Version version) {
        return openServer(version, MqttLimits.DEFAULT, Properties.NONE);
    }

    /** A client's end that has been accepted with these properties; all that is forgotten. */
    static TestLine openClient(Version version, int keepAliveS, Properties ofConnack) {
        TestLine line = client(version);
        line.connection.connect(connect(version, keepAliveS, Properties.NONE));
        line.hears(connack(ofConnack));
        line.forget();
        return line;
    }

    static Packet.Connect connect(Version version, int keepAliveS, Properties properties) {
        return new Packet.Connect(version, "till-7", true, keepAliveS, null, null, null, properties);
    }

    static Packet.Connack connack(Properties properties) {
        return new Packet.Connack(false, ReasonCode.SUCCESS, properties);
    }

    /** A message with payload {@code x}. */
    static Packet.Publish publish(String topic, int qos, int packetId) {
        return publish(topic, qos, false, packetId, 0);
    }

    static Packet.Publish publish(String topic, int qos, boolean dup, int packetId, int alias) {
        return new Packet.Publish(topic, qos, dup, false, packetId, alias, -1, new int[0], content("x"));
    }

    static Packet.Subscribe subscribe(int packetId, String... filters) {
        List<Packet.Filter> list = new ArrayList<>();
        for (String filter : filters) list.add(new Packet.Filter(filter, 1, false, false, 0));
        return new Packet.Subscribe(packetId, list, Properties.NONE);
    }

    static byte[] content(String payload) {
        return Content.of(Properties.NONE, payload.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static PublishTemplate message(String topic) {
        return new PublishTemplate(topic, content("x"));
    }

    static byte[] encoded(Packet packet, Version version) {
        ByteWriter out = new ByteWriter(64);
        MqttEncoder.encode(packet, version, out);
        return out.toArray();
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** What to do at each event, within the event. */
    TestLine reactingWith(Consumer<MqttEvent> reaction) {
        this.reaction = reaction;
        return this;
    }

    TestLine hears(Packet... packets) {
        for (Packet packet : packets) hears(encoded(packet, version));
        return this;
    }

    TestLine hears(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        connection.receive(in, nowMs, this::note);
        if (in.hasRemaining()) throw new AssertionError("receive left " + in.remaining() + " bytes");
        return this;
    }

    TestLine hears(String hex) {
        return hears(bytes(hex));
    }

    TestLine resumes() {
        connection.resume(nowMs, this::note);
        return this;
    }

    /** Lets the time come to {@code nowMs} and ticks. */
    TestLine at(long nowMs) {
        this.nowMs = nowMs;
        connection.tick(nowMs, this::note);
        return this;
    }

    /** Lets the time come to {@code nowMs} without a tick. */
    TestLine passes(long nowMs) {
        this.nowMs = nowMs;
        return this;
    }

    private void note(MqttEvent event) {
        events.add(event);
        reaction.accept(event);
    }

    /** The events since the last call. */
    List<MqttEvent> events() {
        List<MqttEvent> noted = List.copyOf(events);
        events.clear();
        return noted;
    }

    /** The packets said since the last call. */
    List<Packet> said() {
        ByteBuffer out = connection.out().view();
        while (out.hasRemaining()) said.add(readerOfOut.decode(out));
        connection.drained();
        List<Packet> all = List.copyOf(said);
        said.clear();
        return all;
    }

    /** The bytes said since the last call, as two-digit hex with blanks. */
    String saidHex() {
        String hex = HexFormat.ofDelimiter(" ").formatHex(connection.out().toArray());
        connection.drained();
        return hex;
    }

    void forget() {
        said();
        events();
    }

    boolean isClosed() {
        return connection.isClosed();
    }

    /** The one event that ended it, with its reason; fails if it did not end so. */
    ReasonCode failure() {
        if (connection.ended() instanceof MqttEvent.Failed failed && isClosed()) return failed.reason();
        throw new AssertionError("expected a failed line, found " + connection.ended());
    }
}
