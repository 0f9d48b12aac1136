package io.belay.server.bench;

import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.ExpiryPolicy;
import io.belay.amqp.type.LifetimePolicy;
import io.belay.amqp.type.Performative.Attach;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TargetTerminus;
import io.belay.amqp.type.TerminusDurability;
import io.belay.base.ByteWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One AMQP 1.0 client with a queue of its own, which ends with its line. */
final class AmqpLine implements BenchLine {
    private static final List<Symbol> NONE = List.of();
    private static final int MESSAGE_HEAD_LENGTH = 20; // at most

    private final Bench.AmqpPlan plan;
    private final AmqpWire wire;
    private final ArrayDeque<Long> underWay = new ArrayDeque<>(); // when they were sent, not received yet, oldest first
    private @Nullable AmqpSender sender;
    private @Nullable AmqpReceiver receiver;
    private @Nullable AmqpTransactions transactions;
    private @Nullable String queue;
    private boolean isBegun;
    private int attached;
    private @Nullable String refusal; // of a message
    private Bench.Times times = new Bench.Times();
    private int unanswered;
    private long tags;

    /** @throws IOException if the broker is not there */
    AmqpLine(InetSocketAddress broker, Bench.AmqpPlan plan) throws IOException {
        this.plan = plan;
        wire = new AmqpWire(broker, this::take);
    }

    @Override
    public void open(String name, Login login) throws IOException {
        wire.open(name, login);
        AmqpSession session = wire.connection().session();
        session.begin();
        wire.await(() -> isBegun);
        AmqpReceiver in = session.receiver("in");
        receiver = in;
        in.attach(attach(Role.RECEIVER, ownQueue(), Target.at(null)));
        wire.await(() -> queue != null);
        in.credit(credit(), false);
        AmqpSender out = session.sender("out");
        sender = out;
        out.attach(attach(Role.SENDER, Source.at(null), Target.at(queue)));
        int links = 2;
        if (plan.transaction() > 0) {
            transactions = new AmqpTransactions(wire, session);
            links++;
        }
        int expected = links;
        wire.await(() -> attached == expected && out.credit() > 0);
    }

    private int credit() {
        return Math.max(100, 2 * Math.max(plan.window(), plan.transaction()));
    }

    private static Source ownQueue() {
        Map<Symbol, @Nullable Object> node = new LinkedHashMap<>();
        node.put(LifetimePolicy.KEY, LifetimePolicy.DELETE_ON_CLOSE.described());
        return new Source(
                null,
                TerminusDurability.NONE,
                ExpiryPolicy.LINK_DETACH,
                0,
                true,
                node,
                null,
                Collections.emptyMap(),
                null,
                NONE,
                List.of(Symbol.of("temporary-queue")));
    }

    static Attach attach(Role role, Source source, TargetTerminus target) {
        return new Attach(
                "",
                0,
                role,
                SenderSettleMode.UNSETTLED,
                ReceiverSettleMode.FIRST,
                source,
                target,
                null,
                false,
                0,
                0,
                NONE,
                NONE,
                Collections.emptyMap());
    }

    private void take(AmqpEvent event) {
        if (event instanceof AmqpEvent.Begun) isBegun = true;
        else if (event instanceof AmqpEvent.Attached link) attached(link);
        else if (event instanceof AmqpEvent.Outcome outcome) decided(outcome);
        else if (event instanceof AmqpEvent.Delivery delivery) received(delivery);
    }

    private void attached(AmqpEvent.Attached link) {
        attached++;
        Source theirs = link.attach().source();
        if (link.link() == receiver && theirs != null) queue = theirs.address();
    }

    private void decided(AmqpEvent.Outcome outcome) {
        AmqpTransactions own = transactions;
        if (!outcome.settled()) outcome.sender().settle(outcome.deliveryId(), outcome.state(), true);
        if (own != null && outcome.sender() == own.coordinator()) {
            own.decided(outcome.state());
            return;
        }
        boolean isTaken = outcome.state() instanceof DeliveryState.Accepted
                || outcome.state() instanceof DeliveryState.TransactionalState;
        if (!isTaken) refusal = "the broker refuses a message: " + outcome.state();
        unanswered--;
        if (own == null) times.acknowledged().add(System.nanoTime() - outcome.context());
    }

    private void received(AmqpEvent.Delivery delivery) {
        Long sentNanos = underWay.poll();
        if (sentNanos != null) times.received().add(System.nanoTime() - sentNanos);
        delivery.receiver().settle(delivery.deliveryId(), delivery.deliveryId(), DeliveryState.ACCEPTED, true);
        if (delivery.receiver().credit() < credit() / 2) delivery.receiver().credit(credit(), false);
    }

    @Override
    public void load(BooleanSupplier isOver, int length, Bench.Times times) throws IOException {
        this.times = times;
        byte[] message = message(plan.isDurable(), length);
        while (!isOver.getAsBoolean()) {
            if (transactions == null) sendOne(message);
            else sendTransaction(transactions, message);
        }
        await(() -> unanswered == 0 && underWay.isEmpty());
    }

    /** Sends one as soon as the window is open. In a window of one it has to be back, too. */
    private void sendOne(byte[] message) throws IOException {
        await(() -> unanswered < plan.window() && underWay.size() < plan.window() && canSend());
        send(message, null);
    }

    private boolean canSend() {
        AmqpSender out = sender;
        return out != null && out.credit() > 0 && out.isWritable();
    }

    private void send(byte[] message, @Nullable DeliveryState state) {
        AmqpSender out = sender;
        if (out == null) return;
        long nowNanos = System.nanoTime();
        underWay.add(nowNanos);
        unanswered++;
        Binary tag = Binary.of(new ByteWriter(8).writeLong(++tags).toArray());
        out.send(tag, false, state, 0, nowNanos, ByteBuffer.wrap(message));
    }

    /** A transaction of so many messages counts as one, from its begin to the answer to its commit. */
    private void sendTransaction(AmqpTransactions own, byte[] message) throws IOException {
        long beganNanos = System.nanoTime();
        Binary id = own.declare();
        for (int count = 0; count < plan.transaction(); count++) {
            await(this::canSend);
            send(message, new DeliveryState.TransactionalState(id, null));
        }
        await(() -> unanswered == 0);
        own.commit(id);
        times.acknowledged().add(System.nanoTime() - beganNanos);
        await(underWay::isEmpty);
    }

    private void await(BooleanSupplier isDone) throws IOException {
        wire.await(() -> refusal != null || isDone.getAsBoolean());
        String words = refusal;
        if (words != null) throw new IOException(words);
    }

    /**
     * Header and one section of data (AMQP 1.0 §3.2).
     *
     * <pre>
     *   00 53 70 c0 02 01 41|42     durable or not
     *   00 53 75 b0 length4 bytes
     * </pre>
     */
    static byte[] message(boolean isDurable, int length) {
        int durable = isDurable ? 0x41 : 0x42;
        byte[] head = {0x00, 0x53, 0x70, (byte) 0xc0, 0x02, 0x01, (byte) durable, 0x00, 0x53, 0x75, (byte) 0xb0};
        ByteWriter out = new ByteWriter(MESSAGE_HEAD_LENGTH + length);
        out.writeRaw(head, 0, head.length).writeInt(length);
        return out.writeRaw(BenchLine.payload(length), 0, length).toArray();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
