package io.belay.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.belay.amqp.AmqpConnection;
import io.belay.amqp.AmqpEvent;
import io.belay.amqp.AmqpLimits;
import io.belay.amqp.AmqpLink;
import io.belay.amqp.AmqpReceiver;
import io.belay.amqp.AmqpSender;
import io.belay.amqp.AmqpSession;
import io.belay.amqp.LinkMemory;
import io.belay.amqp.Resumption;
import io.belay.amqp.codec.Frame;
import io.belay.amqp.codec.FrameDecoder;
import io.belay.amqp.codec.FrameEncoder;
import io.belay.amqp.type.Binary;
import io.belay.amqp.type.DeliveryState;
import io.belay.amqp.type.Performative.Open;
import io.belay.amqp.type.SaslCode;
import io.belay.amqp.type.SaslFrame;
import io.belay.amqp.type.Symbol;
import io.belay.base.ByteWriter;
import io.belay.testkit.Clause;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One end of an AMQP line, whatever its peer does: no exception, one end at most and told last, all input taken, and what it
 * says can be read.
 *
 * <pre>
 *  +-----------------------+-------------------------------------------------------------+ ...
 *  | bit 0 server's end    | 0 to 239: so many bytes to hear follow                      |
 *  | bit 1 with SASL       | 240 to 255: a deed of ours, or a tick of some seconds       |
 *  | bit 2 open already    |                                                             |
 *  +-----------------------+-------------------------------------------------------------+ ...
 * </pre>
 */
class AmqpConnectionFuzzTest {
    private static final AmqpLimits LIMITS =
            new AmqpLimits(4_096, 4_096, 4, 4, 6, 64, 3_000, 6_000, 6, 8, 50_000, 2_000, 5_000, 60_000);
    private static final Symbol PLAIN = Symbol.of("PLAIN");
    private static final Open OPEN =
            new Open("c", null, 600, 9, 0, List.of(), List.of(), List.of(), List.of(), Collections.emptyMap());

    @FuzzTest(maxDuration = "10m")
    @Clause("M5-80")
    void an_amqp_line_survives_whatever_its_peer_does(byte[] input) {
        if (input.length == 0) return;
        boolean usesSasl = (input[0] & 2) != 0;
        End end = new End((input[0] & 1) == 1, usesSasl);
        if ((input[0] & 4) != 0 && !usesSasl) end.open();
        ByteBuffer in = ByteBuffer.wrap(input, 1, input.length - 1);
        while (in.hasRemaining()) {
            int next = in.get() & 0xFF;
            if (next < 240) end.hears(in, Math.min(next, in.remaining()));
            else if (next < 248) end.does(next & 7);
            else end.passes((next - 247) * 3_000L);
        }
    }

    /** The end under test, and a gateway that answers all that it is told at once. */
    private static final class End {
        private final boolean isServer;
        private final AmqpConnection connection;
        private final FrameDecoder reader = new FrameDecoder(1 << 20);
        private long nowMs;
        private boolean isEnded;
        private int tags;

        End(boolean isServer, boolean usesSasl) {
            this.isServer = isServer;
            connection = isServer ? AmqpConnection.server(LIMITS, 0) : AmqpConnection.client(LIMITS, usesSasl, 0);
            if (isServer && usesSasl) connection.saslMechanisms(List.of(PLAIN), true);
            else if (!isServer && !usesSasl) connection.open(OPEN);
        }

        void open() {
            ByteWriter hello = new ByteWriter(64);
            FrameEncoder.write(Frame.ProtocolHeader.AMQP, hello);
            FrameEncoder.write(0, OPEN, hello);
            hears(hello.view(), hello.length());
            if (!isServer) connection.session().begin();
            drain();
        }

        void hears(ByteBuffer in, int length) {
            ByteBuffer bytes = in.slice(in.position(), length);
            in.position(in.position() + length);
            connection.receive(bytes, nowMs, this::answer);
            check(!bytes.hasRemaining(), "input was left");
            connection.resume(nowMs, this::answer);
            drain();
        }

        void passes(long ms) {
            nowMs += ms;
            connection.tick(nowMs, this::answer);
            drain();
        }

        /** Something that a gateway may do at any time. */
        void does(int deed) {
            for (AmqpSession session : connection.sessions()) {
                List<AmqpLink> links = session.links();
                if (deed == 0) session.end(null);
                for (AmqpLink link : links) act(link, deed);
            }
            if (deed == 7) connection.close(null);
            drain();
        }

