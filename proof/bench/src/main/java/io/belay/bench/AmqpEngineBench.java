package io.belay.bench;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLimits;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.Performative.Open;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message from one engine to the other, and its outcome back: both ends in one thread, over a line that is a buffer
 * outside the heap. The message lies on the heap, as with the gateway and the client. What the receiver says of 50 messages is
 * one frame, whether it settles each of them or the range.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(2)
public class AmqpEngineBench {
    private static final int BATCH = 50;

    /** The message, bytes. */
    @Param({"100", "1024"})
    public int length;

    private final AmqpConnection client = AmqpConnection.client(AmqpLimits.DEFAULT, false, 0);
    private final AmqpConnection server = AmqpConnection.server(AmqpLimits.DEFAULT, 0);
    private final ByteBuffer line = ByteBuffer.allocateDirect(1 << 20);
    private final Binary[] tags = new Binary[BATCH];
    private ByteBuffer payload = ByteBuffer.allocate(0);
    private int settled;
    private int taken; // not settled yet
    private int deliveryId; // of the yardstick

    /** Whether the receiver settles each message for itself, as the gateway does, or all of them in one call. */
    @Param({"false", "true"})
    public boolean inRanges;

    /** Creates it; called by JMH. */
    public AmqpEngineBench() {}

    /** Opens both ends, with a link from the client to the server. */
    @Setup
    public void setUp() {
        payload = ByteBuffer.allocate(length);
        for (int index = 0; index < BATCH; index++) tags[index] = Binary.of((byte) 1, (byte) 2, (byte) 3, (byte) index);
        client.open(open());
        carry();
        server.open(open());
        carry();
        AmqpSession session = client.session();
        session.begin();
        carry();
        AmqpSender sender = session.sender("bench");
        sender.attach(attach());
        client.sessions().get(0).attachment(sender);
        carry();
    }

    /** Sends 50 messages, and takes their outcomes. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int messages() {
        AmqpSender sender = (AmqpSender) client.sessions().get(0).attachment();
        settled = 0;
        for (Binary tag : tags) sender.send(tag, false, null, 0, 7, payload.clear());
        carry();
        if (settled != BATCH) throw new IllegalStateException("only " + settled + " are settled");
        return settled;
    }

    /** The yardstick: the same frames by hand, and no engine. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long byHand() {
        int first = deliveryId;
        line.clear();
        for (Binary tag : tags) AmqpByHand.writeTransfer(deliveryId++, tag.bytes(), payload.clear(), line);
        long read = 0;
        for (line.flip(); line.hasRemaining(); ) read += AmqpByHand.readTransfer(line);
        AmqpByHand.writeDisposition(first, deliveryId - 1, line.clear());
        return read + AmqpByHand.readDisposition(line.flip());
    }

    private void carry() {
        while (client.out().length() + server.out().length() > 0) {
            line.clear().put(client.out().view()).flip();
            client.drained();
            server.receive(line, 0, this::onServer);
            line.clear().put(server.out().view()).flip();
            server.drained();
            client.receive(line, 0, this::onClient);
        }
    }

    private void onServer(AmqpEvent event) {
        if (event instanceof AmqpEvent.Delivery one) take(one.receiver(), one.deliveryId());
        else if (event instanceof AmqpEvent.Begun begun) begun.session().begin();
        else if (event instanceof AmqpEvent.Attached attached) {
            attached.link().attach(attached.attach());
            ((AmqpReceiver) attached.link()).credit(1_000, false);
        }
    }

    private void take(AmqpReceiver receiver, long deliveryId) {
        if (++taken < (inRanges ? BATCH : 1)) return;
        receiver.settle(deliveryId - taken + 1, deliveryId, DeliveryState.ACCEPTED, true);
        taken = 0;
        if (receiver.credit() < 500) receiver.credit(1_000, false);
    }

    private void onClient(AmqpEvent event) {
        if (event instanceof AmqpEvent.Outcome) settled++;
    }

    private static Open open() {
        List<Symbol> none = List.of();
        return new Open(
                "bench",
                null,
                Performative.UINT_MAX,
                Performative.USHORT_MAX,
                0,
                none,
                none,
                none,
                none,
                Collections.emptyMap());
    }

    private static Attach attach() {
        List<Symbol> none = List.of();
        return new Attach(
                "bench",
                0,
                Role.SENDER,
                SenderSettleMode.UNSETTLED,
                ReceiverSettleMode.FIRST,
                Source.at("bench"),
                Target.at("bench"),
                null,
                false,
                0,
                0,
                none,
                none,
                Collections.emptyMap());
    }
}
