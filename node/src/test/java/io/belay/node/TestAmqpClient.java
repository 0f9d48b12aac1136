package io.belay.node;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLimits;
import io.belay.amqp.AmqpLink;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.codec.FrameEncoder;
import io.belay.amqp.codec.MessageSections;
import io.belay.amqp.codec.SectionWriter;
import io.belay.amqp.type.AmqpError;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.Coordinator;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import io.belay.amqp.type.TargetTerminus;
import io.belay.amqp.type.TransactionRequest;
import io.belay.base.Break;
import io.belay.base.ByteWriter;
import io.belay.base.Cause;
import io.belay.node.amqp.AmqpGateway;
import io.belay.node.limit.Limit;
import io.belay.node.limit.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An AMQP client's end of a line, its gateway at the other end, and what the client has seen. */
final class TestAmqpClient implements GatewayPort, TestLine {
    static final AmqpLimits LIMITS = AmqpLimits.DEFAULT;

    /** What arrived on a link. */
    record Arrived(AmqpReceiver link, long deliveryId, boolean settled, byte[] bytes) {
        MessageSections sections() {
            return MessageSections.of(ByteBuffer.wrap(bytes));
        }

        Object text() {
            return Objects.requireNonNull(sections().bodyValue());
        }
    }

    final TestBroker broker;
    final long line;
    final AmqpConnection client;
    final AmqpGateway gateway;
    final List<AmqpEvent> events = new ArrayList<>();
    final List<Arrived> arrived = new ArrayList<>();
    final Map<Long, DeliveryState> outcomes = new LinkedHashMap<>(); // by delivery-id of what we sent
    private final List<AmqpLink> ours = new ArrayList<>();
    private final ByteArrayOutputStream toClient = new ByteArrayOutputStream();
    boolean isWritable = true;
    boolean isReading = true;
    boolean readsNothing; // this client is too slow for anything

    @Nullable
    String closed;

    boolean cut;
    private long tags;

    TestAmqpClient(TestBroker broker, boolean usesSasl, AmqpLimits limits) {
        this.broker = broker;
        line = broker.nextLine();
        client = AmqpConnection.client(limits, usesSasl, broker.nowMs);
        Authenticator logins = broker.authenticators.apply(this::judged);
        gateway = new AmqpGateway(line, "test:" + line, broker.amqp, logins, this, broker.nowMs);
        broker.clients.put(line, this);
    }

    /** A client that is in, without SASL. */
    static TestAmqpClient of(TestBroker broker, String containerId) {
        TestAmqpClient client = new TestAmqpClient(broker, false, LIMITS);
        client.open(containerId);
        return client;
    }

    TestAmqpClient open(String containerId, String... desired) {
        List<Symbol> capabilities = Arrays.stream(desired).map(Symbol::of).toList();
        client.open(new Performative.Open(
                containerId,
                null,
                Performative.UINT_MAX,
                Performative.USHORT_MAX,
                0,
                List.of(),
                List.of(),
                List.of(),
                capabilities,
                Collections.emptyMap()));
        broker.settle();
        return this;
    }

    AmqpSession session() {
        AmqpSession session = client.session();
        session.begin();
        broker.settle();
        return session;
    }

    static Target target(@Nullable String address, String... capabilities) {
        Target plain = Target.at(address);
        return new Target(
                address,
                plain.durability(),
                plain.expiryPolicy(),
                0,
                false,
                Collections.emptyMap(),
                symbols(capabilities));
    }

    static Source source(@Nullable String address, String... capabilities) {
        return source(address, null, Collections.emptyMap(), capabilities);
    }

    static Source source(
            @Nullable String address,
            @Nullable String distribution,
            Map<Symbol, @Nullable Object> filter,
            String... capabilities) {
        Source plain = Source.at(address);
        return new Source(
                address,
                plain.durability(),
                plain.expiryPolicy(),
                0,
                false,
                Collections.emptyMap(),
                distribution == null ? null : Symbol.of(distribution),
                filter,
                null,
                List.of(),
                symbols(capabilities));
    }

