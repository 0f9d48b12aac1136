package io.belay.bench;

import io.belay.base.ByteWriter;
import io.belay.mqtt.Content;
import io.belay.mqtt.MqttDecoder;
import io.belay.mqtt.MqttEncoder;
import io.belay.mqtt.Packet;
import io.belay.mqtt.Properties;
import io.belay.mqtt.PublishTemplate;
import io.belay.mqtt.Version;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How fast PUBLISH is read and written: one packet of QoS 1 with a topic of 20 bytes, and no properties. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(2)
public class CodecBench {
    private static final int[] NO_IDS = {};

    /** The version on the line. */
    @Param({"MQTT_3_1_1", "MQTT_5"})
    public Version version = Version.MQTT_5;

    /** The payload, bytes. */
    @Param({"100", "1024"})
    public int length;

    private Packet.Publish publish = new Packet.Publish("", 0, false, false, 0, 0, -1, NO_IDS, new byte[1]);
    private PublishTemplate template = new PublishTemplate("", new byte[1]);
    private MqttDecoder decoder = new MqttDecoder(true, MqttDecoder.PACKET_LENGTH_MAX);
    private ByteBuffer heap = ByteBuffer.allocate(0);
    private ByteBuffer direct = ByteBuffer.allocate(0);
    private final ByteWriter out = new ByteWriter(64 << 10);
    private int packetId;

    /** Creates it; called by JMH. */
    public CodecBench() {}

    /** Makes the packet and its bytes. */
    @Setup
    public void setUp() {
        byte[] content = Content.of(Properties.NONE, new byte[length]);
        publish = new Packet.Publish("shop/7/till/12/price", 1, false, false, 258, 0, -1, NO_IDS, content);
        template = new PublishTemplate(publish.topic(), content);
        decoder = new MqttDecoder(true, MqttDecoder.PACKET_LENGTH_MAX);
        decoder.version(version);
        MqttEncoder.encode(publish, version, out);
        byte[] bytes = out.toArray();
        heap = ByteBuffer.wrap(bytes);
        direct = ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }

    /** The yardstick: what every decoder must do at the least, one copy of the payload and one object. */
    @Benchmark
    public Packet copy() {
        byte[] content = Arrays.copyOfRange(heap.array(), heap.capacity() - length - 1, heap.capacity());
        return new Packet.Publish(publish.topic(), 1, false, false, 258, 0, -1, NO_IDS, content);
    }

    /** Bytes on the heap to a packet with its own copy of the payload. */
    @Benchmark
    public @Nullable Packet decodeHeap() {
        heap.position(0);
        return decoder.decode(heap);
    }

    /** Bytes outside the heap, as sockets give them, to a packet with its own copy of the payload. */
    @Benchmark
    public @Nullable Packet decodeDirect() {
        direct.position(0);
        return decoder.decode(direct);
    }

    /** A packet to bytes in a buffer that is used again. */
    @Benchmark
    public int encode() {
        out.clear();
        MqttEncoder.encode(publish, version, out);
        return out.length();
    }

    /** A message made ready once to bytes for one more reader, in a buffer that is used again. */
    @Benchmark
    public int template() {
        out.clear();
        packetId = (packetId & 0x7FFF) + 1;
        template.write(out, version, 1, false, false, packetId, -1, NO_IDS, 0, false);
        return out.length();
    }
}
