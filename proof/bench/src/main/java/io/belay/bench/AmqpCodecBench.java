package io.belay.bench;

import io.belay.amqp.codec.Frame;
import io.belay.amqp.codec.FrameDecoder;
import io.belay.amqp.codec.FrameEncoder;
import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.PropertyField;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Header;
import io.belay.amqp.type.Performative.Disposition;
import io.belay.amqp.type.Performative.Transfer;
import io.belay.amqp.type.Properties;
import io.belay.amqp.type.Role;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How fast the frames of a message are written and read: a transfer with 100 bytes of payload, and its disposition. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(2)
public class AmqpCodecBench {
    private static final int FRAME_SIZE_MAX = 1 << 20;
    private static final int PAYLOAD_LENGTH = 100;

    private final FrameDecoder decoder = new FrameDecoder(FRAME_SIZE_MAX);
    private final ByteWriter out = new ByteWriter(64 << 10);
    private final ByteBuffer payload = ByteBuffer.allocateDirect(PAYLOAD_LENGTH);
    private final ByteBuffer line = ByteBuffer.allocateDirect(1000);
    private Binary tag = Binary.of();
    private ByteBuffer transferFrame = ByteBuffer.allocate(0);
    private ByteBuffer dispositionFrame = ByteBuffer.allocate(0);
    private ByteBuffer message = ByteBuffer.allocate(0);
    private int deliveryId;

    /** Creates it; called by JMH. */
    public AmqpCodecBench() {}

    /** Makes the frames and a message. */
    @Setup
    public void setUp() {
        decoder.decode(ByteBuffer.wrap(new byte[] {'A', 'M', 'Q', 'P', 0, 1, 0, 0}));
        tag = Binary.of((byte) 1, (byte) 2, (byte) 3, (byte) 4);
        deliveryId = 70_000;
        transferFrame = direct(writeTransfer());
        dispositionFrame = direct(writeDisposition());
        out.clear();
        SectionWriter.writeHeader(new Header(true, 4, -1, false, 0), out);
        SectionWriter.writeProperties(
                new Properties("ID:1", null, "queue", null, null, null, null, null, null, null, null, -1, null), out);
        SectionWriter.writeApplicationProperties(Map.of("color", "red", "weight", 2500, "region", "EU"), out);
        SectionWriter.writeData(ByteBuffer.allocate(PAYLOAD_LENGTH), out);
        message = direct(out.length());
    }

    private ByteBuffer direct(int length) {
        return ByteBuffer.allocateDirect(length).put(out.view()).flip();
    }

    /** A transfer with payload to bytes. */
    @Benchmark
    public int writeTransfer() {
        out.clear();
        payload.clear();
        Transfer transfer = new Transfer(0, deliveryId, tag, 0, false, false, null, null, false, false, false);
        FrameEncoder.writeTransfer(1, transfer, payload, FRAME_SIZE_MAX, out);
        return out.length();
    }

    /** Bytes outside the heap to a transfer and a view of its payload. */
    @Benchmark
    public @Nullable Frame readTransfer() {
        return decoder.decode(transferFrame.rewind());
    }

    /** A disposition to bytes. */
    @Benchmark
    public int writeDisposition() {
        out.clear();
        FrameEncoder.write(
                1, new Disposition(Role.RECEIVER, deliveryId, deliveryId, true, DeliveryState.ACCEPTED, false), out);
        return out.length();
    }

    /** Bytes outside the heap to a disposition. */
    @Benchmark
    public @Nullable Frame readDisposition() {
        return decoder.decode(dispositionFrame.rewind());
    }

    /** All four for one message, over a line that is a buffer. */
    @Benchmark
    public @Nullable Frame wholeMessage() {
        deliveryId++;
        writeTransfer();
        decoder.decode(line.clear().put(out.view()).flip());
        writeDisposition();
        return decoder.decode(line.clear().put(out.view()).flip());
    }

    /** To find the sections of a message and one property of each kind. */
    @Benchmark
    public boolean route() {
        MessageSections sections = MessageSections.of(message);
        return sections.property(PropertyField.TO) != null && sections.applicationProperty("color") != null;
    }
}
