package io.belay.server;

import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLimits;
import io.belay.amqp.AmqpLink;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative;
import io.belay.amqp.type.ReceiverSettleMode;
import io.belay.amqp.type.Role;
import io.belay.amqp.type.SenderSettleMode;
import io.belay.amqp.type.Source;
import io.belay.amqp.type.Symbol;
import io.belay.amqp.type.Target;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;

/** An AMQP client on a blocking socket, by our own engine. It reads only while something is awaited. */
final class WireAmqp implements AutoCloseable {
    private static final int BODY_LENGTH = 32 * 1024;
    private static final List<Symbol> QUEUE = List.of(Symbol.of("queue"));

    private final Socket socket = new Socket();
    private final InputStream in;
    private final AmqpConnection connection;
    private final Queue<Integer> numbers = new ArrayDeque<>(); // of the messages among the events
    private final Queue<AmqpEvent> events = new ArrayDeque<>(); // heard, and not awaited yet
    private final byte[] chunk = new byte[16 * 1024];

    WireAmqp(int port, boolean usesSasl) throws IOException {
        socket.setReceiveBufferSize(8 * 1024); // so that little is on its way while it does not read
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(60_000);
        in = socket.getInputStream();
        connection = AmqpConnection.client(AmqpLimits.DEFAULT, usesSasl, 0);
    }

    /** Opens, and hears the answer. */
    WireAmqp open(String containerId) throws IOException {
        List<Symbol> none = List.of();
        connection.open(new Performative.Open(
                containerId,
                null,
                Performative.UINT_MAX,
                Performative.USHORT_MAX,
                0,
                none,
                none,
                none,
                none,
                Collections.emptyMap()));
        await(AmqpEvent.Opened.class);
        return this;
    }

    /** Chooses a mechanism, and hears what the broker says to its first message. */
    <E extends AmqpEvent> E login(String mechanism, Binary first, Class<E> answer) throws IOException {
        await(AmqpEvent.SaslOffered.class);
        connection.saslInit(Symbol.of(mechanism), first, null);
        return await(answer);
    }

    /** Answers a challenge of SASL, and hears the outcome. */
    AmqpEvent.SaslEnded respond(Binary response) throws IOException {
        connection.saslResponse(response);
        return await(AmqpEvent.SaslEnded.class);
    }

    private AmqpSession session() throws IOException {
        AmqpSession session = connection.session();
        session.begin();
        await(AmqpEvent.Begun.class);
        return session;
    }

    /** A link to a queue, with the credit that the broker gives at first. */
    AmqpSender sender(String queue) throws IOException {
        AmqpSender sender = session().sender("to " + queue);
        Target plain = Target.at(queue);
        Target target =
                new Target(queue, plain.durability(), plain.expiryPolicy(), 0, false, Collections.emptyMap(), QUEUE);
        attach(sender, Role.SENDER, Source.at("here"), target);
        await(AmqpEvent.Credit.class);
        return sender;
    }

    /** A link from a queue. */
    AmqpReceiver receiver(String queue, long credit) throws IOException {
        AmqpReceiver receiver = session().receiver("from " + queue);
        Source plain = Source.at(queue);
        Source source = new Source(
                queue,
                plain.durability(),
                plain.expiryPolicy(),
                0,
                false,
                Collections.emptyMap(),
                null,
                Collections.emptyMap(),
                null,
                List.of(),
                QUEUE);
        attach(receiver, Role.RECEIVER, source, Target.at(null));
        receiver.credit(credit, false);
        flush();
        return receiver;
    }

    private void attach(AmqpLink link, Role role, Source source, Target target) throws IOException {
        link.attach(new Performative.Attach(
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
                List.of(),
                List.of(),
                Collections.emptyMap()));
        await(AmqpEvent.Attached.class);
    }

    /** Sends a message of a number, and hears what becomes of it. */
    AmqpEvent.Outcome send(AmqpSender sender, int number) throws IOException {
        byte[] body = new byte[BODY_LENGTH];
        ByteBuffer.wrap(body).putInt(number);
        ByteBuffer head = ByteBuffer.allocate(8)
                .put(new byte[] {0, 0x53, 0x75, (byte) 0xB0})
                .putInt(BODY_LENGTH)
                .flip(); // data
        Binary tag = Binary.of((byte) (number >> 8), (byte) number);
        sender.send(tag, false, null, 0, 0, head, ByteBuffer.wrap(body));
        return await(AmqpEvent.Outcome.class);
    }

    /** The number of the next message. */
    int receive(AmqpReceiver receiver) throws IOException {
        long id = await(AmqpEvent.Delivery.class).deliveryId();
        receiver.settle(id, id, DeliveryState.ACCEPTED, true);
        flush();
        return numbers.remove();
    }

    /** The bytes of a delivery are there for as long as it is told. */
    private void heard(AmqpEvent event) {
        events.add(event);
        if (event instanceof AmqpEvent.Delivery delivery) {
            ByteBuffer bytes = delivery.payload().duplicate();
            bytes.position(bytes.limit() - BODY_LENGTH);
            numbers.add(bytes.getInt());
        }
    }

    /** Reads until the next event of that kind; others are passed over. */
    <E extends AmqpEvent> E await(Class<E> kind) throws IOException {
        if (!connection.isClosed()) flush();
        while (true) {
            for (AmqpEvent event = events.poll(); event != null; event = events.poll()) {
                if (kind.isInstance(event)) return kind.cast(event);
            }
            int length = in.read(chunk);
            if (length < 0) throw new EOFException("the broker ended the line, awaiting " + kind.getSimpleName());
            connection.receive(ByteBuffer.wrap(chunk, 0, length), 0, this::heard);
            if (!connection.isClosed()) flush(); // Who has closed hears nothing more.
        }
    }

    /** Its own address and port, as the other end sees them. */
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Sends what the engine has said. */
    void flush() throws IOException {
        socket.getOutputStream().write(connection.out().toArray());
        connection.drained();
    }

    /** Says these bytes, whatever they mean. */
    void sayBytes(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
