package io.belay.sim;

import io.belay.base.ByteWriter;
import io.belay.base.MalformedException;
import io.belay.mqtt.MqttDecoder;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Version;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads along with one direction of a line: bytes as they are written, whole packets out. */
final class Tap {
    private static final int PACKET_LENGTH_MAX = 1 << 20;

    private final MqttDecoder decoder;
    private final Consumer<String> offended;
    private final TreeMap<Integer, String> aliases = new TreeMap<>(); // of this direction of this line (§3.3.2.3.4)
    private ByteWriter kept = new ByteWriter(64);
    private long total;
    private boolean isDeaf;

    /**
     * A packet and where it ends.
     *
     * @param end bytes from the beginning of the direction to its last one
     */
    record Read(Packet packet, long end) {}

    /** A tap for what a client, or a server, says; {@code offended} is told once, what nobody can read. */
    Tap(boolean fromClient, Consumer<String> offended) {
        decoder = new MqttDecoder(fromClient, PACKET_LENGTH_MAX);
        this.offended = offended;
    }

    /** What the CONNECT asked for, null before it was seen. */
    @Nullable
    Version version() {
        return decoder.version();
    }

    /** Tells which version is spoken, for the direction without a CONNECT. */
    void version(Version version) {
        decoder.version(version);
    }

    /** The packets that these bytes, which stay as they are, complete. */
    List<Read> read(ByteBuffer bytes) {
        if (isDeaf) return List.of();
        total += bytes.remaining();
        ByteBuffer in = join(bytes.duplicate());
        List<Read> packets = new ArrayList<>(2);
        try {
            for (Packet packet = decoder.decode(in); packet != null; packet = decoder.decode(in)) {
                packets.add(new Read(named(packet), total - in.remaining()));
            }
        } catch (MalformedException malformed) {
            isDeaf = true;
            offended.accept("malformed packet: " + malformed.getMessage());
        }
        keep(in);
        return packets;
    }

    private ByteBuffer join(ByteBuffer bytes) {
        if (kept.length() == 0) return bytes;
        append(bytes);
        ByteBuffer all = kept.view();
        kept = new ByteWriter(64);
        return all;
    }

    private void keep(ByteBuffer in) {
        if (in.hasRemaining()) append(in);
    }

    private void append(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        kept.writeRaw(copy, 0, copy.length);
    }

    private Packet named(Packet packet) {
        if (!(packet instanceof Packet.Publish publish) || publish.topicAlias() == 0) return packet;
        if (!publish.topic().isEmpty()) aliases.put(publish.topicAlias(), publish.topic());
        String topic = aliases.get(publish.topicAlias());
        if (topic == null) {
            offended.accept("topic alias " + publish.topicAlias() + " was never given a topic");
            return packet;
        }
        return withTopic(publish, topic);
    }

    private static Packet.Publish withTopic(Packet.Publish publish, String topic) {
        return new Packet.Publish(
                topic,
                publish.qos(),
                publish.dup(),
                publish.retain(),
                publish.packetId(),
                0,
                publish.expiryS(),
                publish.subscriptionIds(),
                publish.content());
    }
}