    static List<Symbol> symbols(String... texts) {
        return Arrays.stream(texts).map(Symbol::of).toList();
    }

    /** Begins to send. */
    AmqpSender sender(AmqpSession session, String name, @Nullable TargetTerminus target) {
        AmqpSender sender = session.sender(name);
        ours.add(sender);
        sender.attach(attach(Role.SENDER, SenderSettleMode.MIXED, Source.at(name), target, List.of()));
        broker.settle();
        return sender;
    }

    AmqpSender sender(AmqpSession session, String queue) {
        return sender(session, "to " + queue, target(queue, "queue"));
    }

    AmqpSender coordinator(AmqpSession session) {
        Coordinator coordinator = new Coordinator(symbols("amqp:local-transactions"));
        return sender(session, "coordinator", coordinator);
    }

    /** Begins to consume. */
    AmqpReceiver receiver(
            AmqpSession session, String name, SenderSettleMode mode, @Nullable Source source, String... desired) {
        AmqpReceiver receiver = session.receiver(name);
        ours.add(receiver);
        receiver.attach(attach(Role.RECEIVER, mode, source, Target.at(null), symbols(desired)));
        broker.settle();
        return receiver;
    }

    AmqpReceiver receiver(AmqpSession session, String queue) {
        return receiver(session, "from " + queue, SenderSettleMode.UNSETTLED, source(queue, "queue"));
    }

    static Performative.Attach attach(
            Role role,
            SenderSettleMode mode,
            @Nullable Source source,
            @Nullable TargetTerminus target,
            List<Symbol> desired) {
        return new Performative.Attach(
                "",
                0,
                role,
                mode,
                ReceiverSettleMode.FIRST,
                source,
                target,
                null,
                false,
                0,
                0,
                List.of(),
                desired,
                Collections.emptyMap());
    }

    TestAmqpClient credit(AmqpReceiver receiver, long credit) {
        receiver.credit(credit, false);
        broker.settle();
        return this;
    }

    TestAmqpClient drain(AmqpReceiver receiver, long credit) {
        receiver.credit(credit, true);
        broker.settle();
        return this;
    }

    /** A message of a string. */
    static byte[] text(String text) {
        ByteWriter out = new ByteWriter(64);
        SectionWriter.writeValue(text, out);
        return out.toArray();
    }

    /** Sends and lets everything happen; the outcome, null if there is none. */
    @Nullable
    DeliveryState send(AmqpSender sender, byte[] message) {
        return send(sender, message, false, null);
    }

    @Nullable
    DeliveryState send(AmqpSender sender, byte[] message, boolean settled, @Nullable DeliveryState state) {
        long id = write(sender, message, settled, state);
        broker.settle();
        return outcomes.get(id);
    }

    /** Sends and lets nothing happen yet. */
    long write(AmqpSender sender, byte[] message, boolean settled, @Nullable DeliveryState state) {
        Binary tag = Binary.of(new ByteWriter(8).writeLong(++tags).toArray());
        return sender.send(tag, settled, state, 0, 0, ByteBuffer.wrap(message), ByteBuffer.allocate(0));
    }

    TestAmqpClient send(AmqpSender sender, String... texts) {
        for (String text : texts) send(sender, text(text));
        return this;
    }

    @Nullable
    DeliveryState request(AmqpSender coordinator, TransactionRequest request) {
        ByteWriter out = new ByteWriter(32);
        SectionWriter.writeRequest(request, out);
        return send(coordinator, out.toArray());
    }

    Binary declare(AmqpSender coordinator) {
        DeliveryState state = request(coordinator, new TransactionRequest.Declare(null));
        return ((DeliveryState.Declared) Objects.requireNonNull(state)).transactionId();
    }