        private void act(AmqpLink link, int deed) {
            if (link instanceof AmqpSender sender && deed == 1) send(sender, 900);
            else if (deed == 2) link.detach(false, null);
            else if (deed == 3) link.memory();
            else if (link instanceof AmqpReceiver receiver && deed == 4) receiver.credit(5, true);
            else if (link instanceof AmqpReceiver receiver && deed == 5) {
                receiver.settle(0, 0xFFFF_FFFFL, DeliveryState.RELEASED, true);
            }
        }

        private void answer(AmqpEvent event) {
            check(!isEnded, "told after the end");
            if (event instanceof AmqpEvent.SaslStarted) connection.saslChallenge(Binary.of((byte) 1));
            else if (event instanceof AmqpEvent.SaslAnswered) connection.saslOutcome(SaslCode.OK, null);
            else if (event instanceof AmqpEvent.SaslOffered) connection.saslInit(PLAIN, null, null);
            else if (event instanceof AmqpEvent.SaslChallenged one) connection.saslResponse(one.challenge());
            else if (event instanceof AmqpEvent.SaslEnded one && one.code() == SaslCode.OK) connection.open(OPEN);
            else if (event instanceof AmqpEvent.Opened && isServer) connection.open(OPEN);
            else if (event instanceof AmqpEvent.Begun begun && begun.session().channel() < 0)
                begun.session().begin();
            else if (event instanceof AmqpEvent.Ended ended) ended.session().end(null);
            else if (event instanceof AmqpEvent.Attached attached) attach(attached);
            else if (event instanceof AmqpEvent.Detached gone) gone.link().detach(gone.closed(), null);
            else if (event instanceof AmqpEvent.Credit credit) send(credit.sender(), 10);
            else if (event instanceof AmqpEvent.Delivery one) take(one);
            else if (event instanceof AmqpEvent.Outcome one) one.sender().settle(one.deliveryId(), one.state());
            isEnded = connection.isClosed();
        }

        /** Every second link is one that comes back. */
        private void attach(AmqpEvent.Attached attached) {
            LinkMemory memory = tags++ % 2 == 0 ? LinkMemory.NONE : memory();
            attached.link().attach(attached.attach(), memory);
            if (attached.link() instanceof AmqpReceiver receiver) {
                Resumption.settledBySender(memory, attached.attach().unsettled(), false)
                        .forEach(receiver::forget);
                receiver.credit(3, false);
            }
        }

        private static LinkMemory memory() {
            Map<Binary, LinkMemory.Entry> unsettled = new LinkedHashMap<>();
            unsettled.put(Binary.of((byte) 'a'), new LinkMemory.Entry(null, 0));
            unsettled.put(Binary.of((byte) 'b'), new LinkMemory.Entry(DeliveryState.ACCEPTED, 0));
            Binary beginning = Binary.of(new byte[9]);
            DeliveryState part = new DeliveryState.Received(0, 9);
            unsettled.put(Binary.of((byte) 'c'), new LinkMemory.Entry(part, 0, beginning));
            return new LinkMemory(7, unsettled);
        }

        private void send(AmqpSender sender, int length) {
            while (sender.credit() > 0 && sender.isWritable() && tags < 10_000) {
                Binary tag = Binary.of((byte) (tags >> 8), (byte) tags++);
                sender.send(tag, tags % 3 == 0, null, 0, tags, ByteBuffer.allocate(length));
            }
            sender.drained();
        }

        private void take(AmqpEvent.Delivery one) {
            check(one.payload().remaining() <= LIMITS.messageLengthMax(), "too long a message");
            one.receiver().settle(one.deliveryId(), one.deliveryId(), DeliveryState.ACCEPTED, tags++ % 2 == 0);
            if (one.receiver().credit() == 0) one.receiver().credit(3, false);
        }

        private void drain() {
            if (connection.isClosed()) isEnded = true;
            ByteBuffer out = ByteBuffer.wrap(connection.out().toArray());
            connection.drained();
            while (out.hasRemaining()) {
                if (startsWithName(out)) reader.expectHeader();
                Frame frame = reader.decode(out);
                check(frame != null, "half a frame was said");
                boolean isOver = frame instanceof Frame.Sasl sasl && sasl.content() instanceof SaslFrame.SaslOutcome;
                if (isOver) reader.expectHeader();
            }
        }

        /** No frame is as long as these four letters say. */
        private static boolean startsWithName(ByteBuffer out) {
            return out.remaining() >= 4 && out.getInt(out.position()) == 0x414D5150;
        }

        private static void check(boolean holds, String otherwise) {
            if (!holds) throw new AssertionError(otherwise);
        }
    }
}
