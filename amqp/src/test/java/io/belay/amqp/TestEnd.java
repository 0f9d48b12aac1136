package io.belay.amqp;

import io.belay.amqp.codec.Frame;
import io.belay.amqp.codec.FrameDecoder;
import io.belay.amqp.codec.FrameEncoder;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.SaslFrame;
import io.belay.base.ByteWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One end of a line in a test: it is told frames or bytes, and remembers its events and what it said. */
final class TestEnd {
    /** As the defaults, with frames of up to 4 KiB, a window of 8 frames and 16 unsettled deliveries. */
    static final AmqpLimits SMALL =
            new AmqpLimits(4_096, 4_096, 3, 4, 6, 20, 6_000, 8_000, 8, 16, 100_000, 1_000, 5_000, 60_000);

    final AmqpConnection connection;
    private final FrameDecoder readerOfOut = new FrameDecoder(1 << 20);
    private final List<AmqpEvent> events = new ArrayList<>();
    private final List<Frame> said = new ArrayList<>();
    private Consumer<AmqpEvent> reaction = event -> {};
    private boolean readsSaslNext;
    long nowMs;

    private TestEnd(AmqpConnection connection) {
        this.connection = connection;
    }

    static TestEnd server(AmqpLimits limits) {
        return new TestEnd(AmqpConnection.server(limits, 0));
    }

    static TestEnd client(AmqpLimits limits, boolean usesSasl) {
        return new TestEnd(AmqpConnection.client(limits, usesSasl, 0));
    }

    /** A server's end whose client came without SASL, and both have opened; all that is forgotten. */
    static TestEnd openServer(AmqpLimits limits) {
        return openServer(limits, Frames.open("client"));
    }

    static TestEnd openServer(AmqpLimits limits, Performative.Open open) {
        TestEnd end = server(limits);
        end.hears(Frame.ProtocolHeader.AMQP);
        end.hears(0, open);
        end.connection.open(Frames.open("server"));
        end.forget();
        return end;
    }

    /** An open server's end with one session, on channel 0 at both ends; forgotten. */
    static TestEnd withSession(AmqpLimits limits) {
        return withSession(limits, Frames.open("client"), Frames.begin(-1));
    }

    static TestEnd withSession(AmqpLimits limits, Performative.Open open, Performative.Begin begin) {
        TestEnd end = openServer(limits, open);
        end.hears(0, begin);
        end.session().begin();
        end.forget();
        return end;
    }

    /** The session that was begun last. */
    AmqpSession session() {
        List<AmqpSession> sessions = connection.sessions();
        return sessions.get(sessions.size() - 1);
    }

    /** A link on which this end sends, attached and granted credit by the peer; forgotten. */
    AmqpSender sender(String name, long handle, long credit) {
        Performative.Attach attach = Frames.receiver(name, handle);
        hears(0, attach);
        AmqpSender sender = (AmqpSender) link(name);
        sender.attach(attach);
        if (credit > 0) hears(0, Frames.credit(handle, 0, credit));
        forget();
        return sender;
    }

    /** A link on which this end receives, attached and with credit granted; forgotten. */
    AmqpReceiver receiver(String name, long handle, long credit) {
        Performative.Attach attach = Frames.sender(name, handle);
        hears(0, attach);
        AmqpReceiver receiver = (AmqpReceiver) link(name);
        receiver.attach(attach);
        if (credit > 0) receiver.credit(credit, false);
        forget();
        return receiver;
    }

    AmqpLink link(String name) {
        return session().links().stream()
                .filter(link -> link.name().equals(name))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** What to do at each event, within the event. */
    TestEnd reactingWith(Consumer<AmqpEvent> reaction) {
        this.reaction = reaction;
        return this;
    }

    TestEnd hears(int channel, Performative performative) {
        ByteWriter out = new ByteWriter(64);
        FrameEncoder.write(channel, performative, out);
        return hears(out.view());
    }

    TestEnd hears(Performative.Transfer transfer, String payload) {
        ByteWriter out = new ByteWriter(64);
        FrameEncoder.writeTransfer(0, transfer, ByteBuffer.wrap(Frames.bytes(payload)), 1 << 20, out);
        return hears(out.view());
    }

    TestEnd hears(Frame.ProtocolHeader header) {
        ByteWriter out = new ByteWriter(8);
        FrameEncoder.write(header, out);
        return hears(out.view());
    }

    TestEnd hears(SaslFrame frame) {
        ByteWriter out = new ByteWriter(64);
        FrameEncoder.write(frame, out);
        return hears(out.view());
    }

    TestEnd hears(ByteBuffer bytes) {
        connection.receive(bytes, nowMs, this::take);
        return this;
    }

    TestEnd resumes() {
        connection.resume(nowMs, this::take);
        return this;
    }

    TestEnd ticks(long atMs) {
        nowMs = atMs;
        connection.tick(nowMs, this::take);
        return this;
    }

    private void take(AmqpEvent event) {
        events.add(kept(event));
        reaction.accept(event);
    }

    /** A payload is only good until the event is over. */
    private static AmqpEvent kept(AmqpEvent event) {
        if (!(event instanceof AmqpEvent.Delivery one)) return event;
        ByteBuffer copy = ByteBuffer.allocate(one.payload().remaining());
        copy.put(one.payload().duplicate()).flip();
        return new AmqpEvent.Delivery(
                one.receiver(),
                one.deliveryId(),
                one.tag(),
                one.messageFormat(),
                one.settled(),
                one.state(),
                one.resumed(),
                copy);
    }

    List<AmqpEvent> events() {
        return events;
    }

    <T extends AmqpEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The texts of the messages that were delivered. */
    List<String> texts() {
        return events(AmqpEvent.Delivery.class).stream()
                .map(one -> text(one.payload()))
                .toList();
    }

    static String text(ByteBuffer payload) {
        return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }

    /** The bytes that were said and not taken yet. */
    byte[] takes() {
        byte[] bytes = connection.out().toArray();
        connection.drained();
        return bytes;
    }

    /** All frames that were said since they were last forgotten, payloads copied. */
    List<Frame> said() {
        ByteBuffer bytes = ByteBuffer.wrap(takes());
        while (bytes.hasRemaining()) {
            if (!said.isEmpty() && endsSasl(said.get(said.size() - 1))) readerOfOut.expectHeader();
            Frame frame = readerOfOut.decode(bytes);
            if (frame == null) throw new AssertionError("half a frame was said");
            said.add(frame);
        }
        return said;
    }

    private boolean endsSasl(Frame frame) {
        boolean isOutcome = frame instanceof Frame.Sasl sasl && sasl.content() instanceof SaslFrame.SaslOutcome;
        boolean isNext = isOutcome || readsSaslNext;
        readsSaslNext = false;
        return isNext;
    }

    /** A client is about to say its second header. */
    void expectsHeader() {
        said();
        readsSaslNext = true;
    }

    /** The performatives that were said, of that kind. */
    <T extends Performative> List<T> said(Class<T> type) {
        return said().stream()
                .filter(Frame.Amqp.class::isInstance)
                .map(frame -> ((Frame.Amqp) frame).performative())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** All performatives that were said. */
    List<Performative> said(int channel) {
        return said().stream()
                .filter(frame -> frame instanceof Frame.Amqp amqp && amqp.channel() == channel)
                .map(frame -> ((Frame.Amqp) frame).performative())
                .toList();
    }

    TestEnd forget() {
        said();
        said.clear();
        events.clear();
        return this;
    }
}