    @Nullable
    DeliveryState discharge(AmqpSender coordinator, Binary id, boolean fail) {
        return request(coordinator, new TransactionRequest.Discharge(id, fail));
    }

    /** Says what is thought of a delivery. */
    TestAmqpClient settle(Arrived one, DeliveryState state) {
        one.link().settle(one.deliveryId(), one.deliveryId(), state, true);
        broker.settle();
        return this;
    }

    /** The bodies that arrived on a link, in order. */
    List<Object> texts(AmqpReceiver link) {
        return arrived.stream()
                .filter(each -> each.link() == link)
                .map(Arrived::text)
                .toList();
    }

    List<Arrived> arrivedOn(AmqpReceiver link) {
        return arrived.stream().filter(each -> each.link() == link).toList();
    }

    <T extends AmqpEvent> List<T> seen(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The answer to our attach; null if there was none. */
    Performative.@Nullable Attach answer(AmqpLink link) {
        return seen(AmqpEvent.Attached.class).stream()
                .filter(each -> each.link() == link)
                .map(AmqpEvent.Attached::attach)
                .findFirst()
                .orElse(null);
    }

    /** How a link was detached; null if it was not. */
    AmqpEvent.@Nullable Detached detached(AmqpLink link) {
        return seen(AmqpEvent.Detached.class).stream()
                .filter(each -> each.link() == link)
                .findFirst()
                .orElse(null);
    }

    /** The error a link was detached with. */
    AmqpError error(AmqpLink link) {
        return Objects.requireNonNull(
                Objects.requireNonNull(detached(link), "detached").error(), "with an error");
    }

    /** Says something that our engine would not. */
    TestAmqpClient says(int channel, Performative performative) {
        ByteWriter out = new ByteWriter(64);
        FrameEncoder.write(channel, performative, out);
        gateway.received(out.view(), broker.nowMs);
        broker.settle();
        return this;
    }

    TestAmqpClient detach(AmqpLink link, boolean closed) {
        link.detach(closed, null);
        broker.settle();
        return this;
    }

    /** Bytes on their way to this client. */
    int unread() {
        return toClient.size();
    }

    /** The line breaks; the gateway hears of it. */
    void cut() {
        if (!cut) gateway.lost(new Break(Cause.RESET, "cut by the test"));
        cut = true;
        broker.settle();
    }

    private void take(AmqpEvent event) {
        events.add(event);
        if (event instanceof AmqpEvent.Delivery delivery) {
            byte[] bytes = new byte[delivery.payload().remaining()];
            delivery.payload().get(bytes);
            arrived.add(new Arrived(delivery.receiver(), delivery.deliveryId(), delivery.settled(), bytes));
        } else if (event instanceof AmqpEvent.Outcome outcome && outcome.state() != null) {
            outcomes.put(outcome.deliveryId(), outcome.state());
        } else if (event instanceof AmqpEvent.Detached detached && ours.contains(detached.link())) {
            detached.link().detach(detached.closed(), null);
        }
    }

    private void judged(Authenticator.Verdict verdict) {
        reply(new Reply.Judged(line, verdict));
    }

    @Override
    public void reply(Reply reply) {
        if (!cut) gateway.replied(reply, broker.nowMs);
    }

    @Override
    public void tick() {
        if (cut) return;
        client.tick(broker.nowMs, this::take);
        gateway.tick(broker.nowMs);
    }

    @Override
    public boolean exchange() {
        if (cut) return false;
        boolean moved = false;
        if (isReading && client.out().length() > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(client.out().toArray());
            client.drained();
            gateway.received(bytes, broker.nowMs);
            moved = true;
        }
        gateway.flush();
        if (toClient.size() > 0 && !readsNothing) {
            ByteBuffer bytes = ByteBuffer.wrap(toClient.toByteArray());
            toClient.reset();
            client.receive(bytes, broker.nowMs, this::take);
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
